"""Days to pay: how long each customer keeps its supplier's money, invoice by invoice.

An invoice counts for what it is worth: the mean is weighted by amount, and so is the median, the number of days within
which half of the money has come in. Invoices that are still open are no payments: a customer who pays nothing would
look prompt if they were dropped, and a guess if they were counted, so they stand apart with their amount and age.

Source: the customer payment period of company accounts (délai de règlement des clients), taken invoice by invoice
rather than from balances; weighted median as in Edgeworth (1888), Philosophical Magazine 25.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from gtkit.arrays import Vector
from gtkit.errors import OutOfRange, WrongShape

_NEEDED = ("customer_id", "invoiced_on", "paid_on", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysToPay:
    """Days to pay, by customer.

    `customers` is indexed by customer, sorted: paid_invoices, paid_amount, mean_days, median_days (NaN where nothing is
    paid yet), open_invoices, open_amount, oldest_open_days (NaN where nothing is open). Amounts are in the engagement's
    currency, VAT included. `undated` counts invoices without a date, `reversed` those of no amount or below zero: both
    are left out.
    """

    customers: pd.DataFrame
    undated: int
    reversed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgedInvoices:
    """Invoices with `days` (from the invoice to its payment, or to the last day while `open`).

    `undated` and `reversed` count those left out, as `DaysToPay` does.
    """

    invoices: pd.DataFrame
    undated: int
    reversed: int


def days_to_pay(payments: pd.DataFrame, *, as_of: date) -> DaysToPay:
    """Days to pay of each customer.

    Parameters
    ----------
    payments : DataFrame
        One row an invoice, columns of the `payments` table: customer_id, invoiced_on, paid_on (missing while open),
        amount.
    as_of : date
        Last day of the data, inclusive.

    Returns
    -------
    DaysToPay

    Raises WrongShape for a missing column, OutOfRange for an invoice or a payment after the last day.

    >>> told = pd.DataFrame({"customer_id": ["A", "A", "A"], "amount": [100.0, 300.0, 50.0]})
    >>> told["invoiced_on"] = pd.Timestamp("2026-01-01")
    >>> told["paid_on"] = pd.to_datetime(["2026-01-11", "2026-02-10", None])
    >>> days_to_pay(told, as_of=date(2026, 3, 2)).customers.loc["A", ["mean_days", "median_days", "oldest_open_days"]]
    mean_days           32.5
    median_days         40.0
    oldest_open_days    60.0
    Name: A, dtype: float64
    """
    counted = aged_invoices(payments, as_of=as_of)
    table = counted.invoices
    rows = {customer: _of_one(own[~own["open"]], own[own["open"]]) for customer, own in table.groupby("customer_id")}
    columns = ["paid_invoices", "paid_amount", "mean_days", "median_days"]
    columns += ["open_invoices", "open_amount", "oldest_open_days"]
    customers = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("customer_id")
    counts = {"paid_invoices": "int64", "open_invoices": "int64"}
    return DaysToPay(customers=customers.astype(counts), undated=counted.undated, reversed=counted.reversed)


def aged_invoices(payments: pd.DataFrame, *, as_of: date) -> AgedInvoices:
    """The invoices that count, and how old each was when it was paid, or is while it is open.

    Parameters
    ----------
    payments : DataFrame
        As `days_to_pay` reads it; other columns go along.
    as_of : date
        Last day of the data, inclusive.

    Returns
    -------
    AgedInvoices

    Raises as `days_to_pay`.
    """
    missing = [name for name in _NEEDED if name not in payments.columns]
    if missing:
        raise WrongShape("payments", found=tuple(payments.columns), expected=", ".join(_NEEDED))
    last = pd.Timestamp(as_of)
    for name in ("invoiced_on", "paid_on"):
        if (payments[name] > last).any():
            raise OutOfRange(name, found=payments[name].max().date(), expected=f"<= {as_of}")
    undated = payments["invoiced_on"].isna()
    reversed_ = ~undated & (payments["amount"] <= 0)
    kept = payments[~undated & ~reversed_]
    days = (kept["paid_on"].fillna(last) - kept["invoiced_on"]).dt.days.astype("float64")
    return AgedInvoices(
        invoices=kept.assign(days=days, open=kept["paid_on"].isna()),
        undated=int(undated.sum()),
        reversed=int(reversed_.sum()),
    )


def weighted_median(values: Vector, weights: Vector) -> float:
    """The smallest value at or below which half of the weight lies.

    Parameters
    ----------
    values, weights : float arrays, shape (n,), n at least 1
        Weights above 0.

    >>> weighted_median(np.array([10.0, 40.0, 20.0]), np.array([1.0, 5.0, 1.0]))
    40.0
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])


def _of_one(paid: pd.DataFrame, unpaid: pd.DataFrame) -> tuple[float, ...]:
    """One customer's row."""
    days, weights = paid["days"].to_numpy(), paid["amount"].to_numpy()
    told = (float(np.average(days, weights=weights)), weighted_median(days, weights)) if len(days) else (np.nan, np.nan)
    owed = float(unpaid["amount"].sum())
    oldest = float(unpaid["days"].max()) if len(unpaid) else np.nan
    return len(paid), float(weights.sum()), *told, len(unpaid), owed, oldest
