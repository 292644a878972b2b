"""Numbers, money and shares written by hand or by an export: one reading for the whole column, never a guess.

A text is read twice, once with a decimal comma and once with a decimal point. Where only one reading exists it is
evidence for the column; where both exist and agree (``1250``, ``1 234``) it is neutral; where both exist and differ
(``1.234``) engagement.toml (`decimal_mark`) decides, else the column's other cells; without any the cell is refused.
In Switzerland ``1'400.-`` has no cents, and ``-.50`` is half a franc where it is below zero elsewhere: beside francs it
is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gtkit.evidence import Name
from gtkit.intake.values.cells import Cell, Column, Problem, Reading
from gtkit.intake.values.coded import Coded
from gtkit.intake.values.plain_numbers import read_plain

_SIGNS = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " ", "−": "-", "’": "'"})
_CURRENCY = r"[€$£]|[A-Z]{3}|[Ss]?[Ff]rs?\.?"
_FRANCS = frozenset({"fr", "frs", "sfr", "sfrs"})
_NO_CENTS = re.compile(r"(?<=[0-9])([.,]) ?[-–—]{1,2}(?![0-9])")
_DASH_CENTS = re.compile(rf"(?:(?:{_CURRENCY}) ?)?[-–—][.,][0-9]{{2}}(?: ?(?:{_CURRENCY}))?")
SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}
_MANNERS = {",": "comma", ".": "point"}
_POWERS = {"": "", "k": "e3", "K": "e3", "M": "e6"}  # 12,5 k€ is 12 500 €, without rounding
_DRESSED = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+]?) ?(?P<before>{_CURRENCY})? ?(?P<sign2>-?)(?P<body>[0-9.,][0-9., ']*?)"
    rf" ?(?P<after>%|(?P<scale>[kKM])?(?:{_CURRENCY}))? ?(?P<trailing>-?)(?P<close>\))?"
)
_WHOLE = r"[0-9]{{1,15}}|[1-9][0-9]{{0,2}}(?:[ '][0-9]{{3}}){{1,4}}|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}}){{1,4}}"
_FORM = "(?:(?:" + _WHOLE + ")(?:{mark}[0-9]{{1,30}})?|{mark}[0-9]{{1,30}})"
_COMMA = re.compile(_FORM.format(group=r"\.", mark=","))
_POINT = re.compile(_FORM.format(group=",", mark=r"\."))


class _Written(NamedTuple):
    """Distinct cells under both readings, shape (cells,): NaN where one does not fit; the marks beside some."""

    comma: npt.NDArray[np.float64]
    point: npt.NDArray[np.float64]
    marks: dict[int, str]  # position -> "%", "EUR"


class _Both(NamedTuple):
    """A cell under both readings (None: does not fit), and the mark beside the figure."""

    comma: float | None
    point: float | None
    mark: str = ""  # "", "%", "EUR"


_NOTHING = _Both(None, None)


def read_numbers(
    cells: Column, *, percent: bool = False, currency: str = "", mark: str = "", others: Collection[str] = ()
) -> Reading:
    """A column of numbers.

    Parameters
    ----------
    cells : sequence of cells, white space around texts removed
    percent : bool
        Whether ``12,5 %`` is accepted, and read as 0.125.
    currency : str
        ISO 4217 code that may stand beside a figure; empty when no currency may.
    mark : str
        The decimal mark, "," or ".", where engagement.toml says it; empty when the column decides.
    others : collection of str
        Further codes that may, where each line tells its own currency.

    Returns
    -------
    Reading with float64 values, NaN where blank or wrong; ``12,5 k€`` is 12500, ``1,2 M€`` 1200000. `manner` is
    "comma", "point" or "" when nothing decides.

    Problems: bad_number, percent_found, ambiguous_number, mixed_decimals, decimal_mark_wrong, other_currency and
    dash_cents.

    >>> read_numbers(["1 234,50 €", "(12,5)", "", "3-"], currency="EUR").values
    array([1234.5,  -12.5,    nan,   -3. ])
    """
    column = Coded.of(cells)
    written = _written(column.uniques)
    manner, usual = (_MANNERS[mark], "") if mark else _decide(written, column)
    nothing = np.isnan(written.comma) & np.isnan(written.point)
    seen = written.point if manner == "point" else written.comma
    refused = nothing | np.isnan(seen) | ((manner == "") & (written.comma != written.point))
    for code, beside in written.marks.items():
        refused[code] |= beside != currency and beside not in others and not (beside == "%" and percent)
    halves = _dash_cents(column) if "CHF" in {currency, *others} else frozenset()
    refused[list(halves)] = True
    found = {}
    for code in np.flatnonzero(refused).tolist():
        beside = written.marks.get(code, "")
        if column.uniques[code] == "":
            continue
        if code in halves:
            found[code] = Problem("dash_cents")
        elif nothing[code]:
            found[code] = Problem("bad_number")
        elif beside == "%" and not percent:
            found[code] = Problem("percent_found")
        elif beside not in {"", "%", currency, *others}:
            found[code] = Problem("other_currency", facts={"found": beside, "expected": currency or "—"})
        elif manner == "":
            found[code] = Problem("ambiguous_number")
        elif mark:
            found[code] = Problem("decimal_mark_wrong", facts={"setting": Name(f'decimal_mark = "{mark}"')})
        else:
            found[code] = Problem("mixed_decimals", facts={"usual": Name(usual)})
    values = np.where(refused, np.nan, seen)
    hundredths = [code for code, beside in written.marks.items() if beside == "%"]
    values[hundredths] /= 100
    return Reading(values=column.spread(values), problems=tuple(column.problems(found)), manner=manner)


def currencies_beside(cells: Column) -> dict[int, str]:
    """The currency that stands beside some distinct cells of a column: position among them -> ISO 4217 code.

    >>> currencies_beside(["12,50 CHF", "3", "$4"])
    {0: 'CHF', 2: 'USD'}
    """
    return {code: mark for code, mark in _written(Coded.of(cells).uniques).marks.items() if mark != "%"}


def _written(cells: Sequence[Cell]) -> _Written:
    """Distinct cells under both readings: the usual forms all at once, the others one by one."""
    plain = read_plain([cell if isinstance(cell, str) else "" for cell in cells])
    comma, point = (np.where(other, np.nan, plain.values) for other in (plain.point, plain.comma))
    marks = dict.fromkeys(np.flatnonzero(plain.euro).tolist(), "EUR")
    for at in np.flatnonzero(~plain.known).tolist():
        cell = cells[at]
        one = _of_text(cell) if isinstance(cell, str) else _of_typed(cell)
        comma[at] = np.nan if one.comma is None else one.comma
        point[at] = np.nan if one.point is None else one.point
        if one.mark:
            marks[at] = one.mark
    return _Written(comma, point, marks)


def _of_typed(cell: Cell) -> _Both:
    """A workbook's own number is what it is, under either reading; its flags and dates are no numbers."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal) or not abs(float(cell)) < 1e300:
        return _NOTHING
    return _Both(float(cell), float(cell))


