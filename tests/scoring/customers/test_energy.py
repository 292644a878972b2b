"""The cost of time, by customer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.customers.energy import energy_return, hour_rates


def costs(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["service", "yearly_cost", "paid_hours", "practical_share"])


def sheets(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["customer_id", "service", "hours"])


def test_the_published_costing(references: dict[str, dict[str, Any]]) -> None:
    """Kaplan & Anderson's customer service: 0.80 a minute, each activity's cost, and the unused capacity."""
    case = references["A-TD"]
    given_, expected = case["input"], case["expected"]
    department = costs(("S", given_["cost"], given_["capacity_min"], 1.0))  # minutes stand for hours
    minutes = np.array(given_["minutes"]) * np.array(given_["volume"])
    time = sheets(*((f"A{k}", "S", float(m)) for k, m in enumerate(minutes)))
    found = energy_return(time, department, pd.Series(1.0, index=["A0", "A1", "A2"]), years=1.0)
    assert found.rates["S"] == pytest.approx(expected["rate"])
    assert found.customers["cost"].tolist() == pytest.approx(expected["cost"])
    assert (found.unused_hours, found.unused_cost) == pytest.approx((expected["unused_min"], expected["unused_cost"]))


def test_a_planted_drain_is_found() -> None:
    """Three equal customers of which one takes four fifths of the time: that one drains, the others do not."""
    time = sheets(("A", "S", 80.0), ("B", "S", 10.0), ("C", "S", 10.0))
    found = energy_return(time, costs(("S", 1000.0, 1000.0, 0.8)), pd.Series(50.0, index=list("ABC")), years=1.0)
    assert found.customers["vacuum"].tolist() == [True, False, False]
    assert found.customers.loc["A", "pull"] == pytest.approx(0.8 * 3)


def test_capacity_without_a_stated_share_is_eighty_two_percent() -> None:
    """The practical share that the method's authors give, where the organisation states none."""
    assert hour_rates(costs(("S", 820.0, 1000.0, float("nan"))))["S"] == pytest.approx(1.0)


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ST"), st.floats(0.25, 400)), min_size=1, max_size=20),
    st.floats(0.1, 3.0),
)
def test_time_is_neither_lost_nor_made(rows: list[tuple[str, str, float]], years: float) -> None:
    """Hours and costs add up to the sheets, whatever their length is brought to a year; shares sum to 1."""
    time, department = sheets(*rows), costs(("S", 1000.0, 500.0, 0.8), ("T", 300.0, 400.0, 0.5))
    found = energy_return(time, department, pd.Series([10.0, 0.0, -5.0], index=list("ABC")), years=years)
    assert found.customers["hours"].sum() == pytest.approx(time["hours"].sum() / years)
    cost = (time["hours"] * time["service"].map({"S": 2.5, "T": 1.5})).sum() / years
    assert found.customers["cost"].sum() == pytest.approx(cost)
    assert found.customers["energy_share"].sum() == pytest.approx(1.0)
    assert found.unused_cost + cost == pytest.approx(1300.0)


def test_time_without_value_pulls_without_end() -> None:
    """A customer that brings nothing and takes time drains energy; one that takes none has no pull."""
    time = sheets(("A", "S", 10.0))
    found = energy_return(time, costs(("S", 1.0, 1.0, 1.0)), pd.Series([0.0, 9.0], index=["A", "B"]), years=1.0)
    assert np.isinf(found.customers.loc["A", "pull"])
    assert bool(found.customers.loc["A", "vacuum"])
    assert np.isnan(found.customers.loc["B", "pull"])
    assert not found.customers.loc["B", "vacuum"]


def test_what_cannot_be_costed_is_refused() -> None:
    """A department without cost, an unknown customer, no hour at all, no usable hour, no length of time."""
    value, department = pd.Series(1.0, index=["A"]), costs(("S", 1.0, 1.0, 1.0))
    with pytest.raises(WrongShape, match="service"):
        energy_return(sheets(("A", "X", 1.0)), department, value, years=1.0)
    with pytest.raises(WrongShape, match="customer"):
        energy_return(sheets(("Z", "S", 1.0)), department, value, years=1.0)
    with pytest.raises(NotEstimable):
        energy_return(sheets(("A", "S", 0.0)), department, value, years=1.0)
    with pytest.raises(OutOfRange):
        hour_rates(costs(("S", 1.0, 0.0, 1.0)))
    with pytest.raises(OutOfRange):
        energy_return(sheets(("A", "S", 1.0)), department, value, years=0.0)


def test_one_department_overrun_does_not_hide_the_other_s_idle_hours() -> None:
    """Departments are told one by one; the page's total is their sum, and an unstated usable share is marked."""
    department = costs(("S", 1000.0, 100.0, 1.0), ("T", 500.0, 100.0, float("nan")))
    value = pd.Series(1.0, index=["A"])
    found = energy_return(sheets(("A", "S", 120.0), ("A", "T", 2.0)), department, value, years=1.0)
    assert found.departments["unused_hours"].tolist() == pytest.approx([-20.0, 80.0])
    assert found.departments["assumed"].tolist() == [False, True]
    assert found.unused_hours == pytest.approx(60.0)
    assert found.customers["cost"].sum() + found.unused_cost == pytest.approx(1500.0)


def test_shares_of_nothing_are_unknown() -> None:
    """Where nobody brings anything, nobody is said to drain energy: there is no value to compare with."""
    department, value = costs(("S", 10.0, 10.0, 1.0)), pd.Series([0.0, -5.0], index=["A", "B"])
    found = energy_return(sheets(("A", "S", 5.0)), department, value, years=1.0).customers
    assert found[["value_share", "pull"]].isna().all(axis=None)
    assert not found["vacuum"].any()


def test_tables_that_contradict_themselves_are_refused() -> None:
    """Hours below zero, a department listed twice."""
    value, department = pd.Series(1.0, index=["A"]), costs(("S", 1.0, 1.0, 1.0))
    with pytest.raises(OutOfRange, match="hours"):
        energy_return(sheets(("A", "S", 5.0), ("A", "S", -1.0)), department, value, years=1.0)
    with pytest.raises(WrongShape, match="service_costs"):
        hour_rates(costs(("S", 1.0, 1.0, 1.0), ("S", 2.0, 1.0, 1.0)))
