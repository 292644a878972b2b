"""Columns that an export fills on the first row of each block alone, such as the customer of a printed list.

A blank cell is filled with the one above only where engagement.toml says so (`fill_down`), and it is told. Where it
says nothing, a column that looks so is one fault that names the setting, in place of one a row.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Column, Kind, Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts
from gtkit.intake.values.cells import Problem, Reading
from gtkit.intake.values.coded import Coded

_FIGURES = frozenset({Kind.MONEY, Kind.NUMBER, Kind.SHARE, Kind.FLAG})  # a blank one is never the one above
_SHARE = 0.1  # of the rows; fewer blanks are cells that somebody forgot
_AGAIN = 0.2  # of the blanks: rows that bear their code again; more of them, and each row should bear its own


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
    blank = _blank(cells)
    own = np.arange(len(cells))
    above = np.maximum.accumulate(np.where(blank | aside, -1, own))
    takes = blank & ~aside & (above >= 0)
    return cells.taken(np.where(takes, above, own)), int(takes.sum())


def told_once(
    reading: Reading, key: str, table: Table, cells: Mapping[str, Coded], rows: Sequence[int], out: Collection[int]
) -> Reading:
    """A reading whose missing values are one problem where the column is filled at the head of each block alone.

    That is so when the first row is filled, hardly a filled cell repeats the one on the row above it unless a page
    begins there, a tenth of the rows or more are blank, and each of these says something in another column that is no
    figure.

    Parameters
    ----------
    reading : Reading
    key : str
        The column read.
    table : Table
    cells : mapping of column key -> Coded
        Every column found.
    rows : sequence of int
        Row of each position, as Excel numbers it: what a page repeats between two of them is left out already.
    out : collection of int
        Positions of the rows that are no data.

    Returns
    -------
    Reading: as it came, or with the problem blank_below at the first blank cell.
    """
    blanks = [problem for problem in reading.problems if problem.code == "missing_value" and problem.at not in out]
    kept = np.delete(np.arange(len(rows)), list(out))
    if len(blanks) < max(2, _SHARE * len(kept)) or not repeatable(table.column(key)):
        return reading
    own = cells[key].taken(kept)
    blank = _blank(own)
    again = (own.codes[1:] == own.codes[:-1]) & ~blank[1:] & (np.diff(np.array(rows)[kept]) == 1)
    others = [
        ~_blank(held.taken(kept)) for other, held in cells.items() if other != key and repeatable(table.column(other))
    ]
    says = np.logical_or.reduce([np.zeros(len(kept), dtype=bool), *others])
    if blank[0] or again.sum() > _AGAIN * len(blanks) or not says[blank].all():
        return reading
    facts: Facts = {
        "n": Quantity(len(blanks), Unit.COUNT),
        "blocks": Quantity(int((~blank).sum()), Unit.COUNT),
        "setting": Name(f'fill_down = ["{key}"]'),
    }
    left = tuple(problem for problem in reading.problems if problem.code != "missing_value")
    return replace(reading, problems=(*left, Problem("blank_below", blanks[0].at, facts=facts)))


def _blank(cells: Coded) -> npt.NDArray[np.bool_]:
    blank = np.zeros(len(cells), dtype=bool)
    blank[cells.where("")] = True
    return blank
