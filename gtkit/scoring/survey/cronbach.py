"""Do the items of a scale tell of one thing? Cronbach's alpha.

With k items, alpha = k / (k - 1) (1 - sum of the items' variances / variance of the total). Items that move together
bring it near 1; a negative alpha says that an item runs against the others: one worded the other way round was not
turned.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gtkit.arrays import vector
from gtkit.errors import NotEstimable, WrongShape


def cronbach_alpha(marks: npt.ArrayLike) -> float:
    """Internal consistency of a scale.

    Parameters
    ----------
    marks : array-like, shape (people, items)
        Every item in the same sense; people with a missing mark are left out beforehand.

    Returns
    -------
    float: at most 1, without a lower bound.

    Raises WrongShape when not two-dimensional; NotEstimable with fewer than two people or items, or where no total
    differs from another; OutOfRange for a mark that is not finite.
    Source: Cronbach (1951), Psychometrika 16(3).

    >>> round(cronbach_alpha([[1, 2], [2, 3], [4, 4]]), 3)
    0.947
    """
    table = np.asarray(marks, dtype=np.float64)
    if table.ndim != 2:
        raise WrongShape("marks", found=table.shape, expected="(people, items)")
    vector("marks", table.ravel())
    people, items = table.shape
    if people < 2 or items < 2:
        raise NotEstimable("cronbach_alpha", found=table.shape, expected=">= 2 people, >= 2 items")
    total = float(table.sum(axis=1).var(ddof=1))
    if total <= 1e-12 * float(np.abs(table).max()) ** 2:  # rounding is no variance
        raise NotEstimable("cronbach_alpha", found=0.0, expected="totals that differ")
    return float(items / (items - 1) * (1 - table.var(axis=0, ddof=1).sum() / total))
