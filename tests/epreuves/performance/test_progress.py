"""Series of the engagement, read by indicator and by group."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gtkit.epreuves.performance.progress import tracks
from gtkit.scoring.indicators.progress import Reading

from ..conftest import checked

Frames = Mapping[str, pd.DataFrame]


def sheets(measures: Frames) -> pd.DataFrame:
    return measures["indicators"].set_index("indicator")


def test_each_group_is_a_series_of_its_own(measures: Frames) -> None:
    """The helped group progresses, the other does not: they are never mixed."""
    found = tracks(checked(measures), sheets(measures))
    groups = {t.group: t.progress.reading for t in found if t.indicator == "depannage"}
    assert groups == {"control": Reading.NOISE, "helped": Reading.PROGRESS}
    assert [t.indicator for t in found] == [k for k in sheets(measures).index for t in found if t.indicator == k][
        : len(found)
    ]


def test_limits_stay_within_what_can_be_measured(measures: Frames) -> None:
    """A percentage has limits from 0 to 100; a series that was negative has none but its own."""
    series = measures["series"]
    near = series.assign(value=series["value"].where(series["indicator"] != "marge", 99.0 + series["value"] % 1))
    track = next(t for t in tracks(checked({"series": near}), sheets(measures)) if t.indicator == "marge")
    assert track.progress.chart is not None
    assert track.progress.chart.phases[-1].upper <= 100
    below = series.assign(value=series["value"].where(series["indicator"] != "marge", series["value"] - 33.8))
    track = next(t for t in tracks(checked({"series": below}), sheets(measures)) if t.indicator == "marge")
    assert track.progress.chart is not None
    assert track.progress.chart.phases[-1].lower < 0


def test_the_last_value_is_the_file_s_own(measures: Frames) -> None:
    """Of each series without group, the value of its last month."""
    series = measures["series"].sort_values("period")
    last = series[series["group"] == ""].groupby("indicator")["value"].last()
    for track in tracks(checked(measures), sheets(measures)):
        assert track.group or track.last == last[track.indicator]


def test_no_series_no_track(measures: Frames) -> None:
    """Without the table, none."""
    assert tracks({}, sheets(measures)) == ()
