"""Totals among the rows: found by their label, proved by the rows above, left out and told.

Accounting packages print the sum of each customer or month below its rows, and carry sums from page to page. A row
whose label says total is one when
its amounts are the sums of the rows above, since the last such row or since the start, to the cent. A firm may be
called Total: where the label is only a word that a name may bear, every row that bears it must be proved, or none is
left out, and all are told. A row that holds
figures alone is a total too, or nothing that can be counted. Where sales stand on two sides, a total may be their net.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gtkit.intake.tables.rounded import by_line, is_rounded
from gtkit.intake.tables.total_labels import total_labels
from gtkit.intake.values.cells import Cell

_CENT, _ROUNDING = 0.005, 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtotals:
    """Positions of the rows that are totals, of those that say so and add nothing up, and of those that may say so.

    `bare` are those that hold figures alone and add nothing up; `rounded` tells that some of the totals are so to the
    unit only.
    """

    proved: tuple[int, ...]
    wrong: tuple[int, ...]
    doubtful: tuple[int, ...]
    bare: tuple[int, ...] = ()
    rounded: bool = False

    def before(self, last: int) -> Subtotals:
        """Those above a row."""
        proved, wrong, doubtful, bare = (
            tuple(at for at in kind if at < last) for kind in (self.proved, self.wrong, self.doubtful, self.bare)
        )
        return replace(self, proved=proved, wrong=wrong, doubtful=doubtful, bare=bare)


def subtotals(
    columns: Sequence[Sequence[Cell]],
    amounts: Mapping[str, npt.NDArray[np.float64]],
    *,
    figures: Collection[int] = (),
) -> Subtotals:
    """The totals that stand among the rows of a file.

    Parameters
    ----------
    columns : sequence of columns of cells
        All those of the file, in order.
    amounts : mapping of column key -> float array
        The columns of money, read.
    figures : collection of int
        Places of the columns of figures: what they hold is no word.

    Returns
    -------
    Subtotals: `wrong` bear a label that only a total bears, `doubtful` one that a name may bear.
    """
    if not amounts:
        return Subtotals(proved=(), wrong=(), doubtful=())
    known = np.logical_or.reduce([np.isfinite(values) for values in amounts.values()])
    labels = {at: said for at, said in total_labels(columns, figures).items() if known[at] or not said.bare}
    if not labels:
        return Subtotals(proved=(), wrong=(), doubtful=())
    net = _net(amounts)
    running = {key: _Running.of(values) for key, values in {**amounts, **net}.items()}
    proved: list[int] = []
    rounded = False
    for at in sorted(labels):
        told = [_finite(amounts, at), *([_finite(net, at)] if net else [])]
        added = {key: one.added(at) for key, one in running.items()}
        exact = any(_adds_up(filled, added, _is_sum) for filled in told)
        if exact or any(_adds_up(filled, added, _is_rounded_sum) for filled in told):
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
        wrong=tuple(at for at in unproved if labels[at].sure and not labels[at].bare),
        doubtful=tuple(at for at in sorted(labels) if not labels[at].sure and at not in set(proved)),
        bare=tuple(at for at in unproved if labels[at].bare),
        rounded=rounded,
    )


def _net(amounts: Mapping[str, npt.NDArray[np.float64]]) -> dict[str, npt.NDArray[np.float64]]:
    """The amounts with both sides as their difference, where there are two."""
    if not {"debit", "credit"} <= set(amounts):
        return {}
    debit, credit = amounts["debit"], amounts["credit"]
    known = np.isfinite(debit) | np.isfinite(credit)
    net = np.where(known, np.nan_to_num(debit) - np.nan_to_num(credit), np.nan)
    return {**{key: values for key, values in amounts.items() if key not in {"debit", "credit"}}, "net": net}


def _finite(amounts: Mapping[str, npt.NDArray[np.float64]], at: int) -> dict[str, float]:
    return {key: float(values[at]) for key, values in amounts.items() if np.isfinite(values[at])}


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
