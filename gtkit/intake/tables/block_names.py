"""A customer whose code is blank, under the block of another: the name beside it says so.

A printed list gives a code and a name at the head of each block. Where the code is blank and the name is another one,
the row is a customer's whose code the file does not hold: the code above is not its own, whatever engagement.toml says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gtkit.intake.faults import Fault, shortened
from gtkit.intake.files.raw import RawTable
from gtkit.intake.names import folded
from gtkit.intake.values.cells import shown
from gtkit.intake.values.coded import Coded

_NAMES = frozenset(
    {
        "client", "nom", "nom client", "nom du client", "raison sociale", "denomination", "intitule client",
        "libelle client", "customer", "customer name", "name", "company", "company name", "kunde", "kundenname",
        "firma",
    }
)  # fmt: skip
_FEWEST = 3  # blocks by which a column of another heading shows that it names them


class OtherName(NamedTuple):
    """A row without a code, the name above it and its own."""

    at: int
    above: str
    own: str


def other_names(raw: RawTable, codes: Coded, places: Mapping[str, int], out: Collection[int]) -> list[OtherName]:
    """The rows without a code that bear another name than the row of their block above them.

    A column names customers where its heading says so, or where each block begins with a name of its own, without
    figures, and half of the rows below or more leave it blank or repeat it.

    Parameters
    ----------
    raw : RawTable
    codes : Coded
        The column of customers' codes.
    places : mapping of column key -> position in the raw table
        Of the columns read: none of them is a column of names.
    out : collection of int
        Positions of the rows that are no data.

    Returns
    -------
    list of OtherName, in order, one a row.
    """
    aside = np.zeros(len(codes), dtype=bool)
    aside[list(out)] = True
    coded = codes.filled & ~aside
    if not coded.any() or (coded | aside).all():
        return []
    found: dict[int, OtherName] = {}
    for at, column in enumerate(raw.columns):
        if at in places.values():
            continue
        held = Coded.of(column)
        names, filled = _folded(held), held.filled & ~aside
        other = _others(names, filled, coded)
        below = ~coded & ~aside
        if folded(raw.headings[at]) in _NAMES or _names_blocks(held, filled, coded, other.rows, below):
            for row, above in zip(other.rows.tolist(), other.above.tolist(), strict=True):
                found.setdefault(row, OtherName(row, shown(held[above]), shown(held[row])))
    return [found[row] for row in sorted(found)]


def told_names(found: Collection[OtherName], raw: RawTable, table: str, heading: str, at: int) -> list[Fault]:
    """The error of each row that bears another name, in the column of codes."""
    return [
        Fault(
            code="other_name",
            table=table,
            file=raw.file,
            sheet=raw.sheet,
            row=raw.rows[one.at],
            column=heading,
            columns=(at,),
            facts={"own": shortened(one.own), "above": shortened(one.above)},
        )
        for one in found
    ]


class _Others(NamedTuple):
    rows: npt.NDArray[np.intp]
    above: npt.NDArray[np.intp]


def _others(names: npt.NDArray[np.intp], filled: npt.NDArray[np.bool_], coded: npt.NDArray[np.bool_]) -> _Others:
    """The rows without a code whose name is not the last one above it in its block, and where that one stands."""
    place = np.arange(len(names))
    last = np.concatenate([[-1], np.maximum.accumulate(np.where(filled, place, -1))[:-1]])
    head = np.maximum.accumulate(np.where(coded, place, -1))
    rows = np.flatnonzero(filled & ~coded & (head >= 0) & (last >= head))
    rows = rows[names[rows] != names[last[rows]]]
    return _Others(rows, last[rows])


def _names_blocks(
    held: Coded,
    filled: npt.NDArray[np.bool_],
    coded: npt.NDArray[np.bool_],
    other: npt.NDArray[np.intp],
    below: npt.NDArray[np.bool_],
) -> bool:
    """Whether each block begins with a name of its own, which few of the rows below change."""
    heads = held.codes[coded]
    words = [held.uniques[code] for code in np.unique(heads).tolist()]
    return (
        bool(filled[coded].all())
        and len(words) == len(heads) >= _FEWEST
        and all(isinstance(word, str) and not any(map(str.isdigit, word)) for word in words)
        and 2 * len(other) <= below.sum()
    )


def _folded(column: Coded) -> npt.NDArray[np.intp]:
    """Codes of a column that are equal where its cells say the same."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(folded(shown(cell)), len(known)) for cell in column.uniques], dtype=np.intp)[
        column.codes
    ]
