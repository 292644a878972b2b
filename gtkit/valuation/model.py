"""What every purchase model shares: the shape of a model, and the fit that predicts from it.

A model is a handful of kernels on arrays that broadcast, and it knows where to be searched for and how its purchases
are discounted. A fit is the model, its parameters and how sure they are. `x`, `t_x`, `T` are the papers' letters:
repeat purchases, age at the last one, age at the end, all in the fit's period.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, Vector, read_only, vector
from gtkit.errors import ConfigurationError, NotEstimable, WrongShape
from gtkit.periods import Period
from gtkit.valuation.cells import over_ages
from gtkit.valuation.discount import horizon_periods
from gtkit.valuation.flags import Flag, codes
from gtkit.valuation.history import History, declared_period, history
from gtkit.valuation.likelihood import Array, Likelihood, Parameters
from gtkit.valuation.optimise import Optimum, draw_positive
from gtkit.valuation.phase import in_phases, phase_chances


class PurchaseModel(Likelihood, Protocol):
    """Kernels of a model; every array broadcasts against the others."""

    @property
    def name(self) -> str:
        """Its code: "nbd", "mbg_nbd"."""

    def scale(self, theta: Parameters) -> float | None:
        """Smallest time that T is added to, beside which values are smooth in T (`cells`); None when T is whole."""

    def alive(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
        """Probability that the customer has not dropped out at T."""

    def expected(self, theta: Parameters, x: Array, T: Array, t: Array) -> Array:
        """Purchases expected in (T, T + t] from a customer alive at T."""

    def probability(self, theta: Parameters, x: Array, T: Array, n: Array, t: Array) -> Array:
        """Probability of exactly n purchases in (T, T + t] from a customer alive at T."""

    def draw(self, theta: Parameters, x: Array, T: Array, t: float, rng: np.random.Generator) -> Array:
        """Purchases drawn in (T, T + t] from a customer alive at T, parameters given."""

    def discounted(
        self, theta: Parameters, x: Vector, T: Vector, *, edges: Vector, deltas: Sequence[float], panels: int
    ) -> tuple[Matrix, ...]:
        """Purchases of customers alive between successive dates, discounted: as `discounted_at`, by cell (x, T)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseFit:
    """A model fitted to a summary.

    Attributes
    ----------
    model : PurchaseModel
    params : parameter by name, in the units of `period`.
    vcov : float array, shape (parameters, parameters): covariance of the parameters.
    log_vcov : the same for their logarithms, which draws are made from.
    loglik : float: log-likelihood, summed over customers, factors that no parameter enters left out.
    gradient : float: largest absolute mean gradient in logs at the optimum.
    flags : reasons to doubt it, empty when sound.
    period : unit of time, None when nobody told it: then nothing can be discounted.
    n : int: customers fitted.
    """

    model: PurchaseModel
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
        """Akaike's criterion: 2 x parameters estimated - 2 x log-likelihood."""
        return 2 * int((np.diag(self.log_vcov) > 0).sum()) - 2 * self.loglik

    @property
    def theta(self) -> Parameters:
        """Parameters as the kernels take them."""
        return tuple(np.asarray(value) for value in self.params.values())

    def p_alive(self, summary: pd.DataFrame) -> pd.Series:
        """Probability, by customer, of not having dropped out at the end of the history."""
        rows = self.rows_of(summary)
        return rows.spread(self.model.alive(self.theta, rows.x, rows.t_x, rows.T), "p_alive")

    def expected_purchases(self, summary: pd.DataFrame, *, periods: float) -> pd.Series:
        """Purchases expected of each customer in the next `periods`.

        Raises OutOfRange when `periods` is negative.
        """
        rows, t = self.rows_of(summary), vector("periods", [periods], low=0)
        alive = self.model.alive(self.theta, rows.x, rows.t_x, rows.T)
        chances = phase_chances(self.model, self.theta, rows.x, rows.t_x, rows.T)
        ahead = self.model.expected(self.theta, in_phases(self.model, rows.x), rows.T[:, None], t)
        return rows.spread(alive * (chances * ahead).sum(axis=1), "expected_purchases")

    def discounted_purchases(
        self, summary: pd.DataFrame, *, annual_rate: float, horizon_years: float = 5.0
    ) -> pd.Series:
        """Purchases expected of each customer over the horizon, each counted at today's value of one unit.

        Parameters
        ----------
        summary : DataFrame by customer
        annual_rate : float
            Yearly discount rate as a share, above -1.
        horizon_years : float
            Above 0; `math.inf` on request, with a positive rate.

        Returns
        -------
        Series by customer.

        Raises ConfigurationError when the period of the fit is unknown, OutOfRange for a rate or a horizon,
        NotEstimable for an endless horizon when no dropout was seen.
        Source: Fader, Hardie & Lee (2005), JMR 42(4), for the discounted residual; VALUATION section 6.
        """
        rows = self.rows_of(summary)
        edges, delta, panels = horizon(self.known_period, annual_rate, horizon_years, flags=self.flags)
        value = self.discounted(rows, edges=edges, delta=delta, panels=panels)
        alive = self.model.alive(self.theta, rows.x, rows.t_x, rows.T)
        return rows.spread(alive * value[:, 0], "discounted_purchases")

    def probability(self, summary: pd.DataFrame, *, purchases: int, periods: float) -> pd.Series:
        """Probability, by customer, of exactly so many purchases in the next `periods`; of none, it is silence.

        Raises OutOfRange when `purchases` or `periods` is negative.
        """
        rows = self.rows_of(summary)
        n, t = vector("purchases", [purchases], low=0), vector("periods", [periods], low=0)
        alive = self.model.alive(self.theta, rows.x, rows.t_x, rows.T)
        chances = phase_chances(self.model, self.theta, rows.x, rows.t_x, rows.T)
        there = self.model.probability(self.theta, in_phases(self.model, rows.x), rows.T[:, None], n, t)
        found = alive * (chances * there).sum(axis=1) + (1 - alive) * (purchases == 0)
        return rows.spread(np.clip(found, 0.0, 1.0), "probability")

    def expected_new(self, periods: npt.ArrayLike) -> Vector:
        """Repeat purchases that a new customer makes within each of `periods`: E[X(t)], shape (times,)."""
        return expected_new(self.model, self.theta, vector("periods", np.atleast_1d(periods), low=0))

    def probability_new(self, purchases: npt.ArrayLike, *, periods: float) -> Vector:
        """Probability that a new customer makes so many repeat purchases within `periods`, shape (counts,)."""
        counts = vector("purchases", np.atleast_1d(purchases), low=0)
        return probability_new(self.model, self.theta, counts, vector("periods", [periods], low=0))

    def draw_parameters(self, rng: np.random.Generator, draws: int) -> Parameters:
        """Parameters drawn from what the data leave open, each of shape (draws,): normal in logs."""
        return draw_positive(np.fromiter(self.params.values(), dtype=np.float64), self.log_vcov, rng, draws)

    def discounted(self, rows: History, *, edges: Vector, delta: float, panels: int = 2) -> Matrix:
        """Purchases of customers alive between successive dates, discounted, shape (groups, slices).

        Parameters
        ----------
        rows : History
        edges : float array, shape (slices + 1,), increasing dates in periods.
        delta : float, continuous discount rate per period.
        panels : int, panels of 16 points in each slice.
        """
        return discounted_at(self.model, self.theta, rows, edges=edges, deltas=(delta,), panels=panels)[0]

    @property
    def known_period(self) -> Period:
        """The period, needed to discount.

        Raises ConfigurationError when it is unknown.
        """
        if self.period is None:
            raise ConfigurationError("period", found=None, expected=" | ".join(Period), hint="fit(..., period=)")
        return self.period

    def rows_of(self, summary: pd.DataFrame) -> History:
        """The histories of a summary, checked to be in the unit of the fit.

        Raises WrongShape when they are in another, OutOfRange or WrongShape for an impossible summary.
        """
        declared = declared_period(summary)
        if declared and self.period and declared != self.period:
            raise WrongShape("summary.attrs['period']", found=declared.value, expected=self.period.value)
        return history(summary)


