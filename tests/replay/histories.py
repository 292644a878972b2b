"""One row a customer from the lines of sales: purchases, ages in weeks and spend, as the trace tells them.

A purchase is a day on which a customer bought. A credit note lowers the day of the invoice that it credits, else its
own day; a day brought to nothing is no purchase. What meets no purchase lowers all of them in proportion.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

WEEK = 7.0
NOTHING = 1e-9


def histories(lines: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """By customer: x, t_x, T (repeat purchases, age at the last, age at the end), n and z (paid ones, their mean)."""
    booked = lines.assign(day=_booked(lines), sold=lines["amount"].clip(lower=0), sale=lines["amount"] >= 0)
    days = booked.groupby(["customer_id", "day"]).agg(net=("amount", "sum"), sold=("sold", "sum"), sale=("sale", "any"))
    cancelled = (days["net"] <= NOTHING * days["sold"]) & (days["sold"] - days["net"] > NOTHING * days["sold"])
    bought = days[days["sale"] & ~cancelled].reset_index("day")
    by = bought.groupby("customer_id")
    first, last = by["day"].min(), by["day"].max()
    repeats = bought[bought["day"] > first[bought.index]]
    paid = repeats[repeats["net"] > 0].groupby("customer_id")["net"]
    total, kept = days["net"].groupby("customer_id").sum(), by["net"].sum()
    part = (total.reindex(kept.index) / kept.where(kept > 0)).fillna(1.0).clip(lower=0)
    n = paid.size().reindex(first.index).fillna(0).where(part > 0, 0)
    return pd.DataFrame(
        {
            "x": by.size() - 1.0,
            "t_x": (last - first).dt.days / WEEK,
            "T": (as_of - first).dt.days / WEEK,
            "n": n,
            "z": (part * paid.mean().reindex(first.index)).where(n > 0, 0.0),
        }
    )


def _booked(lines: pd.DataFrame) -> pd.Series:
    """Day of each line, that of its invoice for a credit note that names one of the customer's."""
    sales = lines[(lines["amount"] >= 0) & (lines["invoice"] != "")]
    issued = sales.groupby(["customer_id", "invoice"])["date"].min().rename("issued")
    named = lines["credited_invoice"].where(lines["credited_invoice"] != "", lines["invoice"])
    keyed = lines[["customer_id"]].assign(invoice=named).join(issued, on=["customer_id", "invoice"])
    return keyed["issued"].where(lines["amount"] < 0).fillna(lines["date"])


def margin_rates(lines: pd.DataFrame) -> pd.Series:
    """Margin of each customer over its whole history, as a share of its sales; everybody's if it sold nothing net."""
    sums = lines.groupby("customer_id")[["amount", "margin"]].sum()
    own = (sums["margin"] / sums["amount"]).where(sums["amount"] > 0)
    whole = lines[["amount", "margin"]].sum()
    return own.fillna(whole["margin"] / whole["amount"])


def orders(lines: pd.DataFrame) -> pd.Series:
    """Days with a sale above 0, by customer."""
    return lines[lines["amount"] > 0].groupby("customer_id")["date"].nunique()


def discount_per_week(annual_rate: float) -> float:
    """Continuous rate a week that is worth so much a year of 365.25 days."""
    return float(np.log1p(annual_rate) * WEEK / 365.25)


def weeks(years: float) -> float:
    """So many years of 365.25 days, in weeks."""
    return years * 365.25 / WEEK
