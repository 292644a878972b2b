"""Totals that a report prints to the unit under amounts with cents: the sum rounded, or the sum of rounded lines.

The second differs from the sum by up to half a unit a line, and no bound on the difference tells it from a line that
was lost. So the lines are rounded in each of the ways that software does, and their sum is the total or is not.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

_HALF, _SAME = 0.5 + 1e-6, 0.005


def by_line(values: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], ...]:
    """Amounts to the unit: half away from zero, half to even, and cut.

    >>> [way.tolist() for way in by_line(np.array([2.5, -1.7]))]
    [[3.0, -2.0], [2.0, -2.0], [2.0, -1.0]]
    """
    return np.trunc(values + np.copysign(0.5, values)), np.rint(values), np.trunc(values)


def is_rounded(total: float, added: float, lines_added: Iterable[float]) -> bool:
    """Whether a total is a sum to the unit.

    Parameters
    ----------
    total : float
    added : float
        The sum of the amounts.
    lines_added : iterable of float
        The sum of the amounts rounded one by one, in each way.

    >>> is_rounded(31.0, 30.6, [30.0]), is_rounded(30.0, 30.6, [30.0]), is_rounded(29.0, 30.6, [30.0])
    (True, True, False)
    """
    whole = float(total).is_integer()
    return whole and (abs(total - added) <= _HALF or any(abs(total - other) <= _SAME for other in lines_added))
