"""Amounts that bear a currency, in their text or in the format of their cell: it must be that of their line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from babel.numbers import list_currencies

from gtkit.contracts import Kind, Table
from gtkit.intake.files.raw import RawTable
from gtkit.intake.values.cells import Problem, Reading
from gtkit.intake.values.coded import Coded
from gtkit.intake.values.numbers import currencies_beside

CURRENCIES = frozenset(list_currencies())


def against_lines(
    raw: RawTable,
    cells: Mapping[str, Coded],
    readings: Mapping[str, Reading],
    places: Mapping[str, int],
    table: Table,
    *,
    usual: str,
) -> dict[str, Reading]:
    """The columns of money, each amount set against the currency of its line.

    Parameters
    ----------
    raw : RawTable
    cells, readings : mapping of column key -> cells, reading
        With ``currency``, the lines tell theirs, and texts may bear it.
    places : mapping of column key -> position in the raw table
    table : Table
    usual : str
        ISO 4217 code of the lines that tell none.

    Returns
    -------
    Column key -> reading, for the columns of money: with a problem unit_of_line for each text that bears another
    currency, and format_currency for each number that a workbook shows in another, or one for the column when all are.
    """
    told = readings["currency"].values if "currency" in readings else np.array([""], dtype=object)
    lines = np.broadcast_to(np.where(told == "", usual, told), (len(raw.rows),))
    done = {}
    for key, reading in readings.items():
        if table.column(key).kind is Kind.MONEY:
            texts = _other(cells[key], lines) if "currency" in readings else ()
            found = (*texts, *_shown(raw, cells[key], places[key], lines))
            done[key] = replace(reading, problems=(*reading.problems, *found))
    return done


def _shown(raw: RawTable, column: Coded, place: int, lines: npt.NDArray[np.object_]) -> Sequence[Problem]:
    """The numbers of a column that a workbook shows in another currency than their line."""
    typed = np.array([not isinstance(cell, str) for cell in column.uniques], dtype=bool)
    numbers = typed[column.codes] if typed.size else np.zeros(len(column), dtype=bool)
    found = []
    for shown in raw.currencies:
        if shown.column == place:
            wrong = np.flatnonzero(numbers & np.isin(raw.rows, shown.rows) & (lines != shown.code)).tolist()
            facts = {at: {"found": shown.code, "line": str(lines[at])} for at in wrong}
            own = [Problem("format_currency", at, facts=facts[at]) for at in wrong]
            whole = len(wrong) == numbers.sum() and len(set(lines[wrong])) == 1
            found += [replace(own[0], at=None)] if whole else own
    return found


def _other(column: Coded, lines: npt.NDArray[np.object_]) -> Iterator[Problem]:
    """The amounts of a column that are in another currency than their line."""
    for code, mark in currencies_beside(column).items():
        for at in np.flatnonzero((column.codes == code) & (lines != mark)).tolist():
            yield Problem("unit_of_line", at, facts={"found": mark, "line": str(lines[at])})
