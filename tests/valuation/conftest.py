"""Shared by the valuation tests: public samples, published values, an invented portfolio whose truth is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.periods import Period
from gtkit.valuation import PurchaseFit, bg_nbd, mbg_nbd, nbd, pareto_nbd, summarise
from gtkit.valuation.tenure import from_survivors

TESTS = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def published() -> Callable[[str], Any]:
    """Published value of an entry of tests/references/valuation.json."""
    text = (TESTS / "references" / "valuation.json").read_text(encoding="utf-8")
    entries = {entry["id"]: entry["value"] for entry in json.loads(text)["entries"]}
    return entries.__getitem__


@pytest.fixture(scope="session")
def cdnow_lines() -> pd.DataFrame:
    """The CDNOW tenth cohort, one row a purchase."""
    return pd.read_csv(TESTS / "data" / "cdnow_sample_transactions.csv.gz")


@pytest.fixture(scope="session")
def cdnow(cdnow_lines: pd.DataFrame) -> pd.DataFrame:
    """CDNOW in weeks, calibration to 1997-09-30."""
    return summarise(cdnow_lines, period=Period.WEEK, end="1997-09-30")


@pytest.fixture(scope="session")
def cdnow_table() -> pd.DataFrame:
    """The summary of CDNOW as it is published, rounded; nothing says that it is in weeks."""
    return pd.read_csv(TESTS / "data" / "cdnow_summary.csv", index_col="customer_id")


@pytest.fixture(scope="session")
def northwind_lines() -> pd.DataFrame:
    """Orders of 89 firms to a food distributor."""
    orders = pd.read_csv(TESTS / "data" / "northwind_orders.csv")
    return orders.rename(columns={"order_date": "date"})[["customer_id", "date", "amount"]]


@pytest.fixture(scope="session")
def northwind(northwind_lines: pd.DataFrame) -> pd.DataFrame:
    """Northwind in weeks, to 1998-05-06."""
    return summarise(northwind_lines, period=Period.WEEK, end="1998-05-06")


@pytest.fixture(scope="session")
def contracts() -> pd.DataFrame:
    """Seven renewals of 1,000 customers of the "regular" segment."""
    years = pd.read_csv(TESTS / "data" / "sbg_regular.csv")
    return from_survivors(years.loc[years["use"] == "fit", "survivors_per_1000"].astype(int).tolist())


@pytest.fixture(scope="session")
def donations() -> pd.DataFrame:
    """The 11,104 donors of Fader, Hardie & Shang: yearly gifts, of six that could be made."""
    cells = pd.read_csv(TESTS / "data" / "donations_rf.csv").rename(columns={"periods": "T"})
    each = cells.loc[cells.index.repeat(cells["customers"]), ["frequency", "recency", "T"]]
    donors = each.astype(float).reset_index(drop=True)
    donors.attrs["period"] = Period.YEAR
    return donors


@pytest.fixture(scope="session")
def apparel() -> tuple[pd.DataFrame, pd.DataFrame]:
    """600 customers of an apparel retailer in weeks, and what is known of each: gender, channel."""
    table = pd.read_csv(TESTS / "data" / "apparel_summary.csv", index_col="customer_id")
    summary = pd.DataFrame(
        {"frequency": table["frequency"], "recency": table["recency_days"] / 7, "T": table["T_days"] / 7}
    )
    summary.attrs["period"] = Period.WEEK
    return summary, table[["gender", "channel"]]


@pytest.fixture(scope="session")
def nbd_fit(cdnow: pd.DataFrame) -> PurchaseFit:
    """NBD on CDNOW."""
    return nbd.fit(cdnow)


@pytest.fixture(scope="session")
def bg_fit(cdnow: pd.DataFrame) -> PurchaseFit:
    """BG/NBD on CDNOW."""
    return bg_nbd.fit(cdnow)


@pytest.fixture(scope="session")
def mbg_fit(cdnow: pd.DataFrame) -> PurchaseFit:
    """MBG/NBD on CDNOW."""
    return mbg_nbd.fit(cdnow)


@pytest.fixture(scope="session")
def pareto_fit(cdnow: pd.DataFrame) -> PurchaseFit:
    """Pareto/NBD on CDNOW."""
    return pareto_nbd.fit(cdnow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """An invented base: its summary, and what truly came after the end, in amounts and in purchases."""

    summary: pd.DataFrame
    future: np.ndarray
    purchases: np.ndarray
    alive: np.ndarray


@pytest.fixture(scope="session")
def invent() -> Callable[..., Portfolio]:
    """Customers drawn purchase by purchase from (M)BG/CNBD-k or CNBD-k (k = 1: NBD), and Gamma-Gamma amounts."""
    return _invent


def _invent(
    rng: np.random.Generator,
    customers: int,
    *,
    r: float,
    alpha: float,
    a: float = 0.0,
    b: float = 1.0,
    first: int = 1,
    k: int = 1,
    spend: tuple[float, float, float] = (6.0, 4.0, 90.0),
    window: float = 104.0,
    horizon: float = 104.0,
) -> Portfolio:
    events = 400
    rate = rng.gamma(r, 1 / alpha, customers)
    leaves = rng.beta(a, b, customers) if a else np.full(customers, 1e-15)
    # Purchase 0 is the first one; the last purchase is the one after which the customer leaves.
    last = rng.geometric(leaves).astype(float) - (first == 1)
    clock = rng.exponential(1.0, (customers, events)) if k == 1 else rng.gamma(k, 1.0, (customers, events))
    gaps = clock / rate[:, None]
    times = np.cumsum(gaps, axis=1)
    born = rng.uniform(0, window / 3, customers)
    age = window - born
    happens = np.arange(1, events + 1) <= last[:, None]
    past, coming = (
        happens & (times <= age[:, None]),
        happens & (times > age[:, None]) & (times <= age[:, None] + horizon),
    )
    p, q, v = spend
    amounts = rng.gamma(p, 1.0, (customers, events)) / rng.gamma(q, 1 / v, customers)[:, None]
    count = past.sum(axis=1)
    summary = pd.DataFrame(
        {
            "frequency": count,
            "recency": np.where(past, times, 0.0).max(axis=1),
            "T": age,
            "sum_log_gaps": np.where(past, np.log(gaps), 0.0).sum(axis=1),
            "monetary_value": np.where(past, amounts, 0.0).sum(axis=1) / np.maximum(count, 1),
        },
        index=pd.Index([f"C{i:04d}" for i in range(customers)], name="customer_id"),
    )
    summary.attrs["period"] = Period.WEEK
    return Portfolio(
        summary=summary,
        future=np.where(coming, amounts, 0.0).sum(axis=1),
        purchases=coming.sum(axis=1),
        alive=last > count,
    )
