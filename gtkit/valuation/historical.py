"""The seed's own method: what customers brought last year, extrapolated over the average customer life, discounted.

No model of purchases: a customer is lost when silent for longer than the greater of 12 months and 3 times its own
median gap. Yearly churn is the share of customers not lost at the start of a year who are lost at its end, over the
full years of the file; average life is 1 / churn, never more than 3 times the window that the file shows. A customer
older than the file is at risk from when the file shows it (delayed entry), so the rate needs no day of acquisition.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from gtkit.arrays import Vector, share, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.evidence import Interval
from gtkit.periods import DAYS_PER_YEAR, Period

SILENT_DAYS = DAYS_PER_YEAR  # nobody is lost before 12 months of silence
SILENT_GAPS = 3.0
LIFE_WINDOWS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricalValue:
    """Value by extrapolation of the past, and the churn that it rests on; engagement currency, today's value.

    Attributes
    ----------
    yearly_margin : Series by customer: margin of the last 12 months (brought to a year when the file is shorter).
    at_risk, lost : customer-years that began not lost, and how many of them ended lost.
    annual_churn : lost / at_risk. churn_interval : its interval.
    average_life_years : 1 / churn, capped. life_interval : from the bounds of the churn, capped alike. capped : bool.
    window_years : length of the file.
    total : float: sum of `customers`. interval : Interval of the total, from that of the life alone.
    customers : Series by customer: value; 0 for a customer lost or on record as gone.
    """

    yearly_margin: pd.Series
    at_risk: int
    lost: int
    annual_churn: float
    churn_interval: Interval
    average_life_years: float
    life_interval: Interval
    capped: bool
    window_years: float
    total: float
    interval: Interval
    customers: pd.Series


def historical_value(
    transactions: pd.DataFrame,
    *,
    end: str | dt.date | pd.Timestamp,
    annual_rate: float,
    horizon_years: float = math.inf,
    level: float = 0.90,
    customer: str = "customer_id",
    date: str = "date",
    amount: str = "amount",
    margin: str = "margin",
    gone: pd.Index | None = None,
) -> HistoricalValue:
    """Extrapolate last year's margin over the average customer life.

    Parameters
    ----------
    transactions : DataFrame
        One row a line: customer, date, amount (purchases are days with a line of 0 or more) and margin, in currency;
        `margin` may name the same column as `amount`.
    end : date, inclusive
        Last day observed; later rows are left out.
    annual_rate : float
        Yearly discount rate as a share, above -1.
    horizon_years : float
        Margins beyond are not counted; `math.inf` counts the whole average life.
    level : float
        Level of the intervals.
    customer, date, amount, margin : str
        Names of columns.
    gone : Index, optional
        Customers whose departure is on record: their value is 0, and the churn stays counted on silence alone.

    Returns
    -------
    HistoricalValue.

    Raises WrongShape for a missing column, OutOfRange for a margin that is not finite or a bad setting, NotEstimable
    when no purchase lies before `end`.
    Source: the consultancy's method (DESIGN "Lost customer"); interval of the churn: Brown, Cai & DasGupta (2001),
    Statistical Science 16(2), Jeffreys.
    """
    share("level", level, low=0.01, high=0.999)
    if not horizon_years > 0:
        raise OutOfRange("horizon_years", found=horizon_years, expected="> 0")
    missing = [column for column in (customer, date, amount, margin) if column not in transactions]
    if missing:
        raise WrongShape("transactions", found=list(transactions.columns), expected=" | ".join(missing))
    last = pd.Timestamp(end).normalize()
    lines = pd.DataFrame(
        {
            "customer": transactions[customer].to_numpy(),
            "day": pd.to_datetime(transactions[date]).dt.normalize().to_numpy(),
            "amount": transactions[amount].to_numpy(),
            "margin": transactions[margin].to_numpy(),
        }
    )
    lines = lines[lines["day"] <= last]
    vector(margin, lines["margin"].to_numpy())
    days = lines.loc[lines["amount"] >= 0, ["customer", "day"]].drop_duplicates().sort_values(["customer", "day"])
    if days.empty or not days["day"].min() < last:
        raise NotEstimable("transactions", found=len(days), expected="a purchase before the end")
    window = ((last - days["day"].min()).days + 1) / DAYS_PER_YEAR
    patience = _patience(days)
    at_risk, lost = _count_lost(days, patience, last=last, window=window)
    if not at_risk:
        raise NotEstimable("annual_churn", found=at_risk, expected="a customer at risk a year before the end")
    churn = lost / at_risk
    churn_interval = _jeffreys(lost, at_risk, level)
    cap = LIFE_WINDOWS * window
    lives = 1 / np.maximum([churn_interval.high, churn, churn_interval.low], 1 / cap)
    yearly = _last_year(lines, last, window)
    silent = (last - days.groupby("customer")["day"].max()).dt.days
    here = (silent <= patience).reindex(yearly.index, fill_value=False)
    if gone is not None:
        here = here & ~here.index.isin(gone)
    base = yearly.where(here, 0.0)
    delta = Period.YEAR.discount_rate(annual_rate)
    annuities = _annuity(np.minimum(lives, horizon_years), delta)
    totals = np.sort(float(base.sum()) * annuities[[0, 2]])
    values = base * annuities[1]
    return HistoricalValue(
        yearly_margin=yearly.rename_axis(customer),
        at_risk=at_risk,
        lost=lost,
        annual_churn=churn,
        churn_interval=churn_interval,
        average_life_years=float(lives[1]),
        life_interval=Interval(float(lives[0]), float(lives[2]), level),
        capped=bool(churn * cap <= 1),
        window_years=window,
        total=float(values.sum()),
        interval=Interval(float(totals[0]), float(totals[1]), level),
        customers=values.rename_axis(customer).rename("value"),
    )


def _patience(days: pd.DataFrame) -> pd.Series:
    """Days of silence after which each customer is lost: the greater of a year and 3 times its own median gap."""
    gaps: pd.Series = days.groupby("customer")["day"].diff().dt.days.groupby(days["customer"]).median()
    return (SILENT_GAPS * gaps.fillna(0.0)).clip(lower=SILENT_DAYS)


def _count_lost(days: pd.DataFrame, patience: pd.Series, *, last: pd.Timestamp, window: float) -> tuple[int, int]:
    """Customer-years at risk and lost in the full years up to `last`, the file's first year telling who is there."""
    at_risk = lost = 0
    for back in range(max(1, math.floor(window - 1 + 1e-9))):
        closes, opens = (last - pd.DateOffset(years=back + late) for late in (0, 1))
        seen = days[days["day"] <= opens].groupby("customer")["day"].max()
        limit = patience.reindex(seen.index)
        risky = (opens - seen).dt.days <= limit
        later = days[days["day"] <= closes].groupby("customer")["day"].max().reindex(seen.index)
        gone = risky & ((closes - later).dt.days > limit)
        at_risk += int(risky.sum())
        lost += int(gone.sum())
    return at_risk, lost


def _last_year(lines: pd.DataFrame, last: pd.Timestamp, window: float) -> pd.Series:
    """Margin of each customer over the last 12 months; 0 for those who bought nothing in them."""
    recent = lines["margin"].where(lines["day"] > last - pd.DateOffset(years=1), 0.0)
    sums: pd.Series = recent.groupby(lines["customer"]).sum()
    return (sums / min(1.0, window)).rename("yearly_margin")


def _jeffreys(lost: int, at_risk: int, level: float) -> Interval:
    low, high = (float(betaincinv(lost + 0.5, at_risk - lost + 0.5, (1 + side * level) / 2)) for side in (-1, 1))
    return Interval(low if lost else 0.0, high if lost < at_risk else 1.0, level)


def _annuity(years: Vector, delta: float) -> Vector:
    """Today's value of 1 a year for so many years: int_0^L e^(-delta t) dt."""
    return years if delta == 0 else -np.expm1(-delta * years) / delta
