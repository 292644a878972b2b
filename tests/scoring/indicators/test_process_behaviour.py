"""The process behaviour chart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.indicators.process_behaviour import BehaviourChart, Side, chart

SIGNALS = ["outside", "near_limit", "run", "range_outside"]
runs = st.lists(st.floats(-1e4, 1e4).map(lambda x: round(x, 3)), min_size=6, max_size=40)


def series(values: list[float], start: str = "2024-01") -> pd.Series:
    return pd.Series(values, index=pd.period_range(start, periods=len(values), freq="M"), dtype=float)


def marked(found: BehaviourChart, signal: str) -> list[int]:
    return np.flatnonzero(found.points[signal]).tolist()


@pytest.mark.parametrize("case", ["A-XMR", "A-XMR2"])
def test_published_limits(references: dict[str, dict[str, Any]], case: str) -> None:
    """NIST's flow rates and Wheeler's trade deficit of 1988."""
    reference = references[case]
    phase = chart(series(reference["input"]["x"])).phases[0]
    found = {
        "mean": phase.centre,
        "mrbar": phase.mean_range,
        "unpl_266": phase.upper,
        "lnpl_266": phase.lower,
        "url_3268": phase.range_upper,
    }
    expected = {name: reference["expected"][name] for name in found}
    assert found == pytest.approx(expected, abs=reference["abs_tol"])
    assert phase.provisional


def test_a_process_left_alone_rarely_signals_and_its_spread_is_recovered() -> None:
    """Limits lie three standard deviations out; few values pass them; a shift of three is always heard."""
    rng = np.random.default_rng(3)
    found = chart(series(rng.normal(50, 2, 2000).tolist(), start="1900-01"))
    assert (found.phases[0].upper - found.phases[0].lower) / 6 == pytest.approx(2, abs=0.1)
    assert found.points["outside"].mean() < 0.008
    shifted = series([*rng.normal(50, 2, 20), *rng.normal(56, 2, 10)])
    assert chart(shifted, baseline=20).latest is Side.HIGH
    assert chart(-shifted, baseline=20).latest is Side.LOW


def test_each_rule_marks_the_value_that_completes_it() -> None:
    """On a centre of 0 and limits of about 2.66: one beyond, three of four beyond half-way, eight on a side, a leap."""
    calm = [0.5, -0.5] * 10
    assert marked(chart(series([*calm, 3.0, 0.0]), baseline=20), "outside") == [20]
    assert marked(chart(series([*calm, 1.5, 1.5, 0.1, 1.5, 0.1]), baseline=20), "near_limit") == [23]
    assert marked(chart(series([*calm, 1.5, 1.5, -1.5, -1.5]), baseline=20), "near_limit") == []
    assert marked(chart(series([*calm[1:], *[0.2] * 8]), baseline=18), "run") == [26]
    assert marked(chart(series([*calm, -2.0, 2.0]), baseline=20), "range_outside") == [21]


def test_a_gap_breaks_moves_and_rows() -> None:
    """A month left out or blank ends eight in a row and three of four, and no move spans it."""
    calm = [0.5, -0.5] * 10
    whole = series([*calm, *[0.2] * 4, np.nan, *[0.2] * 4])
    found = chart(whole, baseline=20)
    assert marked(found, "run") == []
    assert found.points["moving_range"].iloc[24:26].isna().all()
    pd.testing.assert_frame_equal(chart(whole.dropna(), baseline=20).points, found.points)
    near = series([*calm, 1.5, 1.5, np.nan, 1.5])
    assert marked(chart(near, baseline=20), "near_limit") == []


def test_limits_are_drawn_anew_at_a_declared_change_only() -> None:
    """Around 10 then around 20: two centres if the change is declared, one if it is not."""
    wave = np.resize([-1.0, 1.0, 0.5, -0.5], 20)
    values = series([*(10 + wave), *(20 + wave)])
    declared = chart(values, changes=[pd.Period("2025-09", freq="M")])
    assert [round(phase.centre) for phase in declared.phases] == [10, 20]
    assert not declared.points[SIGNALS].any().any()
    assert not declared.phases[1].provisional
    kept = chart(values)
    assert len(kept.phases) == 1
    assert kept.latest is Side.HIGH


def test_without_enough_or_any_variation_there_is_no_limit() -> None:
    """Five values, a constant, values that never follow one another, a change declared yesterday: why is told."""
    short, still = chart(series([1, 2, 1, 2, 1])), chart(series([0.3, 0.1 + 0.2] * 4))
    apart = chart(series([1, np.nan, 2, np.nan] * 6))
    fresh = chart(series([1, 2] * 10), changes=[pd.Period("2025-08", freq="M")])
    assert [found.phases[-1].reason for found in (short, still, apart, fresh)] == [
        "short",
        "constant",
        "short",
        "short",
    ]
    assert {found.latest for found in (short, still, apart, fresh)} == {Side.UNDETERMINED}
    assert np.isnan(still.phases[0].upper)
    assert fresh.phases[0].reason == ""


def test_limits_stay_within_what_can_be_measured() -> None:
    """A count has no negative limit, a share none above 1, and the holding back is told."""
    counts, shares = (
        chart(series([0, 3, 1, 4, 0, 2, 5]), lowest=0),
        chart(series([0.9, 1, 0.8, 1, 0.95, 0.7]), highest=1),
    )
    assert (counts.phases[0].lower, counts.phases[0].held_back) == (0.0, True)
    assert (shares.phases[0].upper, shares.phases[0].held_back) == (1.0, True)
    assert not chart(series([10, 11, 10, 12, 11, 10]), lowest=0).phases[0].held_back


@settings(max_examples=40)
@given(runs, st.floats(0.1, 100), st.floats(-1e3, 1e3))
def test_the_chart_keeps_its_laws(values: list[float], scale: float, shift: float) -> None:
    """Blind to the order of the file; limits move with the unit; upside down, high is low."""
    found = chart(series(values))
    pd.testing.assert_frame_equal(chart(series(values).sample(frac=1, random_state=0)).points, found.points)
    if found.phases[0].reason or found.phases[0].mean_range < 1e-2:
        return
    phase, other = found.phases[0], chart(scale * series(values) + shift).phases[0]
    assert phase.lower < phase.centre < phase.upper
    assert (other.lower, other.upper) == pytest.approx(
        (scale * phase.lower + shift, scale * phase.upper + shift), rel=1e-6, abs=1e-6
    )
    turned = chart(-series(values))
    assert turned.points[SIGNALS].equals(found.points[SIGNALS])
    assert {found.latest: turned.latest}.items() <= {
        Side.HIGH: Side.LOW,
        Side.LOW: Side.HIGH,
        Side.NOISE: Side.NOISE,
    }.items()


def test_what_cannot_be_charted_is_refused() -> None:
    """No periods, a month twice, nothing known, a value that cannot be, a stray change, a baseline too short."""
    with pytest.raises(WrongShape):
        chart(pd.Series([1.0, 2.0]))
    with pytest.raises(WrongShape):
        chart(pd.concat([series([1.0]), series([2.0])]))
    with pytest.raises(NotEstimable):
        chart(series([np.nan] * 8))
    with pytest.raises(OutOfRange, match="2024-02"):
        chart(series([0.5, 50.0]), lowest=0, highest=1)
    with pytest.raises(OutOfRange, match="changes"):
        chart(series([1.0] * 8), changes=[pd.Period("2030-01", freq="M")])
    with pytest.raises(OutOfRange, match="baseline"):
        chart(series([1.0] * 8), baseline=3)
