"""Customers whose departure is on record: they have no value to come, unless they bought again since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from gtkit.contracts import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """Customers on record as gone on a day: `gone` for good, and `returned`, who bought after the day they left."""

    gone: pd.Index
    returned: pd.Index


def departure_days(tables: Tables) -> pd.Series:
    """Day on which each customer left, by customer; empty where none is on record.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Reads retention.
    """
    if "retention" not in tables:
        return pd.Series(dtype="datetime64[us]")
    left: pd.Series = tables["retention"].frame.set_index("customer_id")["left_on"].dropna()
    return left


def departures(left_on: pd.Series, sales: pd.DataFrame, *, as_of: date) -> Departures:
    """Who is gone on a day, and who was thought to be.

    Parameters
    ----------
    left_on : Series by customer
        Day of each recorded departure.
    sales : DataFrame
        Columns customer_id, date, amount; credit notes and lines after `as_of` say nothing of a return.
    as_of : date
        Last day of the data: a later departure is none yet.

    Returns
    -------
    Departures

    >>> left = pd.Series(pd.to_datetime(["2026-01-31", "2026-01-31"]), index=["A", "B"])
    >>> sold = pd.DataFrame({"customer_id": ["A", "B"], "date": pd.to_datetime(["2026-01-31", "2026-02-01"])})
    >>> found = departures(left, sold.assign(amount=10.0), as_of=date(2026, 6, 30))
    >>> list(found.gone), list(found.returned)
    (['A'], ['B'])
    """
    last = pd.Timestamp(as_of)
    left = left_on[left_on <= last]
    bought = sales[(sales["amount"] > 0) & (sales["date"] <= last)]
    latest = bought.groupby("customer_id")["date"].max().reindex(left.index)
    back = latest > left
    return Departures(gone=left.index[~back], returned=left.index[back])
