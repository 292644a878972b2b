"""Columns that an export fills on the first row of each block alone, such as the customer of a printed list.

A blank cell is filled with the one above only where engagement.toml says so (`fill_down`), and it is told. Where it
says nothing, a column that looks so is one fault that names the setting, in place of one a row.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from gtkit.contracts import Column, Kind
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts
from gtkit.intake.values.cells import Problem, Reading
from gtkit.intake.values.coded import Coded

_FIGURES = frozenset({Kind.MONEY, Kind.NUMBER, Kind.SHARE, Kind.FLAG})  # a blank one is never the one above
_SHARE = 0.1  # of the rows; fewer blanks are cells that somebody forgot


def repeatable(column: Column) -> bool:
    """Whether a blank cell of a column may stand for the one above it: figures and flags never do."""
    return column.kind not in _FIGURES


def filled_down(cells: Coded, out: Collection[int] = ()) -> tuple[Coded, int]:
    """A column with each blank cell as the last filled one above it, and how many were filled so.

    Parameters
    ----------
    cells : Coded
    out : collection of int
        Positions of the rows that are no data, such as totals: they neither give nor take.

    >>> filled_down(Coded.of(["", "C1", "Total C1", "", "C2"]), [2])
    (Coded.of(['', 'C1', 'Total C1', 'C1', 'C2']), 1)
    """
    aside = np.zeros(len(cells), dtype=bool)
    aside[list(out)] = True
    blank = np.zeros(len(cells), dtype=bool)
    blank[cells.where("")] = True
    own = np.arange(len(cells))
    above = np.maximum.accumulate(np.where(blank | aside, -1, own))
    takes = blank & ~aside & (above >= 0)
    return cells.taken(np.where(takes, above, own)), int(takes.sum())


def told_once(reading: Reading, cells: Coded, column: Column, out: Collection[int]) -> Reading:
    """A reading whose missing values are one problem where the column is filled at the head of each block alone.

    That is so when the first row is filled, no filled cell repeats the one on the row above it, and a tenth of the rows
    or more are blank.

    Parameters
    ----------
    reading : Reading
    cells : Coded
    column : Column
    out : collection of int
        Positions of the rows that are no data.

    Returns
    -------
    Reading: as it came, or with the problem blank_below at the first blank cell.
    """
    blanks = [problem for problem in reading.problems if problem.code == "missing_value" and problem.at not in out]
    rows = len(cells) - len(out)
    if len(blanks) < max(2, _SHARE * rows) or not repeatable(column):
        return reading
    own = cells.taken(np.delete(np.arange(len(cells)), list(out)))
    blank = np.zeros(len(own), dtype=bool)
    blank[own.where("")] = True
    again = (own.codes[1:] == own.codes[:-1]) & ~blank[1:]
    if blank[0] or again.any():
        return reading
    facts: Facts = {
        "n": Quantity(len(blanks), Unit.COUNT),
        "blocks": Quantity(int((~blank).sum()), Unit.COUNT),
        "setting": Name(f'fill_down = ["{column.key}"]'),
    }
    others = tuple(problem for problem in reading.problems if problem.code != "missing_value")
    return replace(reading, problems=(*others, Problem("blank_below", blanks[0].at, facts=facts)))
