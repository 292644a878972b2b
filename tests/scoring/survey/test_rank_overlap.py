"""Rank-biased overlap."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.survey.rank_overlap import rank_overlap, weight_of_top

lists = st.lists(st.integers(0, 12), min_size=1, max_size=10, unique=True)
persistences = st.floats(0.05, 0.98)


def test_published_values(references: dict[str, dict[str, Any]]) -> None:
    """Four pairs of lists, and the weight of the top ten that Webber et al. print as 86 %."""
    case = references["A-RBO"]
    for pair, expected in zip(case["input"]["cases"], case["expected"]["rbo_ext"], strict=True):
        found = rank_overlap(pair["s"], pair["t"], persistence=pair["p"])
        assert found == pytest.approx(expected, abs=case["abs_tol"])
    top = case["expected"]["weight_top_d"]
    assert weight_of_top(top["d"], persistence=top["p"]) == pytest.approx(top["value"], abs=case["abs_tol"])


@given(st.permutations(range(9)), st.permutations(range(9)), st.integers(1, 9), st.integers(1, 9), persistences)
def test_the_endless_sum_is_recovered(a: list[int], b: list[int], short: int, long: int, p: float) -> None:
    """Summing the definition over thousands of depths, each list's end extended as assumed, gives the closed form."""
    one, other = sorted((a[:short], b[:long]), key=len)
    s, l = len(one), len(other)  # noqa: E741
    X = [len(set(one[:d]) & set(other[:d])) for d in range(1, l + 1)]
    total, d = 0.0, 1
    while p ** (d - 1) > 1e-14:
        deep = X[min(d, l) - 1]
        if d > s:  # the shorter list goes on agreeing as it did at its end, with what the longer shows and beyond
            deep += X[s - 1] * (min(d, l) - s) / s
        total += (1 - p) * p ** (d - 1) * deep / min(d, l)
        d += 1
    assert rank_overlap(one, other, persistence=p) == pytest.approx(min(total, 1.0), abs=1e-9)


@given(lists, lists, persistences)
def test_overlap_keeps_its_laws(one: list[int], other: list[int], p: float) -> None:
    """Symmetric, within 0 and 1, whole for a list and itself, nothing for strangers, blind to the items' names."""
    found = rank_overlap(one, other, persistence=p)
    assert found == rank_overlap(other, one, persistence=p)
    assert 0 <= found <= 1
    assert rank_overlap(one, one, persistence=p) == pytest.approx(1.0)
    assert rank_overlap(one, [-1 - item for item in one], persistence=p) == 0
    renamed = rank_overlap([f"n{i}" for i in one], [f"n{i}" for i in other], persistence=p)
    assert renamed == found
    assert (found == 0) == (not set(one) & set(other))


@given(persistences)
def test_the_head_weighs_more(p: float) -> None:
    """A swap at the head costs more than the same swap lower, and the more so the smaller p is."""
    swaps = ["bacdef", "acbdef", "abcedf"]
    found = [rank_overlap("abcdef", other, persistence=p) for other in swaps]
    assert found == sorted(found)
    weights = [weight_of_top(d, persistence=p) for d in range(1, 12)]
    assert weights == sorted(weights)
    assert weight_of_top(3, persistence=p / 2) >= weights[2]


@given(st.integers(1, 8), persistences)
def test_the_weight_is_that_of_the_places(depth: int, p: float) -> None:
    """Place k weighs (1 - p) sum over d >= k of p^(d-1) / d: added up to the depth, that is eq. 21."""
    d = np.arange(1, 4000)
    place = (1 - p) * np.cumsum((p ** (d - 1) / d)[::-1])[::-1]
    assert weight_of_top(depth, persistence=p) == pytest.approx(place[:depth].sum(), abs=1e-9)


def test_what_has_no_overlap_to_measure_is_refused() -> None:
    """A list with two first places, an empty one, a persistence of 0 or 1, no place at all."""
    with pytest.raises(WrongShape):
        rank_overlap("aab", "abc", persistence=0.9)
    with pytest.raises(NotEstimable):
        rank_overlap("", "abc", persistence=0.9)
    for p in (0.0, 1.0):
        with pytest.raises(OutOfRange):
            rank_overlap("a", "a", persistence=p)
    with pytest.raises(OutOfRange):
        weight_of_top(0, persistence=0.9)
