"""Gamma-Gamma: what a customer spends at a purchase, learned from the few that were seen.

Amounts of a customer are gamma(p, nu); nu ~ gamma(q, v) over customers, whatever their frequency. For x purchases of
mean z the likelihood of z is

    Gamma(p x + q) / (Gamma(p x) Gamma(q)) v^q z^(p x - 1) x^(p x) / (v + x z)^(p x + q),

what is left of nu is gamma(q + p x, v + x z), and the expected amount is p (v + x z) / (p x + q - 1): between
the customer's own mean and everybody's p v / (q - 1). Amounts above 0 only.

The model takes spend to be independent of frequency, which `fit` checks. Where that fails, as it often does among
firms, `fit_by_frequency` lets the scale v grow with the number of purchases: amounts are those of the model above once
divided by s = ((1 + x) / c)^b, c being the geometric mean of 1 + x and b the elasticity.
Source: Fader & Hardie (2013), note 025; Colombo & Jiang (1999), Journal of Interactive Marketing 13(3); the elasticity
is a covariate of the scale (convention of the kit).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, Vector, read_only, same_length, vector
from gtkit.errors import NotEstimable, WrongShape
from gtkit.valuation.amounts import Amounts, amounts
from gtkit.valuation.flags import Flag, codes, numerical_flags, spend_flags
from gtkit.valuation.likelihood import Array
from gtkit.valuation.optimise import REACH, Optimum, climb, draw_positive, maximise

NAMES = ("p", "q", "v", "b")
SAMPLE, THINNING = 5_000, 16  # customers of the smallest sample, and one in so many of those climbed to from it
STEEPEST = 3.0  # elasticity on either side of none
LEAST_SHAPE = 0.1  # p x + q - 1 is held above it: under q = 1 the mean spend of new customers does not exist


@dataclass(frozen=True, slots=True, kw_only=True)
class GammaGammaFit:
    """Spend model fitted to a summary.

    Attributes
    ----------
    params : p and q (no unit), v (currency), and b (elasticity, no unit) where it is fitted.
    log_vcov : float array, shape (parameters, parameters): covariance of the logarithms of p, q, v, and of b itself.
    centre : c, the number of purchases plus one at which the scale is v.
    loglik : float. gradient : float, largest absolute mean gradient over log p, log q, log v and b.
    flags : spend_correlated, spend_by_frequency, infinite_mean_spend, at_bound, ill_conditioned; empty when sound.
    correlation : Pearson's, of frequency with mean spend, divided by its scale, over the customers fitted.
    mean_spend : float: plain mean of customers' mean spends, currency.
    n : int: customers fitted.
    """

    params: Mapping[str, float]
    log_vcov: Matrix
    centre: float
    loglik: float
    gradient: float
    flags: tuple[Flag, ...]
    correlation: float
    mean_spend: float
    n: int

    @property
    def vcov(self) -> Matrix:
        """Covariance of the parameters themselves, shape (parameters, parameters)."""
        slopes = np.array([value if name != "b" else 1.0 for name, value in self.params.items()])
        return read_only(self.log_vcov * np.outer(slopes, slopes))

    @property
    def aic(self) -> float:
        """Akaike's criterion: 2 x parameters - 2 x log-likelihood."""
        return 2 * len(self.params) - 2 * self.loglik

    def expected_spend(self, summary: pd.DataFrame) -> pd.Series:
        """Expected amount of a purchase of each customer, currency.

        A customer without a repeat purchase above 0 is given everybody's expected amount, p v / (q - 1), or the plain
        mean of those observed where that one is infinite (flag infinite_mean_spend).

        Raises WrongShape for a missing column, OutOfRange for a negative value.
        """
        x, z = spend_history(summary)
        p, q, v = (self.params[name] for name in "pqv")
        scale = self.scale(x)
        shape = p * x + q - 1
        unknown = (x == 0) & (q <= 1)
        mean = p * (v + x * z / scale) / np.where(shape > 0, shape, 1.0)
        spend = np.where(unknown, self.mean_spend, scale * mean)
        return pd.Series(spend, index=summary.index, name="expected_spend")

    def scale(self, x: Vector, b: npt.ArrayLike | None = None) -> Array:
        """By how much amounts are those of a customer of x repeat purchases, at the fitted elasticity or another."""
        if "b" not in self.params:
            return np.ones_like(x)
        return np.asarray(np.exp((self.params["b"] if b is None else b) * np.log((1 + x) / self.centre)))

    def draw_parameters(self, rng: np.random.Generator, draws: int) -> tuple[Vector, Vector, Vector, Vector]:
        """p, q, v and b drawn from what the data leave open, each of shape (draws,): normal in the logs of p, q, v."""
        centre = np.array([value if name != "b" else np.exp(value) for name, value in self.params.items()])
        drawn = draw_positive(centre, self.log_vcov, rng, draws)
        p, q, v = drawn[:3]
        return p, q, v, np.log(drawn[3]) if "b" in self.params else np.zeros(draws)


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
    return _fit(*_seen(summary), free=3)


