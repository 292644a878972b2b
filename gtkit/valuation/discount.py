"""What a stream of expected purchases is worth today: one identity, whatever the model.

With E(t) the expected number of purchases in (0, t] and delta the continuous rate,

    int_s^u e^(-delta t) dE(t) = e^(-delta u) E(u) - e^(-delta s) E(s) + delta int_s^u e^(-delta t) E(t) dt,

so that a model need only know E. The integral runs over v, t = c (e^v - 1), by composite Gauss-Legendre: c is the time
in which a customer's rate falls, and the points gather where it does. Yearly slices are the same integral and add up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from gtkit.arrays import Matrix, Vector
from gtkit.errors import OutOfRange

NODES, WEIGHTS = np.polynomial.legendre.leggauss(16)
NEGLIGIBLE = 40.0  # e^-40 is below the last bit of a sum


def panel_rule(panels: int) -> tuple[Vector, Vector]:
    """Nodes and weights on [0, 1], 16 a panel.

    >>> nodes, weights = panel_rule(3)
    >>> bool(abs(weights @ nodes**4 - 0.2) < 1e-15)
    True
    """
    starts = np.arange(panels)[:, None]
    nodes = ((starts + (NODES + 1) / 2) / panels).ravel()
    return nodes, np.tile(WEIGHTS / 2 / panels, panels)


def discounted_slices(
    expected: Callable[[Matrix], Matrix],
    *,
    edges: Vector,
    deltas: Sequence[float],
    scale: Vector,
    panels: int = 2,
) -> tuple[Matrix, ...]:
    """Today's value of the purchases expected between successive dates, a unit each, at one discount rate or several.

    Parameters
    ----------
    expected : callable
        Takes times, shape (rows, points), in periods; returns expected purchases up to each, same shape. It does not
        know the rate: several rates cost little more than one.
    edges : float array, shape (slices + 1,)
        Increasing dates in periods, the first one often 0.
    deltas : sequence of float
        Continuous discount rates per period; 0 leaves purchases undiscounted.
    scale : float array, shape (rows,)
        Time in which each row's rate falls, periods, above 0.
    panels : int
        Panels of 16 points in each slice.

    Returns
    -------
    tuple of float array, each of shape (rows, slices): one a rate.

    Source: integration by parts; VALUATION section 6.

    >>> edges, one = np.array([0.0, 10.0]), np.ones(1)
    >>> free, dear = discounted_slices(lambda t: 2 * t, edges=edges, deltas=(0.0, 0.1), scale=one)
    >>> float(free[0, 0]), bool(abs(dear[0, 0] - 20 * (1 - np.exp(-1))) < 1e-12)
    (20.0, True)
    """
    nodes, weights = panel_rule(panels)
    until = expected(np.broadcast_to(edges, (len(scale), len(edges))))
    found = tuple(np.diff(np.exp(-delta * edges) * until, axis=1) for delta in deltas)
    if not any(deltas):
        return found
    for k, (low, high) in enumerate(pairwise(edges)):
        first, last = np.log1p(low / scale)[:, None], np.log1p(high / scale)[:, None]
        v = first + (last - first) * nodes
        t = scale[:, None] * np.expm1(v)
        bought = expected(t)
        for delta, slices in zip(deltas, found, strict=True):
            area = np.exp(v - delta * t) * bought @ weights
            slices[:, k] += delta * scale * (last - first)[:, 0] * area
    return found


def by_parts(
    expected: Callable[[Sequence[Matrix], Matrix, Matrix, Matrix], Matrix],
    theta: Sequence[Matrix],
    x: Vector,
    T: Vector,
    *,
    slowing: Vector,
    edges: Vector,
    deltas: Sequence[float],
    panels: int,
) -> tuple[Matrix, ...]:
    """`PurchaseModel.discounted` of a model in continuous time, from its kernel `expected`.

    `theta` is one number each, or one a cell; `slowing`, shape (cells,), is the time in which the purchases of each
    customer slow down, periods, above 0.
    """
    wide = tuple(np.asarray(value)[..., None] for value in theta)
    delta = max(deltas)
    scale = np.minimum(slowing, 1 / delta if delta > 0 else np.inf)

    def until(t: Matrix) -> Matrix:
        return expected(wide, x[:, None], T[:, None], t)

    return discounted_slices(until, edges=edges, deltas=deltas, scale=scale, panels=panels)


def horizon_periods(horizon_years: float, *, per_year: float, delta: float) -> float:
    """Length of the horizon in periods; an endless one ends where discounting leaves nothing.

    Raises OutOfRange when the horizon is not above 0, or is endless without a positive rate.

    >>> horizon_periods(2.0, per_year=12.0, delta=0.01)
    24.0
    """
    if not horizon_years > 0:
        raise OutOfRange("horizon_years", found=horizon_years, expected="> 0")
    if math.isinf(horizon_years):
        if not delta > 0:
            raise OutOfRange("annual_rate", found=math.expm1(delta * per_year), expected="> 0 for an endless horizon")
        return NEGLIGIBLE / delta
    return horizon_years * per_year


def year_edges(horizon_years: float, *, per_year: float) -> Vector:
    """Dates that part a finite horizon into years, the last one possibly shorter; in periods.

    Raises OutOfRange when the horizon is endless or not above 0.

    >>> year_edges(2.5, per_year=4.0)
    array([ 0.,  4.,  8., 10.])
    """
    if not (math.isfinite(horizon_years) and horizon_years > 0):
        raise OutOfRange("horizon_years", found=horizon_years, expected="> 0 and finite")
    return np.append(np.arange(math.ceil(horizon_years)), horizon_years) * per_year
