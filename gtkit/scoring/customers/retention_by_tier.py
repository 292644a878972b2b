"""Do better tiers stay longer? Retention curves of the tiers held at entry, compared.

The tier must have been given when the customer came, and its date prove it. A tier given later is a reward for having
stayed: its customers could not leave before they earned it (immortal time), and any tier policy would look loyal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.periods import DAYS_PER_YEAR
from gtkit.scoring.customers.retention import RetentionCurve, log_rank, retention

CHANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionByTier:
    """Retention of each tier, in years since entry.

    Attributes
    ----------
    curves : by tier.
    chi2, p_value : log-rank test of one curve for all tiers.
    known_from : first day from which departures are known, where they are not from the first entry on.
    horizon_years : the shortest of the tiers' longest times seen, so that all are told over the same years.
    time_kept : DataFrame by tier: customers, departures, years (mean stay within the horizon), low, high.
    """

    curves: Mapping[str, RetentionCurve]
    chi2: float
    p_value: float
    known_from: date | None
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

    Where no departure is known for so long that, at the pace seen since at the same age, chance hardly explains it
    (5 %), departures were not recorded before: each customer counts from the first recorded one on.

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
    seen = left.where(gone, last)
    years = (seen - entered).dt.days / DAYS_PER_YEAR
    known_from = _known_from(entered, seen, gone)
    start = pd.Series(0.0, index=years.index)
    if known_from is not None:
        start = ((known_from - entered).dt.days / DAYS_PER_YEAR).clip(lower=0.0)
    tiers = customers["tier"].astype(str)
    chi2, p_value = log_rank(years, gone, tiers, known_from=start)
    curves = {
        str(t): retention(years[tiers == t], gone[tiers == t], known_from=start[tiers == t], level=level)
        for t in sorted(tiers.unique())
    }
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
        known_from=None if known_from is None else known_from.date(),
        horizon_years=horizon,
        time_kept=pd.DataFrame(rows, index=pd.Index(list(curves), name="tier"), columns=columns),
    )


def _known_from(entered: pd.Series, seen: pd.Series, gone: pd.Series) -> pd.Timestamp | None:
    """The eve of the first departure, where none before it is more than chance; None where departures look complete.

    What was to be expected before it: those then there, at the pace seen since among customers of the same age.
    """
    if not gone.any():
        return None
    eve = seen[gone].min() - pd.Timedelta(days=1)
    age, then = ((day - entered).dt.days for day in (seen, eve))
    since = retention(age, gone, known_from=then.clip(lower=0)).steps
    there = (then.to_numpy()[:, None] >= since.index.to_numpy()).sum(axis=0)
    expected = float((since["left"] / since["at_risk"] * there).sum())
    return eve if np.exp(-expected) < CHANCE else None
