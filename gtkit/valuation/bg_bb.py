"""BG/BB: opportunities to buy come at fixed dates, one takes them or not, and perhaps leaves between two of them.

For few opportunities, yearly or quarterly, as in much trade between firms. At each of the n opportunities since the
first purchase a customer who is still there buys with probability p ~ beta(alpha, beta); before each it leaves with
probability theta ~ beta(gamma, delta). Of a history (x, t_x, n) in opportunities,

    L = B(alpha + x, beta + n - x) / B(alpha, beta) B(gamma, delta + n) / B(gamma, delta) (1 + D),
    D = sum_{j=t_x}^{n-1} gamma / (gamma + delta + j) prod_{k=j}^{n-1} q_k,
    q_k = (alpha + beta + k) / (beta + k - x) (gamma + delta + k) / (delta + k),

and P(alive) = 1 / (1 + D). What is left of a customer alive is p ~ beta(alpha + x, beta + n - x) and
theta ~ beta(gamma, delta + n): it takes opportunity n + t with probability (alpha + x) / (alpha + beta + n) S_t,
S_t = prod_{i<t} (delta + n + i) / (gamma + delta + n + i). Histories may differ in length. Opportunities close a
period: the first is discounted by one.
Source: Fader, Hardie & Shang (2010), Marketing Science 29(6), 1086-1108.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import betaln, psi

from gtkit.arrays import Matrix, Vector
from gtkit.errors import OutOfRange
from gtkit.periods import Period
from gtkit.valuation.dropout import fit_dropout
from gtkit.valuation.history import History, history, mean_rate
from gtkit.valuation.likelihood import Array, Parameters
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.optimise import REACH
from gtkit.valuation.silence import log_odds_left, silences

ON_TIME = 1e-9  # periods: a date this near an opportunity is on it


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """Likelihood without departure; parameters alpha, beta."""

    names: tuple[str, ...] = ("alpha", "beta")

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Customers who take the mean share of their opportunities, evenly spread around it."""
        taken = float(np.clip(mean_rate(rows), 0.01, 0.99))
        return np.log([2 * taken, 2 * (1 - taken)]), np.array([REACH, REACH])

    def loglik(self, theta: Parameters, rows: History) -> tuple[Vector, Sequence[Vector]]:
        """Log-likelihood of each row, and its derivatives."""
        alpha, beta = theta
        taken, left = alpha + rows.x, beta + rows.T - rows.x
        common = psi(alpha + beta) - psi(alpha + beta + rows.T)
        slopes = common + psi(taken) - psi(alpha), common + psi(left) - psi(beta)
        return betaln(taken, left) - betaln(alpha, beta), slopes


BETA_BINOMIAL = BetaBinomial()


