"""Transactions to purchases: what was bought, by whom, on which day, for how much.

A purchase is a day. Lines of one customer on one day are one purchase, whose amount is their net. A credit note (a
negative line) is never a purchase: it lowers the day of the invoice that it credits, else its own day; a purchase that
credit notes bring to nothing never happened.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array

from gtkit.arrays import Vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

Codes = npt.NDArray[np.int64]
Positions = npt.NDArray[np.intp]
NOTHING = 1e-9  # share of a day's sales under which its net is a rounding error


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchases:
    """Days on which customers bought, in the order of customers then days.

    Attributes
    ----------
    customers : index of all customers, sorted, those who never purchased included.
    who : position of the customer; day : days since 1970-01-01; paid : net amount; each of shape (purchases,).
    net_amount : net of all lines by customer, shape (customers,).
    last : last day observed.
    """

    customers: pd.Index
    who: Positions
    day: Codes
    paid: Vector
    net_amount: Vector
    last: int


def purchases_of(
    transactions: pd.DataFrame,
    *,
    end: str | dt.date | pd.Timestamp | None,
    customer: str,
    date: str,
    amount: str | None,
    invoice: str,
    credited_invoice: str,
) -> Purchases:
    """Read the purchases of a table of lines; arguments as in `summarise`.

    Raises WrongShape for a missing column, OutOfRange for a blank customer, date or amount, NotEstimable when no
    purchase lies on or before `end`.
    Source: credit notes by VALUATION section 9 (convention of the kit).
    """
    wanted = [customer, date] + ([amount] if amount else [])
    missing = [column for column in wanted if column not in transactions]
    if missing:
        raise WrongShape("transactions", found=list(transactions.columns), expected=" | ".join(missing))
    days = _days(transactions[date], date)
    last = int(days.max(initial=-1)) if end is None else _day(end)
    kept = days <= last
    lines, days = (transactions, days) if kept.all() else (transactions[kept], days[kept])
    if lines.empty:
        raise NotEstimable("transactions", found=0, expected="> 0")
    who, names = pd.factorize(lines[customer], sort=True)
    if (who < 0).any():
        raise OutOfRange(customer, found="", expected="a customer code")
    values = np.ones(len(lines)) if amount is None else _amounts(lines[amount], amount)
    if amount and {invoice, credited_invoice} <= set(lines.columns):
        days = _booked(lines[[invoice, credited_invoice]].to_numpy(dtype=object), who, days, values)
    return _by_day(pd.Index(names, name=customer), who, days, values, last=last)


def _by_day(customers: pd.Index, who: Positions, days: Codes, values: Vector, *, last: int) -> Purchases:
    origin = days.min()
    owner, day, amounts = _in_order(who, days - origin, values)
    starts = np.flatnonzero(np.append(True, (np.diff(owner) != 0) | (np.diff(day) != 0)))
    owner, day = owner[starts], day[starts] + origin
    net = np.add.reduceat(amounts, starts)
    sold = np.add.reduceat(np.maximum(amounts, 0.0), starts)
    touched = np.maximum.reduceat(amounts >= 0, starts)
    credited = sold - net > NOTHING * sold
    bought = touched & ~(credited & (net <= NOTHING * sold))
    if not bought.any():
        raise NotEstimable("purchases", found=0, expected="> 0")
    return Purchases(
        customers=customers,
        who=owner[bought],
        day=day[bought],
        paid=net[bought],
        net_amount=np.bincount(owner, weights=net, minlength=len(customers)).astype(np.float64),
        last=last,
    )


def _in_order(who: Positions, day: Codes, values: Vector) -> tuple[Positions, npt.NDArray[np.int32], Vector]:
    """Lines by customer then day. Scipy's conversion to rows is a counting sort, and keeps the order of appearance."""
    customer, when = who.astype(np.int32), day.astype(np.int32)
    if (np.diff(when) < 0).any():
        order = np.argsort(
            when.astype(np.uint16) if when.max() < 1 << 16 else when, kind="stable"
        )  # 16 bits: by digits
        customer, when, values = customer[order], when[order], values[order]
    lines = coo_array((values, (customer, when)))
    lines.has_canonical_format = True  # lines of one day stay apart
    table = lines.tocsr()
    return np.repeat(np.arange(table.shape[0]), np.diff(table.indptr)), table.indices, table.data


def _booked(pieces: npt.NDArray[np.object_], who: Positions, days: Codes, values: Vector) -> Codes:
    """Days, with each credit note on the day of the invoice it names (its own number, when it names no other)."""
    lines = pd.DataFrame({"who": who, "day": days, "invoice": pieces[:, 0], "credited": pieces[:, 1], "v": values})
    sales = lines[(lines["v"] >= 0) & lines["invoice"].notna() & (lines["invoice"] != "")]
    issued = sales.groupby(["who", "invoice"])["day"].min()
    notes = lines[lines["v"] < 0]
    named = notes["credited"].where(notes["credited"].notna() & (notes["credited"] != ""), notes["invoice"])
    day = issued.reindex(pd.MultiIndex.from_arrays([notes["who"], named])).to_numpy()
    lines.loc[notes.index, "day"] = np.where(np.isnan(day), notes["day"], day).astype(np.int64)
    return lines["day"].to_numpy()


def _days(dates: pd.Series, name: str) -> Codes:
    parsed = pd.to_datetime(dates)
    if parsed.isna().any():
        raise OutOfRange(f"{name}[{int(np.argmax(parsed.isna()))}]", found="", expected="a date")
    return parsed.to_numpy().astype("datetime64[D]").astype(np.int64)


def _day(end: str | dt.date | pd.Timestamp) -> int:
    return int(np.datetime64(pd.Timestamp(end), "D").astype(np.int64))


def _amounts(amounts: pd.Series, name: str) -> Vector:
    values = amounts.to_numpy(dtype=np.float64)
    if not np.isfinite(values).all():
        raise OutOfRange(f"{name}[{int(np.argmin(np.isfinite(values)))}]", found="", expected="a finite amount")
    return values
