"""Values that are smooth in the age T of a customer, computed at few ages and interpolated.

Customers of one number of purchases x differ in age only, by thousands of days perhaps. Where there are more ages than
nodes, the values are computed at Chebyshev points in log(c + T) and read by the barycentric formula. A purchase model
depends on T through sums of T and a scale: it is analytic for |Im log(c + T)| < pi when c is no larger than the
smallest scale, and the error falls as rho^-n, rho = z + sqrt(1 + z^2), z = 2 pi / (range of the logarithm). The rule of
n / 2 steps is held within the rule of n: what it misses at the points between, squared, is what the whole misses. Where
that is not negligible the steps are doubled, and in the end every age is computed.
Source: Trefethen (2013), Approximation Theory and Approximation Practice, chapters 5 and 8.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Matrix, Vector

Array = npt.NDArray[np.float64]
STEPS = (16, 32)  # between Chebyshev points
HALF_ERROR = 5e-7  # relative, of the rule of half the steps: what its square misses is far below 1e-9


def over_ages(kernel: Callable[[Vector, Vector], Array], x: Vector, T: Vector, *, scale: float | None) -> Array:
    """Values of a kernel at cells (x, T).

    Parameters
    ----------
    kernel : callable
        Takes x and T of shape (cells,); returns an array of shape (cells, ...), each value smooth in T.
    x, T : float arrays, shape (cells,)
    scale : float
        c, above 0: what T is counted beside. None: values exist at these ages only, and each is computed.

    Returns
    -------
    float array, shape (cells, ...): to 1e-9 of the largest value of its x.

    >>> T = np.linspace(0, 100, 5000)
    >>> found = over_ages(lambda x, T: ((x + 1) / (8 + T))[:, None], np.ones(5000), T, scale=8.0)
    >>> bool(abs(found[:, 0] * (8 + T) / 2 - 1).max() < 1e-9)
    True
    """
    counts, count, ages = np.unique(x, return_inverse=True, return_counts=True)
    many = ages > STEPS[0] + 1
    found = None
    if many.any() and scale is not None:
        found = _interpolated(kernel, counts[many], np.cumsum(many)[count] - 1, T, many[count], scale=scale)
    if found is None:
        return kernel(x, T)
    alone = ~many[count]
    if alone.any():
        found[alone] = kernel(x[alone], T[alone])
    return found


def _interpolated(
    kernel: Callable[[Vector, Vector], Array],
    counts: Vector,
    count: npt.NDArray[np.intp],
    T: Vector,
    at: npt.NDArray[np.bool_],
    *,
    scale: float,
) -> Array | None:
    """Values of the cells `at`, whose number of purchases is `counts[count]`; None when no rule is fine enough."""
    ages, age = np.unique(T[at], return_inverse=True)
    low, high = np.log(scale + ages[[0, -1]])
    for steps in STEPS:
        if len(ages) <= steps + 1:
            return None
        points = np.cos(np.pi * np.arange(steps + 1) / steps)
        nodes = np.exp(low + (high - low) * (1 - points) / 2) - scale
        nodes[[0, -1]] = ages[[0, -1]]
        values = kernel(np.repeat(counts, len(nodes)), np.tile(nodes, len(counts)))
        shape, values = values.shape[1:], values.reshape(len(counts), len(nodes), -1)
        size = np.abs(values).max(axis=1, keepdims=True)
        missed = np.abs(_barycentric(points[1::2], points[::2]) @ values[:, ::2] - values[:, 1::2])
        if (missed <= HALF_ERROR * size).all():
            break
    else:
        return None
    weights = _barycentric(1 - 2 * (np.log(scale + ages) - low) / (high - low), points)
    by_age = weights @ values
    found = np.empty((len(T), *shape))
    found[at] = by_age[count[at], age].reshape(-1, *shape)
    return found


def _barycentric(at: Vector, points: Vector) -> Matrix:
    """Weights of the values at Chebyshev points of the second kind, shape (at, points)."""
    signs = np.where(np.arange(len(points)) % 2, -1.0, 1.0)
    signs[[0, -1]] /= 2
    away = at[:, None] - points
    exact = away == 0
    weights = signs / np.where(exact, 1.0, away)
    weights = np.where(exact.any(axis=1, keepdims=True), exact, weights)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))
