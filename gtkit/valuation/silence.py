"""What opportunities not taken say of a departure: the odds D of the BG/BB and their derivatives.

D is a sum of positive terms, one for each opportunity since the last one taken, each a product of ratios: taken in
logarithms from the end back, it needs no special function, for a history of any length.
Source: `bg_bb`; Fader, Hardie & Shang (2010), Marketing Science 29(6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Matrix, Vector
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import Array, Parameters

BLOCK = 1 << 18  # terms held in memory at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What each history says of a departure: log D, and the derivatives of log(1 + D); each of shape (groups,)."""

    log_odds: Vector
    by_alpha: Vector
    by_beta: Vector
    by_gamma: Vector
    by_delta: Vector


def silences(theta: Parameters, rows: History) -> Silence:
    """Odds that each group of customers has left, and what the gradient needs.

    Parameters
    ----------
    theta : alpha, beta, gamma, delta, one number each.
    rows : History, in opportunities.

    Returns
    -------
    Silence.
    """
    alpha, beta, gamma, delta = theta
    found = np.zeros((5, len(rows.x)))
    for at, k, open_, terms in _pieces(theta, rows.x, rows.t_x, rows.T):
        odds = np.logaddexp.reduce(terms, axis=1)
        when = np.exp(terms - np.logaddexp(0.0, odds)[:, None])
        taken, there = open_ / (alpha + beta + k), open_ / (gamma + delta + k)
        missed = np.where(open_, 1 / np.where(open_, beta + k - rows.x[at, None], 1.0), 0.0)
        found[0, at] = odds
        found[1, at] = (when * _back(taken)).sum(axis=1)
        found[2, at] = (when * _back(taken - missed)).sum(axis=1)
        found[3, at] = (when * (1 / gamma - there + _back(there))).sum(axis=1)
        found[4, at] = (when * (_back(there - open_ / (delta + k)) - there)).sum(axis=1)
    odds, by_alpha, by_beta, by_gamma, by_delta = found
    return Silence(log_odds=odds, by_alpha=by_alpha, by_beta=by_beta, by_gamma=by_gamma, by_delta=by_delta)


def log_odds_left(theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
    """Logarithm of D; parameters and histories broadcast, -inf where t_x = T.

    >>> one = np.ones(1)
    >>> log_odds_left((one, one, one, one), one, one, 2 * one)  # one opportunity missed: 3/1 3/2 / 3
    array([0.40546511])
    """
    flat = np.broadcast_arrays(*theta, x, t_x, T)
    shape = flat[0].shape
    *values, x, t_x, T = (array.ravel() for array in flat)
    found = np.empty(x.shape)
    for at, _, _, terms in _pieces(values, x, t_x, T):
        found[at] = np.logaddexp.reduce(terms, axis=1)
    return found.reshape(shape)


def _pieces(
    theta: Parameters, x: Vector, t_x: Vector, T: Vector
) -> Iterator[tuple[slice, Vector, npt.NDArray[np.bool_], Matrix]]:
    """Some histories, opportunities k, which of them are since the last one taken, and the logarithm of each term."""
    alpha, beta, gamma, delta = np.broadcast_arrays(*theta, x)[:4]
    k = np.arange(max(T.max(initial=0.0), 1.0))
    size = max(1, BLOCK // len(k))
    for begin in range(0, len(x), size):
        at = slice(begin, begin + size)
        a, b, g, d, taken, since, n = (value[at, None] for value in (alpha, beta, gamma, delta, x, t_x, T))
        open_ = (k >= since) & (k < n)
        missed = np.where(open_, b + k - taken, 1.0)
        ratios = np.where(open_, np.log((a + b + k) / missed) + np.log((g + d + k) / (d + k)), 0.0)
        terms = np.where(open_, np.log(g / (g + d + k)) + _back(ratios), -np.inf)
        yield at, k, open_, terms


def _back(values: Matrix) -> Matrix:
    """Sums of each row from the end back."""
    return np.cumsum(values[:, ::-1], axis=1)[:, ::-1]