@dataclass(frozen=True, slots=True)
class BgBb:
    """Kernels of the BG/BB; parameters alpha, beta, gamma, delta; times in opportunities."""

    name: str = "bg_bb"
    names: tuple[str, ...] = ("alpha", "beta", "gamma", "delta")

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Customers who take the mean share of their opportunities, and last as many as the mean history."""
        guess, reach = BETA_BINOMIAL.search(rows)
        age = rows.total(rows.T) / rows.n
        return np.append(guess, [0.0, np.log(age)]), np.append(reach, [REACH, REACH])

    def median_life(self, theta: Parameters) -> float:
        """Opportunities before a customer of mean dropout has left with an even chance."""
        _, _, gamma, delta = theta
        return float(np.log(2) * (gamma + delta) / gamma)

    def scale(self, theta: Parameters) -> None:
        """Ages are whole and few."""

    def loglik(self, theta: Parameters, rows: History) -> tuple[Vector, Sequence[Vector]]:
        """Log-likelihood of each row, and its derivatives: means over when the customer left."""
        alpha, beta, gamma, delta = theta
        _require_opportunities(rows.x, rows.t_x, rows.T)
        value, (by_alpha, by_beta) = BETA_BINOMIAL.loglik((alpha, beta), rows)
        gone = silences(theta, rows)
        stays = betaln(gamma, delta + rows.T) - betaln(gamma, delta)
        common = psi(gamma + delta) - psi(gamma + delta + rows.T)
        return value + stays + np.logaddexp(0.0, gone.log_odds), (
            by_alpha + gone.by_alpha,
            by_beta + gone.by_beta,
            common + gone.by_gamma,
            common + psi(delta + rows.T) - psi(delta) + gone.by_delta,
        )

    def alive(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
        """1 / (1 + D): there at opportunity n."""
        _require_opportunities(x, t_x, T)
        return np.exp(-np.logaddexp(0.0, log_odds_left(theta, x, t_x, T)))

    def expected(self, theta: Parameters, x: Array, T: Array, t: Array) -> Array:
        """Share that is taken, times the opportunities expected before leaving."""
        _require_opportunities(x, x, T)
        alpha, beta = theta[:2]
        return (alpha + x) / (alpha + beta + T) * _opportunities(theta, T, t)

    def probability(self, theta: Parameters, x: Array, T: Array, n: Array, t: Array) -> Array:
        """There to the end, or left after opportunity i, n or later."""
        alpha, beta, gamma, delta = theta
        a, b, later, n, until = np.broadcast_arrays(alpha + x, beta + T - x, delta + T, n, _whole(t))
        chance = np.exp(betaln(gamma, later + until) - betaln(gamma, later)) * _taken(a, b, n, until)
        for i in range(int(until.max(initial=0.0))):
            left = np.exp(betaln(gamma + 1, later + i) - betaln(gamma, later)) * _taken(a, b, n, np.full(n.shape, i))
            chance = chance + np.where(i < until, left, 0.0)
        return np.asarray(chance)

    def draw(self, theta: Parameters, x: Array, T: Array, t: float, rng: np.random.Generator) -> Array:
        """Opportunities taken at a drawn share, until a drawn departure."""
        alpha, beta, gamma, delta = theta
        takes = rng.beta(alpha + x, beta + T - x)
        leaves = rng.beta(gamma, delta + T, size=takes.shape)
        # A geometric count by inversion: rng.geometric overflows where leaving is all but impossible.
        chance = np.maximum(-np.log1p(-np.minimum(leaves, 1 - 1e-16)), 1e-300)
        there = np.floor(rng.standard_exponential(takes.shape) / chance)
        return rng.binomial(np.minimum(there, _whole(np.array(t))).astype(np.int64), takes).astype(np.float64)

    def discounted(
        self, theta: Parameters, x: Vector, T: Vector, *, edges: Vector, deltas: Sequence[float], panels: int
    ) -> tuple[Matrix, ...]:
        """A sum over opportunities; there is no integral, and `panels` does not matter."""
        alpha, beta, gamma, delta = theta
        ages, age = np.unique(T, return_inverse=True)
        at = _whole(edges).astype(np.int64)
        until = np.arange(at[-1])
        there = np.cumsum(np.log1p(-gamma / (gamma + delta + ages[:, None] + until)), axis=1)
        share = (alpha + x) / (alpha + beta + T)
        found = []
        for rate in deltas:
            worth = np.cumsum(np.exp(there - rate * (until + 1)), axis=1)
            slices = np.diff(np.pad(worth, ((0, 0), (1, 0)))[:, at], axis=1)
            found.append(share[:, None] * slices[age])
        return tuple(found)


BG_BB = BgBb()


def fit(summary: pd.DataFrame, *, period: Period | None = None) -> PurchaseFit:
    """Fit BG/BB by maximum likelihood, and doubt it aloud.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency (opportunities taken), recency (the last one taken) and T (opportunities since the first
        purchase), whole numbers, as `summarise_opportunities` makes them; T may differ between customers.
    period : Period, optional
        Time between two opportunities; overrides the one that the summary declares.

    Returns
    -------
    PurchaseFit with params alpha, beta (taking an opportunity), gamma, delta (leaving), none with a unit; predictions
    count opportunities taken. Flags among no_dropout, endless_life, at_bound, ill_conditioned.

    Raises NotEstimable when nobody bought twice; OutOfRange or WrongShape for an impossible summary, or one that is
    not in opportunities.
    Source: Fader, Hardie & Shang (2010), Marketing Science 29(6).
    """
    return fit_dropout(BG_BB, history(summary), period=period, without=BETA_BINOMIAL)


def _require_opportunities(x: Array, t_x: Array, T: Array) -> None:
    for name, values, low in (("recency", t_x, x), ("T", T, t_x)):
        bad = (values != np.floor(values)) | (values < low)
        if np.any(bad):
            found = float(np.broadcast_to(values, np.shape(bad))[bad][0])
            raise OutOfRange(name, found=found, expected="whole opportunities, at least as many as taken")


def _whole(t: Array) -> Array:
    """Opportunities within a time."""
    return np.asarray(np.floor(t + ON_TIME))


def _opportunities(theta: Parameters, n: Array, t: Array) -> Array:
    """Opportunities expected within t before leaving: S_1 + ... + S_t."""
    gamma, delta = theta[2:]
    until = _whole(t)
    there, found = np.ones(()), np.zeros(())
    for i in range(int(until.max(initial=0.0))):
        there = there * ((delta + n + i) / (gamma + delta + n + i))
        found = found + np.where(i < until, there, 0.0)
    return np.broadcast_to(found, np.broadcast_shapes(gamma.shape, np.shape(n), np.shape(until)))


def _taken(alpha: Array, beta: Array, x: Array, n: Array) -> Array:
    """Probability of x of n opportunities taken: beta-binomial; 0 where x is above n."""
    possible = x <= n
    x = np.where(possible, x, 0.0)
    ways = -betaln(x + 1, n - x + 1) - np.log(n + 1)
    return np.where(possible, np.exp(ways + betaln(alpha + x, beta + n - x) - betaln(alpha, beta)), 0.0)
