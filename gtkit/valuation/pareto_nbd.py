"""Pareto/NBD: buy at random, and leave at random, whether one buys or not.

Purchases are Poisson with rate lambda ~ gamma(r, alpha). A customer lives an exponential time with rate
mu ~ gamma(s, beta), so that lives follow a Pareto law. With R = r + x and D the odds of having left (`departure`),

    L = Gamma(R) / Gamma(r) alpha^r (alpha + T)^-R (beta / (beta + T))^s (1 + D),

and P(alive) = 1 / (1 + D). What is left of a customer alive is lambda ~ gamma(R, alpha + T) and mu ~ gamma(s,
beta + T), so that its purchases come at the rate R / (alpha + T) (1 + t / (beta + T))^-s.
Source: Schmittlein, Morrison & Colombo (1987), Management Science 33(1); Fader & Hardie (2005), note 009.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import gammaln, xlogy

from gtkit.arrays import Matrix, Vector
from gtkit.periods import Period
from gtkit.valuation.covariate_fit import CovariateFit
from gtkit.valuation.covariates import fit_moved
from gtkit.valuation.departure import log_odds_left
from gtkit.valuation.departure_days import departing
from gtkit.valuation.discount import by_parts, panel_rule
from gtkit.valuation.dropout import fit_dropout
from gtkit.valuation.history import History, history
from gtkit.valuation.likelihood import Array, Kernel, Parameters, Told, gamma_search, layered
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.moved import Effect
from gtkit.valuation.nbd import NBD
from gtkit.valuation.optimise import REACH
from gtkit.valuation.pooled import pool
from gtkit.valuation.segmented import SegmentedFit, labels_of, summary_by


@dataclass(frozen=True, slots=True)
class ParetoNbd:
    """Kernels of the Pareto/NBD; parameters r, alpha, s, beta."""

    name: str = "pareto_nbd"
    names: tuple[str, ...] = ("r", "alpha", "s", "beta")

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Customers who all buy at the mean rate, and live as long as the mean history."""
        guess, reach = gamma_search(rows)
        age = rows.total(rows.T) / rows.n
        return np.append(guess, [0.0, np.log(age)]), np.append(reach, [REACH, REACH])

    def median_life(self, theta: Parameters) -> float:
        """Time until a customer of mean dropout rate has left with an even chance."""
        _, _, s, beta = theta
        return float(np.log(2) * beta / s)

    def scale(self, theta: Parameters) -> float:
        """The smallest alpha or beta."""
        return float(min(np.min(theta[1]), np.min(theta[3])))

    def loglik(self, theta: Parameters, rows: History) -> Told:
        """Log-likelihood of each row, and its derivatives."""
        return layered(self, theta, rows)

    def still(self, theta: Parameters, rows: History) -> Told:
        """That of the NBD, times (beta / (beta + T))^s."""
        r, alpha, s, beta = theta
        value, slopes = NBD.loglik((r, alpha), rows)
        _, old = rows.of_ages(lambda age: np.log1p(age / beta))
        return value - s * old, (*slopes, -old, s / beta - s / (beta + rows.T))

    def gain(self, theta: Parameters, rows: History) -> Kernel:
        """Log(1 + D), and its derivatives: means over when the customer left."""
        r, alpha, s, beta = theta
        gone_of = departing(theta, rows)

        def told(part: History) -> Told:
            gone = gone_of(part)
            return gone.gain, (
                gone.by_rate,
                (r + part.x) * (gone.left / (alpha + part.T) - gone.slow),
                gone.left / s + gone.by_life,
                s * gone.left / (beta + part.T) - (s + 1) * gone.brief,
            )

        return told

    def alive(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
        """1 / (1 + D)."""
        return np.exp(-np.logaddexp(0.0, log_odds_left(theta, x, t_x, T)))

    def expected(self, theta: Parameters, x: Array, T: Array, t: Array) -> Array:
        """Rate that remains, times the time expected before leaving."""
        r, alpha, s, beta = theta
        return (r + x) / (alpha + T) * _time_alive(s, beta + T, t)

    def probability(self, theta: Parameters, x: Array, T: Array, n: Array, t: Array) -> Array:
        """The negative binomial of the time alive, averaged over when the customer leaves."""
        r, alpha, s, beta = theta
        R, A, S, B, n, t = np.broadcast_arrays(r + x, alpha + T, s, beta + T, n, t)
        stay = _log_chance(R, A, n, t) - S * np.log1p(t / B)
        c = 1 / ((R + 1) / A + (S + 1) / B)
        reach = np.log1p(t / c)
        nodes, weights = panel_rule(_panels(R, A, n, t, reach))
        v = reach[..., None] * nodes
        R, A, S, B, n, c = (value[..., None] for value in (R, A, S, B, n, c))
        u = c * np.expm1(v)
        left = np.log(S / B * c) - (S + 1) * np.log1p(u / B) + v + _log_chance(R, A, n, u)
        return np.asarray(np.exp(stay) + reach * (np.exp(left) @ weights))

    def draw(self, theta: Parameters, x: Array, T: Array, t: float, rng: np.random.Generator) -> Array:
        """Poisson purchases at a drawn rate, until a drawn departure."""
        r, alpha, s, beta = theta
        rate = rng.standard_gamma(r + x) / (alpha + T)
        leaving = rng.standard_gamma(s, size=rate.shape) / (beta + T)
        life = rng.standard_exponential(rate.shape) / np.maximum(leaving, 1e-300)
        return rng.poisson(rate * np.minimum(life, t)).astype(np.float64)

    def discounted(
        self, theta: Parameters, x: Vector, T: Vector, *, edges: Vector, deltas: Sequence[float], panels: int
    ) -> tuple[Matrix, ...]:
        """By parts; purchases slow as customers leave."""
        slowing = (theta[3] + T) / (theta[2] + 1)
        return by_parts(self.expected, theta, x, T, slowing=slowing, edges=edges, deltas=deltas, panels=panels)


PARETO_NBD = ParetoNbd()
# Logarithms of r, alpha, s, beta: shape and rate of purchases, shape and rate of dropout.
COORDINATES = np.array([[1.0, 0, 0, 0], [1, -1, 0, 0], [0, 0, 1, 0], [0, 0, 1, -1]])


def fit(summary: pd.DataFrame, *, period: Period | None = None) -> PurchaseFit:
    """Fit Pareto/NBD by maximum likelihood, and doubt it aloud.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    PurchaseFit with params r, s (no unit), alpha and beta (periods); flags among no_dropout, endless_life, at_bound,
    ill_conditioned.

    Raises NotEstimable when nobody bought twice; OutOfRange or WrongShape for an impossible summary.
    Source: Schmittlein, Morrison & Colombo (1987), Management Science 33(1).
    """
    return fit_dropout(PARETO_NBD, history(summary), period=period)


def fit_covariates(
    summary: pd.DataFrame,
    covariates: pd.DataFrame,
    *,
    purchase: Sequence[str] | None = None,
    dropout: Sequence[str] | None = None,
    period: Period | None = None,
) -> CovariateFit:
    """Fit Pareto/NBD with what is known of each customer: alpha_i = alpha exp(-g1 z_i), beta_i = beta exp(-g2 z_i).

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    covariates : DataFrame by customer
        Columns of numbers that do not change in time; a level is a column of 0 and 1.
    purchase, dropout : sequence of str, optional
        Columns that move the rate of purchase, and that of dropout; None: every one.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    CovariateFit with params r, alpha, s, beta of a customer of mean covariates, purchase.column and dropout.column;
    flags among those of `fit`, and separated.

    Raises NotEstimable when nobody bought twice, for a column that does not vary or that others tell; OutOfRange or
    WrongShape for an impossible summary or covariates.
    Source: Fader & Hardie (2007), note 019, Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD.
    """
    return fit_moved(
        PARETO_NBD,
        fit(summary, period=period),
        summary,
        covariates,
        buying=Effect("purchase", "alpha", -1.0),
        leaving=(Effect("dropout", "beta", -1.0),),
        purchase=purchase,
        dropout=dropout,
    )


def fit_pooled(summary: pd.DataFrame, segments: pd.Series, *, period: Period | None = None) -> SegmentedFit:
    """Fit Pareto/NBD to each segment of a base, drawn toward the base the more, the less the segment tells.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    segments : Series by customer
        Segment of each one; a segment may have no repeat customer, or a single customer.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    SegmentedFit: a fit for each segment, and how widely segments differ.

    Raises NotEstimable when nobody bought twice or there are fewer than two segments; OutOfRange or WrongShape for an
    impossible summary, a customer without a segment.
    Source: Kass & Steffey (1989), JASA 84(407); VALUATION section 9.
    """
    base = fit(summary, period=period)
    parts = summary_by(summary, labels_of(segments, summary.index))
    return pool(PARETO_NBD, base, [(name, history(rows)) for name, rows in parts], coordinates=COORDINATES)


def _time_alive(s: Array, b: Array, t: Array) -> Array:
    """Time expected before leaving within t, at a rate mu ~ gamma(s, b): b (1 - (1 + t / b)^-(s-1)) / (s - 1)."""
    late = np.log1p(t / b)
    power = np.asarray((s - 1) * late)
    some = power != 0
    return np.asarray(b * late * np.where(some, -np.expm1(-power) / np.where(some, power, 1.0), 1.0))


def _log_chance(r: Array, alpha: Array, x: Array, u: Array) -> Array:
    """Logarithm of the probability of x purchases in a time alive u: negative binomial."""
    ways = gammaln(r + x) - gammaln(r) - gammaln(x + 1)
    return np.asarray(ways - r * np.log1p(u / alpha) + xlogy(x, u / (alpha + u)))


def _panels(r: Array, alpha: Array, x: Array, t: Array, reach: Array) -> int:
    """Panels that follow the probability of x purchases in log u: its peak, sqrt(1/r + 1/x) wide, and its rise at t."""
    peak = np.sqrt(1 / r + 1 / np.maximum(x, 1.0))
    rise = np.maximum(x - (x + r) * t / (alpha + t), 1.0)
    return int(np.ceil(np.max(reach / np.minimum(np.minimum(1.5, 4 * peak), 12 / rise), initial=1.0)))
