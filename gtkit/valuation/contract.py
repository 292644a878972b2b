"""What a model of contracts says of customers, new ones and those who have renewed already.

A contract runs for one period. At each opportunity the customer renews or leaves, and its departure is seen. `renewals`
is what a customer that is still there has obtained so far.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, Vector, read_only, vector
from gtkit.errors import ConfigurationError, NotEstimable
from gtkit.periods import Period
from gtkit.valuation.beta_survival import log_survival, loglik
from gtkit.valuation.discount import horizon_periods, year_edges
from gtkit.valuation.flags import Flag, numerical_flags
from gtkit.valuation.likelihood import Parameters
from gtkit.valuation.optimise import REACH, draw_positive, log_gradient, maximise
from gtkit.valuation.tenure import tenures, whole

NAMES = ("a", "b", "c")
SLOWEST, FASTEST = 0.05, 20.0  # of c: beyond, attachment or weariness is complete within a renewal
DUE = 1e-9  # of a period: a renewal that falls on a date belongs to the span that it ends


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFit:
    """A model of renewals fitted to tenures.

    Attributes
    ----------
    name : its code: "sbg", "bdw".
    params : parameter by name: a, b, and c where it is estimated; no unit.
    vcov, log_vcov : float array, shape (parameters, parameters): covariance of the parameters, of their logarithms.
    loglik : float, summed over customers.
    gradient : float: largest absolute mean gradient in logs at the optimum.
    flags : reasons to doubt it, empty when sound.
    period : time between two renewals, None when nobody told it: then nothing can be discounted.
    n : int: customers fitted.
    """

    name: str
    params: Mapping[str, float]
    vcov: Matrix
    log_vcov: Matrix
    loglik: float
    gradient: float
    flags: tuple[Flag, ...]
    period: Period | None
    n: int

    @property
    def aic(self) -> float:
        """Akaike's criterion: 2 x parameters - 2 x log-likelihood."""
        return 2 * len(self.params) - 2 * self.loglik

    @property
    def theta(self) -> Parameters:
        """a, b and c as the kernel takes them; c is 1 where it is not estimated."""
        return tuple(np.asarray(self.params.get(name, 1.0)) for name in NAMES)

    def survival(self, opportunities: npt.ArrayLike) -> Vector:
        """Probability that a new customer is still there after so many opportunities, shape (numbers,)."""
        return np.exp(log_survival(self.theta, whole("opportunities", np.atleast_1d(opportunities))))

    def retention(self, renewals: pd.Series) -> pd.Series:
        """Probability, by customer still there, of renewing at the next opportunity."""
        n = whole("renewals", renewals)
        log = log_survival(self.theta, n + 1) - log_survival(self.theta, n)
        return pd.Series(np.exp(log), index=renewals.index, name="retention")

    def expected_renewals(self, renewals: pd.Series, *, opportunities: int) -> pd.Series:
        """Renewals expected, by customer still there, at the next `opportunities`.

        Raises OutOfRange for a number of opportunities that is not whole or is negative.
        """
        (ahead,) = whole("opportunities", [opportunities])
        distinct, place = np.unique(whole("renewals", renewals), return_inverse=True)
        kept = kept_on(self.theta, distinct, int(ahead)).sum(axis=1)
        return pd.Series(kept[place], index=renewals.index, name="expected_renewals")

    def discounted_renewals(
        self, renewals: pd.Series, *, annual_rate: float, horizon_years: float = 5.0, next_in: float = 1.0
    ) -> pd.Series:
        """Renewals expected over the horizon, each counted at today's value of one unit paid on the day.

        Parameters
        ----------
        renewals : Series by customer still there
        annual_rate : float
            Yearly discount rate as a share, above -1.
        horizon_years : float
            Above 0; `math.inf` on request, with a positive rate.
        next_in : float
            Periods until the next opportunity; 0 when it is due today.

        Returns
        -------
        Series by customer.

        Raises ConfigurationError when the period is unknown, OutOfRange for a rate, a horizon or a wait.
        Source: Fader & Hardie (2010), Marketing Science 29(1), discounted expected residual lifetime.
        """
        period = self.known_period
        end = horizon_periods(horizon_years, per_year=period.per_year, delta=period.discount_rate(annual_rate))
        slices, place = self._slices(renewals, np.array([0.0, end]), annual_rate=annual_rate, next_in=next_in)
        return pd.Series(slices[place, 0], index=renewals.index, name="discounted_renewals")

    def discounted_by_year(
        self, renewals: pd.Series, *, annual_rate: float, horizon_years: float = 5.0, next_in: float = 1.0
    ) -> pd.DataFrame:
        """The same by year from 1, one column a year: columns add up to `discounted_renewals`.

        Raises OutOfRange for an endless horizon, and as `discounted_renewals` does.
        """
        edges = year_edges(horizon_years, per_year=self.known_period.per_year)
        slices, place = self._slices(renewals, edges, annual_rate=annual_rate, next_in=next_in)
        years = pd.RangeIndex(1, len(edges), name="year")
        return pd.DataFrame(slices[place], index=renewals.index, columns=years)

    def draw_parameters(self, rng: np.random.Generator, draws: int) -> Parameters:
        """a, b and c drawn from what the data leave open, each of shape (draws,): normal in logs."""
        drawn = draw_positive(np.fromiter(self.params.values(), dtype=np.float64), self.log_vcov, rng, draws)
        return (*drawn, *(np.ones(draws) for _ in NAMES[len(drawn) :]))

    @property
    def known_period(self) -> Period:
        """The period, needed to discount.

        Raises ConfigurationError when it is unknown.
        """
        if self.period is None:
            raise ConfigurationError("period", found=None, expected=" | ".join(Period), hint="fit(..., period=)")
        return self.period

    def _slices(
        self, renewals: pd.Series, edges: Vector, *, annual_rate: float, next_in: float
    ) -> tuple[Matrix, npt.NDArray[np.intp]]:
        """Discounted renewals between dates, by distinct tenure, and the tenure of each customer."""
        (wait,) = vector("next_in", [next_in], low=0)
        dates = wait + np.arange(max(0, math.floor(edges[-1] - wait + DUE) + 1))
        distinct, place = np.unique(whole("renewals", renewals), return_inverse=True)
        worth = kept_on(self.theta, distinct, len(dates)) * np.exp(
            -self.known_period.discount_rate(annual_rate) * dates
        )
        span = np.clip(np.searchsorted(edges, dates - DUE) - 1, 0, None)
        slices = np.zeros((len(distinct), len(edges) - 1))
        np.add.at(slices.T, span, worth.T)
        return slices, place


