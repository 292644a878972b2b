"""Totals among the rows: found by their label, proved by the rows above, left out and told.

Accounting packages print the sum of each customer or month below its rows. A row whose label says total is one when
its amounts are the sums of the rows above, since the last such row or since the start, to the cent. A firm may be
called Total: where the label is only a word that a name may bear, every row that bears it must be proved, or none is
left out, and all are told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtkit.intake.names import folded
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.coded import Coded

_SURE = re.compile(r"(?:sous ?tota(?:l|ux)|s total|sub ?totals?|zwischensumme|total general|grand total)\b.*")
_MAYBE = re.compile(r"(?:tota(?:l|ux|ls)|somme|summe|gesamt(?:summe)?|cumul|a reporter)\b.*")
_BEGIN = frozenset({"sou", "s/t", "s t", "s-t", "sub", "zwi", "tot", "gra", "som", "sum", "ges", "cum", "à r", "a r"})
_CENT, _ROUNDING = 0.005, 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtotals:
    """Positions of the rows that are totals, of those that say so and add nothing up, and of those that may say so."""

    proved: tuple[int, ...]
    wrong: tuple[int, ...]
    doubtful: tuple[int, ...]

    def before(self, last: int) -> Subtotals:
        """Those above a row."""
        kinds = (tuple(at for at in kind if at < last) for kind in (self.proved, self.wrong, self.doubtful))
        return Subtotals(**dict(zip(("proved", "wrong", "doubtful"), kinds, strict=True)))


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
    proved: list[int] = []
    begin = 0
    upto = {
        key: np.append(0.0, np.cumsum(np.nan_to_num(values, posinf=0.0, neginf=0.0))) for key, values in amounts.items()
    }
    left_out = dict.fromkeys(amounts, 0.0)
    for at in sorted(labels):
        filled = {key: float(values[at]) for key, values in amounts.items() if np.isfinite(values[at])}
        block = {key: upto[key][at] - upto[key][begin] for key in filled}
        above = {key: upto[key][at] - left_out[key] for key in filled}
        if (at > begin and _adds_up(filled, block)) or (at > len(proved) and _adds_up(filled, above)):
            proved.append(at)
            begin = at + 1
            for key, value in filled.items():
                left_out[key] += value
    unproved = [at for at in sorted(labels) if at not in set(proved)]
    if any(not labels[at] for at in unproved):  # a word that a name may bear, and that adds nothing up: a name, then
        proved = [at for at in proved if labels[at]]
    return Subtotals(
        proved=tuple(proved),
        wrong=tuple(at for at in unproved if labels[at]),
        doubtful=tuple(at for at in sorted(labels) if not labels[at] and at not in set(proved)),
    )


def _adds_up(row: Mapping[str, float], sums: Mapping[str, float]) -> bool:
    """Whether the amounts of a row are these sums, and there is one."""
    return bool(row) and all(abs(row[key] - sums[key]) <= _CENT + _ROUNDING * abs(row[key]) for key in row)


def _labels(columns: Sequence[Sequence[Cell]]) -> dict[int, bool]:
    """Position of each row that bears a label of a total -> whether only a total bears it."""
    found: dict[int, bool] = {}
    for column in map(Coded.of, columns):
        likely = (
            (code, cell)
            for code, cell in enumerate(column.uniques)
            if isinstance(cell, str) and cell[:3].lower() in _BEGIN
        )
        for code, cell in likely:
            name = folded(cell)
            sure = _SURE.fullmatch(name) is not None
            if sure or _MAYBE.fullmatch(name):
                for at in np.flatnonzero(column.codes == code).tolist():
                    found[at] = found.get(at, False) or sure
    return found
