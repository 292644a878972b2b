"""How well models foresee what was kept from them, beside a rule that anyone can apply.

The file is cut at a day. Models are fitted to what came before and asked how often each customer buys after it, up to
the end; customers won after the cut are nobody's forecast. The naive rule says that each goes on as in the last twelve
months: on industrial customers it often wins, so that it always stands in the table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import Matrix, Vector, share
from gtkit.errors import NotEstimable, OutOfRange
from gtkit.periods import DAYS_PER_YEAR, Period
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.purchases import SALES, SaleColumns, purchases_of
from gtkit.valuation.summary import summarise

NAIVE = "naive"
LAST_BIN = 7  # purchases from which customers are counted together
SMALLEST = 10  # customers without whom nothing is compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdout:
    """What was foreseen and what came; purchases are purchase days.

    Attributes
    ----------
    models : DataFrame by model, the least mean error first, "naive" among them: expected (purchases, all customers),
        total_error (expected / actual - 1; NaN when nothing came), error (mean absolute error, purchases a customer)
        with low and high, gain (naive error - error) with gain_low and gain_high: bounds over customers drawn again.
    bins : DataFrame by repeat purchases before the cut, "0" to "6" and "7+": customers, actual (mean), a column a
        model.
    tracking : DataFrame by period from 1, whole file: actual, and a column a model, cumulative repeat purchases; the
        models' without the naive rule, which tells no curve.
    customers : DataFrame by customer: frequency (before the cut), actual, a column a model.
    actual : int: purchases that came. cut, end : last day before the cut, last day. cut_period : float: periods from
        the file's first purchase to the cut. level : float: of the bounds.
    """

    models: pd.DataFrame
    bins: pd.DataFrame
    tracking: pd.DataFrame
    customers: pd.DataFrame
    actual: int
    cut: dt.date
    end: dt.date
    cut_period: float
    level: float


def hold_out(
    transactions: pd.DataFrame,
    fits: Mapping[str, Callable[[pd.DataFrame], PurchaseFit]],
    *,
    period: Period,
    cut: str | dt.date | pd.Timestamp,
    end: str | dt.date | pd.Timestamp,
    rng: np.random.Generator,
    draws: int = 500,
    level: float = 0.90,
) -> Holdout:
    """Fit models to the first part of a file and compare their forecasts with the second.

    Parameters
    ----------
    transactions : DataFrame
        As `summarise` reads them: customer_id, date, and amount, invoice, credited_invoice where known.
    fits : mapping of name -> function
        Each fits a model to a summary: ``{"mbg_nbd": mbg_nbd.fit}``; a model that cannot be fitted is left out.
    period : Period
        Unit of time of the summaries and of the tracking.
    cut : date
        Last day that models see.
    end : date, inclusive
        Last day observed.
    rng : numpy Generator
        Draws customers again.
    draws : int
        Resamples behind each bound.
    level : float
        Level of the bounds.

    Returns
    -------
    Holdout.

    Raises OutOfRange when the cut is not before the end, NotEstimable with fewer than 10 customers before the cut.
    Source: Fader, Hardie & Lee (2005), Marketing Science 24(2), for bins and tracking; Wübben & Wangenheim (2008),
    Journal of Marketing 72(3), for the rule.
    """
    share("level", level, low=0.01, high=0.999)
    before, last = pd.Timestamp(cut).normalize(), pd.Timestamp(end).normalize()
    if not before < last:
        raise OutOfRange("cut", found=before.date(), expected=f"< {last.date()}")
    columns = SALES if SALES.amount in transactions else SaleColumns(amount=None)
    known, whole = (summarise(transactions, period=period, end=day, columns=columns) for day in (before, last))
    if len(known) < SMALLEST:
        raise NotEstimable("customers", found=len(known), expected=f">= {SMALLEST}")
    ahead = (last - before).days
    came = (whole["frequency"].reindex(known.index, fill_value=0) - known["frequency"]).clip(lower=0)
    customers = pd.DataFrame({"frequency": known["frequency"], "actual": came})
    bought = _purchases(transactions, last, columns)
    customers[NAIVE] = _run_rate(bought, known.index, before) * ahead
    found = {}
    for name, fit in fits.items():
        try:
            found[name] = fit(known)
        except NotEstimable:
            continue
        customers[name] = found[name].expected_purchases(known, periods=ahead / period.days)
    names = [NAIVE, *found]
    return Holdout(
        models=_errors(customers, names, rng, draws=draws, level=level),
        bins=_bins(customers, names),
        tracking=_tracking(bought[bought["customer_id"].isin(known.index)], found, period, last),
        customers=customers,
        actual=int(came.sum()),
        cut=before.date(),
        end=last.date(),
        cut_period=(before - bought["date"].min()).days / period.days,
        level=level,
    )


def _purchases(transactions: pd.DataFrame, last: pd.Timestamp, columns: SaleColumns) -> pd.DataFrame:
    """The purchases that summaries count, by customer and date."""
    bought = purchases_of(transactions, end=last, columns=columns)
    return pd.DataFrame(
        {"customer_id": bought.customers[bought.who], "date": pd.DatetimeIndex(bought.day.astype("datetime64[D]"))}
    )


def _run_rate(bought: pd.DataFrame, customers: pd.Index, cut: pd.Timestamp) -> pd.Series:
    """Purchases a day of each customer over the last twelve months before the cut, or the file's whole length."""
    length = min(DAYS_PER_YEAR, (cut - bought["date"].min()).days + 1)
    recent = bought[(bought["date"] <= cut) & (bought["date"] > cut - pd.Timedelta(days=length))]
    rate: pd.Series = recent.groupby("customer_id").size().reindex(customers, fill_value=0).div(length)
    return rate


