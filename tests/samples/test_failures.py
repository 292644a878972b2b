"""What failed at the invented firm, and what could."""

from __future__ import annotations

import pandas as pd

from gtkit.samples.failures import events, modes
from gtkit.samples.indicators import SHEETS
from gtkit.samples.population import AS_OF


def test_failures_are_dated_and_most_have_an_indicator() -> None:
    """None lies after the last day; one is watched by no indicator and has no known cost."""
    table = events()
    assert table["date"].max() <= pd.Timestamp(AS_OF)
    assert set(table["indicator"]) - {""} <= set(SHEETS)
    assert (table["indicator"] == "").sum() == table["cost"].isna().sum() == 1


def test_a_pre_mortem_holds_modes_that_nothing_watches() -> None:
    """Marks from 1 to 10; some stories have no indicator, two of them grave."""
    table = modes()
    marks = table[["severity", "occurrence", "detection"]]
    assert marks.ge(1).all(axis=None)
    assert marks.le(10).all(axis=None)
    unwatched = table[table["indicator"] == ""]
    assert len(unwatched) == 3
    assert (unwatched["severity"] >= 8).all()
