"""Total rows at the foot of an export: recognised, checked against the rows above, left out and told.

A file's own total is a free proof that nothing was lost on the way: a total that its rows do not add up to refuses
the data.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Kind, Table
from gtkit.intake.names import folded
from gtkit.intake.tables.rounded import by_line, is_rounded
from gtkit.intake.values.cells import Cell

_LABEL = re.compile(
    r"(?:sous |sub |grand )?tota(?:l|ux|ls)"
    r"(?: (?:general|generaux|ht|ttc|net|eur|euros|[0-9]{4}|(?:des|du|de|d|of) .*))*"
)
_CENT = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A total row: its position, and what the rows of a column really add up to where that is something else.

    A sum printed to the unit is `rounded`, not `wrong`.
    """

    at: int
    wrong: Mapping[str, float]  # column key -> sum of the rows above
    rounded: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


def total_row(
    columns: Mapping[str, Sequence[Cell]],
    values: Mapping[str, npt.NDArray[np.float64]],
    table: Table,
    last_row: Sequence[Cell],
    *,
    without: Collection[int] = (),
) -> Total | None:
    """The total row that closes a file, if one does.

    It is the last row; a required cell of it that is no number is blank or reads "Total"; and it says so, or holds
    nothing but the exact sums of the rows above.

    Parameters
    ----------
    columns : mapping of column key -> cells
    values : mapping of column key -> float array
        The columns of money, numbers and shares, read.
    table : Table
    last_row : sequence of cells
        The whole last row, the columns that the table does not know included.
    without : collection of int
        Positions of rows that are no data, and add nothing up.

    Returns
    -------
    Total or None
    """
    last = len(next(iter(columns.values()), ())) - 1
    if last in without:
        return None
    kept = np.setdiff1d(np.arange(max(last, 0)), list(without)).astype(np.intp)
    names = [column.key for column in table.columns if column.key in columns and column.key not in values]
    required = [key for key in names if table.column(key).required]
    if last < 1 or all(columns[key][last] != "" and not _says_total(columns[key][last]) for key in required):
        return None
    filled = [key for key in values if np.isfinite(values[key][last])]
    money = [key for key in filled if table.column(key).kind is Kind.MONEY]
    sums = {key: _sum(values[key][kept]) for key in money or filled}
    wrong = {key: added for key, added in sums.items() if abs(values[key][last] - added) > _CENT + 1e-12 * abs(added)}
    bare = not wrong and all(columns[key][last] == "" for key in names)
    if not filled or not (bare or any(map(_says_total, last_row))):
        return None
    rounded = {key: added for key, added in wrong.items() if _is_rounded(values[key][last], added, values[key][kept])}
    left = {key: added for key, added in wrong.items() if key not in rounded}
    return Total(at=last, wrong=left, rounded=rounded)


def _is_rounded(total: float, added: float, values: npt.NDArray[np.float64]) -> bool:
    return is_rounded(float(total), added, map(_sum, by_line(values)))


def _sum(values: npt.NDArray[np.float64]) -> float:
    """The exact sum of the known values."""
    return math.fsum(values[np.isfinite(values)].tolist())


def _says_total(cell: Cell) -> bool:
    return isinstance(cell, str) and _LABEL.fullmatch(folded(cell)) is not None
