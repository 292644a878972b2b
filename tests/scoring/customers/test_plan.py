"""What a specific plan is worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.customers.plan import worth


def plan(
    value: float, *, probability: float = 0.5, uplift: tuple[float, float, float], cost: float, veto: bool = False
) -> pd.Series:
    one = {"probability": probability, "low": uplift[0], "central": uplift[1], "high": uplift[2], "cost": cost}
    columns = {name: pd.Series([x], index=["C"], dtype=float) for name, x in one.items()}
    found = worth(pd.Series([value], index=["C"]), veto=pd.Series([veto], index=["C"]), **columns)
    return found.customers.loc["C"]


def test_the_quantile_is_that_of_the_triangular_law() -> None:
    """The closed form agrees with scipy's triangular distribution, itself checked against its textbook mean."""
    row = plan(1000.0, uplift=(0.1, 0.2, 0.5), cost=40.0)
    law = stats.triang(c=(0.2 - 0.1) / 0.4, loc=0.1, scale=0.4)
    assert row["mean"] == pytest.approx(0.5 * 1000 * law.mean() - 40)
    assert row["q10"] == pytest.approx(0.5 * 1000 * law.ppf(0.10) - 40)
    assert row["break_even"] == pytest.approx(40 / 500)


def test_an_invented_uplift_is_recovered() -> None:
    """Nine in ten of the uplifts drawn from the triangle bring more than the quantile says."""
    row = plan(1000.0, probability=1.0, uplift=(-0.1, 0.1, 0.4), cost=20.0)
    drawn = np.random.default_rng(0).triangular(-0.1, 0.1, 0.4, 50_000) * 1000 - 20
    assert np.mean(drawn > row["q10"]) == pytest.approx(0.9, abs=0.005)
    assert drawn.mean() == pytest.approx(row["mean"], abs=2.0)


@pytest.mark.parametrize(
    ("cost", "veto", "level"),
    [(10.0, False, "passed"), (100.0, False, "conditional"), (400.0, False, "failed"), (10.0, True, "failed")],
)
def test_each_case_has_its_level(cost: float, veto: bool, level: str) -> None:
    """Almost surely worth it, on average only, not worth it, and forbidden."""
    assert plan(1000.0, uplift=(0.1, 0.2, 0.5), cost=cost, veto=veto)["level"] == level


@given(st.floats(-1e6, 1e6), st.floats(0, 1), st.lists(st.floats(-1, 5), min_size=3, max_size=3), st.floats(0, 1e5))
def test_worth_keeps_its_laws(value: float, probability: float, uplift: list[float], cost: float) -> None:
    """The 10 % quantile lies between the worst and the best case; a dearer plan is worth that much less."""
    low, central, high = sorted(uplift)
    row = plan(value, probability=probability, uplift=(low, central, high), cost=cost)
    ends = sorted(probability * u * value - cost for u in (low, high))
    slack = 1e-6 * (1 + abs(value))
    assert ends[0] - slack <= row["q10"] <= ends[1] + slack
    dearer = plan(value, probability=probability, uplift=(low, central, high), cost=cost + 100)
    assert dearer["mean"] == pytest.approx(row["mean"] - 100, abs=slack)


def test_a_certain_uplift_has_no_spread() -> None:
    """Low, central and high alike: the quantile is the mean."""
    row = plan(1000.0, uplift=(0.2, 0.2, 0.2), cost=30.0)
    assert (row["mean"], row["q10"]) == pytest.approx((70.0, 70.0))


def test_a_plan_on_nothing_never_pays() -> None:
    """Without value or without a chance to act, no uplift pays."""
    assert np.isinf(plan(0.0, uplift=(0, 0.1, 0.2), cost=5.0)["break_even"])
    assert plan(100.0, probability=0.0, uplift=(0, 0.1, 0.2), cost=5.0)["level"] == "failed"


def test_impossible_plans_are_refused() -> None:
    """Crossed uplifts, a probability above 1, a negative cost, another customer's cost."""
    with pytest.raises(OutOfRange, match=r"uplift\[C\]"):
        plan(1.0, uplift=(0.3, 0.2, 0.5), cost=1.0)
    with pytest.raises(OutOfRange, match="probability"):
        plan(1.0, probability=1.5, uplift=(0, 0, 0), cost=1.0)
    with pytest.raises(OutOfRange, match="cost"):
        plan(1.0, uplift=(0, 0, 0), cost=-1.0)
    one, other = pd.Series([1.0], index=["A"]), pd.Series([1.0], index=["B"])
    with pytest.raises(WrongShape, match="cost"):
        worth(one, probability=one, low=one, central=one, high=one, cost=other, veto=one > 2)


def test_what_is_unknown_leaves_a_plan_undetermined() -> None:
    """No cost known, no conclusion; a barrier concludes all the same; the other plans are judged as ever."""
    one = pd.Series(1.0, index=["A", "B", "C"])
    cost = pd.Series([np.nan, np.nan, 10.0], index=one.index)
    veto = pd.Series([False, True, False], index=one.index)
    found = worth(1000 * one, probability=one, low=0.1 * one, central=0.2 * one, high=one, cost=cost, veto=veto)
    assert found.customers["level"].tolist() == ["undetermined", "failed", "passed"]
    assert found.customers.loc["A", ["mean", "q10", "break_even"]].isna().all()


def test_a_losing_customer_turns_the_triangle_round() -> None:
    """Raising a negative value loses more: the 10 % quantile is that of the largest uplifts."""
    law = stats.triang(c=0.25, loc=0.1, scale=0.4)
    row = plan(-1000.0, probability=1.0, uplift=(0.1, 0.2, 0.5), cost=0.0)
    assert row["q10"] == pytest.approx(-1000 * law.ppf(0.90))
