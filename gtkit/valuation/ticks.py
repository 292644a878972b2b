"""What a silence says of a customer who orders regularly and is still there.

Since the last purchase a time T - t_x has gone without the k-th tick of the clock: j < k ticks were made, each j with
weight (R)_j / j! v^j, v = (T - t_x) / (alpha + T). Models with dropout and without it both need their sum S and how it
bends, and the factor of the likelihood that the gaps alone decide.
Source: Reutterer, Platzer & Schroeder (2021), IJRM 38(1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, psi

from gtkit.arrays import Vector
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import Array, gamma_search


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Weights of 0, 1, ... k - 1 ticks since the last purchase.

    Attributes
    ----------
    terms : on the last axis, adding up to 1.
    log : logarithm of S. by_shape, by_scale : its derivatives by R and by alpha.
    """

    terms: Array
    log: Array
    by_shape: Array
    by_scale: Array


def tick_search(k: int, rows: History) -> tuple[Vector, Vector]:
    """Where r and alpha of the clocks are searched: k ticks a purchase, at the mean rate of all customers."""
    guess, reach = gamma_search(rows)
    return guess - np.array([0.0, np.log(k)]), reach


def erlang_silence(k: int, R: Array, alpha: Array, t_x: Array, T: Array) -> Silence:
    """Weigh the ticks that a silence may hide; arguments broadcast.

    >>> one = np.array(1.0)
    >>> erlang_silence(2, one, one, 0 * one, one).terms.round(3)  # S = 1 + 1/2
    array([0.667, 0.333])
    """
    v = (T - t_x) / (alpha + T)
    weight, bend = np.ones(np.broadcast_shapes(R.shape, v.shape)), np.zeros(())
    weights, bends = [weight], [np.zeros_like(weight)]
    for j in range(k - 1):
        weight = weight * (R + j) / (j + 1) * v
        bend = bend + 1 / (R + j)
        weights.append(weight)
        bends.append(np.broadcast_to(bend, weight.shape))
    total = np.sum(weights, axis=0)
    terms = np.stack(weights, axis=-1) / total[..., None]
    return Silence(
        terms=terms,
        log=np.log(total),
        by_shape=(terms * np.stack(bends, axis=-1)).sum(axis=-1),
        by_scale=-(terms @ np.arange(k)) / (alpha + T),
    )


def gap_constant(k: int, rows: History) -> Vector | float:
    """(k - 1) sum log gaps - x log Gamma(k): 0 at k = 1, where gaps are not needed."""
    if k == 1 or rows.log_gaps is None:
        return 0.0
    return (k - 1) * rows.log_gaps - rows.x * gammaln(k)


def tick_terms(k: int, r: Array, rows: History) -> tuple[Vector, Vector, Vector]:
    """Log Gamma(R) / Gamma(r), its derivative by r, and R = r + k x, each distinct x computed once."""
    growth, slope = rows.of_x(lambda x: np.stack([gammaln(r + k * x) - gammaln(r), psi(r + k * x) - psi(r)]))
    return growth, slope, r + k * rows.x
