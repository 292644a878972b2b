"""NBD with an assumed churn: where the data do not show who left, the organisation says how many do.

Purchases are Poisson with rate lambda ~ gamma(r, alpha); a customer leaves at a constant rate mu, the same for all and
not estimated: mu = -ln(1 - annual churn). With R = r + x, A = alpha + T,

    L = Gamma(R) / Gamma(r) alpha^r A^-R e^(-mu T) (1 + D),
    D = int_{t_x}^{T} mu e^(mu (T - u)) (A / (alpha + u))^R du,

and P(alive) = 1 / (1 + D). It follows from the assumed churn: it serves to value, and is never told as a finding. At
mu = 0 the model is the NBD. Purchases expected of a customer alive in the next t are (R / A) (1 - e^(-mu t)) / mu.
Source: Schmittlein, Morrison & Colombo (1987), Management Science 33(1), with every customer's mu known and equal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import gammaln, logsumexp, psi

from gtkit.arrays import Matrix, Vector, share
from gtkit.errors import ConfigurationError, OutOfRange
from gtkit.periods import Period
from gtkit.valuation.discount import by_parts, panel_rule
from gtkit.valuation.flags import Flag, numerical_flags
from gtkit.valuation.history import History, history, require_repeaters
from gtkit.valuation.likelihood import Array, Parameters, gamma_search, maximum
from gtkit.valuation.mixture import poisson_gamma
from gtkit.valuation.model import PurchaseFit, fitted
from gtkit.valuation.optimise import log_gradient
from gtkit.valuation.widened import widened

NODES, WEIGHTS = panel_rule(2)
CHORD_STEPS = 12
SETTLED, FARTHEST = 1e-7, 1.0  # in logs


@dataclass(frozen=True, slots=True)
class NbdChurn:
    """Kernels of the NBD with a known dropout rate; parameters r, alpha, and mu (per period) which is not fitted."""

    name: str = "nbd_assumed_churn"
    names: tuple[str, ...] = ("r", "alpha", "mu")

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Customers who all buy at the mean rate; mu is not searched."""
        return gamma_search(rows)

    def scale(self, theta: Parameters) -> float:
        """The smallest alpha."""
        return float(np.min(theta[1]))

    def loglik(self, theta: Parameters, rows: History) -> tuple[Vector, Sequence[Vector]]:
        """Log-likelihood of each row, and its derivatives by r and alpha."""
        r, alpha, mu = theta
        x, T, R = rows.x, rows.T, r + rows.x
        late = np.log1p(T / alpha)
        u, weights = self._left_before(theta, x, rows.t_x, T)
        odds = logsumexp(weights, axis=-1)
        when = np.exp(weights - np.logaddexp(0.0, odds)[:, None])
        wait = np.log((alpha + T)[:, None] / (alpha + u))
        slope = 1 / (alpha + T)[:, None] - 1 / (alpha + u)
        value = gammaln(R) - gammaln(r) - x * np.log(alpha) - R * late - mu * T + np.logaddexp(0.0, odds)
        return value, (
            psi(R) - psi(r) - late + (when * wait).sum(axis=1),
            r / alpha - R / (alpha + T) + R * (when * slope).sum(axis=1),
        )

    def alive(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
        """1 / (1 + D): what the assumed churn implies, not a finding."""
        odds = logsumexp(self._left_before(theta, x, t_x, T)[1], axis=-1)
        return np.exp(-np.logaddexp(0.0, odds))

    def expected(self, theta: Parameters, x: Array, T: Array, t: Array) -> Array:
        """Rate that remains, times the time expected before leaving."""
        r, alpha, mu = theta
        return (r + x) / (alpha + T) * _time_alive(mu, t)

    def probability(self, theta: Parameters, x: Array, T: Array, n: Array, t: Array) -> Array:
        """The negative binomial of the time alive, averaged over when the customer leaves."""
        r, alpha, mu = theta
        R, A, n, t = np.broadcast_arrays(r + x, alpha + T, n, t)
        stay = np.exp(-mu * t) * poisson_gamma(n, R, A, t)
        u = t[..., None] * NODES
        left = mu * np.exp(-mu * u) * poisson_gamma(n[..., None], R[..., None], A[..., None], u)
        return np.asarray(stay + t * (left @ WEIGHTS))

    def draw(self, theta: Parameters, x: Array, T: Array, t: float, rng: np.random.Generator) -> Array:
        """Poisson purchases at a drawn rate, until a drawn departure."""
        r, alpha, mu = theta
        rate = rng.standard_gamma(r + x) / (alpha + T)
        life = rng.standard_exponential(rate.shape) / np.maximum(mu, 1e-300)
        return rng.poisson(rate * np.minimum(life, t)).astype(np.float64)

    def discounted(
        self, theta: Parameters, x: Vector, T: Vector, *, edges: Vector, deltas: Sequence[float], panels: int
    ) -> tuple[Matrix, ...]:
        """By parts; a rate falls as its customer leaves."""
        slowing = (theta[1] + T) / (theta[0] + x + 1)
        return by_parts(self.expected, theta, x, T, slowing=slowing, edges=edges, deltas=deltas, panels=panels)

    def _left_before(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> tuple[Array, Array]:
        """Times u in (t_x, T), and the logarithm of what each contributes to D."""
        r, alpha, mu = (value[..., None] for value in map(np.asarray, theta))
        x, t_x, T = (value[..., None] for value in (x, t_x, T))
        R = r + x
        c = (alpha + t_x) / (R + 1)
        reach = np.log1p((T - t_x) / c)
        v = reach * NODES
        u = t_x + c * np.expm1(v)
        with np.errstate(divide="ignore"):  # log 0 = -inf is meant: no churn, or a purchase on the last day
            weights = np.log(mu) + mu * (T - u) + R * np.log((alpha + T) / (alpha + u))
            return u, weights + v + np.log(c * reach * WEIGHTS)


NBD_CHURN = NbdChurn()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChurnFit(PurchaseFit):
    """An NBD fitted under an assumed yearly churn.

    `lost` and `at_risk`, where the churn was counted, are what its draws come from; an organisation's own figure is
    taken as it stands.
    """

    annual_churn: float
    lost: int | None
    at_risk: int | None

    def draw_parameters(self, rng: np.random.Generator, draws: int) -> Parameters:
        """r, alpha and mu drawn, each of shape (draws,): r and alpha normal in logs, the churn from its beta."""
        r, alpha, mu = PurchaseFit.draw_parameters(self, rng, draws)
        if self.lost is not None and self.at_risk is not None:
            churn = rng.beta(self.lost + 0.5, self.at_risk - self.lost + 0.5, draws)
            mu = -np.log1p(-np.minimum(churn, 1 - 1e-9)) / self.known_period.per_year
        return r, alpha, mu


def fit(summary: pd.DataFrame, *, annual_churn: float, period: Period | None = None) -> ChurnFit:
    """Fit purchase rates by maximum likelihood under the organisation's own yearly churn, taken as it stands.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    annual_churn : float
        Share of customers that leave in a year, 0 to below 1.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    ChurnFit with params r (no unit), alpha (periods), mu (per period); always flagged assumed_churn.

    Raises ConfigurationError when the period is unknown, NotEstimable when nobody bought twice.
    Source: VALUATION section 8, step 3.
    """
    churn = share("annual_churn", annual_churn, high=1 - 1e-9)
    flag = Flag("assumed_churn", {"annual_churn": churn, "origin": "stated"})
    return _fit(summary, churn, flag, lost=None, at_risk=None, period=period)


def fit_counted(summary: pd.DataFrame, *, lost: int, at_risk: int, period: Period | None = None) -> ChurnFit:
    """Fit purchase rates by maximum likelihood under a yearly churn that was counted, its uncertainty kept.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    lost, at_risk : int
        Customer-years lost, of those at risk; the churn is beta(lost + 1/2, at_risk - lost + 1/2), and its mean is
        what the fit assumes.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    ChurnFit with params r (no unit), alpha (periods), mu (per period); always flagged assumed_churn.

    Raises OutOfRange for counts that do not fit together, ConfigurationError when the period is unknown, NotEstimable
    when nobody bought twice.
    Source: VALUATION section 8, step 3; Brown, Cai & DasGupta (2001), Statistical Science 16(2), for the prior.
    """
    if not 0 <= lost <= at_risk or at_risk == 0:
        raise OutOfRange("lost", found=(lost, at_risk), expected="0 <= lost <= at_risk, at_risk > 0")
    churn = (lost + 0.5) / (at_risk + 1)
    values: dict[str, float | str] = {"annual_churn": churn, "origin": "counted"}
    values |= {"lost": float(lost), "at_risk": float(at_risk)}
    return _fit(summary, churn, Flag("assumed_churn", values), lost=lost, at_risk=at_risk, period=period)


def parameters_at(fit: ChurnFit, rows: History, *, annual_churn: float) -> Parameters:
    """Parameters that the same customers would be given under another assumed churn, near the fit's own.

    The likelihood is climbed again from the fit's optimum by the fit's own curvature: a handful of evaluations where a
    fit takes a hundred, and the same point. Where that does not settle, the fit is made anew.

    Parameters
    ----------
    fit : ChurnFit
    rows : History
        Those that it was fitted to.
    annual_churn : float
        Share of customers that leave in a year, 0 to below 1.

    Returns
    -------
    r, alpha, mu.

    Raises OutOfRange for an impossible churn.
    Source: VALUATION section 8, step 3, for the fit; the chord method for the climb.
    """
    churn = share("annual_churn", annual_churn, high=1 - 1e-9)
    mu = -math.log1p(-churn) / fit.known_period.per_year
    point = np.log([fit.params["r"], fit.params["alpha"]])
    for _ in range(CHORD_STEPS):
        gradient = NBD_CHURN.loglik(tuple(np.append(np.exp(point), mu)), rows)[1]
        slopes = [float(rows.count @ slope) for slope in gradient]
        step = fit.log_vcov[:2, :2] @ log_gradient(slopes, np.exp(point))
        if not np.abs(step).max() < FARTHEST:
            break
        point = point + step
        if np.abs(step).max() < SETTLED:
            return tuple(np.append(np.exp(point), mu))
    return tuple(np.append(np.exp(maximum(NBD_CHURN, rows, fixed=(mu,)).point), mu))


def _fit(
    summary: pd.DataFrame, churn: float, flag: Flag, *, lost: int | None, at_risk: int | None, period: Period | None
) -> ChurnFit:
    rows = history(summary)
    require_repeaters(rows)
    unit = period or rows.period
    if unit is None:
        raise ConfigurationError("period", found=None, expected=" | ".join(Period), hint="fit(..., period=)")
    mu = -math.log1p(-churn) / unit.per_year
    optimum = maximum(NBD_CHURN, rows, fixed=(mu,))
    flags = (*numerical_flags(optimum, NBD_CHURN.names[:2]), flag)
    base = fitted(NBD_CHURN, optimum, rows, period=unit, flags=flags, fixed=(mu,))
    return widened(base, ChurnFit, annual_churn=churn, lost=lost, at_risk=at_risk)


def _time_alive(mu: Array, t: Array) -> Array:
    """Time expected before leaving, within t: (1 - e^(-mu t)) / mu, t at mu = 0."""
    length = np.asarray(mu * t)
    some = length > 0
    return t * np.where(some, -np.expm1(-length) / np.where(some, length, 1.0), 1.0)
