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
from gtkit.valuation.history import History
from gtkit.valuation.model import Array, Parameters

NEGLIGIBLE = 40.0  # in logs: what the integrand loses before it is left out
FALL, REACH = 12.0, 4.0  # what a panel of 16 points bears at full precision: fall of the logarithm, length in v
MOST_PANELS = 64
BLOCK = 1 << 16  # points held in memory at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What each history says of a departure.

    `log_odds` is log D. The others are means over the date u of the departure, times the probability D / (1 + D) that
    there was one: `left` of 1, `by_rate` of log((alpha + T) / (alpha + u)), `slow` of 1 / (alpha + u), `by_life` of
    log((beta + T) / (beta + u)), `brief` of 1 / (beta + u). Each of shape (groups,).
    """

    log_odds: Vector
    left: Vector
    by_rate: Vector
    slow: Vector
    by_life: Vector
    brief: Vector


def departures(theta: Parameters, rows: History) -> Departure:
    """Odds that each group of customers has left, and the means that the gradient needs.

    Parameters
    ----------
    theta : r, alpha, s, beta, one number each.
    rows : History

    Returns
    -------
    Departure.
    """
    _, alpha, _, beta = theta
    found = np.zeros((6, len(rows.x)))
    for at, u, weights, T in _pieces(theta, rows.x, rows.t_x, rows.T):
        odds = _log_sum(weights)
        when = np.exp(weights - np.logaddexp(0.0, odds)[:, None])
        bought, lived = 1 / (alpha + u), 1 / (beta + u)
        found[0, at] = odds
        found[1, at] = when.sum(axis=1)
        found[2, at] = (when * np.log((alpha + T) * bought)).sum(axis=1)
        found[3, at] = (when * bought).sum(axis=1)
        found[4, at] = (when * np.log((beta + T) * lived)).sum(axis=1)
        found[5, at] = (when * lived).sum(axis=1)
    odds, left, by_rate, slow, by_life, brief = found
    return Departure(log_odds=odds, left=left, by_rate=by_rate, slow=slow, by_life=by_life, brief=brief)


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
    for at, _, weights, _ in _pieces(values, x, t_x, T):
        found[at] = _log_sum(weights)
    return found.reshape(shape)


def _pieces(
    theta: Parameters, x: Vector, t_x: Vector, T: Vector
) -> Iterator[tuple[npt.NDArray[np.intp], Matrix, Matrix, Matrix]]:
    """Positions of some histories, dates u, logarithms of what each adds to D, and T; the last three in columns."""
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
            here = (value[at, None] for value in (R, alpha, s, beta, t_x, T, c, reach))
            yield at, *_piece(nodes, rule, *here)


def _piece(
    nodes: Vector,
    rule: Vector,
    R: Matrix,
    alpha: Matrix,
    s: Matrix,
    beta: Matrix,
    t_x: Matrix,
    T: Matrix,
    c: Matrix,
    reach: Matrix,
) -> tuple[Matrix, Matrix, Matrix]:
    v = reach * nodes
    u = t_x + c * (np.exp(v) - 1)
    weights = R * np.log((alpha + T) / (alpha + u)) + s * np.log((beta + T) / (beta + u)) + v
    with np.errstate(divide="ignore"):  # log 0 = -inf is meant: a purchase on the last day
        return u, weights + np.log(reach * c / (beta + u) * s * rule), T


def _log_sum(weights: Matrix) -> Vector:
    """Logarithm of the sum of each row, -inf where there is nothing."""
    top = np.maximum(weights.max(axis=1), -np.finfo(float).max)
    with np.errstate(divide="ignore"):  # log 0 = -inf is meant
        return np.asarray(np.log(np.exp(weights - top[:, None]).sum(axis=1)) + top)
