"""The seed's own method: who is lost, what last year brought, and what it is worth over the average life."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.valuation import HistoricalValue, historical_value


def monthly(customer: str, first: str, last: str, margin: float = 10.0, every: int = 1) -> pd.DataFrame:
    days = pd.date_range(first, last, freq=pd.DateOffset(months=every))
    return pd.DataFrame({"customer_id": customer, "date": days, "amount": 100.0, "margin": margin})


def value(*parts: pd.DataFrame, end: str = "2024-12-31", rate: float = 0.1, years: float = math.inf) -> HistoricalValue:
    return historical_value(pd.concat(parts), end=end, annual_rate=rate, horizon_years=years)


FAITHFUL = monthly("a", "2022-01-15", "2024-12-15")
GONE = monthly("b", "2022-01-15", "2023-06-15")
SLOW = monthly("c", "2022-01-15", "2024-01-15", every=8)


def test_a_year_of_silence_loses_a_customer_unless_it_is_slow() -> None:
    """A monthly buyer silent for 18 months is lost; one that buys every 8 months is waited for 24 months."""
    found = value(FAITHFUL, GONE, SLOW, end="2025-06-30")
    assert found.customers["b"] == 0
    assert found.customers["a"] > 0
    # From mid 2023 to mid 2024 all three are at risk and b is lost; in the year after, a and c are at risk and stay.
    assert (found.at_risk, found.lost) == (3 + 2, 1)


def test_churn_is_lost_over_at_risk_with_its_interval() -> None:
    """1 lost of 5 customer-years: the rate, Jeffreys' interval around it, and the life that it means."""
    found = value(FAITHFUL, GONE, SLOW, end="2025-06-30")
    assert found.annual_churn == pytest.approx(1 / 5)
    assert found.churn_interval.low < 1 / 5 < found.churn_interval.high
    assert (found.churn_interval.low, found.churn_interval.high) == pytest.approx((0.036447, 0.562845), abs=1e-6)
    assert found.average_life_years == pytest.approx(5)
    assert not found.capped


def test_last_years_margin_is_extrapolated_over_the_life() -> None:
    """12 x 10 a year for the average life at 10 %: 120 (1 - 1.1^-6) / ln 1.1; the horizon shortens it."""
    found = value(FAITHFUL, GONE, SLOW, end="2024-12-31")
    whole = value(FAITHFUL, GONE, SLOW, end="2024-12-31", years=2.0)
    life = found.average_life_years
    assert found.yearly_margin["a"] == pytest.approx(120)
    assert found.customers["a"] == pytest.approx(120 * (1 - 1.1**-life) / math.log(1.1))
    assert whole.customers["a"] == pytest.approx(120 * (1 - 1.1**-2) / math.log(1.1))
    assert found.total == pytest.approx(found.customers.sum())
    assert found.interval.low <= found.total <= found.interval.high


def test_a_life_that_no_loss_bounds_is_capped() -> None:
    """Nobody lost in 3 years: the life is 3 times the window, and the result says so."""
    found = value(FAITHFUL)
    assert found.lost == 0
    assert found.annual_churn == 0
    assert found.capped
    assert found.average_life_years == pytest.approx(3 * found.window_years)
    assert found.churn_interval.low == 0


def test_a_rate_of_zero_counts_each_year_whole() -> None:
    """At rate 0 the value is the yearly margin times the life."""
    found = value(FAITHFUL, rate=0.0)
    assert found.total == pytest.approx(120 * found.average_life_years)


def test_lines_after_the_end_and_credit_notes() -> None:
    """Later lines are left out; a credit note lowers the margin and is no purchase."""
    late = monthly("a", "2025-01-15", "2025-06-15", margin=1000.0)
    credit = pd.DataFrame(
        {"customer_id": ["b"], "date": [pd.Timestamp("2024-06-01")], "amount": [-50.0], "margin": [-20.0]}
    )
    found = value(FAITHFUL, GONE, late, credit)
    assert found.yearly_margin.to_dict() == pytest.approx({"a": 120, "b": -20})
    assert found.customers["b"] == 0


