"""The audit of a system of indicators."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.indicators.audit import TEN_TESTS, SystemAudit, audit, conflicts, gaming_risk, redundancy

OBJECTIVES = pd.Series({"grow": 0.5, "keep": 0.3, "learn": 0.2})


def system() -> dict[str, Any]:
    """Four indicators: revenue pays against a barrier, visits repeats it, margin is late, weather measures nothing."""
    index = ["revenue", "visits", "margin", "weather"]
    indicators = pd.DataFrame(
        {
            "lead": [False, True, False, True],
            "client_outcome": [False, False, False, True],
            "rewarded": [True, False, True, False],
            "audited": [False, False, True, False],
            "manipulable": [3.0, 2.0, np.nan, 0.0],
            "delay_days": [5.0, 1.0, 40.0, np.nan],
            "cadence_days": [25.0, 7.0, 90.0, 1.0],
            "cycle_days": [30.0, 30.0, 90.0, 30.0],
        },
        index=index,
    )
    alignment = pd.DataFrame(
        [("revenue", "grow", 3), ("visits", "keep", 1), ("margin", "grow", 3), ("weather", "learn", 0)],
        columns=["indicator", "objective", "strength"],
    )
    tests = pd.DataFrame(1.0, index=index[:2], columns=TEN_TESTS)
    tests.loc["visits", "truth"], tests.loc["visits", "cost"] = 0.0, np.nan
    steps = np.arange(14.0)
    history = pd.DataFrame({"revenue": steps**3, "visits": -steps, "margin": np.sin(3 * steps)})
    paid_for = pd.DataFrame({"indicator": ["revenue", "visits"], "kind": ["staffing", "staffing"]})
    return {
        "indicators": indicators,
        "objectives": OBJECTIVES,
        "alignment": alignment,
        "tests": tests,
        "history": history,
        "paid_for": paid_for,
        "refused": {"staffing"},
    }


def audited(**changed: Any) -> SystemAudit:
    parts = system() | changed
    return audit(parts.pop("indicators"), **parts)


def test_an_invented_system_is_seen_through() -> None:
    """Each fault put in is found: half the weight covered, an orphan, a repeat, a late one, a reward at war."""
    found = audited()
    assert found.coverage == pytest.approx(0.5)
    assert found.uncovered == ("keep", "learn")
    sheet = found.indicators
    assert sheet.index[sheet["orphan"]].tolist() == ["weather"]
    assert sheet["timely"].tolist() == [True, True, False, pd.NA]
    assert sheet["tests_passed"].tolist() == [10, 8, 0, 0]
    assert sheet["tests_known"].tolist() == [10, 9, 0, 0]
    assert sheet["conflict"].tolist() == [True, False, False, False]
    assert found.conflicts.to_numpy().tolist() == [["revenue", "staffing"]]
    assert found.redundant.to_numpy().tolist() == [["revenue", "visits", -1.0, 14]]
    assert (found.lead_share, found.client_outcome_share) == (0.5, 0.25)


def test_the_gaming_risk_follows_its_published_form() -> None:
    """Rewarded x manipulable x (2 - audited) / 6: a third for a 2 that is audited; unknown stays so."""
    table = pd.DataFrame({"rewarded": [True, True, False], "manipulable": [2.0, np.nan, np.nan], "audited": True})
    assert gaming_risk(table).tolist() == pytest.approx([1 / 3, np.nan, 0.0], nan_ok=True)


def test_redundancy_asks_for_twelve_periods_and_some_variation() -> None:
    """Eleven common periods, a constant, or a loose link are not repeats; the closest pair comes first."""
    steps = np.arange(12.0)
    loose = steps.copy()
    loose[[0, 6]] = loose[[6, 0]]
    swapped = steps.copy()
    swapped[[0, 1]] = swapped[[1, 0]]
    short = np.where(steps < 1, np.nan, steps)
    table = pd.DataFrame({"a": steps, "loose": loose, "short": short, "flat": 5.0, "near": swapped, "twin": 2 * steps})
    found = redundancy(table)
    assert found[["first", "second"]].to_numpy().tolist() == [["a", "twin"], ["a", "near"], ["near", "twin"]]
    assert found["rho"].iloc[1] == pytest.approx(1 - 6 * 2 / (12 * 143))
    assert redundancy(table[[]]).empty


def test_a_reward_is_at_war_only_with_what_is_refused() -> None:
    """No reward, no conflict; no barrier, no conflict."""
    paid = system()["paid_for"]
    assert conflicts(pd.Series({"revenue": False, "visits": False}), paid, {"staffing"}).empty
    assert conflicts(pd.Series({"revenue": True, "visits": True}), paid, set()).empty
    assert len(conflicts(pd.Series({"revenue": True, "visits": True}), paid, ["staffing"])) == 2


@settings(max_examples=40)
@given(st.lists(st.sampled_from([0, 1, 3]), min_size=12, max_size=12), st.floats(0.1, 100))
def test_coverage_keeps_its_laws(strengths: list[int], scale: float) -> None:
    """A share, blind to the unit of weights and the order of rows; a stronger link never lowers it."""
    pairs = [(i, o) for i in system()["indicators"].index for o in OBJECTIVES.index]
    table = pd.DataFrame(pairs, columns=["indicator", "objective"]).assign(strength=strengths)
    quick = {"history": pd.DataFrame()}  # its pairs have their own test
    found = audited(alignment=table, **quick)
    assert 0 <= found.coverage <= 1 + 1e-12
    assert found.coverage == pytest.approx(1 - OBJECTIVES[list(found.uncovered)].sum())
    again = audited(alignment=table.iloc[::-1], objectives=scale * OBJECTIVES, **quick)
    assert again.coverage == pytest.approx(found.coverage)
    assert audited(alignment=table.assign(strength=np.maximum(strengths, 1)), **quick).coverage == found.coverage
    assert audited(alignment=table.assign(strength=3), **quick).coverage == pytest.approx(1)


def test_a_list_that_does_not_hold_together_is_refused() -> None:
    """No indicator, weights of nothing, strangers, repeats, marks and strengths beyond their scale."""
    parts = system()
    with pytest.raises(NotEstimable, match="indicators"):
        audited(indicators=parts["indicators"].iloc[:0])
    with pytest.raises(NotEstimable, match="objectives"):
        audited(objectives=0 * OBJECTIVES)
    with pytest.raises(OutOfRange, match="strength"):
        audited(alignment=parts["alignment"].assign(strength=2))
    with pytest.raises(OutOfRange, match="tests"):
        audited(tests=2 * parts["tests"])
    with pytest.raises(OutOfRange, match="manipulable"):
        audited(indicators=parts["indicators"].assign(manipulable=4.0))
    with pytest.raises(WrongShape, match="alignment"):
        audited(alignment=parts["alignment"].assign(objective="unheard of"))
    with pytest.raises(WrongShape, match="alignment"):
        audited(alignment=pd.concat([parts["alignment"]] * 2))
    with pytest.raises(WrongShape, match="history"):
        audited(history=parts["history"].rename(columns={"margin": "profit"}))
    with pytest.raises(WrongShape, match="indicators"):
        audited(indicators=parts["indicators"].iloc[[0, 0]])
