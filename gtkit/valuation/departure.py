"""What a silence says of a departure, when rates of purchase and of leaving both follow a gamma.

With R = r + x, a customer silent since t_x has left before T with odds

    D = int_{t_x}^{T} s / (beta + u) ((alpha + T) / (alpha + u))^R ((beta + T) / (beta + u))^s du,

all terms positive: no 2F1, no case for alpha = beta. In u = t_x + c (e^v - 1), c = min(alpha, beta) + t_x, the
logarithm of the integrand is nearly straight; composite Gauss-Legendre takes as many panels of 16 points as it falls
or reaches, and stops where nothing is left. Logarithms throughout: D may be 1e300 or 0.
Source: VALUATION section 5; Schmittlein, Morrison & Colombo (1987), Management Science 33(1), for the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Matrix, Vector
from gtkit.valuation.discount import panel_rule
from gtkit.valuation.likelihood import Array, Parameters

NEGLIGIBLE = 40.0  # in logs: what the integrand loses before it is left out
FALL, REACH = 12.0, 4.0  # what a panel of 16 points bears at full precision: fall of the logarithm, length in v
MOST_PANELS = 64
BLOCK = 1 << 16  # points held in memory at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What each history says of a departure.

    `gain` is log(1 + D). The others are means over the date u of the departure, times the probability D / (1 + D) that
    there was one: `left` of 1, `by_rate` of log((alpha + T) / (alpha + u)), `slow` of 1 / (alpha + u), `by_life` of
    log((beta + T) / (beta + u)), `brief` of 1 / (beta + u). Each of shape (groups,).
    """

    gain: Vector
    left: Vector
    by_rate: Vector
    slow: Vector
    by_life: Vector
    brief: Vector


def departures(theta: Parameters, x: Vector, t_x: Vector, T: Vector) -> Departure:
    """What each history says of a departure, and the means that the gradient needs.

    Parameters
    ----------
    theta : r, alpha, s, beta, one number each.
    x, t_x, T : float arrays, shape (groups,)

    Returns
    -------
    Departure.
    """
    found = np.zeros((6, len(x)))
    for at, points in _pieces(theta, x, t_x, T):
        odds, when = points.summed()
        found[0, at] = np.logaddexp(0.0, odds)
        found[1, at] = when.sum(axis=0)
        for k, values in enumerate((points.bought, points.pace, points.lived, points.brevity), start=2):
            found[k, at] = np.einsum("pg,pg->g", when, values)
    gain, left, by_rate, slow, by_life, brief = found
    return Departure(gain=gain, left=left, by_rate=by_rate, slow=slow, by_life=by_life, brief=brief)


def log_odds_left(theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
    """Logarithm of D; parameters and histories broadcast, -inf where t_x = T.

    >>> one = np.ones(1)
    >>> theta = (0.5 * one, 10 * one, one, 10 * one)
    >>> log_odds_left(theta, one, one, one)  # bought on the last day
    array([-inf])
    """
    flat = np.broadcast_arrays(*theta, x, t_x, T)
    shape = flat[0].shape
    *values, x, t_x, T = (array.ravel() for array in flat)
    found = np.empty(x.shape)
    for at, points in _pieces(values, x, t_x, T):
        found[at] = points.summed()[0]
    return found.reshape(shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Points:
    """Points u of some histories, one a column.

    `weights` is the logarithm of what each adds to D, `bought` log((alpha + T) / (alpha + u)), `pace` 1 / (alpha + u),
    `lived` log((beta + T) / (beta + u)), `brevity` 1 / (beta + u).
    """

    weights: Matrix
    bought: Matrix
    pace: Matrix
    lived: Matrix
    brevity: Matrix

    def summed(self) -> tuple[Vector, Matrix]:
        """Log D, and the probability of having left at each point."""
        top = np.maximum(self.weights.max(axis=0), -np.finfo(float).max)
        parts = np.exp(self.weights - top)
        with np.errstate(divide="ignore"):  # log 0 = -inf is meant: a purchase on the last day
            odds = np.log(parts.sum(axis=0)) + top
        return odds, parts * np.exp(top - np.logaddexp(0.0, odds))


def _pieces(theta: Parameters, x: Vector, t_x: Vector, T: Vector) -> Iterator[tuple[npt.NDArray[np.intp], _Points]]:
    """Positions of some histories, and their points."""
    r, alpha, s, beta = np.broadcast_arrays(*theta, x)[:4]
    R = r + x
    bought, lived = alpha + t_x, beta + t_x
    c = np.minimum(bought, lived)
    steep = c * (R / bought + (s + 1) / lived) - 1
    reach = np.log1p((T - t_x) / c)
    reach = np.where(steep > 0, np.minimum(reach, NEGLIGIBLE / np.maximum(steep, 1e-300)), reach)
    end = c * np.expm1(reach)
    fall = R * np.log1p(end / bought) + (s + 1) * np.log1p(end / lived) - reach
    panels = np.clip(np.ceil(np.maximum(fall / FALL, reach / REACH)), 1, MOST_PANELS).astype(int)
    for count in np.unique(panels):
        nodes, rule = panel_rule(int(count))
        like = np.flatnonzero(panels == count)
        size = max(1, BLOCK // len(nodes))
        for begin in range(0, len(like), size):
            at = like[begin : begin + size]
            rows = (value[at] for value in (R, alpha, s, beta, t_x, T, c, reach))
            yield at, _points(nodes[:, None], np.log(rule)[:, None], *rows)


def _points(
    nodes: Matrix,
    rule: Matrix,
    R: Vector,
    alpha: Vector,
    s: Vector,
    beta: Vector,
    t_x: Vector,
    T: Vector,
    c: Vector,
    reach: Vector,
) -> _Points:
    v = reach * nodes
    u = t_x + c * (np.exp(v) - 1)
    pace, brevity = 1 / (alpha + u), 1 / (beta + u)
    bought, lived = np.log((alpha + T) * pace), np.log((beta + T) * brevity)
    with np.errstate(divide="ignore"):  # log 0 = -inf is meant: a purchase on the last day
        length = np.log(reach * c / (beta + T) * s)
    weights = R * bought + (s + 1) * lived + v + (length + rule)
    return _Points(weights=weights, bought=bought, pace=pace, lived=lived, brevity=brevity)
