"""Transactions to purchases: what was bought, by whom, on which day, for how much.

A purchase is a day. Lines of one customer on one day are one purchase, whose amount is their net. A credit note (a
negative line) is never a purchase: it lowers the day of the invoice that it credits, else its own day; a purchase that
credit notes bring to nothing never happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array

from gtkit.arrays import Vector, by_digits, distinct
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

Codes = npt.NDArray[np.int32]
Positions = npt.NDArray[np.intp]
BLOCK = 1 << 16  # dates at once, whose temporaries stay in the processor's cache
NOTHING = 1e-9  # share of a day's sales under which its net is a rounding error


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleColumns:
    """Names of the columns of a table of sales, one row a line.

    `amount` is None when only dates are known. Where `invoice` and `credited_invoice` are both there, a credit note is
    booked on the day of the invoice it names.
    """

    customer: str = "customer_id"
    date: str = "date"
    amount: str | None = "amount"
    invoice: str = "invoice"
    credited_invoice: str = "credited_invoice"

    def tied_in(self, held: Iterable[str]) -> bool:
        """Whether credit notes name their invoice in a table that holds these columns.

        Raises WrongShape for a table without customers, dates, or amounts that are to be read.
        """
        held = list(held)
        missing = [column for column in (self.customer, self.date, self.amount) if column and column not in held]
        if missing:
            raise WrongShape("transactions", found=held, expected=" | ".join(missing))
        return self.amount is not None and {self.invoice, self.credited_invoice} <= set(held)


SALES = SaleColumns()


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
    who: Codes
    day: Codes
    paid: Vector
    net_amount: Vector
    last: int

    @property
    def unassigned(self) -> float:
        """Net amount of customers who never purchased."""
        return float(self.net_amount[np.bincount(self.who, minlength=len(self.customers)) == 0].sum())


def purchases_of(
    transactions: pd.DataFrame, *, end: str | dt.date | pd.Timestamp | None, columns: SaleColumns = SALES
) -> Purchases:
    """Read the purchases of a table of lines; arguments as in `summarise`.

    Raises WrongShape for a missing column, OutOfRange for a blank customer, date or amount, NotEstimable when no
    purchase lies on or before `end`.
    Source: credit notes by VALUATION section 9 (convention of the kit).
    """
    tied = columns.tied_in(transactions.columns)
    days = _days(transactions[columns.date], columns.date)
    last = int(days.max(initial=-1)) if end is None else _day(end)
    kept = days <= last
    lines, days = (transactions, days) if kept.all() else (transactions[kept], days[kept])
    if lines.empty:
        raise NotEstimable("transactions", found=0, expected="> 0")
    who, names = _coded(lines[columns.customer])
    if who.min() < 0:
        raise OutOfRange(columns.customer, found="", expected="a customer code")
    values = np.ones(len(lines)) if columns.amount is None else _amounts(lines[columns.amount], columns.amount)
    if tied:
        days = _booked(lines[[columns.invoice, columns.credited_invoice]].to_numpy(dtype=object), who, days, values)
    begins, days, values = _in_order(who, days, values)
    return _by_day(names, begins, days, values, last=last)


def _by_day(customers: pd.Index, begins: Codes, days: Codes, amounts: Vector, *, last: int) -> Purchases:
    """Days of purchase of lines in order, `begins` being where the lines of each customer begin."""
    first = np.append(True, days[1:] != days[:-1])
    first[begins] = True
    starts = np.flatnonzero(first)
    net = np.add.reduceat(amounts, starts)
    bought = slice(None) if amounts.min() >= 0 else _bought(amounts, starts, net)
    each = np.add.reduceat(first, begins, dtype=np.int32)
    return Purchases(
        customers=customers,
        who=np.repeat(np.arange(len(customers), dtype=np.int32), each)[bought],
        day=days[starts][bought],
        paid=net[bought],
        net_amount=np.add.reduceat(amounts, begins),
        last=last,
    )


def _bought(amounts: Vector, starts: Positions, net: Vector) -> npt.NDArray[np.bool_]:
    """Which days are purchases, where there are credit notes among the lines."""
    sold = np.add.reduceat(np.maximum(amounts, 0.0), starts)
    touched = np.maximum.reduceat(amounts >= 0, starts)
    credited = sold - net > NOTHING * sold
    bought = touched & ~(credited & (net <= NOTHING * sold))
    if not bought.any():
        raise NotEstimable("purchases", found=0, expected="> 0")
    return np.asarray(bought)


def _coded(customers: pd.Series) -> tuple[Codes, pd.Index]:
    """Place of each customer among the distinct ones, -1 where blank, and these in order."""
    values = customers.to_numpy()
    if values.dtype.kind == "i":
        found, places = distinct(values)
        return places, pd.Index(found, name=customers.name)
    codes, names = pd.factorize(customers, sort=True)
    return codes.astype(np.int32), pd.Index(names, name=customers.name)


def _in_order(who: Codes, day: Codes, values: Vector) -> tuple[Codes, Codes, Vector]:
    """Lines by customer then day: where each customer begins, then the days and values of lines.

    Scipy's conversion to rows is a counting sort, and keeps the order of appearance.
    """
    origin = day.min()
    day = day - origin
    if (day[1:] < day[:-1]).any():
        order = np.argsort(by_digits(day), kind="stable")
        who, day, values = who[order], day[order], values[order]
    lines = coo_array((values, (who, day)))
    lines.has_canonical_format = True  # lines of one day stay apart
    table = lines.tocsr()
    table.indices += origin
    return table.indptr[:-1], table.indices, table.data


def _booked(pieces: npt.NDArray[np.object_], who: Codes, days: Codes, values: Vector) -> Codes:
    """Days, with each credit note on the day of the invoice it names (its own number, when it names no other)."""
    lines = pd.DataFrame({"who": who, "day": days, "invoice": pieces[:, 0], "credited": pieces[:, 1], "v": values})
    sales = lines[(lines["v"] >= 0) & lines["invoice"].notna() & (lines["invoice"] != "")]
    issued = sales.groupby(["who", "invoice"])["day"].min()
    notes = lines[lines["v"] < 0]
    named = notes["credited"].where(notes["credited"].notna() & (notes["credited"] != ""), notes["invoice"])
    day = issued.reindex(pd.MultiIndex.from_arrays([notes["who"], named])).to_numpy()
    lines.loc[notes.index, "day"] = np.where(np.isnan(day), notes["day"], day).astype(np.int32)
    return lines["day"].to_numpy()


def _days(dates: pd.Series, name: str) -> Codes:
    parsed = pd.to_datetime(dates)
    if parsed.isna().any():
        raise OutOfRange(f"{name}[{int(np.argmax(parsed.isna()))}]", found="", expected="a date")
    times = parsed.to_numpy()
    days = np.empty(len(times), dtype=np.int32)
    for begin in range(0, len(times), BLOCK):
        days[begin : begin + BLOCK] = times[begin : begin + BLOCK].astype("datetime64[D]").astype(np.int64)
    return days


def _day(end: str | dt.date | pd.Timestamp) -> int:
    return int(np.datetime64(pd.Timestamp(end), "D").astype(np.int64))


def _amounts(amounts: pd.Series, name: str) -> Vector:
    values = amounts.to_numpy(dtype=np.float64)
    if not np.isfinite(values).all():
        raise OutOfRange(f"{name}[{int(np.argmin(np.isfinite(values)))}]", found="", expected="a finite amount")
    return values
