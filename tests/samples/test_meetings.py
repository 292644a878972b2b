"""How the invented firm uses its indicators."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.samples import Planted
from gtkit.samples.indicators import SHEETS
from gtkit.samples.meetings import MEETINGS, follow, log
from gtkit.samples.population import AS_OF


@pytest.mark.parametrize("zombies", [("visites", "appels"), ("marge",), ()])
def test_only_the_zombies_planted_are_never_decided_on(zombies: tuple[str, ...]) -> None:
    """Whatever the seed; each indicator is shown once at least, in twelve meetings before the last day."""
    for seed in range(5):
        table = log(Planted(zombies=zombies), np.random.default_rng(seed))
        decided = table.groupby("indicator")["decided"].any()
        assert set(decided.index) == set(SHEETS)
        assert set(decided.index[~decided]) == set(zombies)
        assert table["meeting"].nunique() == MEETINGS
        assert table["date"].max() <= pd.Timestamp(AS_OF)
        assert not table.duplicated(["meeting", "indicator"]).any()


def test_a_rung_implies_those_below() -> None:
    """What is reviewed was decided, what is decided was discussed and is written down."""
    table = log(Planted(), np.random.default_rng(1))
    assert (~table["reviewed"] | table["decided"]).all()
    assert (~table["decided"] | table["discussed"]).all()
    assert ((table["decision"] != "") == table["decided"]).all()
    assert table["date"].dt.day_of_week.eq(0).all()


def test_what_is_followed_was_decided() -> None:
    """Each decision followed is one of the log, at its date; only what is done has an effect."""
    rng = np.random.default_rng(2)
    taken = log(Planted(), rng)
    table = follow(taken, rng)
    assert set(table["label"]) <= set(taken["decision"]) - {""}
    assert table["decided_on"].isin(taken["date"]).all()
    assert (table["due_on"] > table["decided_on"]).all()
    assert (table["effect"].notna() == (table["status"] == "done")).all()
