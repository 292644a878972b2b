"""Desirability: how near a value comes to what is wanted, from 0 (unacceptable) to 1 (ideal), and its overall mean.

The mean is geometric, prod d^(w / sum w): an ideal effort does not buy back an unacceptable one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Vector, vector
from gtkit.errors import OutOfRange, WrongShape


def rising(values: npt.ArrayLike, *, worst: float, ideal: float) -> Vector:
    """Desirability where more is better: (y - worst) / (ideal - worst), held between 0 and 1.

    Parameters
    ----------
    values : array-like, shape (n,)
        NaN where unknown.
    worst, ideal : float
        Same unit as the values; `worst` = `ideal` makes a step, 1 from there on.

    Returns
    -------
    float array, shape (n,): 0 to 1, NaN where unknown.

    Raises OutOfRange unless worst <= ideal, both finite.
    Source: Derringer & Suich (1980), Journal of Quality Technology 12(4), exponent 1.

    >>> rising([129.5, 180.0], worst=120, ideal=170)
    array([0.19, 1.  ])
    """
    if not (np.isfinite(worst) and np.isfinite(ideal) and worst <= ideal):
        raise OutOfRange("worst, ideal", found=(worst, ideal), expected="worst <= ideal, finite")
    y = np.asarray(values, dtype=np.float64)
    if worst == ideal:
        return np.where(np.isnan(y), np.nan, (y >= ideal).astype(np.float64))
    return np.asarray((np.clip(y, worst, ideal) - worst) / (ideal - worst))


def falling(values: npt.ArrayLike, *, worst: float, ideal: float) -> Vector:
    """Desirability where less is better: as `rising`, with `worst` above `ideal`.

    Raises OutOfRange unless ideal <= worst, both finite.

    >>> falling([6.0], worst=30, ideal=0)
    array([0.8])
    """
    return rising(-np.asarray(values, dtype=np.float64), worst=-worst, ideal=-ideal)


def two_sided(values: npt.ArrayLike, *, low: float, target: float, high: float) -> Vector:
    """Desirability where a target is wanted: rising from `low` to it, falling from it to `high`.

    Parameters
    ----------
    values : array-like, shape (n,)
        NaN where unknown.
    low, target, high : float
        Same unit as the values, in that order.

    Returns
    -------
    float array, shape (n,): 0 to 1, NaN where unknown.

    Raises OutOfRange unless low <= target <= high, all finite.
    Source: Derringer & Suich (1980), Journal of Quality Technology 12(4), exponents 1.

    >>> two_sided([465.7, 500.0, 550.0], low=400, target=500, high=600)
    array([0.657, 1.   , 0.5  ])
    """
    y = np.asarray(values, dtype=np.float64)
    below, above = rising(y, worst=low, ideal=target), falling(y, worst=high, ideal=target)
    return np.where(y <= target, below, above)


def geometric_mean(desired: npt.ArrayLike, weights: npt.ArrayLike) -> Vector:
    """Weighted geometric mean of the desirabilities known.

    Parameters
    ----------
    desired : array-like, shape (n, k)
        0 to 1, NaN where unknown.
    weights : array-like, shape (k,)
        Not negative, any scale.

    Returns
    -------
    float array, shape (n,): 0 to 1; NaN where nothing that bears weight is known.

    Raises WrongShape unless there is one weight a column, OutOfRange for a negative weight.
    Source: Derringer & Suich (1980), Journal of Quality Technology 12(4).

    >>> geometric_mean([[1.0, 0.25], [1.0, float("nan")]], [1, 1])
    array([0.5, 1. ])
    """
    d, w = np.asarray(desired, dtype=np.float64), vector("weights", weights, low=0)
    if d.ndim != 2 or d.shape[1] != len(w):
        raise WrongShape("desired", found=d.shape, expected=f"(n, {len(w)})")
    known = ~np.isnan(d) & (w > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        means: Vector = np.exp((np.where(known, np.log(d), 0.0) @ w) / (known @ w))
    return means