def _errors(
    customers: pd.DataFrame, names: list[str], rng: np.random.Generator, *, draws: int, level: float
) -> pd.DataFrame:
    actual = customers["actual"].to_numpy(dtype=np.float64)
    errors = np.abs(customers[names].to_numpy(dtype=np.float64).T - actual)
    drawn = np.array([errors[:, rng.integers(0, len(actual), len(actual))].mean(axis=1) for _ in range(draws)])
    low, high = _bounds(drawn, level)
    gain_low, gain_high = _bounds(drawn[:, :1] - drawn, level)
    expected, mean = customers[names].sum().to_numpy(dtype=np.float64), errors.mean(axis=1)
    total = actual.sum()
    table = pd.DataFrame(
        {
            "expected": expected,
            "total_error": expected / total - 1 if total else np.full(len(names), np.nan),
            "error": mean,
            "low": low,
            "high": high,
            "gain": mean[0] - mean,
            "gain_low": gain_low,
            "gain_high": gain_high,
        },
        index=pd.Index(names, name="model"),
    )
    return table.sort_values("error", kind="stable")


def _bounds(values: Matrix, level: float) -> tuple[Vector, Vector]:
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high


def _bins(customers: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    bin_of = customers["frequency"].clip(upper=LAST_BIN)
    groups = customers.groupby(bin_of)[["actual", *names]]
    table = groups.mean()
    table.insert(0, "customers", groups.size())
    table.index = pd.Index([f"{n}+" if n == LAST_BIN else str(n) for n in table.index], name="frequency")
    return table


def _tracking(
    bought: pd.DataFrame, found: Mapping[str, PurchaseFit], period: Period, last: pd.Timestamp
) -> pd.DataFrame:
    """Cumulative repeat purchases at the end of each period of the file, seen and expected from each first purchase."""
    repeats = bought["customer_id"].duplicated()
    first, again = (((bought.loc[which, "date"] - bought["date"].min()).dt.days) for which in (~repeats, repeats))
    length = (last - bought["date"].min()).days
    periods = np.arange(1, max(1, int(length / period.days)) + 1)
    columns: dict[str, object] = {
        "actual": np.searchsorted(np.sort(again.to_numpy()), periods * period.days, side="right")
    }
    born, count = np.unique(first.to_numpy() / period.days, return_counts=True)
    for name, fit in found.items():
        ages = np.clip(periods[:, None] - born, 0.0, None)
        distinct, place = np.unique(ages.round(9), return_inverse=True)
        columns[name] = fit.expected_new(distinct)[place].reshape(ages.shape) @ count
    return pd.DataFrame(columns, index=pd.Index(periods, name=period.value))
