"""Does the organisation renew what it sells? The share of new offers in its sales, and each customer's last novelty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from gtkit.evidence import Interval
from gtkit.periods import DAYS_PER_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Vitality of the offer over the last twelve months.

    Attributes
    ----------
    offers : DataFrame by offer, newest first: launched_on, sales (currency a year), sales_share, customers, new (bool).
    share : of sales made with new offers. interval : over customers.
    months : Series by customer: since the launch of the newest offer that it ever bought.
    untold_share : of sales whose offer is not listed, hence of no known age.
    """

    offers: pd.DataFrame
    share: float
    interval: Interval
    months: pd.Series
    untold_share: float


def renew(
    transactions: pd.DataFrame,
    offers: pd.DataFrame,
    *,
    as_of: date,
    novelty_months: int,
    level: float,
    draws: int,
    rng: np.random.Generator,
) -> Renewal | None:
    """Share of the year's sales that new offers make, credit notes taken off.

    Parameters
    ----------
    transactions : DataFrame
        customer_id, date, amount (currency), product.
    offers : DataFrame
        offer (the product of the sales), launched_on.
    as_of : date
    novelty_months : int
        An offer is new from its launch until so many months later.
    level : float
        Of the interval, by resampling customers.
    draws : int
    rng : numpy Generator

    Returns
    -------
    Renewal, or None when none of the year's sales bears an offer that is listed.

    Source: METHODS row 4.6; Efron & Tibshirani (1993) for the interval, by percentiles.
    """
    last = pd.Timestamp(as_of)
    launched = offers.set_index("offer")["launched_on"]
    lines = transactions[transactions["date"] <= last]
    lines = lines.assign(launched=lines["product"].map(launched))
    year = lines[lines["date"] > last - pd.DateOffset(years=1)]
    told = year[year["launched"].notna()]
    by_customer = pd.DataFrame(
        {
            "new": told["amount"].where(told["launched"] > last - pd.DateOffset(months=novelty_months), 0.0),
            "all": told["amount"],
        }
    )
    sums = by_customer.groupby(told["customer_id"]).sum().clip(lower=0.0)
    sums = sums[sums["all"] > 0]
    if sums.empty:
        return None
    share = float(sums["new"].sum() / sums["all"].sum())
    weights = rng.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=draws)
    drawn = (weights @ sums["new"].to_numpy()) / (weights @ sums["all"].to_numpy())
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    bought = lines[(lines["amount"] > 0) & lines["customer_id"].isin(sums.index)]
    newest = bought.groupby("customer_id")["launched"].max().reindex(sums.index)
    sales = told.groupby("product").agg(sales=("amount", "sum"), customers=("customer_id", "nunique"))
    table = launched.sort_values(ascending=False).to_frame().join(sales).fillna({"sales": 0.0, "customers": 0})
    return Renewal(
        offers=table.assign(
            sales_share=table["sales"] / told["amount"].sum(),
            new=table["launched_on"] > last - pd.DateOffset(months=novelty_months),
        ),
        share=share,
        interval=Interval(min(float(low), share), max(float(high), share), level),
        months=(last - newest).dt.days / DAYS_PER_YEAR * 12,
        untold_share=1 - float(told["amount"].sum() / year["amount"].sum()),
    )