def _of_text(cell: str) -> _Both:
    """Both readings of a text."""
    match = _DRESSED.fullmatch(_NO_CENTS.sub(r"\g<1>00", cell.translate(_SIGNS)))
    if match is None:
        return _NOTHING
    minuses = (match["open"] is not None) + sum(match[name] == "-" for name in ("sign", "sign2", "trailing"))
    if (match["open"] is None) != (match["close"] is None) or minuses > 1 or (match["before"] and match["after"]):
        return _NOTHING
    sign = -1.0 if minuses else 1.0
    power = _POWERS[match["scale"] or ""]
    comma = _value(match["body"], _COMMA, ",", ".", power)
    point = _value(match["body"], _POINT, ".", ",", power)
    if comma is None and point is None:
        return _NOTHING
    mark = match["before"] or (match["after"] or "").removeprefix(match["scale"] or "")
    return _Both(None if comma is None else sign * comma, None if point is None else sign * point, _code_of(mark))


def _code_of(mark: str) -> str:
    """What stands beside a figure: a sign or a short name of a currency by its code."""
    return "CHF" if mark.rstrip(".").lower() in _FRANCS else SYMBOLS.get(mark, mark)


def _dash_cents(column: Coded) -> frozenset[int]:
    """The distinct cells that are half a franc or below nothing, such as ``-.50``."""
    texts = (cell.translate(_SIGNS) if isinstance(cell, str) else "" for cell in column.uniques)
    return frozenset(code for code, text in enumerate(texts) if _DASH_CENTS.fullmatch(text))


def _value(body: str, form: re.Pattern[str], mark: str, group: str, power: str) -> float | None:
    if form.fullmatch(body) is None:
        return None
    bare = body.replace(" ", "").replace("'", "").replace(group, "")
    return float(bare.replace(mark, ".") + power)


def _decide(written: _Written, column: Coded) -> tuple[str, str]:
    """The column's decimal mark, and a cell that shows it."""
    only_comma = np.flatnonzero(~np.isnan(written.comma) & np.isnan(written.point))
    only_point = np.flatnonzero(np.isnan(written.comma) & ~np.isnan(written.point))
    if not only_comma.size and not only_point.size:
        return "", ""
    comma, point = (_weight(column, codes) for codes in (only_comma, only_point))
    manner, codes = ("comma", only_comma) if comma > point else ("point", only_point)
    return manner, str(column.uniques[codes[0]])


def _weight(column: Coded, codes: npt.NDArray[np.intp]) -> tuple[int, int]:
    """How many cells are of some codes, then how early the first of them stands."""
    return (int(column.counts[codes].sum()), -int(column.first[codes[0]])) if codes.size else (0, 0)
