"""Transactions to one row a customer: how often, how lately, for how long, for how much.

A purchase is a day, net of its credit notes (`purchases`). A credit note that meets no purchase lowers all of the
customer's purchases in proportion, so that its net total is kept. A free delivery (amount 0) is a purchase and tells
nothing of spend.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from gtkit.arrays import Vector
from gtkit.periods import Period
from gtkit.valuation.purchases import SALES, Codes, Positions, Purchases, SaleColumns, purchases_of

BLOCK = 1 << 15  # customers at once, whose temporaries stay in the processor's cache


def summarise(
    transactions: pd.DataFrame,
    *,
    period: Period,
    end: str | dt.date | pd.Timestamp | None = None,
    columns: SaleColumns = SALES,
) -> pd.DataFrame:
    """Frequency, recency, age and spend of each customer.

    Parameters
    ----------
    transactions : DataFrame
        One row a line.
    period : Period
        Unit of recency and T.
    end : date, inclusive
        Last day observed; later rows are left out. None: the last date of the table.
    columns : SaleColumns
        What its columns are called.

    Returns
    -------
    DataFrame indexed by customer, sorted: frequency (repeat purchase days), recency (age at the last one, periods),
    T (age at `end`, periods), sum_log_gaps (sum of log gaps between purchases, periods); with amounts also
    monetary_value (mean of repeat purchases above 0; 0 when there is none), spend_count (how many those are) and
    net_amount (sum of all lines). `attrs["period"]`, `attrs["end"]` (ISO text), and `attrs["unassigned"]`, the net
    amount of customers who never purchased: net_amount and it add up to the table's total.

    Raises WrongShape for a missing column, OutOfRange for a blank customer, date or amount, NotEstimable when no
    purchase lies on or before `end`.
    Source: Fader & Hardie, note 004; credit notes by VALUATION section 9 (convention of the kit).

    >>> lines = pd.DataFrame({"customer_id": ["a", "a", "b"], "date": ["2025-01-01", "2025-01-15", "2025-01-08"],
    ...                       "amount": [10.0, 30.0, 5.0]})
    >>> summarise(lines, period=Period.WEEK, end="2025-01-29")[["frequency", "recency", "T", "monetary_value"]]
                 frequency  recency    T  monetary_value
    customer_id
    a                    1      2.0  4.0            30.0
    b                    0      0.0  3.0             0.0
    """
    bought = purchases_of(transactions, end=end, columns=columns)
    rows = describe(bought, when=bought.day, paid=bought.paid, who=bought.who, last=bought.last, unit=period.days)
    money = columns.amount is not None
    return finished(rows, unassigned=bought.unassigned, last=bought.last, period=period, money=money)


def describe(bought: Purchases, *, who: Codes, when: Codes, paid: Vector, last: int, unit: float) -> pd.DataFrame:
    """Columns of a summary by customer who purchased.

    Parameters
    ----------
    bought : Purchases
        All customers and their net amounts.
    who, when, paid : arrays, shape (purchases,)
        Purchases in the order of customers then dates: position of the customer, date, amount.
    last : int
        Date of the end.
    unit : float
        Dates in a period.
    """
    begins = np.flatnonzero(np.append(True, who[1:] != who[:-1]))
    ends = np.append(begins[1:], len(who))
    logs = np.append(0.0, np.log(np.arange(1, np.ptp(when) + 1) / unit))  # of each gap, which are whole and few
    blocks = (slice(k, k + BLOCK) for k in range(0, len(begins), BLOCK))
    parts = [_counted(when, paid, begins[block], int(ends[block][-1]), logs) for block in blocks]
    log_gaps, kept, spent, count = (np.concatenate(column) for column in zip(*parts, strict=True))
    first, latest = when[begins].astype(np.float64), when[ends - 1].astype(np.float64)
    total = bought.net_amount[who[begins]]
    keep = np.clip(np.divide(total, kept, out=np.ones(len(kept)), where=kept > 0), 0.0, None)
    return pd.DataFrame(
        {
            "frequency": ends - begins - 1,
            "recency": (latest - first) / unit,
            "T": (last - first) / unit,
            "sum_log_gaps": log_gaps,
            "monetary_value": keep * spent / np.maximum(count, 1),
            "spend_count": np.where(keep > 0, count, 0),
            "net_amount": total,
        },
        index=bought.customers[who[begins]],
        copy=False,
    )


def _counted(when: Codes, paid: Vector, begins: Positions, end: int, logs: Vector) -> tuple[Vector, ...]:
    """Of some customers who follow one another: log gaps, amount of all purchases, of repeat ones, and their number."""
    when, paid, begins = when[begins[0] : end], paid[begins[0] : end], begins - begins[0]
    gaps = np.diff(when, prepend=when[:1])
    gaps[begins] = 0
    again = np.maximum(paid, 0.0)
    again[begins] = 0.0
    return (
        np.add.reduceat(logs[gaps], begins),
        np.add.reduceat(paid, begins),
        np.add.reduceat(again, begins),
        np.add.reduceat(again > 0, begins, dtype=np.int64),
    )


def finished(columns: pd.DataFrame, *, unassigned: float, last: int, period: Period, money: bool) -> pd.DataFrame:
    """The summary with its attributes; without columns of money when amounts are not known."""
    summary = columns
    if not money:
        summary, unassigned = summary.drop(columns=["monetary_value", "spend_count", "net_amount"]), 0.0
    summary.attrs = {"period": period, "end": str(np.datetime64(last, "D")), "unassigned": unassigned}
    return summary
