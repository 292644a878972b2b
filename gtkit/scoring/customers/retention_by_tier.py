"""Do better tiers stay longer? Retention curves of the tiers held at entry, compared.

The tier must have been given when the customer came, and its date prove it. A tier given later is a reward for having
stayed: its customers could not leave before they earned it (immortal time), and any tier policy would look loyal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pandas as pd

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.periods import DAYS_PER_YEAR
from gtkit.scoring.customers.retention import RetentionCurve, log_rank, retention


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionByTier:
    """Retention of each tier, in years since entry.

    Attributes
    ----------
    curves : by tier.
    chi2, p_value : log-rank test of one curve for all tiers.
    horizon_years : the shortest of the tiers' longest times seen, so that all are told over the same years.
    time_kept : DataFrame by tier: customers, departures, years (mean stay within the horizon), low, high.
    """

    curves: Mapping[str, RetentionCurve]
    chi2: float
    p_value: float
    horizon_years: float
    time_kept: pd.DataFrame


def retention_by_tier(customers: pd.DataFrame, *, end: date, level: float = 0.95) -> RetentionByTier:
    """Compare how long the customers of each tier stay.

    Parameters
    ----------
    customers : DataFrame by customer
        entered and left (dates; left is NaT for one still there), tier (text), tier_given (date).
    end : date
        Last day seen: a departure after it is not known yet.
    level : float
        Of the intervals.

    Returns
    -------
    RetentionByTier

    Raises NotEstimable when a tier is not dated or was given after entry, when there are fewer than two tiers, or when
    nobody left; OutOfRange for an entry unknown or after the end, or a departure before the entry.
    Source: METHODS M24; Suissa (2008), American Journal of Epidemiology 167(4), for immortal time.
    """
    last = pd.Timestamp(end)
    entered, left, given = (pd.to_datetime(customers[name]) for name in ("entered", "left", "tier_given"))
    unborn = customers.index[~(entered <= last)]
    if len(unborn):
        raise OutOfRange(f"entered[{unborn[0]}]", found=str(entered[unborn[0]]), expected=f"<= {last.date()}")
    late = customers.index[~(given <= entered)]
    if len(late):
        raise NotEstimable(f"tier_given[{late[0]}]", found=str(given[late[0]]), expected="a date, at entry or before")
    crossed = customers.index[left < entered]
    if len(crossed):
        raise OutOfRange(f"left[{crossed[0]}]", found=str(left[crossed[0]]), expected="on the entry or after")
    gone = left <= last
    years = (left.where(gone, last) - entered).dt.days / DAYS_PER_YEAR
    tiers = customers["tier"].astype(str)
    chi2, p_value = log_rank(years.to_numpy(), gone.to_numpy(), tiers.to_numpy())
    curves = {str(t): retention(years[tiers == t], gone[tiers == t], level=level) for t in sorted(tiers.unique())}
    horizon = min(curve.last for curve in curves.values())
    rows = []
    for curve in curves.values():
        kept, interval = curve.time_kept(horizon)
        rows.append((len(curve.seen), curve.departures, kept, interval.low, interval.high))
    columns = ["customers", "departures", "years", "low", "high"]
    return RetentionByTier(
        curves=MappingProxyType(curves),
        chi2=chi2,
        p_value=p_value,
        horizon_years=horizon,
        time_kept=pd.DataFrame(rows, index=pd.Index(list(curves), name="tier"), columns=columns),
    )
