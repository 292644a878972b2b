"""Whether orders come at fixed opportunities: recovered where invented, not seen where orders come at any time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, WrongShape
from gtkit.periods import Period
from gtkit.valuation import discrete_orders

END = "2026-06-30"


def seasonal(rng: np.random.Generator, *, months: int, periods: int, customers: int = 40) -> pd.DataFrame:
    """Customers who buy once in about two thirds of the periods, on some day of theirs."""
    last = pd.Timestamp(END)
    ends = [last - pd.DateOffset(months=months * k) for k in range(periods)]
    rows = [
        (who, end - pd.Timedelta(days=int(rng.integers(0, 27 * months))))
        for who in range(customers)
        for end in ends
        if rng.random() < 0.67
    ]
    return pd.DataFrame(rows, columns=["customer_id", "date"]).assign(amount=100.0)


@pytest.mark.parametrize(
    ("months", "periods", "period"), [(12, 7, Period.YEAR), (3, 14, Period.QUARTER), (1, 20, Period.MONTH)]
)
def test_the_period_of_invented_opportunities_is_found(months: int, periods: int, period: Period) -> None:
    """One order at most a year, a quarter, a month: the longest such period."""
    found = discrete_orders(seasonal(np.random.default_rng(1), months=months, periods=periods), end=END)
    assert found is not None
    assert (found.period, found.once) == (period, 1.0)


def test_orders_at_any_time_have_none(cdnow_lines: pd.DataFrame, northwind_lines: pd.DataFrame) -> None:
    """Neither the buyers of CDNOW nor the firms of Northwind order once a period."""
    assert discrete_orders(northwind_lines, end="1998-05-06") is None
    assert discrete_orders(cdnow_lines, end="1998-06-30") is None


def test_regular_orders_are_not_opportunities() -> None:
    """A firm that orders every two to five weeks keeps no calendar."""
    rng = np.random.default_rng(0)
    days = np.cumsum(rng.integers(14, 36, (60, 30)), axis=1)
    lines = pd.DataFrame({"customer_id": np.repeat(np.arange(60), 30), "date": pd.Timestamp(END), "amount": 1.0})
    lines["date"] -= pd.to_timedelta(days.ravel(), unit="D")
    assert discrete_orders(lines, end=END) is None


def test_a_file_of_few_periods_shows_none() -> None:
    """Five years of one order a year are too few for years; their quarters are enough."""
    found = discrete_orders(seasonal(np.random.default_rng(2), months=12, periods=5), end=END)
    assert found is not None
    assert found.period is Period.QUARTER


@given(st.integers(1, 200))
def test_amounts_and_customers_names_weigh_nothing(factor: int) -> None:
    """Another currency, other codes: the same answer."""
    lines = seasonal(np.random.default_rng(3), months=3, periods=9, customers=8)
    other = lines.assign(amount=lines["amount"] * factor, customer_id=lines["customer_id"] * factor + 1000)
    assert discrete_orders(lines, end=END) == discrete_orders(other, end=END)


def test_what_cannot_be_read_is_refused() -> None:
    """A table without dates, or without a purchase by the end."""
    lines = seasonal(np.random.default_rng(4), months=3, periods=6)
    with pytest.raises(WrongShape, match="date"):
        discrete_orders(lines.drop(columns="date"), end=END)
    with pytest.raises(NotEstimable):
        discrete_orders(lines, end="2000-01-01")
