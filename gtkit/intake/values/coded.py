"""A column as its distinct cells: what repeats is judged once, and its verdict is put wherever it stands."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.intake.values.cells import Cell, Problem

Codes = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Coded(Sequence[Cell]):
    """A column as its distinct cells in order of first appearance, and which of them stands at each position.

    Cells are distinct when they differ in type or in value: ``1``, ``1.0`` and ``True`` are three. A column equals any
    sequence of the same cells.
    """

    codes: Codes  # shape (rows,): position among `uniques`
    uniques: tuple[Cell, ...]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Coded:
        """A sequence of cells as a coded column, itself when it is one.

        >>> column = Coded.of(["a", 1, "a", True])
        >>> column.codes.tolist(), column.uniques
        ([0, 1, 0, 2], ('a', 1, True))
        """
        if isinstance(cells, Coded):
            return cells
        known: dict[tuple[type[Cell], Cell], int] = {}
        codes = [known.setdefault((type(cell), cell), len(known)) for cell in cells]
        return cls(np.array(codes, dtype=np.intp), tuple(cell for _, cell in known))

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Cell]:
        return map(self.uniques.__getitem__, self.codes.tolist())

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> Coded: ...
    def __getitem__(self, at: int | slice) -> Cell | Coded:
        if isinstance(at, slice):
            return self.taken(np.arange(len(self))[at])
        return self.uniques[int(self.codes[at])]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Coded.of({list(self)!r})"

    @property
    def counts(self) -> npt.NDArray[np.intp]:
        """How often each distinct cell stands in the column."""
        return np.bincount(self.codes, minlength=len(self.uniques))

    @property
    def first(self) -> npt.NDArray[np.intp]:
        """Where each distinct cell stands first."""
        return first_places(self.codes, len(self.uniques))

    @property
    def filled(self) -> npt.NDArray[np.bool_]:
        """Where a cell says more than white space, shape (rows,).

        >>> Coded.of(["a", " ", 0.0, "a"]).filled.tolist()
        [True, False, True, True]
        """
        flags = np.array([not isinstance(cell, str) or bool(cell.strip()) for cell in self.uniques], dtype=bool)
        return flags[self.codes] if flags.size else np.zeros(len(self), dtype=bool)

    def changed(self, cells: Sequence[Cell]) -> Coded:
        """The column with another cell for each distinct one; cells that become equal are one from then on.

        >>> Coded.of(["a", "A", "b"]).changed(["A", "A", "B"]).uniques
        ('A', 'B')
        """
        if all(map(operator.is_, cells, self.uniques)):
            return self
        merged = Coded.of(cells)
        return Coded(merged.codes[self.codes], merged.uniques)

    def taken(self, places: Codes) -> Coded:
        """The cells at some positions.

        >>> Coded.of(["a", "b", "b"]).taken(np.array([1, 2])).uniques
        ('b',)
        """
        codes, kept = pd.factorize(self.codes[places])
        return Coded(codes, tuple(map(self.uniques.__getitem__, kept.tolist())))

    def where(self, text: str) -> npt.NDArray[np.intp]:
        """The positions of a text, in order."""
        at = next((at for at, cell in enumerate(self.uniques) if cell == text), -1)
        return np.flatnonzero(self.codes == at)

    def spread(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values of the distinct cells, shape (uniques,), put at every position, shape (rows,)."""
        return values if len(values) == len(self) else values[self.codes]

    def problems(self, found: Mapping[int, Problem]) -> list[Problem]:
        """What is wrong with some distinct cells, told at every position of theirs, in order.

        >>> [problem.at for problem in Coded.of(["a", "b", "a"]).problems({0: Problem("bad_flag")})]
        [0, 2]
        """
        if not found:
            return []
        wanted = np.zeros(len(self.uniques), dtype=bool)
        wanted[list(found)] = True
        places = np.flatnonzero(wanted[self.codes])
        told = map(found.__getitem__, self.codes[places].tolist())
        return [Problem(one.code, at, one.severity, one.facts) for one, at in zip(told, places.tolist(), strict=True)]


def blank_rows(columns: Sequence[Coded], among: Codes) -> Codes:
    """The rows, among those asked about, on which every column is blank.

    >>> blank_rows([Coded.of(["a", " "]), Coded.of(["", ""])], np.arange(2)).tolist()
    [1]
    """
    for column in columns:
        if not among.size:
            break
        spaces = np.array([isinstance(cell, str) and not cell.strip() for cell in column.uniques], dtype=bool)
        among = among[spaces[column.codes[among]]]
    return among


def factorized(values: npt.NDArray[Any]) -> tuple[Codes, int]:
    """Codes of equal numbers in order of first appearance, and how many there are."""
    codes, distinct = pd.factorize(values)
    return codes, len(distinct)


def first_places(codes: Codes, n: int) -> Codes:
    """Where each of n codes stands first, 0 for one that does not stand at all."""
    places = np.zeros(n, dtype=np.intp)
    places[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return places


def combined(columns: Sequence[Codes]) -> Codes:
    """One code for each distinct row of several columns of codes, in order of first appearance.

    >>> combined([np.array([0, 0, 1, 0]), np.array([0, 1, 0, 0])]).tolist()
    [0, 1, 2, 0]
    """
    richest, *others = sorted(columns, key=lambda codes: -int(codes.max(initial=0)))
    whole, several = factorized(richest)
    for codes in others:
        if several == len(whole):
            break
        whole, several = factorized(whole * (int(codes.max(initial=0)) + 1) + codes)
    return whole


def stripped(cells: Sequence[Cell]) -> Coded:
    """Cells without the white space around texts, no-break spaces included.

    >>> list(stripped([" a", "b\u00a0", 1.0]))
    ['a', 'b', 1.0]
    """
    column = Coded.of(cells)
    return column.changed([cell.strip() if isinstance(cell, str) else cell for cell in column.uniques])
