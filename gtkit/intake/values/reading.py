"""One column of a file read as its contract says: its kind's grammar, its bounds, no blank where one is required."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Column, Kind
from gtkit.evidence import Quantity, Unit
from gtkit.intake.values.cells import EXCEL_ERRORS, Cell, Manners, Problem, Reading
from gtkit.intake.values.coded import Coded
from gtkit.intake.values.dates import read_dates
from gtkit.intake.values.labels import read_choices, read_currencies, read_flags, read_identifiers, read_texts
from gtkit.intake.values.numbers import read_numbers

_USUAL = Manners()
_UNITS = {Kind.MONEY: Unit.MONEY, Kind.SHARE: Unit.SHARE, Kind.NUMBER: Unit.COUNT}


def read_column(
    cells: Sequence[Cell],
    column: Column,
    *,
    as_of: dt.date,
    currency: str = "",
    epoch_1904: bool = False,
    instead: Sequence[Sequence[Cell]] = (),
    others: Collection[str] = (),
    manners: Manners = _USUAL,
) -> Reading:
    """A column of a file.

    Parameters
    ----------
    cells : sequence of cells, white space around texts removed
    column : Column
        The contract: kind, bounds, choices, whether blanks are allowed.
    as_of : date
        Last day of the data, inclusive.
    currency : str
        ISO 4217 code of the engagement.
    epoch_1904 : bool
        Whether the workbook counts days from 1904.
    instead : sequence of columns of cells
        A row on which one of them is filled may leave a required column blank.
    others : collection of str
        Further currencies that may stand beside an amount, where each line tells its own.
    manners : Manners
        What engagement.toml says of the way that values are written.

    Returns
    -------
    Reading: values typed as the contract's kind says.

    Problems: those of the kind's reader; rate_found, excel_error, missing_value, empty_column, below_minimum,
    above_maximum and share_as_percent.
    """
    coded = Coded.of(cells)
    errors = EXCEL_ERRORS.intersection(coded.uniques)
    broken = {at: Problem("excel_error") for at, cell in enumerate(coded.uniques) if cell in errors} if errors else {}
    sound = coded.changed(["" if cell in errors else cell for cell in coded.uniques]) if errors else coded
    reading = _by_kind(sound, column, manners, as_of=as_of, currency=currency, others=others, epoch_1904=epoch_1904)
    problems = [*reading.problems, *coded.problems(broken)]
    if column.required:
        blank = np.setdiff1d(coded.where(""), _filled(instead), assume_unique=True)
        whole = len(blank) == len(coded) > 1
        problems += [Problem("empty_column")] if whole else [Problem("missing_value", at) for at in blank.tolist()]
    if column.kind in _UNITS:
        problems += _out_of_bounds(reading.values, column)
    return Reading(values=reading.values, problems=tuple(problems), manner=reading.manner)


def _filled(columns: Sequence[Sequence[Cell]]) -> npt.NDArray[np.intp]:
    """The rows on which any of some columns is filled."""
    others = [np.setdiff1d(np.arange(len(cells)), Coded.of(cells).where("")) for cells in columns]
    return np.unique(np.concatenate(others)) if others else np.arange(0)


def _by_kind(
    cells: Coded,
    column: Column,
    manners: Manners,
    *,
    as_of: dt.date,
    currency: str,
    others: Collection[str],
    epoch_1904: bool,
) -> Reading:
    mark = manners.decimal_mark
    match column.kind:
        case Kind.IDENTIFIER:
            return read_identifiers(cells)
        case Kind.TEXT:
            return read_texts(cells)
        case Kind.CHOICE:
            return read_choices(cells, column.choices)
        case Kind.FLAG:
            return read_flags(cells)
        case Kind.CURRENCY:
            return read_currencies(cells)
        case Kind.DATE:
            last = dt.date.max if column.future else as_of
            return read_dates(cells, as_of=last, epoch_1904=epoch_1904, order=manners.date_order)
        case Kind.MONEY if column.rate:
            return _rates_named(read_numbers(cells, currency=currency, mark=mark, others=others), column.rate)
        case Kind.MONEY:
            return read_numbers(cells, currency=currency, mark=mark, others=others)
        case Kind.SHARE:
            return read_numbers(cells, percent=True, mark=mark)
        case Kind.NUMBER:
            return read_numbers(cells, mark=mark)


def _rates_named(reading: Reading, key: str) -> Reading:
    """A percentage among amounts is told with the column of rates that it may be of."""
    named = (
        Problem("rate_found", p.at, facts={"key": key}) if p.code == "percent_found" else p for p in reading.problems
    )
    return replace(reading, problems=tuple(named))


def _out_of_bounds(values: npt.NDArray[np.float64], column: Column) -> list[Problem]:
    """Values outside the contract; a share written as a bare percentage is told as such."""
    unit, problems = _UNITS[column.kind], []
    for code, bound, outside in (
        ("below_minimum", column.minimum, values < (column.minimum if column.minimum is not None else -np.inf)),
        ("above_maximum", column.maximum, values > (column.maximum if column.maximum is not None else np.inf)),
    ):
        for at in np.flatnonzero(outside).tolist():
            percent = column.kind is Kind.SHARE and code == "above_maximum" and values[at] <= 100
            facts = {"bound": Quantity(bound, unit)} if bound is not None else {}
            problems.append(Problem("share_as_percent" if percent else code, at, facts=facts))
    return problems
