"""The parameters that a notebook declares, read from its source and checked before any kernel starts.

The cell tagged ``parameters`` is parsed as Python, never run: a name, an annotation, a default. Values are given clean
to papermill, which quotes values well but trusts names.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias

from gtkit.errors import ConfigurationError, UnknownName

TAG = "parameters"
Clean: TypeAlias = "str | int | float | bool | None"

_TYPES: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter: its name, and its type as written ("float"), empty when none is."""

    name: str
    kind: str


def declared(notebook: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Parameters of a notebook (nbformat 4, as JSON), in their order.

    Raises ConfigurationError when no code cell, or more than one, is tagged ``parameters``, or when it does not parse.

    >>> cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "annual_rate: float = None"}
    >>> declared({"cells": [cell]})
    (Parameter(name='annual_rate', kind='float'),)
    """
    tagged = [c for c in notebook["cells"] if c["cell_type"] == "code" and TAG in c["metadata"].get("tags", ())]
    if len(tagged) != 1:
        raise ConfigurationError(f"[{TAG}]", found=len(tagged), expected="1")
    source = tagged[0]["source"]
    try:
        body = ast.parse(source if isinstance(source, str) else "".join(source)).body
    except SyntaxError as error:
        raise ConfigurationError(f"[{TAG}]:{error.lineno}", found=error.msg, expected="name: type = value") from None
    return tuple(parameter for statement in body for parameter in _assigned(statement))


def checked(values: Mapping[str, object], parameters: tuple[Parameter, ...], where: str) -> dict[str, Clean]:
    """Values that a notebook accepts, as JSON holds them.

    Raises UnknownName for a name that is not declared, with the nearest one; ConfigurationError for a value of
    another type than the declared one, or that is no finite number or encodable text.
    """
    kinds = {parameter.name: parameter.kind for parameter in parameters}
    for name, value in values.items():
        if name not in kinds:
            nearest = get_close_matches(name, kinds, n=1, cutoff=0.5)
            raise UnknownName(
                f"{where} {name[:60]!r}",
                found=name[:60],
                expected=" | ".join(kinds),
                hint=nearest[0] if nearest else "",
            )
        if value is not None and not _fits(value, kinds[name]):
            raise ConfigurationError(f"{where} {name}", found=str(value)[:60], expected=kinds[name] or "text | number")
    return {name: value for name, value in values.items() if value is None or isinstance(value, str | int | float)}


def _assigned(statement: ast.stmt) -> tuple[Parameter, ...]:
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
            return (Parameter(name, ast.unparse(annotation)),)
        case ast.Assign(targets=[ast.Name(id=name)]):
            return (Parameter(name, ""),)
    return ()


def _fits(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind in ("bool", "")
    if isinstance(value, float) and not math.isfinite(value):
        return False
    if isinstance(value, str) and not _encodable(value):
        return False
    return isinstance(value, _TYPES.get(kind, (str, int, float)))


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
