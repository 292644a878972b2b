"""Do orders come at fixed opportunities: once a year, a quarter or a month, or not at all?

Such customers have a budget, a season, a renewal: what tells that one left is an opportunity that it did not take, and
no gap between two days. The period is the longest in which a customer that orders orders once, nearly always; it must
come often enough in the file for a departure to show.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.opportunities import period_starts
from gtkit.valuation.purchases import SALES, SaleColumns, purchases_of

ONCE = 0.98  # share of the periods with an order that hold no second one
FEWEST = 6  # periods in the file
TRIED = (Period.YEAR, Period.QUARTER, Period.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscreteOrders:
    """Orders that come once a period, and the share of the periods with an order that hold no second one."""

    period: Period
    once: float


def discrete_orders(
    transactions: pd.DataFrame,
    *,
    end: str | dt.date | pd.Timestamp | None = None,
    columns: SaleColumns = SALES,
) -> DiscreteOrders | None:
    """The longest period in which customers order once at most.

    Parameters
    ----------
    transactions, end, columns
        As `summarise_opportunities` reads them.

    Returns
    -------
    DiscreteOrders, or None where orders come at any time, or the file is shorter than 6 of their periods.

    Raises as `summarise_opportunities`.
    Source: Fader, Hardie & Shang (2010), Marketing Science 29(6), on what a discrete opportunity is; both thresholds
    are the kit's own.

    >>> days = [f"{year}-{month}-15" for year in (2023, 2024) for month in ("02", "05", "11")]
    >>> discrete_orders(pd.DataFrame({"customer_id": "a", "date": days, "amount": 9.0}), end="2024-12-31")
    DiscreteOrders(period=<Period.QUARTER: 'quarter'>, once=1.0)
    """
    bought = purchases_of(transactions, end=end, columns=columns)
    for period in TRIED:
        starts = period_starts(period, first=int(bought.day.min()), last=bought.last)
        if len(starts) < FEWEST:
            continue
        number = np.searchsorted(starts, bought.day, side="right")
        _, orders = np.unique(bought.who * (len(starts) + 1) + number, return_counts=True)
        once = float((orders == 1).mean())
        if once >= ONCE:
            return DiscreteOrders(period=period, once=once)
    return None
