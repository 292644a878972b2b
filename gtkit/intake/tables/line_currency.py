"""Amounts that bear their currency in a file whose lines tell theirs: the two must be one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from babel.numbers import list_currencies

from gtkit.contracts import Kind, Table
from gtkit.intake.values.cells import Problem, Reading
from gtkit.intake.values.coded import Coded
from gtkit.intake.values.numbers import currencies_beside

CURRENCIES = frozenset(list_currencies())


def against_lines(
    cells: Mapping[str, Coded], readings: Mapping[str, Reading], table: Table, *, usual: str
) -> dict[str, Reading]:
    """The columns of money, each amount set against the currency of its line.

    Parameters
    ----------
    cells, readings : mapping of column key -> cells, reading
        ``currency`` among them.
    table : Table
    usual : str
        ISO 4217 code of the lines that tell none.

    Returns
    -------
    Column key -> reading, for the columns of money: with a problem unit_of_line for each amount of another currency.
    """
    told = readings["currency"].values
    lines = np.where(told == "", usual, told)
    money = [key for key in readings if table.column(key).kind is Kind.MONEY]
    found = {key: tuple(_other(cells[key], lines)) for key in money}
    return {
        key: replace(readings[key], problems=(*readings[key].problems, *problems)) for key, problems in found.items()
    }


def _other(column: Coded, lines: npt.NDArray[np.object_]) -> Iterator[Problem]:
    """The amounts of a column that are in another currency than their line."""
    for code, mark in currencies_beside(column).items():
        for at in np.flatnonzero((column.codes == code) & (lines != mark)).tolist():
            yield Problem("unit_of_line", at, facts={"found": mark, "line": str(lines[at])})
