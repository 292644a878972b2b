"""The kernel that BG/CNBD-k and MBG/CNBD-k share: buy at a regular pace, and perhaps leave after a purchase.

Gaps between purchases are Erlang: each takes k ticks of a Poisson clock of rate lambda ~ gamma(r, alpha). k = 1 is
buying at random (`beta_geometric`), and the larger k, the more regular the orders. After each purchase a customer
leaves with probability p ~ beta(a, b), in MBG/CNBD-k after the first one too. With R = r + k x, A = alpha + T,
n = x + m occasions to leave (m = 0 or 1), v = (T - t_x) / A and D = a / (b + n - 1) (A / (alpha + t_x))^R,

    L = Gamma(R) / Gamma(r) alpha^r A^-R B(a, b + n) / B(a, b) (S + D) prod(gaps)^(k-1) / Gamma(k)^x,
    S = sum_{j<k} (R)_j / j! v^j,

D = 0 when n = 0, and P(alive) = S / (S + D). The last two factors hold no parameter, and make the likelihoods of
different k comparable. A customer alive has made j < k ticks since its last purchase with probability in proportion to
the terms of S, and then its lambda ~ gamma(R + j, A), its p ~ beta(a, b + n): what it will buy is `erlang`'s sum.
Predictions for a customer j ticks on its way take x + j / k for its purchases.
Source: Reutterer, Platzer & Schroeder (2021), International Journal of Research in Marketing 38(1), 194-215.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaln, psi

from gtkit.arrays import Matrix, Vector
from gtkit.valuation.beta_geometric import cut_by_leaving, purchases_before_leaving
from gtkit.valuation.discount import by_parts
from gtkit.valuation.erlang import regular_purchases
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import Array, Parameters
from gtkit.valuation.mixture import poisson_gamma
from gtkit.valuation.optimise import REACH
from gtkit.valuation.ticks import erlang_silence, gap_constant, tick_search, tick_terms


@dataclass(frozen=True, slots=True)
class CnbdK:
    """Kernels of BG/CNBD-k (`first` = 0) and MBG/CNBD-k (`first` = 1); parameters r, alpha, a, b, and k given."""

    name: str
    first: int
    k: int
    names: tuple[str, ...] = ("r", "alpha", "a", "b")

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Customers whose clocks all tick at k times the mean rate of purchase, and leave after one in three."""
        guess, reach = tick_search(self.k, rows)
        return np.append(guess, [0.0, np.log(2.0)]), np.append(reach, [REACH, REACH])

    def median_life(self, theta: Parameters) -> float:
        """Purchases until a mean customer has left with an even chance, at the mean rate."""
        r, alpha, a, b = theta
        return float(np.log(2) * (self.k * alpha / r) * (a + b) / a)

    def scale(self, theta: Parameters) -> float:
        """The smallest alpha."""
        return float(np.min(theta[1]))

    def loglik(self, theta: Parameters, rows: History) -> tuple[Vector, Sequence[Vector]]:
        """Log-likelihood of each row, and its derivatives."""
        r, alpha, a, b = theta
        n = rows.x + self.first
        growth, bend, R = tick_terms(self.k, r, rows)
        late, wait = np.log1p(rows.T / alpha), np.log((alpha + rows.T) / (alpha + rows.t_x))
        odds = self._log_odds(theta, rows.x, wait)
        silence = erlang_silence(self.k, R, alpha, rows.t_x, rows.T)
        gone = 1 / (1 + np.exp(silence.log - odds))
        loyal, stay, leave = rows.of_x(lambda x: self._occasions(a, b, x + self.first))
        value = growth - self.k * rows.x * np.log(alpha) - R * late
        value = value + loyal + np.logaddexp(silence.log, odds) + gap_constant(self.k, rows)
        slope = 1 / (alpha + rows.T) - 1 / (alpha + rows.t_x)
        return value, (
            bend - late + gone * wait + (1 - gone) * silence.by_shape,
            r / alpha - R / (alpha + rows.T) + gone * R * slope + (1 - gone) * silence.by_scale,
            leave + gone / a,
            stay - gone / np.where(n > 0, b + n - 1, 1.0),
        )

    def alive(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
        """S / (S + D)."""
        r, alpha = theta[:2]
        odds = self._log_odds(theta, x, np.log((alpha + T) / (alpha + t_x)))
        silence = erlang_silence(self.k, r + self.k * x, alpha, t_x, T)
        return np.exp(-np.logaddexp(0.0, odds - silence.log))

    def phases(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
        """Chances that a customer alive is 0, 1, ... k - 1 ticks on its way to its next purchase, on a last axis."""
        r, alpha = theta[:2]
        return erlang_silence(self.k, r + self.k * x, alpha, t_x, T).terms

    def expected(self, theta: Parameters, x: Array, T: Array, t: Array) -> Array:
        """Purchases expected in (T, T + t] from a customer alive, x purchases and k-ths of the next one behind it."""
        r, alpha, a, b = theta
        ticks, whole = self._ticks(x)
        if self.k == 1:
            return purchases_before_leaving(a, b + whole + self.first, r + ticks, t / (alpha + T))
        return regular_purchases(
            self.k, ticks - self.k * whole, a, b + whole + self.first, r + ticks, np.asarray(t / (alpha + T))
        )

    def probability(self, theta: Parameters, x: Array, T: Array, n: Array, t: Array) -> Array:
        """N purchases and still there, or left at the last of n while the clock alone gives n or more."""
        r, alpha, a, b = theta
        ticks, whole = self._ticks(x)
        R, A, B, done, n, t = np.broadcast_arrays(
            r + ticks, alpha + T, b + whole + self.first, ticks - self.k * whole, n, t
        )
        first = self.k * n - done  # ticks that the last of n takes; none for n = 0
        more = np.maximum(first, 0.0)[..., None] + np.arange(self.k)
        within = more < (first + self.k)[..., None]
        chance = poisson_gamma(more, R[..., None], A[..., None], t[..., None])
        still = np.exp(betaln(a, B + n) - betaln(a, B)) * np.where(within, chance, 0.0).sum(axis=-1)
        left = np.exp(np.where(n > 0, betaln(a + 1, B + np.maximum(n - 1, 0.0)) - betaln(a, B), -np.inf))
        reached = betainc(np.maximum(first, 1.0), R, t / (A + t))
        return np.asarray(still + left * reached)

    def draw(self, theta: Parameters, x: Array, T: Array, t: float, rng: np.random.Generator) -> Array:
        """Purchases drawn from a customer alive, x purchases and k-ths of the next one behind it."""
        r, alpha, a, b = theta
        ticks, whole = self._ticks(x)
        more = rng.poisson(rng.standard_gamma(r + ticks) / (alpha + T) * t)
        return cut_by_leaving(a, b + whole + self.first, np.floor((ticks + more) / self.k) - whole, rng)

    def discounted(
        self, theta: Parameters, x: Vector, T: Vector, *, edges: Vector, deltas: Sequence[float], panels: int
    ) -> tuple[Matrix, ...]:
        """By parts; purchases slow as customers leave, who buy most."""
        slowing = (theta[1] + T) / (theta[0] + x + 1)
        return by_parts(self.expected, theta, x, T, slowing=slowing, edges=edges, deltas=deltas, panels=panels)

    def _occasions(self, a: Array, b: Array, n: Vector) -> Matrix:
        """Log B(a, b + n) / B(a, b) and its derivatives by b and by a, a row each."""
        last = psi(a + b) - psi(a + b + n)
        return np.stack([betaln(a, b + n) - betaln(a, b), last + psi(b + n) - psi(b), last])

    def _ticks(self, x: Array) -> tuple[Array, Array]:
        """Ticks made, and whole purchases."""
        ticks = np.rint(self.k * x)
        return ticks, np.floor(ticks / self.k)

    def _log_odds(self, theta: Parameters, x: Array, wait: Array) -> Array:
        """Logarithm of D, -inf where there was no occasion to leave."""
        r, _, a, b = theta
        seen = x + self.first > 0
        odds = np.log(a) - np.log(np.where(seen, b + x + self.first - 1, 1.0)) + (r + self.k * x) * wait
        return np.where(seen, odds, -np.inf)
