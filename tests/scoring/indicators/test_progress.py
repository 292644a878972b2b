"""Progress told from noise, whatever the season, by limits frozen before what is judged."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.scoring.indicators.process_behaviour import FEWEST
from gtkit.scoring.indicators.progress import Reading, by_period, read


def months(values: np.ndarray) -> pd.Series:
    return pd.Series(values, index=pd.period_range(end="2026-06", periods=len(values), freq="M"))


def noise(seed: int, n: int = 36) -> np.ndarray:
    return 50 + np.random.default_rng(seed).standard_normal(n)


def test_a_step_after_a_declared_change_is_progress_or_decline_by_the_direction() -> None:
    """Limits rest on the values before the change; the sense decides which it is; no sense, no reading."""
    values = months(noise(1) + 5.0 * (np.arange(36) >= 20))
    change = [values.index[20]]
    read_as = {d: read(values, direction=d, changes=change) for d in ("max", "min", "")}
    assert [read_as[d].reading for d in ("max", "min", "")] == [Reading.PROGRESS, Reading.DECLINE, Reading.UNREADABLE]
    assert read_as[""].reason == "direction"
    chart = read_as["max"].chart
    assert chart is not None
    assert chart.phases[0].values == 20
    assert chart.phases[0].centre == pytest.approx(values.iloc[:20].mean())


def test_a_recent_step_that_nobody_declared_is_found() -> None:
    """Limits rest on the values before the last eight."""
    found = read(months(noise(2) - 4.0 * (np.arange(36) >= 28)), direction="max")
    assert (found.reading, found.reason) == (Reading.DECLINE, "signal")
    assert found.chart is not None
    assert found.chart.phases[0].values == 28


def test_noise_is_seldom_told_as_news() -> None:
    """Of 300 series without any change, fewer than one in six is told otherwise."""
    told = sum(read(months(noise(seed)), direction="max").reading is not Reading.NOISE for seed in range(300))
    assert told / 300 < 1 / 6


def test_a_season_is_taken_out_and_said() -> None:
    """A swing of the calendar alone is no signal; a step on top of it still is."""
    swing = 12 * np.sin(2 * np.pi * np.arange(36) / 12)
    still = read(months(noise(5) + swing), direction="max")
    assert (still.reading, still.seasonal) == (Reading.NOISE, True)
    moved = read(months(noise(5) + swing + 6.0 * (np.arange(36) >= 28)), direction="max")
    assert (moved.reading, moved.seasonal) == (Reading.PROGRESS, True)


def test_a_slope_is_told_as_one() -> None:
    """A series that goes one way all along."""
    found = read(months(noise(7) + 0.6 * np.arange(36)), direction="min")
    assert (found.reading, found.reason) == (Reading.DECLINE, "slope")


@pytest.mark.parametrize(("values", "reason"), [(np.arange(FEWEST - 1.0), "short"), (np.full(20, 3.0), "constant")])
def test_what_cannot_be_read_says_why(values: np.ndarray, reason: str) -> None:
    """Too few values, or never a move."""
    found = read(months(values), direction="max")
    assert (found.reading, found.reason) == (Reading.UNREADABLE, reason)


@given(st.integers(0, 400), st.floats(0.1, 30), st.floats(-50, 50))
def test_unit_and_order_change_no_reading(seed: int, scale: float, shift: float) -> None:
    """Another unit or another order of the rows: the same reading; the other sense: the opposite one."""
    values = months(noise(seed) + 3.0 * (np.arange(36) >= 26))
    found = read(values, direction="max")
    again = read((values * scale + shift).sample(frac=1, random_state=seed), direction="max")
    assert again.reading is found.reading
    opposite = {Reading.PROGRESS: Reading.DECLINE, Reading.DECLINE: Reading.PROGRESS}
    assert read(values, direction="min").reading is opposite.get(found.reading, found.reading)


def test_dates_tell_their_period_and_a_gap_stays_one() -> None:
    """Days, weeks, months, quarters, years; several values of one period count as their mean."""
    for freq, code in (("D", "D"), ("W-MON", "W-SUN"), ("MS", "M"), ("QS", "Q-DEC"), ("YS", "Y-DEC")):
        dates = pd.Series(pd.date_range("2024-01-01", periods=5, freq=freq))
        found = by_period(dates.drop(2), pd.Series([1.0, 2, 4, 5], index=[0, 1, 3, 4]))
        assert pd.PeriodIndex(found.index).freqstr == code
        assert len(found) == 4


def test_a_series_without_a_value_is_too_short() -> None:
    """No value at all is too few, not an error."""
    assert read(months(np.array([np.nan, np.nan])), direction="max").reason == "short"
