"""Numbers, money and shares written by hand or by an export: one reading for the whole column, never a guess.

A text is read twice, once with a decimal comma and once with a decimal point. Where only one reading exists it is
evidence for the column; where both exist and agree (``1250``, ``1 234``) it is neutral; where both exist and differ
(``1.234``) the column's other cells decide, and without any of them the cell is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from gtkit.evidence import Name
from gtkit.intake.cells import Cell, Column, Problem, Reading

_SIGNS = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " ", "−": "-", "’": "'"})
_CURRENCY = r"[€$£]|[A-Z]{3}"
SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}
_POWERS = {"": "", "k": "e3", "K": "e3", "M": "e6"}  # 12,5 k€ is 12 500 €, without rounding
_PLAIN = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,2})?")
_DRESSED = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+]?) ?(?P<before>{_CURRENCY})? ?(?P<sign2>-?)(?P<body>[0-9.,][0-9., ']*?)"
    rf" ?(?P<after>%|(?P<scale>[kKM])?(?:{_CURRENCY}))? ?(?P<trailing>-?)(?P<close>\))?"
)
_WHOLE = r"[0-9]{{1,15}}|[1-9][0-9]{{0,2}}(?:[ '][0-9]{{3}}){{1,4}}|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}}){{1,4}}"
_FORM = "(?:(?:" + _WHOLE + ")(?:{mark}[0-9]{{1,30}})?|{mark}[0-9]{{1,30}})"
_COMMA = re.compile(_FORM.format(group=r"\.", mark=","))
_POINT = re.compile(_FORM.format(group=",", mark=r"\."))


class _Written(NamedTuple):
    """A cell under both readings (None: does not fit), and the mark beside the figure."""

    comma: float | None
    point: float | None
    mark: str = ""  # "", "%", "EUR"


_NOTHING = _Written(None, None)


def read_numbers(cells: Column, *, percent: bool = False, currency: str = "") -> Reading:
    """A column of numbers.

    Parameters
    ----------
    cells : sequence of cells, white space around texts removed
    percent : bool
        Whether ``12,5 %`` is accepted, and read as 0.125.
    currency : str
        ISO 4217 code that may stand beside a figure; empty when no currency may.

    Returns
    -------
    Reading with float64 values, NaN where blank or wrong; ``12,5 k€`` is 12500, ``1,2 M€`` 1200000. `manner` is
    "comma", "point" or "" when nothing decides.

    Problems: bad_number, ambiguous_number, mixed_decimals, other_currency.

    >>> read_numbers(["1 234,50 €", "(12,5)", "", "3-"], currency="EUR").values
    array([1234.5,  -12.5,    nan,   -3. ])
    """
    texts = {cell: _of_text(cell) for cell in {cell for cell in cells if isinstance(cell, str)}}
    written = [texts[cell] if isinstance(cell, str) else _of_typed(cell) for cell in cells]
    manner, minority = _decide(written)
    values = np.full(len(cells), np.nan)
    problems: list[Problem] = []
    for at, (cell, one) in enumerate(zip(cells, written, strict=True)):
        if cell == "":
            continue
        value = one.point if manner == "point" else one.comma
        if one is _NOTHING or (one.mark == "%" and not percent):
            problems.append(Problem("bad_number", at))
        elif one.mark not in {"", "%", currency}:
            problems.append(Problem("other_currency", at, facts={"found": one.mark, "expected": currency or "—"}))
        elif manner == "" and one.comma != one.point:
            problems.append(Problem("ambiguous_number", at))
        elif value is None:
            problems.append(Problem("mixed_decimals", at, facts={"usual": Name(str(cells[minority]))}))
        else:
            values[at] = value / 100 if one.mark == "%" else value
    return Reading(values=values, problems=tuple(problems), manner=manner)


def _of_typed(cell: Cell) -> _Written:
    """A workbook's own number is what it is, under either reading; its flags and dates are no numbers."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not abs(cell) < 1e300:
        return _NOTHING
    return _Written(float(cell), float(cell))


def _of_text(cell: str) -> _Written:
    """Both readings of a text."""
    plain = _PLAIN.fullmatch(cell)
    if plain is not None:
        mark = plain[1][0] if plain[1] else ""
        value = float(cell.replace(",", "."))
        return _Written(None if mark == "." else value, None if mark == "," else value)
    match = _DRESSED.fullmatch(cell.translate(_SIGNS))
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
    return _Written(
        None if comma is None else sign * comma, None if point is None else sign * point, SYMBOLS.get(mark, mark)
    )


def _value(body: str, form: re.Pattern[str], mark: str, group: str, power: str) -> float | None:
    if form.fullmatch(body) is None:
        return None
    bare = body.replace(" ", "").replace("'", "").replace(group, "")
    return float(bare.replace(mark, ".") + power)


def _decide(written: Sequence[_Written]) -> tuple[str, int]:
    """The column's decimal mark, and the position of a cell that shows it."""
    comma = [at for at, one in enumerate(written) if one.comma is not None and one.point is None]
    point = [at for at, one in enumerate(written) if one.point is not None and one.comma is None]
    if not comma and not point:
        return "", 0
    if len(comma) > len(point) or (len(comma) == len(point) and comma[0] < point[0]):
        return "comma", comma[0]
    return "point", point[0]
