"""Summary: purchases are days, credit notes are netted, nothing of the money is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.periods import Period
from gtkit.valuation import SaleColumns, summarise
from gtkit.valuation.history import history

DAYS = pd.date_range("2024-01-01", periods=60).strftime("%Y-%m-%d")
ROWS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(list(DAYS)), st.integers(-40, 200).map(float)),
    min_size=1,
    max_size=40,
)


def lines(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["customer_id", "date", "amount"])


def test_cdnow_counts_are_the_published_ones(published: Callable[[str], Any], cdnow_lines: pd.DataFrame) -> None:
    """A01: customers, repeaters, repeat purchases, holdout purchases and distinct histories of CDNOW."""
    whole = summarise(cdnow_lines, period=Period.WEEK, end="1998-06-30")
    half = summarise(cdnow_lines, period=Period.WEEK, end="1997-09-30")
    repeats = half["frequency"]
    found = [len(half), (repeats > 0).sum(), repeats.sum(), (whole["frequency"] - repeats).sum(), len(history(half).x)]
    assert found == published("A01")


def test_cdnow_summary_is_the_published_one(cdnow: pd.DataFrame, cdnow_table: pd.DataFrame) -> None:
    """Each customer's frequency, recency, T and mean spend are those published, to their two decimals."""
    difference = (cdnow[cdnow_table.columns] - cdnow_table).abs().max()
    assert difference.max() <= 0.005 + 1e-9
    assert difference["frequency"] == 0


def test_holdout_bins_are_the_published_ones(
    published: Callable[[str], Any], cdnow: pd.DataFrame, cdnow_lines: pd.DataFrame
) -> None:
    """A20: mean holdout purchases by calibration frequency, and the size of each bin."""
    later = summarise(cdnow_lines, period=Period.WEEK, end="1998-06-30")["frequency"] - cdnow["frequency"]
    bins = later.groupby(cdnow["frequency"].clip(upper=7))
    assert np.round([*bins.mean(), *bins.size()], 6) == pytest.approx(np.round(published("A20"), 6), abs=1e-6)


@pytest.mark.parametrize("period", list(Period))
def test_time_is_told_in_the_period_asked(period: Period) -> None:
    """Recency and T are days divided by the period's length, the end included."""
    table = summarise(lines([("a", "2024-01-01", 5), ("a", "2024-01-11", 7)]), period=period, end="2024-01-31")
    assert table.loc["a", "recency"] == pytest.approx(10 / period.days)
    assert table.loc["a", "T"] == pytest.approx(30 / period.days)
    assert table.attrs["period"] is period
    assert table.attrs["end"] == "2024-01-31"


def test_the_end_is_inclusive_and_later_lines_are_left_out() -> None:
    """A purchase on the last day counts, one on the next day does not."""
    rows = lines([("a", "2024-01-01", 5), ("a", "2024-01-10", 7), ("a", "2024-01-11", 9)])
    assert summarise(rows, period=Period.DAY, end="2024-01-10").loc["a", "frequency"] == 1
    assert summarise(rows, period=Period.DAY).loc["a", "T"] == 10


def test_a_credit_note_is_no_purchase() -> None:
    """An unmatched negative line adds no purchase; it lowers the purchases in proportion, the net total being kept."""
    rows = lines([("a", "2024-01-01", 100), ("a", "2024-01-10", 100), ("a", "2024-01-20", -50)])
    row = summarise(rows, period=Period.DAY, end="2024-01-31").loc["a"]
    assert (row["frequency"], row["recency"], row["net_amount"]) == (1, 9, 150)
    assert row["monetary_value"] == pytest.approx(75)


def test_a_credit_note_lowers_the_invoice_that_it_names() -> None:
    """A later credit note is booked on its invoice's day; an invoice wholly credited never happened."""
    rows = lines(
        [("a", "2024-01-01", 10), ("a", "2024-01-10", 100), ("a", "2024-01-15", 60), ("a", "2024-01-20", -100)]
    )
    rows["invoice"] = ["F1", "F2", "F3", "A1"]
    rows["credited_invoice"] = ["", "", "", "F2"]
    row = summarise(rows, period=Period.DAY, end="2024-01-31").loc["a"]
    assert (row["frequency"], row["recency"], row["monetary_value"]) == (1, 14, 60)


