"""Transactions to one row a customer: how often, how lately, for how long, for how much.

A purchase is a day. Lines of one customer on one day are one purchase, whose amount is their net. A credit note (a
negative line) is never a purchase: it lowers the day of the invoice that it credits, else its own day; a purchase that
credit notes bring to nothing never happened. A credit note that meets no purchase lowers all of the customer's
purchases in proportion, so that its net total is kept. A free delivery (amount 0) is a purchase and tells nothing of
spend.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array, csr_array

from gtkit.arrays import Vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.periods import Period

Codes: TypeAlias = npt.NDArray[np.int64]
Days: TypeAlias = tuple[npt.NDArray[np.intp], Codes, Vector, npt.NDArray[np.bool_]]
NOTHING = 1e-9  # share of a day's sales under which its net is a rounding error


def summarise(
    transactions: pd.DataFrame,
    *,
    period: Period,
    end: str | dt.date | pd.Timestamp | None = None,
    customer: str = "customer_id",
    date: str = "date",
    amount: str | None = "amount",
    invoice: str = "invoice",
    credited_invoice: str = "credited_invoice",
) -> pd.DataFrame:
    """Frequency, recency, age and spend of each customer.

    Parameters
    ----------
    transactions : DataFrame
        One row a line. Columns named by `customer`, `date` and `amount`; where `invoice` and `credited_invoice` are
        both there, a credit note is booked on the day of the invoice it names.
    period : Period
        Unit of recency and T.
    end : date, inclusive
        Last day observed; later rows are left out. None: the last date of the table.
    customer, date, amount, invoice, credited_invoice : str
        Names of columns; `amount=None` when only dates are known.

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
    lines = _read(transactions, end, customer, date, amount, (invoice, credited_invoice))
    summary = _describe(_per_day(lines), lines, unit=period.days)
    summary.index = pd.Index(lines.names, name=customer)
    unassigned = float(summary.loc[summary["T"].isna(), "net_amount"].sum())
    summary = summary[summary["T"].notna()].astype({"frequency": np.int64, "spend_count": np.int64})
    if summary.empty:
        raise NotEstimable("purchases", found=0, expected="> 0")
    if amount is None:
        summary, unassigned = summary.drop(columns=["monetary_value", "spend_count", "net_amount"]), 0.0
    summary.attrs = {"period": period, "end": str(np.datetime64(lines.last, "D")), "unassigned": unassigned}
    return summary


def purchase_days(
    transactions: pd.DataFrame,
    *,
    end: str | dt.date | pd.Timestamp | None = None,
    customer: str = "customer_id",
    date: str = "date",
    amount: str | None = "amount",
    invoice: str = "invoice",
    credited_invoice: str = "credited_invoice",
) -> pd.DataFrame:
    """The purchases that `summarise` counts, one row each.

    Parameters
    ----------
    transactions, end, customer, date, amount, invoice, credited_invoice
        As `summarise` takes them.

    Returns
    -------
    DataFrame sorted by customer, then date: columns named by `customer` and `date`, and net, the day's net amount (how
    many lines it has, where amounts are not known).

    Raises as `summarise` does.
    """
    lines = _read(transactions, end, customer, date, amount, (invoice, credited_invoice))
    owner, day, net, bought = _per_day(lines)
    dates = pd.DatetimeIndex(day[bought].astype("datetime64[D]"))
    return pd.DataFrame({customer: lines.names[owner[bought]], date: dates, "net": net[bought]})


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines as numbers: customer code, day since 1970, amount; the names that codes stand for; the last day."""

    who: Codes
    days: Codes
    values: Vector
    names: npt.NDArray[np.object_]
    last: int


def _read(
    transactions: pd.DataFrame,
    end: str | dt.date | pd.Timestamp | None,
    customer: str,
    date: str,
    amount: str | None,
    pieces: tuple[str, str],
) -> _Lines:
    wanted = [customer, date] + ([amount] if amount else [])
    missing = [column for column in wanted if column not in transactions]
    if missing:
        raise WrongShape("transactions", found=list(transactions.columns), expected=" | ".join(missing))
    days = _days(transactions[date], date)
    last = int(days.max(initial=-1)) if end is None else _day(end)
    kept = days <= last
    lines, days = transactions[kept], days[kept]
    if lines.empty:
        raise NotEstimable("transactions", found=0, expected="> 0")
    who, names = pd.factorize(lines[customer], sort=True)
    if (who < 0).any():
        raise OutOfRange(customer, found="", expected="a customer code")
    values = np.ones(len(lines)) if amount is None else _amounts(lines[amount], amount)
    if amount and set(pieces) <= set(lines.columns):
        days = _booked(lines[list(pieces)].to_numpy(dtype=object), who, days, values)
    return _Lines(who.astype(np.int64), days, values, np.asarray(names, dtype=object), last)


def _per_day(lines: _Lines) -> Days:
    """Customer, day and net amount of each customer's days, sorted, and whether the day is a purchase."""
    origin = int(lines.days.min())
    shape = (len(lines.names), lines.last - origin + 1)
    at = lines.days - origin
    sold = _summed(np.where(lines.values >= 0, lines.values, 0.0), lines.who, at, shape)
    net = _summed(lines.values, lines.who, at, shape).data
    touched = _summed((lines.values >= 0).astype(float), lines.who, at, shape).data > 0
    credited = sold.data - net > NOTHING * sold.data
    bought = touched & ~(credited & (net <= NOTHING * sold.data))
    owner = np.repeat(np.arange(shape[0]), np.diff(sold.indptr))
    return owner, sold.indices.astype(np.int64) + origin, net, bought


def _summed(values: Vector, who: Codes, day: Codes, shape: tuple[int, int]) -> csr_array[np.float64, tuple[int, int]]:
    """Sums by customer and day: scipy's conversion to rows is a counting sort."""
    table = coo_array((values, (who, day)), shape=shape).tocsr()
    table.sum_duplicates()
    return table


def _describe(days: Days, lines: _Lines, *, unit: float) -> pd.DataFrame:
    owner, day, net, bought = days
    n, last = len(lines.names), lines.last
    who, when, paid = owner[bought], day[bought], net[bought]
    purchases = np.bincount(who, minlength=n)
    is_first = np.append(True, who[1:] != who[:-1])[: len(who)]
    is_last = np.append(who[1:] != who[:-1], True)[: len(who)]
    first, latest = np.full(n, np.nan), np.full(n, np.nan)
    first[who[is_first]], latest[who[is_last]] = when[is_first], when[is_last]
    gaps = np.diff(when, prepend=when[:1])[~is_first] / unit
    paying = ~is_first & (paid > 0)
    count = np.bincount(who[paying], minlength=n)
    spent = np.bincount(who[paying], weights=paid[paying], minlength=n)
    total, kept = np.bincount(owner, weights=net, minlength=n), np.bincount(who, weights=paid, minlength=n)
    keep = np.clip(np.divide(total, kept, out=np.ones(n), where=kept > 0), 0.0, None)
    return pd.DataFrame(
        {
            "frequency": purchases - 1,
            "recency": (latest - first) / unit,
            "T": (last - first) / unit,
            "sum_log_gaps": np.bincount(who[~is_first], weights=np.log(gaps), minlength=n),
            "monetary_value": keep * spent / np.maximum(count, 1),
            "spend_count": np.where(keep > 0, count, 0),
            "net_amount": total,
        }
    )


def _booked(pieces: npt.NDArray[np.object_], who: npt.NDArray[np.intp], days: Codes, values: Vector) -> Codes:
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
