"""Past cases and the time of the year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.past_cases import book, recall
from gtkit.samples.population import AS_OF


def test_some_cases_broke_a_barrier_and_one_of_them_paid() -> None:
    """Six were refused; the case won against a barrier made more than the median margin of those won."""
    cases, scores = recall(np.random.default_rng(1))
    assert (cases["outcome"] == "refused").sum() == 6
    won = cases[cases["outcome"] == "won"].set_index("opportunity")["margin"]
    assert won["D-38"] > won.median()
    assert won.notna().all()
    assert cases.loc[cases["outcome"] != "won", "margin"].isna().all()
    told = scores.groupby("opportunity").size()
    assert 4 <= told.max() <= 6
    assert told.min() < 5


def test_hours_fall_within_the_year_and_what_breaks_a_barrier_takes_more() -> None:
    """Nothing is booked after the last day or before it was asked; who breaks a barrier takes at least 8 bookings."""
    time = book({"M-01": "marge"}, np.random.default_rng(1))
    assert time["date"].max() <= pd.Timestamp(AS_OF)
    assert time["date"].min() > pd.Timestamp(AS_OF) - pd.DateOffset(years=1)
    assert (time["opportunity"] == "M-01").sum() >= 8
    assert (time["hours"] * 4 % 1 == 0).all()
