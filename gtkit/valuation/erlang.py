"""Purchases before leaving when orders are regular: each takes k ticks of a Poisson clock.

A customer makes M ticks in the next t, negative binomial of shape R and mean R ratio; j of the k ticks of its next
purchase have already gone. It makes N = floor((j + M) / k) purchases unless it leaves, which it does after each with
probability p ~ beta(a, B), so that E = E_p[f(p)], f(p) = (1 - E[q^N]) / p, q = 1 - p. Sorting ticks by their remainder
on division by k (roots of unity w_l, s_l = q^(1/k) w_l) gives a finite sum,

    E[q^N] = sum_l A_l s_l^j (1 + ratio (1 - s_l))^-R,   A_l = (1 / k) sum_{i<k} s_l^-i,

where the l = 0 term alone lasts and the others die out within a few purchases. The mean over p is a trapezoidal rule in
logit p, whose error vanishes exponentially. What f is at both ends is taken off and added back in closed form: a
dropout near 0 or near 1 needs no node. Exact to about 1e-10, and each customer's own: nothing is drawn.
Source: Reutterer, Platzer & Schroeder (2021), IJRM 38(1), for the model; Trefethen & Weideman (2014), SIAM Review
56(3), for the rule; the sum over roots is worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaln

from gtkit.arrays import Matrix, Vector
from gtkit.valuation.likelihood import Array

NODES = 96
CUT = 27.0  # e^-27 = 2e-12 of the integrand is left out at each end
SMALLEST_Q = 1e-6  # below, f is its own expansion to second order
NEGLIGIBLE = 1e-16
BLOCK = 1 << 14  # rows x nodes held at once


def regular_purchases(k: int, j: Array, a: Array, B: Array, R: Array, ratio: Array) -> Array:
    """E[(1 - (1-p)^N) / p] over p ~ beta(a, B), N purchases of k ticks, j ticks ahead; arguments broadcast.

    Parameters
    ----------
    k : int
        Ticks of a purchase, 1 or more.
    j : float array, whole numbers from 0 to k - 1
        Ticks of the next purchase that have already gone.
    a, B : float arrays
        Beta that the probability of leaving follows.
    R : float array
        Shape of the ticks' rate.
    ratio : float array
        Time, over the scale of the ticks' rate: R ratio ticks are expected.

    Returns
    -------
    float array.

    Source: see the head of the module.

    >>> one, two = np.array(1.0), np.array(2.0)
    >>> float(regular_purchases(1, 0 * one, two, 3 * one, two, one).round(6))
    1.271065
    """
    facts = np.broadcast_arrays(j, a, B, R)
    whole = np.broadcast_shapes(facts[0].shape, ratio.shape)
    shape = whole or (1,)
    # Several times of one row: its nodes are found once.
    alike = facts[0].ndim < len(shape) or facts[0].shape[-1] == 1
    rows, times = ((*shape[:-1], 1), shape[-1]) if alike else (shape, 1)
    own = [np.broadcast_to(fact, whole).reshape(shape)[..., :1] if alike else fact for fact in facts]
    until = np.broadcast_to(ratio, whole).reshape(-1, times)
    value, step = np.empty(until.shape), max(1, BLOCK // NODES)
    own = [np.broadcast_to(fact, rows).ravel() for fact in own]
    for begin in range(0, len(until), step):
        part = slice(begin, begin + step)
        own_j, own_a, own_B, own_R = (fact[part] for fact in own)
        value[part] = _rows(k, own_j, own_a, own_B, own_R, until[part])
    return np.maximum(value, 0.0).reshape(whole)


def _rows(k: int, j: Vector, a: Vector, B: Vector, R: Vector, times: Matrix) -> Matrix:
    """One row a customer, one column a time."""
    s, width = _nodes(k, a, B, R, times.max(axis=1))
    odds = np.exp(s)
    log_q, q = -np.log1p(odds), 1 / (1 + odds)
    p, lag, shape = odds * q, -log_q / k, R[:, None]
    weights = np.exp(a[:, None] * (s + log_q) + B[:, None] * log_q + (np.log(width) - betaln(a, B))[:, None])
    fall = -np.expm1(-lag)
    first = np.log1p(_mean_growth(k, fall / (1 - fall))) - j[:, None] * lag
    echoes: dict[int, _Echo] = {}
    one = B / (a + B)
    two = one * (B + 1) / (a + B + 1)
    found = np.empty(times.shape)
    for column, ratio in enumerate(times.T):
        f = -np.expm1(first - shape * np.log1p(ratio[:, None] * fall)) / p
        for turn in range(1, k // 2 + 1):
            angle = 2 * np.pi * turn / k
            if not _lasts(angle, R, ratio):
                continue
            if turn not in echoes:
                echoes[turn] = _echo(angle, lag, j[:, None], shape)
            f -= echoes[turn].at(ratio[:, None]) / (k * q)
        none, lone = (betainc(m * k - j, R, ratio / (1 + ratio)) for m in (1, 2))
        left = f[:, 0] - none - lone
        f -= none[:, None] + q * (lone[:, None] + q * left[:, None])
        found[:, column] = np.einsum("rn,rn->r", weights, f) + none + lone * one + left * two
    return found


def _mean_growth(k: int, growth: Matrix) -> Matrix:
    """Mean over i < k of (1 + growth)^i - 1, exact for the smallest growth."""
    power, total = np.zeros_like(growth), np.zeros_like(growth)
    for _ in range(k - 1):
        power = power * (1 + growth) + growth
        total += power
    return total / k


def _lasts(angle: float, R: Vector, ratio: Vector) -> bool:
    """Whether any of the customers still hears the echo of a root."""
    flattest = 1 - max(np.cos(angle), 0.0)
    return bool(np.exp(-R * np.log1p(ratio * flattest)).max() > NEGLIGIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Echo:
    """Terms of a root s = q^(1/k) e^(i angle) and its conjugate: s^(j+1) / (1 - s) (1 + ratio (1 - s))^-R."""

    alone: bool  # -1 is its own conjugate
    R: Matrix
    real: Matrix
    imaginary: Matrix
    size: Matrix
    turn: Matrix

    def at(self, ratio: Matrix) -> Matrix:
        """Its part of the sum, real."""
        real, imaginary = 1 + ratio * self.real, ratio * self.imaginary
        decay = np.exp(-self.R / 2 * np.log(real**2 + imaginary**2))
        if self.alone:
            return self.size * decay * np.cos(self.turn)
        return self.size * decay * np.cos(self.turn + self.R * np.arctan2(imaginary, real))


def _echo(angle: float, lag: Matrix, j: Matrix, R: Matrix) -> _Echo:
    alone, radius = angle > np.pi - 1e-9, np.exp(-lag)
    real, imaginary = 1 - radius * np.cos(angle), radius * np.sin(angle)
    return _Echo(
        alone=alone,
        R=R,
        real=real,
        imaginary=imaginary,
        size=(1 if alone else 2) * np.exp(-(j + 1) * lag) / np.hypot(real, imaginary),
        turn=(j + 1) * angle + np.arctan2(imaginary, real),
    )


def _nodes(k: int, a: Vector, B: Vector, R: Vector, longest: Vector) -> tuple[Matrix, Vector]:
    """Nodes in logit p between the two ends where the integrand has vanished, and their spacing."""
    peak, spread = np.log(a / B), np.sqrt(2 * CUT * (1 / a + 1 / B))
    scale = np.minimum(1 / (1 + longest * (R + 1) / k), (1 + a) / (1 + a + B))
    low = np.maximum(np.log(scale) - CUT / (1 + a) - 2, peak - spread - CUT / a)
    heavy = np.log(np.expm1(np.minimum((CUT + a + 8 * np.sqrt(a)) / (1 + B), 50.0)))
    high = np.minimum(np.minimum(peak + spread + CUT / B, heavy), -np.log(SMALLEST_Q))
    high = np.maximum(high, low + 1e-3)
    width = (high - low) / NODES
    return low[:, None] + width[:, None] * np.arange(NODES), width
