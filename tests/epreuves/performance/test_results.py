"""What épreuve 5 computes, before any of it is judged."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import Results, Settings
from gtkit.epreuves.performance.results import compute
from gtkit.scoring.indicators.progress import Reading

from ..conftest import checked

Frames = Mapping[str, pd.DataFrame]


def test_weights_share_the_objectives(told: Findings[Results]) -> None:
    """Each objective of the example is measured: the indicators' weights add up to theirs; orphans weigh nil."""
    results = told.results
    assert results.weights is not None
    assert results.objectives is not None
    assert results.weights.sum() == pytest.approx(results.objectives["weight"].sum())
    assert results.weights["abonnes"] == 0
    assert results.objectives["weight"].is_monotonic_decreasing


def test_a_strength_between_the_marks_is_a_weak_link(measures: Frames, chosen: Settings) -> None:
    """2 is not 3: the objective is not strongly measured by it; 0 is no link."""
    links = measures["objective_alignment"]
    two = links.assign(strength=links["strength"].replace({3.0: 2.0}))
    results = compute(checked({**measures, "objective_alignment": two}), chosen)
    assert results.audit is not None
    assert results.audit.coverage == 0
    none = compute(checked({**measures, "objective_alignment": links.assign(strength=0.0)}), chosen)
    assert none.weights is None


def test_rows_about_what_is_not_listed_are_not_heeded(measures: Frames, chosen: Settings) -> None:
    """An indicator or an objective that no list holds changes nothing."""
    tables = checked(measures)
    stray = {
        key: pd.concat([measures[key], measures[key].head(3).assign(indicator="inconnu")], ignore_index=True)
        for key in ("objective_alignment", "decision_log", "series", "paid_for", "indicator_tests")
    }
    one, other = compute(tables, chosen), compute(checked({**measures, **stray}), chosen)
    assert one.use is not None
    assert other.use is not None
    pd.testing.assert_frame_equal(one.use.indicators, other.use.indicators)
    assert one.weights is not None
    assert other.weights is not None
    pd.testing.assert_series_equal(one.weights, other.weights)
    assert [t.label for t in one.tracks] == [t.label for t in other.tracks]


def test_readable_series_come_with_what_moved_first(told: Findings[Results]) -> None:
    """Declines, then progress, then noise; what cannot be read is left out."""
    readings = [track.progress.reading for track in told.results.readable]
    order = [Reading.DECLINE, Reading.PROGRESS, Reading.NOISE]
    assert readings == sorted(readings, key=order.index)
    assert len(readings) == len(told.results.tracks) - 1


def test_a_log_too_short_shows_no_ladder(measures: Frames, chosen: Settings) -> None:
    """Two meetings make no zombie, and nothing is chosen from them."""
    few = measures["decision_log"]["meeting"].isin(["CODIR 2026-05", "CODIR 2026-06"])
    results = compute(checked({**measures, "decision_log": measures["decision_log"][few]}), chosen)
    assert results.use is not None
    assert results.used is results.choice is None
    assert np.isnan(results.use.zombie_share)