def test_an_invented_churn_is_recovered() -> None:
    """600 customers who leave at 15 % a year: the rate counted over 4 years is within its sampling error."""
    rng = np.random.default_rng(5)
    life = rng.exponential(-365.25 / math.log(0.85), 600)
    start = pd.Timestamp("2019-12-31") - pd.to_timedelta(rng.uniform(0, 30, 600), "D")
    rows = [
        (f"C{i}", start[i] + pd.Timedelta(days=30 * k), 1.0)
        for i in range(600)
        for k in range(min(62, int(life[i] / 30) + 1))
    ]
    lines = pd.DataFrame(rows, columns=["customer_id", "date", "amount"])
    found = historical_value(lines, end="2024-12-31", annual_rate=0.1, margin="amount")
    # At risk holds those silent for under a year, not yet known to be lost: the count reads h / (1 + h) or so.
    assert found.annual_churn == pytest.approx(0.145, abs=3 * math.sqrt(0.145 * 0.855 / found.at_risk) + 0.01)


@given(factor=st.floats(0.01, 1000), seed=st.integers(0, 20))
def test_money_scales_and_order_does_not_matter(factor: float, seed: int) -> None:
    """Margins times c: values times c, churn unchanged; rows in any order."""
    lines = pd.concat([FAITHFUL, GONE])
    one = value(lines)
    two = value(lines.assign(margin=lines["margin"] * factor).sample(frac=1, random_state=seed))
    assert two.total == pytest.approx(one.total * factor)
    assert (two.lost, two.at_risk) == (one.lost, one.at_risk)


def test_cdnow_and_northwind(cdnow_lines: pd.DataFrame, northwind_lines: pd.DataFrame) -> None:
    """CDNOW's buyers left in numbers, Northwind's stayed; the yearly amounts are the file's last 12 months."""
    cds = historical_value(cdnow_lines, end="1998-06-30", annual_rate=0.1, margin="amount")
    assert cds.at_risk == 2357
    recent = cdnow_lines[cdnow_lines["date"] > "1997-06-30"]
    assert cds.yearly_margin.sum() == pytest.approx(recent["amount"].sum())
    silent = cdnow_lines[~cdnow_lines["customer_id"].isin(recent["customer_id"])].drop_duplicates(
        ["customer_id", "date"]
    )
    lost = 0
    for _, days in silent.groupby("customer_id")["date"]:
        dates = pd.to_datetime(days).sort_values()
        gap = dates.diff().dt.days.median() if len(dates) > 1 else 0
        lost += (pd.Timestamp("1998-06-30") - dates.iloc[-1]).days > max(365.25, 3 * gap)
    assert cds.lost == lost
    food = historical_value(northwind_lines, end="1998-05-06", annual_rate=0.1, margin="amount")
    assert (food.lost, food.at_risk) == (1, 80)


def test_what_cannot_be_counted_is_refused() -> None:
    """A file under a year, none before the end, a missing column, a margin that is not a number, a bad setting."""
    with pytest.raises(NotEstimable, match="annual_churn"):
        value(monthly("a", "2024-06-15", "2024-12-15"))
    with pytest.raises(NotEstimable, match="transactions"):
        value(FAITHFUL, end="2020-01-01")
    with pytest.raises(WrongShape, match="margin"):
        value(FAITHFUL.drop(columns="margin"))
    with pytest.raises(OutOfRange, match="margin"):
        value(FAITHFUL.assign(margin=np.nan))
    with pytest.raises(OutOfRange, match="horizon_years"):
        value(FAITHFUL, years=0.0)
    with pytest.raises(OutOfRange, match="annual_rate"):
        value(FAITHFUL, rate=-1.0)