def kept_on(theta: Parameters, renewals: Vector, ahead: int) -> Matrix:
    """Probability of still being there after each of the next opportunities.

    Parameters
    ----------
    theta : a, b, c, one number each.
    renewals : float array, shape (customers,)
    ahead : int

    Returns
    -------
    float array, shape (customers, ahead).
    """
    later = renewals[:, None] + np.arange(1, ahead + 1)
    return np.exp(log_survival(theta, later) - log_survival(theta, renewals)[:, None])


def fit_contract(name: str, table: pd.DataFrame, *, free: int, period: Period | None) -> ContractFit:
    """Maximum likelihood of the first `free` parameters of a, b, c; the others are 1.

    Raises NotEstimable when nobody left, when nobody renewed, or when fewer opportunities were seen than there are
    parameters: they are read from how losses change with age. WrongShape, OutOfRange: an impossible table.
    """
    told = tenures(table)
    lost = float(told.lost.sum())
    if not lost > 0:
        raise NotEstimable("losses", found=0, expected="> 0")
    if not told.opportunities > lost:
        raise NotEstimable("renewals", found=0, expected="> 0")
    if told.longest < free:
        raise NotEstimable("opportunities", found=told.longest, expected=f">= {free}")
    share = lost / told.opportunities
    guess = np.array([0.0, np.log((1 - share) / share), 0.0])[:free]
    low = np.array([guess[0] - REACH, guess[1] - REACH, np.log(SLOWEST)])[:free]
    high = np.array([guess[0] + REACH, guess[1] + REACH, np.log(FASTEST)])[:free]

    def objective(logs: Vector) -> tuple[float, Vector]:
        theta = np.append(np.exp(logs), np.ones(len(NAMES) - free))
        value, gradient = loglik(tuple(theta), told)
        return value, log_gradient(gradient[:free].tolist(), theta[:free])

    optimum = maximise(objective, guess, low=low, high=high, n=told.n)
    params = np.exp(optimum.point)
    return ContractFit(
        name=name,
        params=MappingProxyType(dict(zip(NAMES, params.tolist(), strict=False))),
        vcov=read_only(optimum.vcov * np.outer(params, params)),
        log_vcov=read_only(optimum.vcov),
        loglik=optimum.loglik,
        gradient=optimum.gradient,
        flags=numerical_flags(optimum, NAMES[:free]),
        period=period,
        n=told.n,
    )
