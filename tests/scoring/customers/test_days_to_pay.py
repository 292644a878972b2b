"""Days to pay, weighted by amount; what is open stands apart."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.customers.days_to_pay import days_to_pay, weighted_median

AS_OF = date(2026, 6, 30)
DAYS = st.lists(st.tuples(st.integers(-30, 200), st.integers(1, 10**6)), min_size=1, max_size=12)


def invoices(*rows: tuple[str, int | None, float], sent: str = "2026-01-01") -> pd.DataFrame:
    """Customer, days to pay (None while open) and amount of invoices sent on one day."""
    day = pd.Timestamp(sent)
    paid = [pd.NaT if days is None else day + pd.Timedelta(days=days) for _, days, _ in rows]
    frame = pd.DataFrame(rows, columns=["customer_id", "days", "amount"]).drop(columns="days")
    return frame.assign(invoiced_on=day, paid_on=pd.to_datetime(paid))


def test_mean_and_median_are_weighted_by_amount() -> None:
    """A hundred paid in 10 days and three hundred in 40 make 32.5 on average, and half of the money in 40."""
    row = days_to_pay(invoices(("A", 10, 100.0), ("A", 40, 300.0)), as_of=AS_OF).customers.loc["A"]
    assert row[["paid_invoices", "paid_amount", "mean_days", "median_days"]].tolist() == [2, 400, 32.5, 40]


def test_open_invoices_stand_apart() -> None:
    """They change neither mean nor median; a customer with nothing but them has no days to pay."""
    found = days_to_pay(invoices(("A", 10, 100.0), ("A", None, 900.0), ("B", None, 50.0)), as_of=AS_OF).customers
    assert found.loc["A", "mean_days"] == 10
    assert found.loc["A", ["open_invoices", "open_amount", "oldest_open_days"]].tolist() == [1, 900, 180]
    assert found.loc["B", ["mean_days", "median_days"]].isna().all()
    assert np.isnan(days_to_pay(invoices(("A", 3, 1.0)), as_of=AS_OF).customers.loc["A", "oldest_open_days"])


def test_what_cannot_be_counted_is_counted_apart() -> None:
    """Invoices without a date, and reversals."""
    frame = invoices(("A", 10, 100.0), ("A", 10, 100.0), ("A", 10, -5.0), ("A", 10, 0.0))
    frame.loc[1, "invoiced_on"] = pd.NaT
    found = days_to_pay(frame, as_of=AS_OF)
    assert (found.undated, found.reversed, found.customers.loc["A", "paid_invoices"]) == (1, 2, 1)


@given(DAYS)
def test_the_median_splits_the_money(rows: list[tuple[int, int]]) -> None:
    """No more than half of it comes in before, no more than half after; equal weights give the lower plain median."""
    days, weights = (np.array([float(row[at]) for row in rows]) for at in (0, 1))
    median = weighted_median(days, weights)
    assert weights[days < median].sum() <= weights.sum() / 2
    assert weights[days > median].sum() <= weights.sum() / 2
    assert weighted_median(days, np.ones(len(days))) == sorted(days)[(len(days) - 1) // 2]


@given(DAYS, st.integers(1, 1000), st.randoms(use_true_random=False))
def test_scale_and_order_change_no_day(rows: list[tuple[int, int]], scale: int, rng: object) -> None:
    """Money in another unit, lines in another order: the same days."""
    told = [("A", days - 60, float(amount)) for days, amount in rows]
    other = [("A", days, amount * scale) for _, days, amount in told]
    rng.shuffle(other)  # type: ignore[attr-defined]
    first, second = (days_to_pay(invoices(*own), as_of=AS_OF).customers for own in (told, other))
    columns = ["mean_days", "median_days"]
    np.testing.assert_allclose(first[columns].to_numpy(), second[columns].to_numpy(), rtol=1e-12)


def test_bad_input_is_refused() -> None:
    """A column missing; a payment after the last day of the data."""
    with pytest.raises(WrongShape):
        days_to_pay(invoices(("A", 1, 1.0)).drop(columns="paid_on"), as_of=AS_OF)
    with pytest.raises(OutOfRange):
        days_to_pay(invoices(("A", 300, 1.0)), as_of=AS_OF)
