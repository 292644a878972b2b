"""Opportunities: whole periods back from the end, counted and valued by hand, nothing of the money lost."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, WrongShape
from gtkit.periods import Period
from gtkit.valuation import SaleColumns, bg_bb, summarise, summarise_opportunities
from gtkit.valuation.opportunities import period_starts

DAYS = pd.date_range("2022-01-01", "2024-12-31").strftime("%Y-%m-%d")
ROWS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(list(DAYS)), st.integers(1, 200).map(float)),
    min_size=1,
    max_size=40,
)


def lines(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["customer_id", "date", "amount"])


def test_quarters_are_counted_as_by_hand() -> None:
    """Won in Q1 2024, ordering twice in Q2 and once in Q4: 2 of 3 opportunities, the last one the third."""
    table = lines(
        ("a", "2024-02-10", 100), ("a", "2024-03-31", 50), ("a", "2024-04-01", 10), ("a", "2024-06-30", 20),
        ("a", "2024-10-01", 60), ("b", "2024-12-31", 7), ("c", "2023-12-31", 9),
    )  # fmt: skip
    found = summarise_opportunities(table, period=Period.QUARTER, end="2024-12-31")
    assert found[["frequency", "recency", "T"]].to_numpy().tolist() == [[2, 3, 3], [0, 0, 0], [0, 0, 4]]
    assert found.loc["a", "monetary_value"] == (30 + 60) / 2
    assert found["net_amount"].tolist() == [240, 7, 9]
    assert (found.attrs["period"], found.attrs["end"]) == (Period.QUARTER, "2024-12-31")


@pytest.mark.parametrize(
    ("period", "end", "expected"),
    [
        (Period.YEAR, "2024-06-30", ["2021-07-01", "2022-07-01", "2023-07-01"]),
        (Period.QUARTER, "2024-02-29", ["2021-12-01", "2022-03-01", "2022-06-01"]),
        (Period.MONTH, "2022-03-30", ["2022-01-31", "2022-02-28", "2022-03-31"]),
        (Period.WEEK, "2022-01-21", ["2022-01-01", "2022-01-08", "2022-01-15"]),
        (Period.DAY, "2022-01-03", ["2022-01-01", "2022-01-02", "2022-01-03"]),
    ],
)
def test_periods_are_whole_and_end_with_the_end(period: Period, end: str, expected: list[str]) -> None:
    """The last period ends on the last day, each begins where the one before ends, the first holds the first day."""
    first, last = (int(np.datetime64(day, "D").astype(int)) for day in ("2022-01-01", end))
    found = period_starts(period, first=first, last=last).astype("datetime64[D]").astype(str).tolist()
    if period is Period.MONTH:
        assert found == ["2021-12-31", "2022-01-31", "2022-02-28"]
    else:
        assert found[:3] == expected


@given(rows=ROWS, period=st.sampled_from([Period.MONTH, Period.QUARTER, Period.YEAR]))
def test_money_and_customers_are_those_of_the_summary_in_days(
    rows: list[tuple[str, str, float]], period: Period
) -> None:
    """Same customers and net amounts as `summarise`; numbers are whole, in order, and never more than its days."""
    table = lines(*rows)
    found = summarise_opportunities(table, period=period, end="2024-12-31")
    days = summarise(table, period=period, end="2024-12-31")
    pd.testing.assert_series_equal(found["net_amount"], days["net_amount"])
    assert (found["frequency"] <= days["frequency"]).all()
    assert (found["frequency"] <= found["recency"]).all()
    assert (found["recency"] <= found["T"]).all()
    assert ((found["T"] - days["T"]).abs() <= 1.1).all()
    assert (found["T"] == found["T"].round()).all()


def test_a_log_is_fitted_and_valued(northwind_lines: pd.DataFrame) -> None:
    """Northwind by quarters: from lines to discounted opportunities, each customer between none and all."""
    summary = summarise_opportunities(northwind_lines, end="1998-03-31")
    fit = bg_bb.fit(summary)
    value = fit.discounted_purchases(summary, annual_rate=0.1, horizon_years=2)
    assert fit.period is Period.QUARTER
    assert ((value > 0) & (value < 8)).all()


def test_bad_tables_are_refused_as_by_the_summary() -> None:
    """A missing column, nothing by the end."""
    with pytest.raises(WrongShape, match="amount"):
        summarise_opportunities(lines().drop(columns="amount"))
    with pytest.raises(NotEstimable, match="transactions"):
        summarise_opportunities(lines(("a", "2024-02-10", 1)), end="2023-12-31")
    dates = summarise_opportunities(lines(("a", "2024-02-10", 1)), end="2024-12-31", columns=SaleColumns(amount=None))
    assert list(dates.columns) == ["frequency", "recency", "T"]
