"""Dates written by hand, by an export or by Excel: explicit forms only, one order of day and month for the column.

Read: ISO (``2025-03-17``, with or without a time of day), ``20250317``, ``17/03/2025`` and ``17/03/25`` with ``/``,
``.`` or ``-``, dates typed in a workbook, Excel's serial day numbers. Whether ``03/04/2025`` is 3 April or 4 March is
decided by engagement.toml (`date_order`), else by the column's other cells; when none decides, French order is taken
and told.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

import numpy as np

from gtkit.evidence import Name
from gtkit.intake.faults import Severity
from gtkit.intake.values.cells import Cell, Column, Problem, Reading
from gtkit.intake.values.coded import Coded
from gtkit.intake.values.swapped_dates import swapped_by_spreadsheet

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 7306, 73050  # 1920 to 2099
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_CENTURY = 70  # two-digit years from 70 on are of the last century


class _Slashed(NamedTuple):
    """A date whose order of day and month the column decides."""

    first: int
    second: int
    year: int


def read_dates(cells: Column, *, as_of: dt.date, epoch_1904: bool = False, order: str = "") -> Reading:
    """A column of dates.

    Parameters
    ----------
    cells : sequence of cells, white space around texts removed
    as_of : date
        Last day of the data, inclusive; a later date is a problem.
    epoch_1904 : bool
        Whether bare day numbers count from 1904, as in workbooks born on an old Macintosh.
    order : str
        "day_first" or "month_first" where engagement.toml says it; empty when the column decides.

    Returns
    -------
    Reading with datetime64[us] values, NaT where blank or wrong; `manner` is "day_first", "month_first" or "".

    Problems: bad_date, impossible_date, mixed_dates, date_order_wrong, future_date, swapped_dates; warnings
    day_first_assumed, month_first_read.

    >>> read_dates(["17/03/2025", "2025-03-18", "45734"], as_of=dt.date(2025, 6, 30)).values.astype("datetime64[D]")
    array(['2025-03-17', '2025-03-18', '2025-03-18'], dtype='datetime64[D]')
    """
    column = Coded.of(cells)
    parsed = ["" if cell == "" else _parse(cell, epoch_1904) for cell in column.uniques]
    slashed = {code: one for code, one in enumerate(parsed) if isinstance(one, _Slashed)}
    manner, told, minority = _order(slashed, column) if not order else (order, [], _contrary(slashed, order))
    true_dates = {
        code: day
        for code, day in enumerate(parsed)
        if isinstance(day, dt.date) and not isinstance(column.uniques[code], str)
    }
    told += swapped_by_spreadsheet(column, true_dates, {code: (d.first, d.second) for code, d in slashed.items()})
    values = np.full(len(parsed), np.datetime64("NaT", "us"))
    found = {}
    for code, one in enumerate(parsed):
        day = _ordered(one, manner)
        if day == "":
            continue
        if isinstance(day, str) and code in minority:
            found[code] = _misfit(minority[code], order)
        elif isinstance(day, str):
            found[code] = Problem(day)
        elif day > as_of:
            found[code] = Problem("future_date", facts={"as_of": as_of})
        else:
            values[code] = np.datetime64(day)
    return Reading(values=column.spread(values), problems=(*told, *column.problems(found)), manner=manner)


def _parse(cell: Cell, epoch_1904: bool) -> dt.date | _Slashed | str:
    """A date, a date without its order, or the code of the problem."""
    if isinstance(cell, dt.datetime):
        return _checked(cell.year, cell.month, cell.day)
    if isinstance(cell, dt.date):
        return _checked(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell), epoch_1904)
    if not isinstance(cell, str):
        return "bad_date"
    if match := _ISO.fullmatch(cell) or _COMPACT.fullmatch(cell):
        return _checked(*map(int, match.groups()))
    if match := _SLASHED.fullmatch(cell):
        year = int(match[4])
        if len(match[4]) == 2:
            year += 1900 if year >= _CENTURY else 2000
        return _Slashed(int(match[1]), int(match[3]), year)
    if _SERIAL.fullmatch(cell):
        return _serial(float(cell.replace(",", ".")), epoch_1904)
    return "bad_date"


def _serial(days: float, epoch_1904: bool) -> dt.date | str:
    """The day of an Excel serial number, when it falls between 1920 and 2099."""
    if not _FIRST_SERIAL <= days < _LAST_SERIAL:
        return "bad_date"
    return (_EPOCH_1904 if epoch_1904 else _EPOCH) + dt.timedelta(days=int(days))


def _checked(year: int, month: int, day: int) -> dt.date | str:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return "bad_date"
    try:
        return dt.date(year, month, day)
    except ValueError:
        return "impossible_date"


def _ordered(one: dt.date | _Slashed | str, manner: str) -> dt.date | str:
    if not isinstance(one, _Slashed):
        return one
    day, month = (one.first, one.second) if manner == "day_first" else (one.second, one.first)
    return _checked(one.year, month, day)


def _contrary(slashed: dict[int, _Slashed], order: str) -> dict[int, str]:
    """The codes that can only be read in the other order than the one said."""
    other = {"day_first": lambda d: d.second > 12 >= d.first, "month_first": lambda d: d.first > 12 >= d.second}
    return {code: "" for code, one in slashed.items() if other[order](one)}


def _misfit(usual: str, order: str) -> Problem:
    """The problem of a date in another order than the one said, or than that of the column."""
    if order:
        return Problem("date_order_wrong", facts={"setting": Name(f'date_order = "{order}"')})
    return Problem("mixed_dates", facts={"usual": Name(usual)})


def _order(slashed: dict[int, _Slashed], column: Coded) -> tuple[str, list[Problem], dict[int, str]]:
    """The column's order, what must be told of it, and the codes of the other order with a cell of the usual one."""
    if not slashed:
        return "", [], {}
    day_first = [code for code, one in slashed.items() if one.first > 12 >= one.second]
    month_first = [code for code, one in slashed.items() if one.second > 12 >= one.first]
    places, counts = column.first, column.counts
    if not day_first and not month_first:
        if all(one.first == one.second for one in slashed.values()):
            return "day_first", [], {}
        return "day_first", [Problem("day_first_assumed", int(places[min(slashed)]), Severity.WARNING)], {}
    if counts[month_first].sum() > counts[day_first].sum():
        told = [Problem("month_first_read", int(places[month_first[0]]), Severity.WARNING)]
        return "month_first", told, dict.fromkeys(day_first, str(column.uniques[month_first[0]]))
    return "day_first", [], dict.fromkeys(month_first, str(column.uniques[day_first[0]]) if month_first else "")
