"""What a purchase model says of customers, once it knows more of each one than its purchases.

Parameters are those of a customer of mean covariates; coefficients are told in the units of their columns. A positive
coefficient of "purchase" makes customers buy more often, one of "dropout" makes them leave sooner. Whether covariates
earn their place is a likelihood ratio against the same model without them.
Source: Fader & Hardie (2007), note 019, Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from gtkit.arrays import Matrix, Vector, vector
from gtkit.periods import Period
from gtkit.valuation.dropout import DropoutModel
from gtkit.valuation.flags import Flag
from gtkit.valuation.likelihood import Parameters
from gtkit.valuation.model import PurchaseFit, expected_new, horizon
from gtkit.valuation.moved import CovariateHistory, Moved, with_covariates


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelihoodRatio:
    """Covariates against none: twice the gain in log-likelihood, and the chance of as much were they useless.

    Source: Wilks (1938), Annals of Mathematical Statistics 9(1).
    """

    statistic: float
    degrees: int
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CovariateFit:
    """A model fitted to a summary and to what is known of each customer.

    Attributes
    ----------
    model : DropoutModel
    moved : Moved: which covariates move which parameters, and the mean customer.
    params : parameter by name, those of the model for a customer of mean covariates, in the units of the period, then
        the coefficients, process.column, per unit of the column.
    vcov : float array, shape (parameters, parameters): covariance of them, by the delta method.
    log_vcov : the same with logarithms of the model's parameters; coefficients as they are.
    loglik : float: log-likelihood, summed over customers, factors that no parameter enters left out.
    gradient : float: largest absolute mean gradient at the optimum, in logs and in units of the search.
    flags : reasons to doubt it, empty when sound.
    plain : PurchaseFit: the same model without covariates.
    """

    model: DropoutModel
    moved: Moved
    params: Mapping[str, float]
    vcov: Matrix
    log_vcov: Matrix
    loglik: float
    gradient: float
    flags: tuple[Flag, ...]
    plain: PurchaseFit

    @property
    def period(self) -> Period | None:
        """Unit of time, None when nobody told it."""
        return self.plain.period

    @property
    def n(self) -> int:
        """Customers fitted."""
        return self.plain.n

    @property
    def aic(self) -> float:
        """Akaike's criterion: 2 x parameters estimated - 2 x log-likelihood."""
        return 2 * int((np.diag(self.log_vcov) > 0).sum()) - 2 * self.loglik

    @property
    def standard_errors(self) -> pd.Series:
        """Standard error by parameter; 0 for one at a bound."""
        return pd.Series(np.sqrt(np.diag(self.vcov)), index=[*self.params], name="standard_error")

    @property
    def likelihood_ratio(self) -> LikelihoodRatio:
        """The test against no covariate."""
        degrees = len(self.moved.coefficients)
        statistic = max(0.0, 2 * (self.loglik - self.plain.loglik))
        return LikelihoodRatio(statistic=statistic, degrees=degrees, p_value=float(chdtrc(degrees, statistic)))

    def parameters(self, covariates: pd.DataFrame) -> pd.DataFrame:
        """Parameters of the model by row of covariates, a column each.

        Raises WrongShape or OutOfRange for covariates that cannot be read.
        """
        z = self.moved.design.read(covariates, covariates.index)
        own = np.broadcast_arrays(*self._at(z), np.empty(len(z)))[:-1]
        return pd.DataFrame(dict(zip(self.model.names, own, strict=True)), index=covariates.index)

    def p_alive(self, summary: pd.DataFrame, covariates: pd.DataFrame) -> pd.Series:
        """Probability, by customer, of not having dropped out at the end of the history."""
        rows = self.rows_of(summary, covariates)
        return rows.spread(self._by_part(rows, self._alive), "p_alive")

    def expected_purchases(self, summary: pd.DataFrame, covariates: pd.DataFrame, *, periods: float) -> pd.Series:
        """Purchases expected of each customer in the next `periods`.

        Raises OutOfRange when `periods` is negative.
        """
        rows, t = self.rows_of(summary, covariates), vector("periods", [periods], low=0)

        def expected(part: CovariateHistory, theta: Parameters) -> Vector:
            return self._alive(part, theta) * self.model.expected(theta, part.x, part.T, t)

        return rows.spread(self._by_part(rows, expected), "expected_purchases")

    def discounted_purchases(
        self, summary: pd.DataFrame, covariates: pd.DataFrame, *, annual_rate: float, horizon_years: float = 5.0
    ) -> pd.Series:
        """Purchases expected of each customer over the horizon, each counted at today's value of one unit.

        Parameters
        ----------
        summary, covariates : DataFrame by customer
        annual_rate : float
            Yearly discount rate as a share, above -1.
        horizon_years : float
            Above 0; `math.inf` on request, with a positive rate.

        Returns
        -------
        Series by customer.

        Raises what `PurchaseFit.discounted_purchases` raises, and WrongShape or OutOfRange for covariates.
        Source: Fader, Hardie & Lee (2005), JMR 42(4), for the discounted residual; VALUATION section 6.
        """
        rows = self.rows_of(summary, covariates)
        edges, delta, panels = horizon(self.plain.known_period, annual_rate, horizon_years, flags=self.flags)

        def discounted(part: CovariateHistory, theta: Parameters) -> Vector:
            found = self.model.discounted(theta, part.x, part.T, edges=edges, deltas=(delta,), panels=panels)
            return self._alive(part, theta) * found[0][:, 0]

        return rows.spread(self._by_part(rows, discounted), "discounted_purchases")

    def probability(
        self, summary: pd.DataFrame, covariates: pd.DataFrame, *, purchases: int, periods: float
    ) -> pd.Series:
        """Probability, by customer, of exactly so many purchases in the next `periods`; of none, it is silence.

        Raises OutOfRange when `purchases` or `periods` is negative.
        """
        rows = self.rows_of(summary, covariates)
        n, t = vector("purchases", [purchases], low=0), vector("periods", [periods], low=0)

        def chance(part: CovariateHistory, theta: Parameters) -> Vector:
            alive = self._alive(part, theta)
            there = self.model.probability(theta, part.x, part.T, n, t)
            return np.clip(alive * there + (1 - alive) * (purchases == 0), 0.0, 1.0)

        return rows.spread(self._by_part(rows, chance), "probability")

    def expected_new(self, covariates: pd.DataFrame, *, periods: float) -> pd.Series:
        """Repeat purchases that a new customer of each row of covariates makes within `periods`."""
        t = vector("periods", [periods], low=0)
        found = expected_new(self.model, self._at(self.moved.design.read(covariates, covariates.index)), t)
        return pd.Series(np.broadcast_to(found, len(covariates)), index=covariates.index, name="expected_new")

    def rows_of(self, summary: pd.DataFrame, covariates: pd.DataFrame) -> CovariateHistory:
        """Histories with their covariates, checked to be in the unit of the fit.

        Raises WrongShape when they are in another or a customer has no covariates, OutOfRange or WrongShape for an
        impossible summary.
        """
        rows = self.plain.rows_of(summary)
        return with_covariates(rows, self.moved.design.read(covariates, rows.customers))

    def _at(self, z: Matrix) -> Parameters:
        values = np.fromiter(self.params.values(), dtype=np.float64)
        own = len(self.model.names)
        effects = np.exp(values[own:] * self.moved.design.unit[[*self.moved.places]])
        return self.moved.at(tuple(np.append(values[:own], effects)), z)

    def _alive(self, part: CovariateHistory, theta: Parameters) -> Vector:
        return self.model.alive(theta, part.x, part.t_x, part.T)

    def _by_part(self, rows: CovariateHistory, kernel: Callable[[CovariateHistory, Parameters], Vector]) -> Vector:
        return np.concatenate([kernel(part, self._at(part.z)) for part in rows.parts()])
