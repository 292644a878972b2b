"""Amounts that bear a currency, in their text or in the format of their cell: it must be that of their line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from babel.numbers import list_currencies

from gtkit.contracts import Kind, Table
from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import Facts, Severity
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
    powers: Mapping[str, int],
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
    powers : mapping of column key -> power of ten
        That the heading says: 3 for thousands; 0 or absent when it says none.

    Returns
    -------
    Column key -> reading, for the columns of money: with a problem unit_of_line for each text that bears another
    currency; format_currency, or format_currencies for a sign of several, once for the numbers that a workbook shows
    in another, at the first of them unless all are; format_scale for thousands that the reading would miss or count
    twice; and the warning format_text for a text that is neither a unit nor a currency.
    """
    told = readings["currency"].values if "currency" in readings else np.array([""], dtype=object)
    lines = np.broadcast_to(np.where(told == "", usual, told), (len(raw.rows),))
    done = {}
    for key, reading in readings.items():
        if table.column(key).kind is Kind.MONEY:
            texts = _other(cells[key], lines) if "currency" in readings else ()
            place = places[key]
            scale = _scale(raw, cells[key], place, powers.get(key, 0))
            found = (*texts, *_shown(raw, cells[key], place, lines), *scale)
            done[key] = replace(reading, problems=(*reading.problems, *found))
    return done


def _shown(raw: RawTable, column: Coded, place: int, lines: npt.NDArray[np.object_]) -> Sequence[Problem]:
    """The numbers of a column that a workbook shows in another currency than their line."""
    typed = np.array([not isinstance(cell, str) for cell in column.uniques], dtype=bool)
    numbers = typed[column.codes] if typed.size else np.zeros(len(column), dtype=bool)
    found = []
    for shown in raw.units:
        code = shown.unit.currency
        if shown.column == place and code:
            wrong = np.flatnonzero(numbers & np.isin(raw.rows, shown.rows) & ~np.isin(lines, code.split("/"))).tolist()
            name = "format_currencies" if "/" in code else "format_currency"
            for line in dict.fromkeys(lines[wrong]):
                own = [at for at in wrong if lines[at] == line]
                facts: Facts = {"found": code, "line": str(line), "n": Quantity(len(own), Unit.COUNT)}
                whole = len(own) == numbers.sum()
                found.append(Problem(name, None if whole else own[0], facts=facts))
    return found


def _scale(raw: RawTable, column: Coded, place: int, power: int) -> Sequence[Problem]:
    """What the formats of a column of money say of thousands that its reading does not, and texts that are not known.

    `power` is that of the heading: a value whose format hides digits holds them, and a heading of thousands over it
    would count them twice.
    """
    typed = np.array([not isinstance(cell, str) for cell in column.uniques], dtype=bool)
    numbers = typed[column.codes] if typed.size else np.zeros(len(column), dtype=bool)
    found, unknown = [], False
    for shown in (own for own in raw.units if own.column == place):
        own = np.flatnonzero(numbers & np.isin(raw.rows, shown.rows)).tolist()
        seen = power or shown.unit.power
        right = seen - shown.unit.hidden if seen else 0
        if own and (right != power or (power and shown.unit.power not in (0, power))):
            found.append(Problem("format_scale", own[0], facts={"n": Quantity(len(own), Unit.COUNT)}))
        if own and shown.unit.text and not unknown:
            unknown = True
            found.append(Problem("format_text", severity=Severity.WARNING, facts={"text": shown.unit.text}))
    return found


def _other(column: Coded, lines: npt.NDArray[np.object_]) -> Iterator[Problem]:
    """The amounts of a column that are in another currency than their line."""
    for code, mark in currencies_beside(column).items():
        for at in np.flatnonzero((column.codes == code) & (lines != mark)).tolist():
            yield Problem("unit_of_line", at, facts={"found": mark, "line": str(lines[at])})
