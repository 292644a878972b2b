"""Totals among the rows: found by their label, proved by the rows above, left out and told.

Accounting packages print the sum of each customer or month below its rows, and carry sums from page to page. A row
whose label says total is one when
its amounts are the sums of the rows above, since the last such row or since the start, to the cent. A firm may be
called Total: where the label is only a word that a name may bear, every row that bears it must be proved, or none is
left out, and all are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from gtkit.intake.names import folded
from gtkit.intake.tables.rounded import by_line, is_rounded
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.coded import Coded

_SURE = re.compile(r"(?:sous ?tota(?:l|ux)|s total|sub ?totals?|zwischensumme|total general|grand total)\b.*")
_MAYBE = re.compile(r"(?:tota(?:l|ux|ls)|somme|summe|gesamt(?:summe)?)\b.*")
_CARRIED = re.compile(r"(?:cumul|a reporter|ubertrag)\b.*|report(?: (?:de la )?page.*)?")  # ends no block
_BEGIN = frozenset(
    {
        "sou",
        "s/t",
        "s t",
        "s-t",
        "sub",
        "zwi",
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
_CENT, _ROUNDING = 0.005, 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtotals:
    """Positions of the rows that are totals, of those that say so and add nothing up, and of those that may say so.

    `rounded` tells that some of the totals are so to the unit only.
    """

    proved: tuple[int, ...]
    wrong: tuple[int, ...]
    doubtful: tuple[int, ...]
    rounded: bool = False

    def before(self, last: int) -> Subtotals:
        """Those above a row."""
        proved, wrong, doubtful = (
            tuple(at for at in kind if at < last) for kind in (self.proved, self.wrong, self.doubtful)
        )
        return replace(self, proved=proved, wrong=wrong, doubtful=doubtful)


def subtotals(columns: Sequence[Sequence[Cell]], amounts: Mapping[str, npt.NDArray[np.float64]]) -> Subtotals:
    """The totals that stand among the rows of a file.

    Parameters
    ----------
    columns : sequence of columns of cells
        All those of the file, in order.
    amounts : mapping of column key -> float array
        The columns of money, read.

    Returns
    -------
    Subtotals: `wrong` bear a label that only a total bears, `doubtful` one that a name may bear.
    """
    labels = _labels(columns)
    if not labels or not amounts:
        return Subtotals(proved=(), wrong=(), doubtful=())
    running = {key: _Running.of(values) for key, values in amounts.items()}
    proved: list[int] = []
    rounded = False
    for at in sorted(labels):
        filled = {key: float(values[at]) for key, values in amounts.items() if np.isfinite(values[at])}
        added = {key: running[key].added(at) for key in filled}
        exact = _adds_up(filled, added, _is_sum)
        if exact or _adds_up(filled, added, _is_rounded_sum):
            proved.append(at)
            rounded |= not exact
            for one in running.values():
                one.leave_out(at, ends_block=not labels[at].carried)
    unproved = [at for at in sorted(labels) if at not in set(proved)]
    if any(
        not labels[at].sure for at in unproved
    ):  # a word that a name may bear, and that adds nothing up: a name, then
        proved = [at for at in proved if labels[at].sure]
    return Subtotals(
        proved=tuple(proved),
        wrong=tuple(at for at in unproved if labels[at].sure),
        doubtful=tuple(at for at in sorted(labels) if not labels[at].sure and at not in set(proved)),
        rounded=rounded,
    )


class _Label(NamedTuple):
    """What the label of a row says: that it is surely a total, that it carries a sum over to the next page."""

    sure: bool
    carried: bool


@dataclass(slots=True)
class _Running:
    """The sums of one column of money: to the cent, then as lines rounded in each way; shape (ways, ...)."""

    upto: npt.NDArray[np.float64]  # sum of the rows above each position
    left_out: npt.NDArray[np.float64]  # of which the totals proved
    begin: int  # where the block begins
    left_before: npt.NDArray[np.float64]  # what was left out above it
    totals: int = 0  # how many rows were left out

    @classmethod
    def of(cls, values: npt.NDArray[np.float64]) -> _Running:
        known = np.nan_to_num(values, posinf=0.0, neginf=0.0)
        ways = np.array([known, *by_line(known)])
        nothing = np.zeros(len(ways))
        return cls(np.hstack([nothing[:, None], np.cumsum(ways, axis=1)]), nothing.copy(), 0, nothing.copy())

    def added(self, at: int) -> tuple[npt.NDArray[np.float64] | None, npt.NDArray[np.float64] | None]:
        """What the rows of the block add up to, and all rows above; None where there are none."""
        above = self.upto[:, at] - self.left_out
        block = above - self.upto[:, self.begin] + self.left_before
        return block if at > self.begin else None, above if at > self.totals else None

    def leave_out(self, at: int, *, ends_block: bool) -> None:
        """Count a row out, and let a block begin below it."""
        self.totals += 1
        self.left_out += self.upto[:, at + 1] - self.upto[:, at]
        if ends_block:
            self.begin, self.left_before = at + 1, self.left_out.copy()


_Added: TypeAlias = "tuple[npt.NDArray[np.float64] | None, npt.NDArray[np.float64] | None]"


def _adds_up(
    row: Mapping[str, float], added: Mapping[str, _Added], fits: Callable[[float, npt.NDArray[np.float64]], bool]
) -> bool:
    """Whether the amounts of a row are all those of its block, or all those of every row above, and there is one."""
    return bool(row) and any(
        all((sums := added[key][which]) is not None and fits(value, sums) for key, value in row.items())
        for which in (0, 1)
    )


def _is_sum(value: float, sums: npt.NDArray[np.float64]) -> bool:
    return bool(abs(value - sums[0]) <= _CENT + _ROUNDING * abs(value))


def _is_rounded_sum(value: float, sums: npt.NDArray[np.float64]) -> bool:
    return is_rounded(value, float(sums[0]), sums[1:].tolist())


def _labels(columns: Sequence[Sequence[Cell]]) -> dict[int, _Label]:
    """Position of each row that bears the label of a total -> what it says."""
    found: dict[int, _Label] = {}
    for column in map(Coded.of, columns):
        likely = (
            (code, cell)
            for code, cell in enumerate(column.uniques)
            if isinstance(cell, str) and cell[:3].lower() in _BEGIN
        )
        for code, cell in likely:
            name = folded(cell)
            sure, carried = _SURE.fullmatch(name) is not None, _CARRIED.fullmatch(name) is not None
            if sure or carried or _MAYBE.fullmatch(name):
                for at in np.flatnonzero(column.codes == code).tolist():
                    before = found.get(at, _Label(sure=False, carried=False))
                    found[at] = _Label(before.sure or sure, before.carried or carried)
    return found
