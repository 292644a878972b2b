"""The kernel that sBG and BdW share: each refuses a renewal with its own probability, which may change with age.

A customer keeps its contract through t opportunities with probability (1 - p)^(t^c), p ~ beta(a, b): with c = 1 each
renewal is like the last (the shifted beta-geometric, sBG); with c < 1 a customer who stays grows attached, with c > 1
it tires (the beta-discrete-Weibull, BdW). Over customers, with k = t^c,

    S(t) = B(a, b + k) / B(a, b),      P(leaves at t) = S(t - 1) - S(t).

Retention grows with age even at c = 1: those likely to leave have left.
Source: Fader & Hardie (2007), Journal of Interactive Marketing 21(1); Fader, Hardie, Liu, Davin & Steenburgh (2018),
Journal of Interactive Marketing 43.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import betaln, psi

from gtkit.arrays import Vector
from gtkit.valuation.likelihood import Array, Parameters
from gtkit.valuation.tenure import Tenures


def log_survival(theta: Parameters, t: Array) -> Array:
    """Logarithm of S(t), the probability that a new customer is still there after t opportunities.

    Parameters
    ----------
    theta : a, b, c, each an array that broadcasts against t.
    t : float array, whole numbers of 0 or more.

    >>> float(np.exp(log_survival((np.float64(1.0), np.float64(1.0), np.float64(1.0)), np.float64(3.0))).round(6))
    0.25
    """
    a, b, c = theta
    return np.asarray(betaln(a, b + t**c) - betaln(a, b))


def loglik(theta: Parameters, told: Tenures) -> tuple[float, Vector]:
    """Log-likelihood of tenures, and its gradient by a, b and c.

    Parameters
    ----------
    theta : a, b, c, one number each.
    told : Tenures

    Returns
    -------
    float, and float array of shape (3,).
    """
    before, after = (_slopes(theta, told.lost_at - step) for step in (1.0, 0.0))
    earlier = log_survival(theta, told.lost_at - 1)
    fall = np.minimum(log_survival(theta, told.lost_at) - earlier, -np.finfo(float).tiny)
    stays, leaves = np.exp(fall), -np.expm1(fall)
    value = told.lost @ (earlier + np.log(leaves)) + told.stayed @ log_survival(theta, told.held)
    lost = [told.lost @ ((one - stays * other) / leaves) for one, other in zip(before, after, strict=True)]
    kept = [told.stayed @ slope for slope in _slopes(theta, told.held)]
    return float(value), np.array(lost) + np.array(kept)


def _slopes(theta: Parameters, t: Vector) -> Sequence[Vector]:
    """Derivatives of log S(t) by a, b and c."""
    a, b, c = theta
    k = t**c
    ends = psi(a + b + k)
    growth = k * np.log(np.maximum(t, 1.0))  # t is 0 or a whole number: its logarithm counts from 1
    return psi(a + b) - ends, psi(b + k) - psi(b) + psi(a + b) - ends, (psi(b + k) - ends) * growth
