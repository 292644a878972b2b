"""Which tier does a customer belong to? Explicit cut points, to be checked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd


def assign(tiers: pd.DataFrame, value: pd.Series, effort: pd.Series) -> pd.Series:
    """The first tier, dearest first, whose cut points a customer reaches.

    Parameters
    ----------
    tiers : DataFrame
        tier, minimum_value (currency), minimum_effort (0 to 100; NaN = none asked).
    value : Series by customer
        Lifetime value, currency.
    effort : Series by customer
        Effort score; NaN where not known.

    Returns
    -------
    Series by customer: the tier; "" where the value is not known, where no tier is reached, or where the value reaches
    a tier that asks for an effort nobody knows.

    Source: METHODS M20, declared rules.

    >>> tiers = pd.DataFrame({"tier": ["A", "B"], "minimum_value": [100.0, 0.0], "minimum_effort": [60.0, np.nan]})
    >>> assign(tiers, pd.Series([200.0, 200.0, 200.0, 50.0]), pd.Series([80.0, 20.0, np.nan, np.nan])).tolist()
    ['A', 'B', '', 'B']
    """
    effort = effort.reindex(value.index)
    given = pd.Series("", index=value.index, dtype="object")
    waiting = value.notna()
    ordered = tiers.sort_values(["minimum_value", "minimum_effort"], ascending=False, na_position="last", kind="stable")
    for _, tier in ordered.iterrows():
        reached = waiting & (value >= tier["minimum_value"])
        asked = not np.isnan(tier["minimum_effort"])
        waiting &= ~(reached & effort.isna()) if asked else True
        taken = reached & (effort >= tier["minimum_effort"]) if asked else reached
        given[taken] = tier["tier"]
        waiting &= ~taken
    return given


def profile(tiers: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """What each tier holds.

    Parameters
    ----------
    tiers : DataFrame
        As `assign` reads it, with label.
    customers : DataFrame by customer
        tier, ltv and yearly_margin (currency), hours (a year).

    Returns
    -------
    DataFrame by tier, in the order of the cut points: label, minimum_value, minimum_effort, customers, value,
    value_share (of all tiers' value; NaN when that is not positive), median (value of a customer), yearly_margin,
    hours.
    """
    known = tiers.sort_values("minimum_value", ascending=False, kind="stable").set_index("tier")
    found = customers[customers["tier"] != ""].groupby("tier")
    sums = found[["ltv", "yearly_margin", "hours"]].sum().reindex(known.index).fillna(0.0)
    total = float(sums["ltv"].sum())
    return known[["label", "minimum_value", "minimum_effort"]].assign(
        customers=found.size().reindex(known.index).fillna(0).astype(int),
        value=sums["ltv"],
        value_share=sums["ltv"] / total if total > 0 else np.nan,
        median=found["ltv"].median().reindex(known.index),
        yearly_margin=sums["yearly_margin"],
        hours=sums["hours"],
    )
