"""What a purchase model says of customers, each by the parameters of its own segment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.errors import OutOfRange, WrongShape
from gtkit.periods import Period
from gtkit.valuation.flags import Flag
from gtkit.valuation.model import PurchaseFit


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFit(PurchaseFit):
    """A model of one segment, drawn toward the whole base.

    Its covariance, and what is drawn from it, count what the base tells, and how sure that is. `own` is how much of
    what segments differ in is its own customers' doing: 0 when it is the base's, 1 when the base has no part in it.
    `effective` is the number of parameters that its customers determine.
    """

    own: float
    effective: float

    @property
    def aic(self) -> float:
        """Akaike's criterion on effective parameters.

        Source: Vaida & Blanchard (2005), Biometrika 92(2).
        """
        return 2 * self.effective - 2 * self.loglik


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentedFit:
    """A model fitted to a base by segments.

    Attributes
    ----------
    base : PurchaseFit: the model of all customers together.
    centre : parameter by name, toward which segments are drawn: the base's, without what is between segments.
    segments : the model of each segment, by its name, in order of names.
    spread : standard deviation of the segments around the centre, in logs, by coordinate: shape and rate of purchase,
        shape and rate of dropout; at its floor where segments are alike.
    flags : reasons to doubt the whole; each segment has its own beside.
    """

    base: PurchaseFit
    centre: Mapping[str, float]
    segments: Mapping[str, SegmentFit]
    spread: Mapping[str, float]
    flags: tuple[Flag, ...]

    @property
    def period(self) -> Period | None:
        """Unit of time, None when nobody told it."""
        return self.base.period

    @property
    def n(self) -> int:
        """Customers fitted."""
        return self.base.n

    @property
    def loglik(self) -> float:
        """Log-likelihood, summed over segments."""
        return sum(segment.loglik for segment in self.segments.values())

    @property
    def aic(self) -> float:
        """Akaike's criterion on the effective parameters of all segments and the centre's: conditional AIC.

        Source: Vaida & Blanchard (2005), Biometrika 92(2).
        """
        return sum(segment.aic for segment in self.segments.values()) + 2 * len(self.base.params)

    def p_alive(self, summary: pd.DataFrame, segments: pd.Series) -> pd.Series:
        """Probability, by customer, of not having dropped out at the end of the history."""
        return self._each(summary, segments, lambda fit, rows: fit.p_alive(rows))

    def expected_purchases(self, summary: pd.DataFrame, segments: pd.Series, *, periods: float) -> pd.Series:
        """Purchases expected of each customer in the next `periods`.

        Raises OutOfRange when `periods` is negative.
        """
        return self._each(summary, segments, lambda fit, rows: fit.expected_purchases(rows, periods=periods))

    def discounted_purchases(
        self, summary: pd.DataFrame, segments: pd.Series, *, annual_rate: float, horizon_years: float = 5.0
    ) -> pd.Series:
        """Purchases expected of each customer over the horizon, each counted at today's value of one unit.

        Raises what `PurchaseFit.discounted_purchases` raises.
        Source: Fader, Hardie & Lee (2005), JMR 42(4), for the discounted residual; VALUATION section 6.
        """
        asked = {"annual_rate": annual_rate, "horizon_years": horizon_years}
        return self._each(summary, segments, lambda fit, rows: fit.discounted_purchases(rows, **asked))

    def probability(self, summary: pd.DataFrame, segments: pd.Series, *, purchases: int, periods: float) -> pd.Series:
        """Probability, by customer, of exactly so many purchases in the next `periods`; of none, it is silence.

        Raises OutOfRange when `purchases` or `periods` is negative.
        """
        return self._each(
            summary, segments, lambda fit, rows: fit.probability(rows, purchases=purchases, periods=periods)
        )

    def _each(
        self,
        summary: pd.DataFrame,
        segments: pd.Series,
        ask: Callable[[SegmentFit, pd.DataFrame], pd.Series],
    ) -> pd.Series:
        """What is asked of each segment's fit, put back in the order of customers.

        Raises OutOfRange for a segment that was not fitted, WrongShape for a customer without one.
        """
        labels = labels_of(segments, summary.index)
        unknown = ~labels.isin(list(self.segments))
        if unknown.any():
            who = labels.index[int(np.argmax(unknown))]
            raise OutOfRange(f"segments[{who}]", found=labels[who], expected=" | ".join(self.segments))
        parts = pd.concat([ask(self.segments[name], rows) for name, rows in summary_by(summary, labels)])
        found: pd.Series = parts.loc[summary.index]
        return found


def labels_of(segments: pd.Series, customers: pd.Index) -> pd.Series:
    """Segment of each customer, as text.

    Raises WrongShape for a customer that is missing or comes twice, OutOfRange for one whose segment is blank.

    >>> labels_of(pd.Series(["north", "south"], index=["a", "b"]), pd.Index(["b"])).tolist()
    ['south']
    """
    if not segments.index.is_unique:
        twice = segments.index[segments.index.duplicated()][0]
        raise WrongShape("segments.index", found=twice, expected="one segment a customer")
    place = segments.index.get_indexer(customers)
    if (place < 0).any():
        raise WrongShape("segments.index", found="", expected=str(customers[int(np.argmin(place))]))
    chosen = segments.iloc[place]
    blank = chosen.isna() | (chosen.astype(str).str.strip() == "")
    if blank.any():
        raise OutOfRange(f"segments[{customers[int(np.argmax(blank))]}]", found="", expected="a segment")
    return chosen.astype(str)


def summary_by(summary: pd.DataFrame, labels: pd.Series) -> list[tuple[str, pd.DataFrame]]:
    """The summary of each segment, in order of names, its unit of time kept."""
    parts = []
    for name, rows in summary.groupby(labels.to_numpy(), sort=True):
        rows.attrs = dict(summary.attrs)
        parts.append((str(name), rows))
    return parts
