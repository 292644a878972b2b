"""Who the customers are: those of any table, those older than the extract, those on record as gone."""

from __future__ import annotations

from datetime import date

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.customer_base import CustomerBase
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.valuation.truncation import LeftTruncation, left_truncation


def roster(tables: Tables, base: CustomerBase | None) -> pd.DataFrame:
    """One row a customer of any table, with what the customers table says of it."""
    known = tables["customers"].frame.set_index("customer_id") if "customers" in tables else None
    met = [tables[key].frame["customer_id"] for key in ("transactions", "customers", "time") if key in tables]
    index = pd.Index(sorted(set().union(*met)), name="customer_id")
    empty = pd.DataFrame(index=index)
    if known is None:
        return empty.assign(name=index, segment="", phase="", barrier="")
    return empty.join(known)


def truncation(tables: Tables, base: CustomerBase | None, settings: Settings) -> LeftTruncation | None:
    """Who was there before the extract begins; None where nobody was valued."""
    if base is None:
        return None
    sales = tables["transactions"].frame
    sales = sales[(sales["date"] <= pd.Timestamp(settings.as_of)) & sales["customer_id"].isin(base.summary.index)]
    first = sales[sales["amount"] >= 0].groupby("customer_id")["date"].min()
    told = pd.Series(dtype="datetime64[us]")
    if "customers" in tables:
        told = tables["customers"].frame.set_index("customer_id")["acquired_on"]
    return left_truncation(first, told, begins=sales["date"].min())


def gone(left_on: pd.Series, base: CustomerBase | None, as_of: date) -> pd.Index:
    """Customers on record as gone, those who never bought included, those who came back left out."""
    left = left_on.index[left_on <= pd.Timestamp(as_of)]
    return left if base is None else left.difference(base.departures.returned)
