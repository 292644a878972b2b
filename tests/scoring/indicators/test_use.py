"""How indicators are used."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.indicators.use import RUNGS, ladder, undecided, use, zombies

ladders = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.integers(0, 4)), min_size=1, max_size=40)


def log(rows: list[tuple[int, str, int]]) -> pd.DataFrame:
    """Meeting, indicator and rung reached; only that rung is ticked."""
    table = pd.DataFrame(rows, columns=["meeting", "indicator", "rung"])
    return table.assign(**{name: table["rung"] == k for k, name in enumerate(RUNGS, start=1)}).drop(columns="rung")


def test_the_published_bound_of_what_was_never_seen() -> None:
    """Nothing in k trials: at 95 %, up to 1 - 0.05^(1/k); near 3 / k, Hanley and Lippman-Hand's rule of three."""
    for k in (3, 10, 100):
        found = use(log([(m, "a", 2) for m in range(k)]), indicators=pd.Index(["a"])).indicators.loc["a"]
        assert found["upper"] == pytest.approx(1 - 0.05 ** (1 / k))
    assert found["upper"] == pytest.approx(3 / 100, rel=0.02)


def test_an_invented_practice_is_recovered() -> None:
    """One steers, one is only read out, one is in no meeting, one is new: the log tells them apart."""
    rows = [(m, "steers", 4 if m % 2 else 1) for m in range(10)] + [(m, "read", 1) for m in range(10)]
    found = use(log([*rows, (9, "new", 2)]), indicators=pd.Index(["steers", "read", "unseen", "new"]))
    sheet = found.indicators
    assert sheet["maturity"].tolist() == [4, 1, 0, 2]
    assert sheet["zombie"].tolist() == [False, True, True, False]
    assert sheet.loc["steers", ["shown", "discussed", "decided", "reviewed"]].tolist() == [10, 5, 5, 5]
    assert sheet.loc["steers", "low"] < 0.5 < sheet.loc["steers", "high"]
    assert sheet.loc["unseen", ["use_rate", "low", "high"]].isna().all()
    assert sheet.loc["unseen", "upper"] == sheet.loc["read", "upper"]
    assert sheet.loc[["steers", "new"], "upper"].isna().all()
    assert (found.meetings, found.zombie_share) == (10, 0.5)


@settings(max_examples=40)
@given(ladders)
def test_use_keeps_its_laws(rows: list[tuple[int, str, int]]) -> None:
    """Blind to order and repeats; each rung has no more meetings than the one below; the rate lies in its interval."""
    index = pd.Index(list("abcd"))
    found, again = use(log(rows), indicators=index), use(log(rows[::-1] + rows), indicators=index)
    pd.testing.assert_frame_equal(found.indicators, again.indicators)
    sheet = found.indicators
    assert (sheet[list(RUNGS)].diff(axis=1).iloc[:, 1:] <= 0).all().all()
    assert (sheet["maturity"] == (sheet[list(RUNGS)] > 0).sum(axis=1)).all()
    seen = sheet[sheet["shown"] > 0]
    assert ((seen["low"] <= seen["use_rate"]) & (seen["use_rate"] <= seen["high"])).all()
    assert not (sheet["zombie"] & (sheet["decided"] > 0)).any()


def test_a_short_log_tells_no_zombie() -> None:
    """Two meetings condemn nobody, unless two is what was asked for."""
    rows = log([(1, "a", 1), (2, "a", 1)])
    assert np.isnan(use(rows, indicators=pd.Index(["a"])).zombie_share)
    assert use(rows, indicators=pd.Index(["a"]), fewest_meetings=2).zombie_share == 1.0


def test_a_log_that_says_nothing_is_refused() -> None:
    """An empty log, no system, a stranger, an indicator listed twice, a zombie of no meeting."""
    rows = log([(1, "a", 1)])
    with pytest.raises(NotEstimable, match="decision_log"):
        use(rows.iloc[:0], indicators=pd.Index(["a"]))
    with pytest.raises(NotEstimable):
        use(rows, indicators=pd.Index([]))
    with pytest.raises(WrongShape, match="decision_log"):
        use(rows, indicators=pd.Index(["b"]))
    with pytest.raises(WrongShape, match="indicators"):
        use(rows, indicators=pd.Index(["a", "a"]))
    with pytest.raises(OutOfRange, match="fewest_meetings"):
        use(rows, indicators=pd.Index(["a"]), fewest_meetings=0)


@given(ladders)
def test_the_ladder_is_what_use_counts(rows: list[tuple[int, str, int]]) -> None:
    """Indicators by meetings, from 0 to 4: its highest rung is the maturity, its zombies are those of the sheet."""
    listed = pd.Index(["a", "b", "c", "never"])
    reached, found = ladder(log(rows), indicators=listed), use(log(rows), indicators=listed)
    assert reached.shape == (4, found.meetings)
    assert reached.max(axis=1).tolist() == found.indicators["maturity"].tolist()
    assert zombies(reached).tolist() == found.indicators["zombie"].tolist()
    assert zombies(reached).tolist() == undecided(reached.to_numpy()).tolist()
    assert zombies(reached, fewest_meetings=100).sum() == 0