def test_a_free_delivery_is_a_purchase_without_an_amount() -> None:
    """Amount 0 counts for frequency, not for spend."""
    rows = lines([("a", "2024-01-01", 10), ("a", "2024-01-10", 0), ("a", "2024-01-15", 60)])
    row = summarise(rows, period=Period.DAY, end="2024-01-31").loc["a"]
    assert (row["frequency"], row["spend_count"], row["monetary_value"]) == (2, 1, 60)


def test_gaps_are_kept_for_models_of_regular_ordering() -> None:
    """sum_log_gaps adds up the logarithms of the days between purchases."""
    rows = lines([("a", "2024-01-01", 1), ("a", "2024-01-04", 1), ("a", "2024-01-09", 1), ("b", "2024-01-02", 1)])
    table = summarise(rows, period=Period.DAY, end="2024-01-31")
    assert table["sum_log_gaps"].tolist() == pytest.approx([np.log(3) + np.log(5), 0.0])


def test_dates_alone_are_enough() -> None:
    """Without amounts, only times are told."""
    table = summarise(
        lines([("a", "2024-01-01", 1)])[["customer_id", "date"]], period=Period.DAY, columns=SaleColumns(amount=None)
    )
    assert list(table.columns) == ["frequency", "recency", "T", "sum_log_gaps"]


@given(rows=ROWS)
def test_money_adds_up_to_the_file(rows: list[tuple[str, str, float]]) -> None:
    """Net amounts of the customers and the unassigned one add up to the file's total, and nothing is NaN."""
    if max(amount for *_, amount in rows) < 0:
        return
    try:
        table = summarise(lines(rows), period=Period.WEEK)
    except NotEstimable:
        return
    total = sum(amount for *_, amount in rows)
    assert table["net_amount"].sum() + table.attrs["unassigned"] == pytest.approx(total)
    assert np.isfinite(table.to_numpy(dtype=float)).all()
    assert (table["recency"] <= table["T"]).all()
    assert (table["monetary_value"] >= 0).all()


@given(rows=ROWS, seed=st.integers(0, 99))
def test_row_order_and_splitting_change_nothing(rows: list[tuple[str, str, float]], seed: int) -> None:
    """Shuffled rows, and purchases split in two within their day, give the same summary."""
    rows = [(who, day, abs(amount)) for who, day, amount in rows]
    whole = summarise(lines(rows), period=Period.WEEK)
    halves = lines([(who, day, amount / 2) for who, day, amount in rows for _ in range(2)])
    again = summarise(halves.sample(frac=1, random_state=seed), period=Period.WEEK)
    pd.testing.assert_frame_equal(whole, again)


@given(rows=ROWS, factor=st.sampled_from([0.25, 3.0, 1000.0]))
def test_money_scales_and_names_do_not_matter(rows: list[tuple[str, str, float]], factor: float) -> None:
    """Money times c multiplies money by c and nothing else; renamed customers keep their rows."""
    rows = [(who, day, abs(amount)) for who, day, amount in rows]
    one = summarise(lines(rows), period=Period.WEEK)
    two = summarise(lines([("NA-" + who, day, amount * factor) for who, day, amount in rows]), period=Period.WEEK)
    money = ["monetary_value", "net_amount"]
    np.testing.assert_allclose(two[money], one[money] * factor)
    np.testing.assert_array_equal(two.drop(columns=money), one.drop(columns=money))
    assert list(two.index) == ["NA-" + who for who in one.index]


@pytest.mark.parametrize(
    ("rows", "error", "told"),
    [
        ([("a", None, 1.0)], OutOfRange, "date"),
        ([("a", "2024-01-01", np.nan)], OutOfRange, "amount"),
        ([(None, "2024-01-01", 1.0)], OutOfRange, "customer_id"),
        ([("a", "2030-01-01", 1.0)], NotEstimable, "transactions"),
        ([("a", "2024-01-01", -1.0)], NotEstimable, "purchases"),
    ],
)
def test_what_cannot_be_read_is_refused(rows: list[Any], error: type[Exception], told: str) -> None:
    """A blank customer, date or amount, an empty window, a file of credit notes: each refused by name."""
    with pytest.raises(error, match=told):
        summarise(lines(rows), period=Period.WEEK, end="2024-12-31")


def test_a_missing_column_is_named() -> None:
    """The message names the column that is missing."""
    with pytest.raises(WrongShape, match="amount"):
        summarise(pd.DataFrame({"customer_id": ["a"], "date": ["2024-01-01"]}), period=Period.WEEK)
