"""Gamma-Gamma: what a customer spends at a purchase, learned from the few that were seen.

Amounts of a customer are gamma(p, nu); nu ~ gamma(q, v) over customers, whatever their frequency. For x purchases of
mean z the likelihood of z is

    Gamma(p x + q) / (Gamma(p x) Gamma(q)) v^q z^(p x - 1) x^(p x) / (v + x z)^(p x + q),

what is left of nu is gamma(q + p x, v + x z), and the expected amount is p (v + x z) / (p x + q - 1): between
the customer's own mean and everybody's p v / (q - 1). Amounts above 0 only. The independence from frequency is checked.
Source: Fader & Hardie (2013), note 025; Colombo & Jiang (1999), Journal of Interactive Marketing 13(3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy.special import gammaln, psi

from gtkit.arrays import Matrix, Vector, read_only, same_length, vector
from gtkit.errors import NotEstimable, WrongShape
from gtkit.valuation.flags import Flag, numerical_flags, spend_flags
from gtkit.valuation.model import Array
from gtkit.valuation.optimise import REACH, draw_positive, log_gradient, maximise

NAMES = ("p", "q", "v")
LEAST_SHAPE = 0.1  # p x + q - 1 is held above it: under q = 1 the mean spend of new customers does not exist


@dataclass(frozen=True, slots=True, kw_only=True)
class GammaGammaFit:
    """Spend model fitted to a summary.

    Attributes
    ----------
    params : p and q (no unit), v (currency).
    vcov, log_vcov : float array, shape (3, 3): covariance of the parameters, and of their logarithms.
    loglik : float. gradient : float, largest absolute mean gradient in logs.
    flags : spend_correlated, infinite_mean_spend, at_bound, ill_conditioned; empty when sound.
    correlation : Pearson's, of frequency with mean spend over the customers fitted.
    mean_spend : float: plain mean of customers' mean spends, currency.
    n : int: customers fitted.
    """

    params: Mapping[str, float]
    vcov: Matrix
    log_vcov: Matrix
    loglik: float
    gradient: float
    flags: tuple[Flag, ...]
    correlation: float
    mean_spend: float
    n: int

    def expected_spend(self, summary: pd.DataFrame) -> pd.Series:
        """Expected amount of a purchase of each customer, currency.

        A customer without a repeat purchase above 0 is given everybody's expected amount, p v / (q - 1), or the plain
        mean of those observed where that one is infinite (flag infinite_mean_spend).

        Raises WrongShape for a missing column, OutOfRange for a negative value.
        """
        x, z = spend_history(summary)
        p, q, v = self.params.values()
        shape = p * x + q - 1
        unknown = (x == 0) & (q <= 1)
        spend = np.where(unknown, self.mean_spend, p * (v + x * z) / np.where(shape > 0, shape, 1.0))
        return pd.Series(spend, index=summary.index, name="expected_spend")

    def draw_parameters(self, rng: np.random.Generator, draws: int) -> tuple[Vector, Vector, Vector]:
        """p, q and v drawn from what the data leave open, each of shape (draws,): normal in logs."""
        p, q, v = draw_positive(np.fromiter(self.params.values(), dtype=np.float64), self.log_vcov, rng, draws)
        return p, q, v


def fit(summary: pd.DataFrame) -> GammaGammaFit:
    """Fit the spend model by maximum likelihood, on customers with a repeat purchase above 0.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency and monetary_value (mean amount of repeat purchases, currency), and spend_count when some
        repeat purchases were free.

    Returns
    -------
    GammaGammaFit.

    Raises NotEstimable when fewer than 3 customers have a repeat purchase above 0, or all spend alike.
    Source: Fader & Hardie (2013), note 025.
    """
    x, z = spend_history(summary)
    seen = (x > 0) & (z > 0)
    x, z = x[seen], z[seen]
    if len(z) < 3 or not np.ptp(z) > 0:
        raise NotEstimable("monetary_value", found=len(np.unique(z)), expected="3 or more customers, not all alike")

    def objective(logs: Vector) -> tuple[float, Vector]:
        theta = np.exp(logs)
        value, gradient = loglik(theta, x, z)
        return float(value.sum()), log_gradient([float(slope.sum()) for slope in gradient], theta)

    guess = np.log([2.0, 3.0, float(z.mean())])
    optimum = maximise(objective, guess, low=guess - REACH, high=guess + REACH, n=len(z))
    params = np.exp(optimum.point)
    doubts, correlation = spend_flags(frequency=x, spend=z, q=float(params[1]))
    return GammaGammaFit(
        params=MappingProxyType(dict(zip(NAMES, params.tolist(), strict=True))),
        vcov=read_only(optimum.vcov * np.outer(params, params)),
        log_vcov=read_only(optimum.vcov),
        loglik=optimum.loglik,
        gradient=optimum.gradient,
        flags=doubts + numerical_flags(optimum, NAMES),
        correlation=correlation,
        mean_spend=float(z.mean()),
        n=len(z),
    )


def loglik(theta: Vector, x: Vector, z: Vector) -> tuple[Vector, tuple[Vector, Vector, Vector]]:
    """Log-likelihood of each customer's mean spend z over x purchases, and its derivatives by p, q and v."""
    p, q, v = theta
    px, total = p * x, x * z
    value = gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(v) - np.log(z)
    value = value + px * np.log(total) - (px + q) * np.log(v + total)
    both = psi(px + q)
    away = np.log(v + total)
    slopes = (
        x * (both - psi(px) + np.log(total) - away),
        both - psi(q) + np.log(v) - away,
        q / v - (px + q) / (v + total),
    )
    return value, slopes


def draw_spend(
    theta: tuple[Array, Array, Array], x: Array, z: Array, purchases: Array, rng: np.random.Generator
) -> Array:
    """Total amounts drawn of so many purchases: nu from what is left of it, then the amounts themselves."""
    p, q, v = theta
    nu = rng.standard_gamma(np.maximum(q + p * x, 1 + LEAST_SHAPE)) / (v + x * z)
    return np.asarray(rng.standard_gamma(p * purchases) / nu)


def mean_spend(theta: tuple[Array, Array, Array], x: Array, z: Array) -> Array:
    """Expected amount of a purchase at given parameters, p x + q - 1 held above `LEAST_SHAPE`."""
    p, q, v = theta
    return p * (v + x * z) / np.maximum(p * x + q - 1, LEAST_SHAPE)


def spend_history(summary: pd.DataFrame) -> tuple[Vector, Vector]:
    """How many repeat purchases had an amount above 0, and their mean; each of shape (customers,).

    Raises WrongShape for a missing column, OutOfRange for a negative value.
    """
    missing = [column for column in ("frequency", "monetary_value") if column not in summary]
    if missing:
        raise WrongShape("summary", found=list(summary.columns), expected=" | ".join(missing))
    count = "spend_count" if "spend_count" in summary else "frequency"
    x = vector(count, summary[count].to_numpy(), low=0)
    z = vector("monetary_value", summary["monetary_value"].to_numpy(), low=0)
    same_length(x=x, z=z)
    return np.where(z > 0, x, 0.0), np.where(x > 0, z, 0.0)
