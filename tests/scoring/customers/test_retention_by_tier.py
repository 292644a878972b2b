"""Retention compared between tiers."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.periods import DAYS_PER_YEAR
from gtkit.scoring.customers.retention_by_tier import retention_by_tier

END = date(2025, 12, 31)


def base(days: Any, left: Any, tier: Any) -> pd.DataFrame:
    """Customers seen so many days until the END, or until they left, some day of the four years before."""
    days = pd.to_timedelta(np.asarray(days), unit="D")
    ago = 1 + np.arange(len(days)) * 137 % 1461
    entered = pd.Series(pd.Timestamp(END) - days - pd.to_timedelta(np.where(left, ago, 0), unit="D"))
    exits = pd.Series(np.where(left, entered + days, np.datetime64("NaT", "us")))
    frame = pd.DataFrame({"entered": entered, "left": exits, "tier": tier, "tier_given": entered})
    return frame.set_axis([f"C{i:03d}" for i in range(len(frame))])


def test_the_published_comparison(references: dict[str, dict[str, Any]]) -> None:
    """The leukaemia trial told in dates: same log-rank, same median, same restricted means in days."""
    case = references["A-KM"]
    trial, expected = case["input"], case["expected"]
    days = np.array(trial["t1"] + trial["t2"])
    table = base(days, np.array(trial["e1"] + trial["e2"]) == 1, ["6-MP"] * 21 + ["placebo"] * 21)
    found = retention_by_tier(table, end=END)
    assert (found.chi2, found.p_value) == pytest.approx((expected["logrank_chi2"], expected["p"]), abs=case["abs_tol"])
    assert found.curves["6-MP"].median * DAYS_PER_YEAR == pytest.approx(expected["median1"])
    assert found.horizon_years * DAYS_PER_YEAR == pytest.approx(23)
    kept = [curve.time_kept(20 / DAYS_PER_YEAR)[0] * DAYS_PER_YEAR for curve in found.curves.values()]
    assert kept == pytest.approx(expected["rmst_tau20"], abs=case["abs_tol"])
    assert found.time_kept["departures"].tolist() == [9, 21]


def test_invented_tiers_are_told_apart() -> None:
    """Gold that leaves half as often is seen to stay longer; two halves of one tier are not told apart."""
    rng = np.random.default_rng(6)
    stay = np.r_[rng.exponential(1600, 200), rng.exponential(800, 200)]
    seen = np.minimum(stay, 1000).astype(int)
    found = retention_by_tier(base(seen, stay < 1000, ["gold"] * 200 + ["iron"] * 200), end=END)
    assert found.p_value < 1e-4
    assert found.time_kept.loc["gold", "low"] > found.time_kept.loc["iron", "high"]
    truth = 1600 * (1 - np.exp(-found.horizon_years * DAYS_PER_YEAR / 1600)) / DAYS_PER_YEAR
    assert found.time_kept.loc["gold", "years"] == pytest.approx(truth, abs=0.12)
    assert retention_by_tier(base(seen[:200], stay[:200] < 1000, ["a", "b"] * 100), end=END).p_value > 0.01


def test_departures_that_were_not_recorded_are_not_taken_for_loyalty() -> None:
    """Ten years of entries, departures written down in the last three only: the true pace is found, and it is told."""
    rng = np.random.default_rng(11)
    entered = pd.Timestamp(END) - pd.to_timedelta(rng.integers(0, 3650, 900), unit="D")
    stay = np.where(np.arange(900) < 450, rng.exponential(1500, 900), rng.exponential(3000, 900)).astype(int)
    left = entered + pd.to_timedelta(stay, unit="D")
    recorded = pd.Timestamp("2023-01-01")
    table = pd.DataFrame({"entered": entered, "left": left, "tier": np.repeat(["iron", "gold"], 450)})
    table["tier_given"] = entered
    whole = retention_by_tier(table.assign(left=table["left"].where(left <= pd.Timestamp(END))), end=END)
    assert whole.known_from is None
    known = table[left >= recorded].set_axis(range(int((left >= recorded).sum())))
    found = retention_by_tier(known.assign(left=known["left"].where(known["left"] <= pd.Timestamp(END))), end=END)
    assert found.known_from is not None
    assert abs((pd.Timestamp(found.known_from) - recorded).days) < 30
    for tier, pace in (("iron", 1500), ("gold", 3000)):
        assert found.curves[tier].at(3)[0] == pytest.approx(np.exp(-3 * DAYS_PER_YEAR / pace), abs=0.09)


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_the_comparison_keeps_its_laws(seed: int) -> None:
    """Blind to the file's order and the tiers' names; a departure after the end is not known yet."""
    rng = np.random.default_rng(seed)
    table = base(rng.integers(1, 900, 24), np.r_[True, rng.random(23) < 0.5], np.repeat(["a", "b", "c"], 8))
    found = retention_by_tier(table, end=END)
    again = retention_by_tier(table.sample(frac=1, random_state=0).replace({"tier": {"a": "z"}}), end=END)
    assert again.chi2 == pytest.approx(found.chi2)
    assert again.time_kept.loc["z"].tolist() == pytest.approx(found.time_kept.loc["a"].tolist())
    told = table.assign(left=table["left"].fillna(pd.Timestamp("2030-01-01")))
    pd.testing.assert_frame_equal(retention_by_tier(told, end=END).time_kept, found.time_kept)


def test_a_tier_that_is_not_of_entry_is_refused() -> None:
    """A tier without a date, or given a day after entry, would make loyalty out of thin air."""
    table = base([100, 200, 300], [True, True, False], ["a", "b", "b"])
    undated = table.assign(tier_given=table["tier_given"].mask([False, True, False]))
    with pytest.raises(NotEstimable, match=r"tier_given\[C001\]"):
        retention_by_tier(undated, end=END)
    with pytest.raises(NotEstimable, match=r"tier_given\[C000\]"):
        retention_by_tier(table.assign(tier_given=table["entered"] + pd.Timedelta(days=1)), end=END)


def test_impossible_dates_are_refused() -> None:
    """An entry after the last day, or unknown; a departure before the entry; a single tier; nobody leaving."""
    table = base([100, 200, 300], [True, True, False], ["a", "b", "b"])
    with pytest.raises(OutOfRange, match="entered"):
        retention_by_tier(table, end=date(2020, 1, 1))
    with pytest.raises(OutOfRange, match=r"entered\[C000\]"):
        retention_by_tier(table.assign(entered=pd.NaT), end=END)
    with pytest.raises(OutOfRange, match=r"left\[C000\]"):
        retention_by_tier(table.assign(left=pd.Timestamp("2000-01-01")), end=END)
    with pytest.raises(NotEstimable, match="log_rank"):
        retention_by_tier(table.assign(tier="a"), end=END)
    with pytest.raises(NotEstimable, match="log_rank"):
        retention_by_tier(table.assign(left=pd.NaT), end=END)
