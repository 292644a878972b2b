"""Rows that say that they are totals: by the label of a cell, or by holding figures and nothing else.

A firm may be called Total. A label that a name may bear is surely one where its row holds no other word, while no row
without such a label holds words in the same columns alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gtkit.intake.names import folded
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.coded import Coded

_SURE = re.compile(r"(?:sous ?tota(?:l|ux)|s total|sub ?totals?|zwischensumme|total general|grand total)\b.*")
_MAYBE = re.compile(
    r"(?:tota(?:l|ux|ls)|somme|summe|gesamt(?:summe)?)\b.*"
    r"|solde(?: (?:debiteur|crediteur|final|net|general|cumule|du compte|au [0-9 ]+))?|saldo|(?:net|closing) balance"
)
_CARRIED = re.compile(r"(?:cumul|a reporter|ubertrag)\b.*|report(?: (?:de la )?page.*)?")  # ends no block
_BEGIN = frozenset(
    {
        "sou",
        "s/t",
        "s t",
        "s-t",
        "sub",
        "zwi",
        "sol",
        "sal",
        "clo",
        "net",
        "tot",
        "gra",
        "som",
        "sum",
        "ges",
        "cum",
        "à r",
        "a r",
        "rep",
        "übe",
        "ueb",
    }
)


def says_total(text: str) -> bool:
    """Whether a text is the label of a total, or of a sum carried to the next page.

    >>> says_total("Total C001"), says_total("A reporter"), says_total("Client : C001")
    (True, True, False)
    """
    name = folded(text)
    return any(form.fullmatch(name) for form in (_SURE, _MAYBE, _CARRIED))


class TotalLabel(NamedTuple):
    """What a row says: that it is surely a total, that it carries a sum to the next page, that it has no word."""

    sure: bool
    carried: bool
    bare: bool = False


def total_labels(columns: Sequence[Sequence[Cell]], figures: Collection[int] = ()) -> dict[int, TotalLabel]:
    """The rows that bear the label of a total, or no word at all.

    Parameters
    ----------
    columns : sequence of columns of cells
        All those of the file, in order.
    figures : collection of int
        Places of the columns of figures.

    Returns
    -------
    Position of each such row -> what it says.

    >>> total_labels([["C1", "", "Total C1"], ["F1", "", ""], [10, 10, 20]], figures=[2])
    {1: TotalLabel(sure=True, carried=False, bare=True), 2: TotalLabel(sure=True, carried=False, bare=False)}
    """
    worded = [Coded.of(column) for at, column in enumerate(columns) if at not in figures]
    if not worded or not len(worded[0]):
        return {}
    labels = [_labels(column) for column in worded]
    filled = [column.filled for column in worded]
    wordless = ~np.logical_or.reduce(filled)
    found: dict[int, TotalLabel] = {}
    if not wordless.all():
        found = {at: TotalLabel(sure=True, carried=False, bare=True) for at in np.flatnonzero(wordless).tolist()}
    for column in labels:
        for at, said in column.items():
            before = found.get(at, TotalLabel(sure=False, carried=False))
            found[at] = TotalLabel(before.sure or said.sure, before.carried or said.carried)
    for at in _alone(labels, filled):
        found[at] = found[at]._replace(sure=True)
    return dict(sorted(found.items()))


def _labels(column: Coded) -> dict[int, TotalLabel]:
    """Position of each cell of a column that is the label of a total -> what it says."""
    found: dict[int, TotalLabel] = {}
    for code, cell in enumerate(column.uniques):
        if isinstance(cell, str) and cell[:3].lower() in _BEGIN:
            name = folded(cell)
            sure, carried = _SURE.fullmatch(name) is not None, _CARRIED.fullmatch(name) is not None
            if sure or carried or _MAYBE.fullmatch(name):
                said = TotalLabel(sure, carried)
                found |= dict.fromkeys(np.flatnonzero(column.codes == code).tolist(), said)
    return found


def _alone(labels: Sequence[dict[int, TotalLabel]], filled: Sequence[npt.NDArray[np.bool_]]) -> list[int]:
    """The labelled rows that hold no other word, where no row without a label holds words in the same columns alone."""
    rows = set().union(*labels)
    said = np.zeros(len(filled[0]), dtype=bool)
    said[list(rows)] = True
    shapes: dict[tuple[int, ...], list[int]] = {}
    for at in rows:
        held = tuple(place for place, flags in enumerate(filled) if flags[at])
        if all(at in labels[place] for place in held):
            shapes.setdefault(held, []).append(at)
    alone = []
    for held, places in shapes.items():
        same = np.logical_and.reduce([flags == (place in held) for place, flags in enumerate(filled)])
        if not (same & ~said).any():
            alone += places
    return alone
