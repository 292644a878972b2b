"""Shares told so that nobody's own answer can be read off."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange
from gtkit.scoring.survey.coded_shares import STEP, coded_shares


def every_count(people: int) -> pd.DataFrame:
    """What is told of each possible count in a group of so many people."""
    hits = pd.Series(range(people + 1))
    return coded_shares(hits, pd.Series(people, index=hits.index), low=hits / people, high=hits / people)


@given(st.integers(5, 400))
def test_whoever_knows_one_answer_cannot_tell_another(people: int) -> None:
    """What is told fits no one, one and two people alike, at either end: taking oneself out leaves a doubt."""
    told = every_count(people)
    for end in (told.iloc[:3], told.iloc[-3:]):
        assert len(end.drop_duplicates()) == 1
        assert end["side"].ne("").all()
    assert told["side"].iloc[3:-3].eq("").all()


@given(st.integers(5, 400))
def test_a_bound_holds_and_a_share_is_near(people: int) -> None:
    """Every bound is true of the count that it hides, every other share is within half a step, all on the same grid."""
    told = every_count(people)
    share = pd.Series(range(people + 1)) / people
    low, high, plain = (told["side"] == side for side in ("low", "high", ""))
    assert (share[low] <= told.loc[low, "told"] + 1e-9).all()
    assert (share[high] >= told.loc[high, "told"] - 1e-9).all()
    assert ((share - told["told"])[plain].abs() <= STEP / 2 + 1e-9).all()
    assert (told["told_low"] <= told["told"] + 1e-9).all()
    assert (told["told_high"] >= told["told"] - 1e-9).all()
    steps = told[["told", "told_low", "told_high"]] / STEP
    assert (steps - steps.round()).abs().max().max() < 1e-6


@pytest.mark.parametrize(("people", "bound"), [(10, 0.20), (20, 0.10), (40, 0.05), (100, 0.05)])
def test_bounds_are_those_of_public_statistics(people: int, bound: float) -> None:
    """At the foot of each size band of NCES 2011-603: at most 20 % from 10 people, 10 % from 20, 5 % from 40."""
    assert every_count(people)["told"].iloc[0] == pytest.approx(bound)


def test_an_interval_is_rounded_outwards() -> None:
    """Exact bounds would give the count away; the rounded range holds them."""
    one = coded_shares(pd.Series([6]), pd.Series([11]), low=pd.Series([0.41]), high=pd.Series([0.71]))
    assert one[["told_low", "told_high"]].to_numpy().tolist() == [[0.40, 0.75]]


def test_a_group_too_small_to_be_shown_is_refused() -> None:
    """Fewer than five people, or more hits than people."""
    with pytest.raises(OutOfRange, match=">= 5"):
        coded_shares(pd.Series([1]), pd.Series([4]))
    with pytest.raises(OutOfRange, match="hits"):
        coded_shares(pd.Series([6]), pd.Series([5]))
