"""Each customer's silence against its own rhythm: no model, so that it can stand beside any.

The rhythm is the median gap between a customer's purchase days. Three times as long a silence is what the definition of
a lost customer waits for, twelve months at least; here it is told without waiting, as a sign and no verdict.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from gtkit.valuation.historical import SILENT_GAPS
from gtkit.valuation.purchases import SALES, SaleColumns, purchases_of


def rhythm(
    transactions: pd.DataFrame,
    *,
    end: str | dt.date | pd.Timestamp | None = None,
    columns: SaleColumns = SALES,
) -> pd.DataFrame:
    """Own rhythm and present silence of each customer.

    Parameters
    ----------
    transactions, end, columns
        As `summarise` reads them.

    Returns
    -------
    DataFrame indexed by customer who purchased, sorted: last_on (day of the last purchase), gap_days (median days
    between two purchase days; NaN for a single one), silent_days (since the last one), times (silent_days / gap_days;
    NaN with it) and overdue (bool: silent for three times its own gap or more).

    Raises as `summarise`.
    Source: DESIGN, "Lost customer", for the multiple; the median, as one long pause is no rhythm.

    >>> days = ["2026-01-01", "2026-01-11", "2026-01-31", "2026-02-10"]
    >>> rhythm(pd.DataFrame({"customer_id": "a", "date": days, "amount": 1.0}), end="2026-03-12").loc["a", "times"]
    np.float64(3.0)
    """
    bought = purchases_of(transactions, end=end, columns=columns)
    days = pd.DataFrame({"who": bought.who, "day": bought.day})
    gaps = days.groupby("who")["day"].diff().groupby(days["who"]).median()
    last = days.groupby("who")["day"].max()
    silent = (bought.last - last).astype(float)
    times = silent / gaps
    return pd.DataFrame(
        {
            "last_on": last.to_numpy().astype("datetime64[D]").astype("datetime64[us]"),
            "gap_days": gaps.to_numpy(),
            "silent_days": silent.to_numpy(),
            "times": times.to_numpy(),
            "overdue": np.asarray(times >= SILENT_GAPS),
        },
        index=bought.customers[last.index],
    )
