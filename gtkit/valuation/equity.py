"""Customer equity (Capital-Clients): the margin still to come from today's customers, summed, with its intervals.

A customer's lifetime value is margin x amount of a purchase x discounted purchases expected over the horizon. The
equity is their sum. Customers to be won are not in it, nor is the cost to serve (`service`). A departure that is on
record is a fact that no model outweighs: who is gone brings nothing more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import Vector, share, vector
from gtkit.errors import OutOfRange
from gtkit.evidence import Interval
from gtkit.valuation.discount import year_edges
from gtkit.valuation.divisions import Divisions, divide
from gtkit.valuation.draws import Draws, Stream, draw_values
from gtkit.valuation.flags import Flag
from gtkit.valuation.gamma_gamma import GammaGammaFit
from gtkit.valuation.history import History
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.spend import by_customer, spend_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerEquity:
    """Customer equity, whole, by year and by customer; engagement currency, today's value.

    Attributes
    ----------
    total : float: expected value, at the fitted parameters.
    interval : Interval of the expected value: parameters vary.
    prediction : Interval of what may come in: parameters and chance vary.
    customers : DataFrame by customer: p_alive (0 of who is on record as gone), purchases (expected over the horizon),
        discounted_purchases, spend (amount of a purchase), margin_rate, ltv; low and high of its expected value;
        predicted_low, predicted_high and q10 (10 % quantile) of what may come in. A customer that probably left may
        have an ltv above predicted_high.
    parts : DataFrame by (division, part), such as ("segment", "Industry"): customers (how many), value, share (of the
        total, NaN when that is 0), low and high of the expected value, predicted_low and predicted_high of what may
        come in. Its bounds are those of the sum, from the same draws: never sums of bounds. The parts of a division add
        up to the total.
    yearly : DataFrame by year from 1: value, and low and high of the expected value; the values add up to the total.
    model : str: code of the model. annual_rate, horizon_years : as asked. flags : of the model, then of the spend.

    Raises OutOfRange when years, customers or the parts of a division do not add up to the total.
    """

    total: float
    interval: Interval
    prediction: Interval
    customers: pd.DataFrame
    parts: pd.DataFrame
    yearly: pd.DataFrame
    model: str
    annual_rate: float
    horizon_years: float
    flags: tuple[Flag, ...]

    def __post_init__(self) -> None:
        size = 1e-9 * float(self.customers["ltv"].abs().sum()) + 1e-12
        sums = {"yearly": self.yearly["value"].sum(), "customers": self.customers["ltv"].sum()}
        divisions = self.parts.groupby(level="division")["value"].sum()
        for name, found in (*sums.items(), *divisions.items()):
            if not abs(float(found) - self.total) <= size:
                raise OutOfRange(str(name), found=float(found), expected=f"a sum of {self.total!r}")


def customer_equity(
    fit: PurchaseFit,
    spend: GammaGammaFit | pd.Series,
    summary: pd.DataFrame,
    *,
    annual_rate: float,
    horizon_years: float = 5.0,
    margin: float | pd.Series,
    divisions: pd.DataFrame | None = None,
    gone: pd.Index | None = None,
    rng: np.random.Generator,
    draws: int = 500,
    level: float = 0.90,
) -> CustomerEquity:
    """Value each customer of a summary, and all of them together.

    Parameters
    ----------
    fit : PurchaseFit
        Purchase model, its period known.
    spend : GammaGammaFit, or Series by customer
        Amount of a purchase: learned, with its uncertainty; or amounts in currency, taken as they stand.
    summary : DataFrame by customer
        Histories to value; frequency, recency, T, and monetary_value when spend is a fit.
    annual_rate : float
        Yearly discount rate as a share, above -1.
    horizon_years : float
        Years counted, above 0 and finite.
    margin : float, or Series by customer
        Margin as a share of amounts; may be negative.
    divisions : DataFrame by customer, optional
        Ways of dividing the customers, one a column: segment, tier. A customer that it does not name, or has no value,
        is of the part "".
    gone : Index, optional
        Customers whose departure is on record; those that are not in the summary are left aside.
    rng : numpy Generator
    draws : int
        Joint draws behind each interval, 100 or more.
    level : float
        Level of each interval.

    Returns
    -------
    CustomerEquity.

    Raises ConfigurationError when the period of the fit is unknown, OutOfRange for a rate, a horizon, a margin or a
    number of draws, WrongShape when a customer has no amount or no margin.
    Source: Gupta, Lehmann & Stuart (2004), JMR 41(1); intervals by VALUATION section 7.
    """
    if draws < 100:
        raise OutOfRange("draws", found=draws, expected=">= 100")
    share("level", level, low=0.01, high=0.999)
    rows = fit.rows_of(summary)
    stream = stream_of(fit, rows, annual_rate=annual_rate, horizon_years=horizon_years)
    rates = _margins(margin, summary.index)
    amount = spend_of(spend, summary, rng=rng, draws=draws)
    here = np.ones(len(summary)) if gone is None else np.where(summary.index.isin(gone), 0.0, 1.0)
    worth = amount.point * rates
    alive = stream.alive[rows.group] * here
    values = alive[:, None] * stream.discounted[rows.group] * worth[:, None]
    parts = divide(divisions, summary.index)
    drawn = draw_values(
        fit, rows, stream, amount, margin=rates * here, divisions=parts, rng=rng, draws=draws, level=level
    )
    ltv = values.sum(axis=1)
    low, high, predicted_low, predicted_high, q10 = drawn.customers.T
    customers = pd.DataFrame(
        {
            "p_alive": alive,
            "purchases": alive * stream.plain.sum(axis=1)[rows.group],
            "discounted_purchases": alive * stream.discounted.sum(axis=1)[rows.group],
            "spend": amount.point,
            "margin_rate": rates,
            "ltv": ltv,
            "low": low,
            "high": high,
            "predicted_low": predicted_low,
            "predicted_high": predicted_high,
            "q10": q10,
        },
        index=summary.index,
    )
    everyone = drawn.expected[:, 0], drawn.predicted[:, 0]
    return CustomerEquity(
        total=float(values.sum()),
        interval=_interval(everyone[0], level),
        prediction=_interval(everyone[1], level),
        customers=customers,
        parts=_by_part(parts, ltv, drawn, level),
        yearly=_by_year(values.sum(axis=0), drawn, level),
        model=fit.model.name,
        annual_rate=annual_rate,
        horizon_years=horizon_years,
        flags=fit.flags + amount.flags,
    )


def stream_of(fit: PurchaseFit, rows: History, *, annual_rate: float, horizon_years: float) -> Stream:
    """Purchases expected of each group of customers, year by year, plain and discounted.

    Raises ConfigurationError when the period of the fit is unknown, OutOfRange for a rate or a horizon.
    """
    delta = fit.known_period.discount_rate(annual_rate)
    edges = year_edges(horizon_years, per_year=fit.known_period.per_year)
    return Stream(
        plain=fit.discounted(rows, edges=edges, delta=0.0),
        discounted=fit.discounted(rows, edges=edges, delta=delta),
        alive=fit.model.alive(fit.theta, rows.x, rows.t_x, rows.T),
        edges=edges,
    )


def _margins(margin: float | pd.Series, customers: pd.Index) -> Vector:
    if isinstance(margin, pd.Series):
        return vector("margin", by_customer(margin, customers, "margin"))
    if not math.isfinite(margin):
        raise OutOfRange("margin", found=margin, expected="finite")
    return np.full(len(customers), float(margin))


def _by_part(parts: Divisions, ltv: Vector, drawn: Draws, level: float) -> pd.DataFrame:
    ends = [(1 - level) / 2, (1 + level) / 2]
    customers, value = parts.sums(np.stack([np.ones(len(ltv)), ltv]))
    low, high = np.quantile(drawn.expected, ends, axis=0)
    predicted_low, predicted_high = np.quantile(drawn.predicted, ends, axis=0)
    share = value / value[0] if value[0] else np.full(len(value), np.nan)
    columns = {"customers": customers.astype(np.int64), "value": value, "share": share, "low": low, "high": high}
    columns |= {"predicted_low": predicted_low, "predicted_high": predicted_high}
    return pd.DataFrame({name: values[1:] for name, values in columns.items()}, index=parts.keys)


def _by_year(values: Vector, drawn: Draws, level: float) -> pd.DataFrame:
    tail = (1 - level) / 2
    low, high = np.quantile(drawn.yearly, [tail, 1 - tail], axis=0)
    years = pd.RangeIndex(1, len(values) + 1, name="year")
    return pd.DataFrame({"value": values, "low": low, "high": high}, index=years)


def _interval(values: Vector, level: float) -> Interval:
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), level)