def horizon(
    period: Period, annual_rate: float, horizon_years: float, *, flags: Sequence[Flag]
) -> tuple[Vector, float, int]:
    """Both ends of a horizon in periods, the continuous discount rate per period, and the panels that it takes.

    Raises OutOfRange for a rate or a horizon, NotEstimable for an endless one when no dropout was seen.
    """
    delta = period.discount_rate(annual_rate)
    if math.isinf(horizon_years) and "no_dropout" in codes(flags):
        raise NotEstimable("horizon_years", found=horizon_years, expected="finite", hint="no_dropout")
    end = horizon_periods(horizon_years, per_year=period.per_year, delta=delta)
    return np.array([0.0, end]), delta, min(2 * math.ceil(min(horizon_years, 6.0)), 12)


def expected_new(model: PurchaseModel, theta: Parameters, t: Array) -> Array:
    """E[X(t)]: purchases expected within t of the first one; a customer may leave at once."""
    start = np.zeros(())
    return np.asarray(model.alive(theta, start, start, start) * model.expected(theta, start, start, t))


def probability_new(model: PurchaseModel, theta: Parameters, n: Array, t: Array) -> Array:
    """P(X(t) = n): exactly n purchases within t of the first one; a customer may leave at once."""
    start = np.zeros(())
    there = model.alive(theta, start, start, start)
    return np.asarray(there * model.probability(theta, start, start, n, t) + (1 - there) * (n == 0))