def fit_by_frequency(summary: pd.DataFrame) -> GammaGammaFit:
    """Fit the spend model with a scale that goes with frequency.

    Parameters
    ----------
    summary : DataFrame by customer
        As `fit` takes it.

    Returns
    -------
    GammaGammaFit with b among its params, always flagged spend_by_frequency.

    Raises NotEstimable as `fit` does, and when all customers bought as often.
    Source: see the head of the module.
    """
    x, z = _seen(summary)
    if not np.ptp(x) > 0:
        raise NotEstimable("frequency", found=float(x[0]), expected="customers who buy more often than others")
    return _fit(x, z, free=4)


def choose_spend(summary: pd.DataFrame) -> GammaGammaFit:
    """The plain model, unless spend goes with frequency and the scale that follows it says more (by AIC).

    Raises NotEstimable as `fit` does.
    """
    plain = fit(summary)
    if "spend_correlated" not in codes(plain.flags):
        return plain
    following = fit_by_frequency(summary)
    return following if following.aic < plain.aic else plain


def _seen(summary: pd.DataFrame) -> tuple[Vector, Vector]:
    x, z = spend_history(summary)
    seen = (x > 0) & (z > 0)
    x, z = x[seen], z[seen]
    if len(z) < 3 or not np.ptp(z) > 0:
        raise NotEstimable("monetary_value", found=len(np.unique(z)), expected="3 or more customers, not all alike")
    return x, z


def _fit(x: Vector, z: Vector, *, free: int) -> GammaGammaFit:
    everybody = amounts(x, z)
    optimum = _maximum(everybody, x, z, free=free)
    params = dict(zip(NAMES, [*np.exp(optimum.point[:3]).tolist(), *optimum.point[3:].tolist()], strict=False))
    scaled = z * np.exp(-params["b"] * (np.log1p(x) - everybody.centre)) if "b" in params else z
    doubts, correlation = spend_flags(frequency=x, spend=scaled, q=params["q"])
    if "b" in params:
        doubts = (Flag("spend_by_frequency", {"elasticity": params["b"]}), *doubts)
    return GammaGammaFit(
        params=MappingProxyType(params),
        log_vcov=read_only(optimum.vcov),
        centre=float(np.exp(everybody.centre)),
        loglik=optimum.loglik,
        gradient=optimum.gradient,
        flags=doubts + numerical_flags(optimum, NAMES[:free]),
        correlation=correlation,
        mean_spend=float(z.mean()),
        n=len(z),
    )


def _maximum(some: Amounts, x: Vector, z: Vector, *, free: int) -> Optimum:
    """Maximum likelihood of the first parameters; where customers are many, climbed to from that of a sample."""
    if some.n > 2 * SAMPLE:
        step = min(THINNING, some.n // SAMPLE)
        x, z = x[::step], z[::step]
        near = _maximum(amounts(x, z, centre=some.centre), x, z, free=free)
        found = climb(some.loglik, near, share=len(z) / some.n, n=some.n)
        if found is not None:
            return found
    guess = np.append(np.log([2.0, 3.0, float(z.mean())]), 0.0)[:free]
    reach = np.array([REACH, REACH, REACH, STEEPEST])[:free]
    return maximise(some.loglik, guess, low=guess - reach, high=guess + reach, n=some.n)


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
