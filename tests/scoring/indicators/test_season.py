"""Season and slope of a series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.indicators.process_behaviour import Side, chart
from gtkit.scoring.indicators.season import season, slope, without_season

seeds = st.integers(0, 2**32 - 1)


def series(values: Any, start: str = "2021-01", freq: str = "M") -> pd.Series:
    return pd.Series(np.asarray(values, dtype=float), index=pd.period_range(start, periods=len(values), freq=freq))


def test_the_published_slope() -> None:
    """Mann-Kendall of ten concordant values but one swap: tau = 43 / 45, its exact two-sided p is 20 / 10!."""
    found = slope(series([1, 2, 3, 4, 5, 6, 7, 8, 10, 9]))
    assert (found.tau, found.p_value) == pytest.approx((43 / 45, 20 / 3_628_800))
    assert found.strong


def test_the_f_test_is_that_of_the_textbook() -> None:
    """Draper and Smith's extra sum of squares, by projections instead of coefficients."""
    y = np.random.default_rng(1).normal(size=24) + np.tile([2, 0, -1, -1], 6)
    line, places = np.vander(np.arange(24.0), 2), np.tile(np.eye(4), (6, 1))
    smaller, larger = (design @ np.linalg.pinv(design) for design in (line, np.hstack([line, places])))
    f = (y @ (larger - smaller) @ y / 3) / (y @ (np.eye(24) - larger) @ y / 19)
    found = season(series(y, freq="Q"), length=4)
    assert found.p_value == pytest.approx(stats.f.sf(f, 3, 19))
    explained = 1 - (y @ (np.eye(24) - larger) @ y / 19) / (y @ (np.eye(24) - smaller) @ y / 22)
    assert found.strength == pytest.approx(explained)


def test_an_invented_season_is_recovered_and_taken_out() -> None:
    """A yearly wave on a slope is found, month by month, and gone afterwards; the level is kept."""
    rng = np.random.default_rng(2)
    wave = 10 * np.cos(2 * np.pi * np.arange(12) / 12)
    values = series(100 + 0.5 * np.arange(60) + np.tile(wave, 5) + rng.normal(0, 1, 60))
    found = season(values, length=12)
    assert found.strong
    assert found.effects.tolist() == pytest.approx(wave.tolist(), abs=2)
    rest = without_season(values, found)
    assert not season(rest, length=12).strong
    assert rest.mean() == pytest.approx(values.mean())
    assert slope(rest).strong


def test_limits_drawn_on_a_season_cry_wolf() -> None:
    """A wave signals on the chart without anything new; taken out, what is left is noise."""
    rng = np.random.default_rng(5)
    values = series(50 + 8 * np.sin(2 * np.pi * np.arange(48) / 12) + rng.normal(0, 1, 48))
    signals = ["outside", "near_limit", "run"]
    assert chart(values).points[signals].any(axis=1).sum() > 10
    calm = chart(without_season(values, season(values, length=12)))
    assert calm.points[signals].any(axis=1).sum() <= 2
    assert calm.latest is Side.NOISE


def test_noise_and_steps_are_seldom_taken_for_more() -> None:
    """Of 200 series of noise, at most 6 seem to have a season (1 in 100 each); a step is not a slope."""
    rng = np.random.default_rng(3)
    noise = [series(rng.normal(size=36)) for _ in range(200)]
    assert sum(season(y, length=12).strong for y in noise) <= 6
    assert sum(slope(y).strong for y in noise) == 0
    assert not slope(series(np.r_[rng.normal(size=20), 5 + rng.normal(size=20)])).strong


@given(seeds, st.floats(0.01, 100), st.floats(-100, 100))
def test_season_and_slope_keep_their_laws(seed: int, scale: float, shift: float) -> None:
    """Blind to unit, level and file order; the effects add up to nothing; upside down, the slope turns."""
    rng = np.random.default_rng(seed)
    y = series(rng.normal(size=30) + np.resize(rng.normal(size=4), 30), freq="Q")
    y.iloc[7] = np.nan
    found, other = season(y, length=4), season((scale * y + shift).sample(frac=1, random_state=1), length=4)
    assert (other.strength, other.p_value) == pytest.approx((found.strength, found.p_value), rel=1e-6, abs=1e-9)
    assert other.effects.tolist() == pytest.approx((scale * found.effects).tolist(), rel=1e-6, abs=1e-6)
    assert found.effects.sum() == pytest.approx(0, abs=1e-9)
    assert found.strength <= 1
    assert slope(-y).tau == pytest.approx(-slope(y).tau)


def test_exact_series_are_no_trouble() -> None:
    """A straight line has no season at all; a pure season explains everything; months start in January."""
    line, pure = season(series(np.arange(36.0)), length=12), season(series(np.tile(np.arange(12.0), 3)), length=12)
    assert (line.strength, line.strong) == (0.0, False)
    assert (pure.strength, pure.strong) == (pytest.approx(1.0), True)
    late = season(series(np.tile(np.arange(12.0), 3)[2:], start="2021-03"), length=12)
    assert late.effects.idxmax() == 11


def test_what_tells_no_season_is_refused() -> None:
    """Less than two cycles, a cycle of one, no periods; a slope of five values, or of a constant."""
    with pytest.raises(NotEstimable, match="season"):
        season(series(np.arange(20.0)), length=12)
    with pytest.raises(OutOfRange, match="length"):
        season(series(np.arange(20.0)), length=1)
    with pytest.raises(WrongShape):
        season(pd.Series([1.0, 2.0]), length=2)
    with pytest.raises(NotEstimable, match="slope"):
        slope(series([1, 2, 3, 4, 5]))
    with pytest.raises(NotEstimable, match="slope"):
        slope(series([1] * 10))
    with pytest.raises(OutOfRange, match="values"):
        slope(series([1, 2, 3, 4, 5, np.inf]))