def discounted_at(
    model: PurchaseModel,
    theta: Parameters,
    rows: History,
    *,
    edges: Vector,
    deltas: Sequence[float],
    panels: int = 2,
) -> tuple[Matrix, ...]:
    """Purchases of customers alive between successive dates, at one discount rate or several.

    Parameters
    ----------
    model, theta, rows
        Kernels, parameters (one number each) and histories.
    edges : float array, shape (slices + 1,), increasing dates in periods.
    deltas : sequence of float, continuous discount rates per period.
    panels : int, panels of 16 points in each slice, where an integral is needed.

    Returns
    -------
    tuple of float array, each of shape (groups, slices): one a rate, for little more than the price of one.
    """
    x, T, cell = rows.cells()
    ahead = in_phases(model, x)
    ages = np.repeat(T, ahead.shape[1])

    def kernel(x: Vector, T: Vector) -> Array:
        return np.stack(model.discounted(theta, x, T, edges=edges, deltas=deltas, panels=panels), axis=1)

    found = over_ages(kernel, ahead.ravel(), ages, scale=model.scale(theta))
    chances = phase_chances(model, theta, rows.x, rows.t_x, rows.T)
    by_phase = found.reshape(*ahead.shape, len(deltas), -1)[cell]
    return tuple(np.einsum("gj,gjs->gs", chances, by_phase[:, :, k]) for k in range(len(deltas)))


def fitted(
    model: PurchaseModel,
    optimum: Optimum,
    rows: History,
    *,
    period: Period | None,
    flags: tuple[Flag, ...],
    fixed: Sequence[float] = (),
) -> PurchaseFit:
    """The fit that an optimum stands for; `fixed` parameters, the last ones, have no variance."""
    params = np.append(np.exp(optimum.point), fixed)
    log_vcov = np.pad(optimum.vcov, (0, len(fixed)))
    return PurchaseFit(
        model=model,
        params=MappingProxyType(dict(zip(model.names, params.tolist(), strict=True))),
        vcov=read_only(log_vcov * np.outer(params, params)),
        log_vcov=read_only(log_vcov),
        loglik=optimum.loglik,
        gradient=optimum.gradient,
        flags=flags,
        period=period or rows.period,
        n=rows.n,
    )
