"""From a pydantic complaint to located faults: file, key, what stood there, what is accepted, the nearest name.

Values typed by a French hand (``0,12``, ``12 %``, ``oui``, ``30/06/2026``) are read where, and only where, the field is
a number, a flag or a date: a text stays the text that it is.
"""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gtkit.errors import ConfigurationError, UnknownName

M = TypeVar("M", bound=BaseModel)

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?[ \u00a0\u202f]*(%?)")
_FLAGS = {"oui": True, "vrai": True, "yes": True, "non": False, "faux": False, "no": False}
_NUMBER_ERRORS = {"float_parsing", "int_parsing", "int_from_float"}
_DATE_ERRORS = {"date_parsing", "date_from_datetime_parsing"}
_REPR = reprlib.Repr()
_REPR.maxlevel = 3
_BOUNDS = (("gt", ">"), ("ge", ">="), ("lt", "<"), ("le", "<="))


class ManyFaults(ConfigurationError):
    """Several faults at once; `faults` holds each, `found` their number."""

    code = "many_faults"

    def __init__(self, where: str, faults: tuple[ConfigurationError, ...]) -> None:
        super().__init__(where, found=len(faults))
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def validate_settings(model: type[M], values: Mapping[str, object], where: str) -> M:
    """A checked value of a settings class.

    Parameters
    ----------
    model : pydantic model class
    values : mapping of key -> raw value
        As TOML or a command line gives them.
    where : str
        Where they come from, told before the key: ``"engagement.toml [customer_value]"``.

    Returns
    -------
    An instance of `model`.

    Raises UnknownName or ConfigurationError for a single fault, ManyFaults for several.

    >>> class Rates(BaseModel):
    ...     annual_rate: float
    >>> validate_settings(Rates, {"annual_rate": "12,5 %"}, "--set").annual_rate
    0.125
    """
    checked = examine(model, values, where)
    if isinstance(checked, tuple):
        raise together(checked, where)
    return checked


def examine(model: type[M], values: Mapping[str, object], where: str) -> M | tuple[ConfigurationError, ...]:
    """The checked value, or every fault: `validate_settings` without raising."""
    values = dict(values)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        reread = {str(e["loc"][0]): _read(e) for e in error.errors() if len(e["loc"]) == 1}
    values |= {key: value for key, value in reread.items() if value is not None}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        return tuple(_located(e, model, where) for e in error.errors())


def together(faults: tuple[ConfigurationError, ...], where: str) -> ConfigurationError:
    """The fault itself when there is one, ManyFaults when there are several."""
    return faults[0] if len(faults) == 1 else ManyFaults(where, faults)


def unknown(where: str, name: str, known: Iterable[str]) -> UnknownName:
    """The fault of a name that does not exist, with the nearest one as its hint.

    >>> unknown("--set", "customer_valeu", ["customer_value", "loyalty"]).hint
    'customer_value'
    """
    known = list(known)
    nearest = get_close_matches(name, known, n=1, cutoff=0.5)
    return UnknownName(where, found=shortened(name), expected=" | ".join(known), hint=nearest[0] if nearest else "")


def shortened(value: object) -> str:
    """A value as a message shows it: one line, 60 signs at most."""
    if isinstance(value, dict | list | tuple):
        value = _REPR.repr(value)
    elif isinstance(value, int) and value.bit_length() > 1_000:
        value = hex(value)
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _read(error: ErrorDetails) -> object:
    """What a French hand meant by a text that is no number, flag or date yet; None when that is not known."""
    text, kind = error["input"], error["type"]
    if not isinstance(text, str):
        return None
    text = text.strip()
    if kind in _NUMBER_ERRORS and (match := _NUMBER.fullmatch(text)):
        sign, whole, decimals, percent = match.groups()
        digits = re.sub(r"\D", "", whole)
        number = Decimal(f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}")
        return str(number / 100 if percent else number)
    if kind == "bool_parsing":
        return _FLAGS.get(text.lower())
    if kind in _DATE_ERRORS:
        try:
            return datetime.strptime(text, "%d/%m/%Y").date()
        except ValueError:
            return None
    return None


