"""Healthy fear: arithmetic by hand, an invented truth, laws, refusals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.survey.healthy_fear import Quadrant, healthy_fear, learning_lead, recode
from gtkit.scoring.survey.intervals import hypergeometric, wilson

ITEMS = pd.DataFrame({"item": ["e1", "s1", "s2"], "reversed": [False, False, True], "highest": [5.0, 5.0, 7.0]})


def marked(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["collaborator_id", "item", "mark"])


def scale(*marks: float) -> pd.DataFrame:
    """One item, one mark a person."""
    return pd.DataFrame({"a": marks}, index=[f"P{k}" for k in range(len(marks))])


def test_marks_are_put_on_one_scale_in_one_sense() -> None:
    """1 becomes 0, the highest becomes 1, and the other way round for a reversed item."""
    table = recode(marked([("P1", "e1", 5), ("P1", "s2", 7), ("P2", "s2", 1), ("P2", "s1", 2)]), ITEMS)
    assert table.loc["P1", "e1"] == 1
    assert table.loc["P1", "s2"] == 0
    assert table.loc["P2", ["s1", "s2"]].tolist() == [0.25, 1.0]
    assert np.isnan(table.loc["P2", "e1"])


def test_the_four_quadrants_by_hand() -> None:
    """Low-low apathy, safe only comfort, standards only anxiety, both learning; the cut itself is high."""
    found = healthy_fear(scale(0.0, 0.2, 0.9, 0.5, 1.0), scale(0.1, 0.8, 0.4, 0.5, 1.0))
    assert found.quadrants["people"].to_dict() == {"apathy": 1, "comfort": 1, "anxiety": 1, "learning": 2}
    assert (found.people, found.asked, found.largest) == (5, 5, Quadrant.LEARNING)
    assert found.lead == pytest.approx(0.2)
    assert found.quadrants.loc["learning", "low"] == pytest.approx(wilson(2, 5, level=0.9).low)


def test_the_interval_of_a_finite_population_is_exact_and_a_census_has_none() -> None:
    """With a population, hypergeometric shares; when everybody answered, neither share nor lead has any width."""
    standards, safety = scale(1, 1, 1, 0), scale(1, 1, 0, 0)
    some = healthy_fear(standards, safety, population=10)
    exact = hypergeometric(2, 4, 10, level=0.9)
    assert some.quadrants.loc["learning", ["low", "high"]].tolist() == pytest.approx([exact.low, exact.high])
    census = healthy_fear(standards, safety, population=4)
    assert (census.quadrants["low"] == census.quadrants["high"]).all()
    assert census.lead_interval.width == 0


def test_a_person_is_placed_on_half_of_a_scale_or_more() -> None:
    """Two of four items known: placed; one of four: not."""
    four = pd.DataFrame([[1, 1, np.nan, np.nan], [1, np.nan, np.nan, np.nan]], columns=list("abcd"), index=["P0", "P1"])
    found = healthy_fear(four, scale(1, 1))
    assert (found.people, found.asked) == (1, 2)


def test_the_lead_holds_an_invented_truth() -> None:
    """Of 2,000 samples of 120 people, the 90 % interval holds the true lead about nine times out of ten."""
    rng, truth = np.random.default_rng(3), np.array([0.1, 0.15, 0.25, 0.5])
    held = 0
    for counts in rng.multinomial(120, truth, size=2000):
        _, interval = learning_lead(counts.tolist(), population=None)
        held += interval.low <= 0.25 <= interval.high
    assert 0.87 <= held / 2000 <= 0.93


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4).filter(lambda c: sum(c) > 0), st.integers(0, 500))
def test_laws_of_the_lead(counts: list[int], unseen: int) -> None:
    """Between -1 and 1, inside its interval, and the interval narrows as more of the population is seen."""
    lead, wide = learning_lead(counts, population=None)
    _, near = learning_lead(counts, population=sum(counts) + unseen)
    assert -1 <= wide.low <= lead + 1e-12
    assert lead - 1e-12 <= wide.high <= 1
    assert near.width <= wide.width * np.sqrt(sum(counts) / max(sum(counts) - 1, 1)) + 1e-9


def test_higher_marks_never_leave_learning() -> None:
    """Raising every mark moves nobody out of the learning quadrant."""
    rng = np.random.default_rng(8)
    standards, safety = (pd.DataFrame(rng.random((50, 4)), columns=list("abcd")) for _ in range(2))
    low, high = healthy_fear(standards, safety), healthy_fear(standards**0.5, safety**0.5)
    assert high.quadrants.loc["learning", "people"] >= low.quadrants.loc["learning", "people"]


def test_what_cannot_be_told_is_refused() -> None:
    """Nobody on both scales, a mark beyond its scale, an unknown item, a mark given twice."""
    with pytest.raises(NotEstimable):
        healthy_fear(scale(1.0), pd.DataFrame({"a": [1.0]}, index=["other"]))
    with pytest.raises(OutOfRange):
        healthy_fear(scale(1.2), scale(1.0))
    with pytest.raises(OutOfRange):
        recode(marked([("P1", "e1", 6)]), ITEMS)
    with pytest.raises(WrongShape):
        recode(marked([("P1", "zzz", 1)]), ITEMS)
    with pytest.raises(WrongShape):
        recode(marked([("P1", "e1", 1), ("P1", "e1", 2)]), ITEMS)
