"""Silence against own rhythm: by hand, recovered from invented rhythms, lawful."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, WrongShape
from gtkit.valuation import rhythm


def lines(**days: list[str]) -> pd.DataFrame:
    rows = [(who, day) for who, listed in days.items() for day in listed]
    return pd.DataFrame(rows, columns=["customer_id", "date"]).assign(amount=10.0)


def test_the_rhythm_is_the_median_gap() -> None:
    """Gaps of 10, 20 and 100 days: one long pause is no rhythm; 60 days of silence are three times 20."""
    days = ["2026-01-01", "2026-01-11", "2026-01-31", "2026-05-11"]
    row = rhythm(lines(A=days), end="2026-07-10").loc["A"]
    assert row["last_on"] == pd.Timestamp("2026-05-11")
    assert row[["gap_days", "silent_days", "times"]].tolist() == [20.0, 60.0, 3.0]
    assert row["overdue"]
    assert not rhythm(lines(A=days), end="2026-07-09").loc["A", "overdue"]


def test_one_purchase_has_no_rhythm() -> None:
    """Silence is told, the rhythm is not; nobody is overdue by a rhythm that is not known."""
    row = rhythm(lines(A=["2026-01-01"]), end="2026-12-31").loc["A"]
    assert row["silent_days"] == 364
    assert pd.isna(row["gap_days"])
    assert not row["overdue"]


def test_credit_notes_and_free_days() -> None:
    """A credit note breaks no silence; two lines of one day are one purchase."""
    sold = lines(A=["2026-01-01", "2026-01-11", "2026-01-11"])
    note = pd.DataFrame({"customer_id": ["A"], "date": ["2026-03-01"], "amount": [-2.0]})
    row = rhythm(pd.concat([sold, note]), end="2026-03-12").loc["A"]
    assert row[["gap_days", "silent_days"]].tolist() == [10.0, 60.0]


def test_invented_rhythms_are_recovered() -> None:
    """Fifty customers whose gaps spread around their own rhythm: each is found within a tenth."""
    rng = np.random.default_rng(1)
    truth = rng.integers(20, 90, 50)
    gaps = np.maximum(1, (truth[:, None] * rng.uniform(0.8, 1.2, (50, 40))).astype(int))
    days = pd.Timestamp("2010-01-01") + pd.to_timedelta(np.cumsum(gaps, axis=1).ravel(), unit="D")
    sold = pd.DataFrame({"customer_id": np.repeat(np.arange(50), 40), "date": days, "amount": 1.0})
    found = rhythm(sold)["gap_days"].to_numpy()
    assert np.abs(found / truth - 1).max() < 0.1


@given(st.lists(st.integers(0, 900), min_size=1, max_size=15), st.integers(0, 400))
def test_the_laws_of_a_silence(offsets: list[int], later: int) -> None:
    """A day more of observation is a day more of silence, and the rhythm stays; the calendar weighs nothing."""
    days = [str((pd.Timestamp("2020-01-01") + pd.Timedelta(days=k)).date()) for k in offsets]
    last = pd.Timestamp("2020-01-01") + pd.Timedelta(days=max(offsets))
    now, then = (rhythm(lines(A=days), end=last + pd.Timedelta(days=k)).loc["A"] for k in (0, later))
    assert then["silent_days"] - now["silent_days"] == later
    assert (now["gap_days"] == then["gap_days"]) or (pd.isna(now["gap_days"]) and pd.isna(then["gap_days"]))
    moved = [str((pd.Timestamp(day) + pd.Timedelta(days=137)).date()) for day in days]
    pd.testing.assert_series_equal(
        rhythm(lines(A=moved), end=last + pd.Timedelta(days=137)).loc["A"].drop("last_on"), now.drop("last_on")
    )


def test_what_cannot_be_read_is_refused() -> None:
    """No date column; no purchase by the end."""
    with pytest.raises(WrongShape, match="date"):
        rhythm(lines(A=["2026-01-01"]).drop(columns="date"))
    with pytest.raises(NotEstimable):
        rhythm(lines(A=["2026-01-01"]), end="2025-12-31")