def _located(error: ErrorDetails, model: type[BaseModel], where: str) -> ConfigurationError:
    """One fault of pydantic's as ours."""
    steps = (step + 1 if isinstance(step, int) else step for step in error["loc"])  # people count from 1
    place = f"{where} {'.'.join(map(shortened, steps))}".rstrip()
    if error["type"] == "extra_forbidden":
        return unknown(place, str(error["loc"][-1]), names(model, error["loc"][:-1]))
    bounds = _bounds(model, error["loc"])
    found = "" if error["type"] == "missing" else shortened(_names_of(error))
    return ConfigurationError(
        place, found=found, expected=_expected(error, bounds), hint=_as_share(error["input"], bounds)
    )


def names(model: type[BaseModel], path: tuple[int | str, ...] = ()) -> list[str]:
    """Names that may stand at a place of a model, as a file writes them."""
    fields = _within(model, path).model_fields
    return [field.alias or name for name, field in fields.items() if not field.exclude]


def _within(model: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel]:
    """The model that rules a place of another; a name of one's own, such as a table's, leads nowhere further."""
    for step in path:
        field = _field(model, step)
        kinds = (field.annotation, *getattr(field.annotation, "__args__", ())) if field else ()
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), model)
    return model


def _field(model: type[BaseModel], key: int | str) -> Any:
    return {field.alias or name: field for name, field in model.model_fields.items()}.get(str(key))


def _bounds(model: type[BaseModel], path: tuple[int | str, ...]) -> dict[str, float]:
    """Symbol -> limit of a bounded number, empty for anything else."""
    field = _field(_within(model, path[:-1]), path[-1]) if path else None
    metadata = field.metadata if field is not None else ()
    return {symbol: getattr(rule, name) for name, symbol in _BOUNDS for rule in metadata if hasattr(rule, name)}


def _names_of(error: ErrorDetails) -> object:
    """What was found: the settings of a section that do not go together, by name, else the value."""
    together = error["type"] == "value_error" and isinstance(error["input"], dict)
    return " + ".join(map(str, error["input"])) if together else error["input"]


def _expected(error: ErrorDetails, bounds: Mapping[str, float]) -> str:
    """What is accepted, in symbols and examples rather than prose."""
    context, kind = error.get("ctx", {}), error["type"]
    if bounds:
        return ", ".join(f"{symbol} {limit:g}" for symbol, limit in bounds.items())
    if kind == "literal_error":
        choices = [choice for choice in re.findall(r"'([^']*)'", str(context["expected"])) if choice]
        return " | ".join(f'"{choice}"' for choice in choices)
    if kind == "value_error":
        return str(context["error"])
    if "max_length" in context:
        return f"<= {context['max_length']}"
    return next((sample for start, sample in _SAMPLES.items() if kind.startswith(start)), error["msg"])


_SAMPLES = {
    "float": "0.10",
    "int": "12",
    "bool": "true | false",
    "date": f"{date(2026, 6, 30)}",
    "string": '"..."',
    "tuple": '["...", "..."]',
    "list": '["...", "..."]',
    "dict": "[...]",
    "mapping": "[...]",
    "model": "[...]",
    "missing": '"..."',
}


def _as_share(value: object, bounds: Mapping[str, float]) -> str:
    """The same number as a share, when only that lies inside the bounds: 12 for 12 %."""
    try:
        share = float(value) / 100 if isinstance(value, str | int | float) else math.nan
    except (ValueError, OverflowError):
        return ""
    upper, lower = bounds.get("<=", bounds.get("<")), bounds.get(">=", bounds.get(">"))
    if upper is None or lower is None or not upper < share * 100 <= 100 or not lower < share <= upper <= 1:
        return ""
    return f"{share:g}"
