"""Weights by cards."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.decision.simos import card_weights, weight_box

SEEDS = st.integers(0, 2**32 - 1)
PAPER = pd.Series(dict(zip("cgldbfijeahk", [1, 1, 1, 2, 3, 3, 3, 3, 4, 5, 5, 6], strict=True)))


def test_published_weights(references: dict[str, dict[str, Any]]) -> None:
    """The twelve cards of Figueira and Roy: their u, and the weight of each rank."""
    case = references["A-SIMOS"]
    sizes, white = case["input"]["sizes_low_to_high"], case["input"]["white_cards_between"]
    ranks = pd.Series(np.repeat(np.arange(1, len(sizes) + 1), sizes))
    cards = pd.Series(white, index=range(1, len(sizes)))
    found = card_weights(ranks, ratio=case["input"]["z"], white_cards=cards)
    assert found.step == pytest.approx(case["expected"]["u"], abs=case["abs_tol"])
    by_rank = found.weights.groupby(ranks).first().tolist()
    assert by_rank == pytest.approx(case["expected"]["weights_pct_per_rank"], abs=case["abs_tol"])


def test_the_example_is_rounded_as_elsewhere() -> None:
    """To one decimal, as another public implementation: 15.38 and 11.05 go down, where the loss is least; 2.37 up."""
    rounded = card_weights(PAPER, ratio=6.5, white_cards=pd.Series({2: 1}), decimals=1).rounded
    assert rounded.groupby(PAPER).unique().map(list).tolist() == [[2.4], [4.5], [8.9], [11.0], [13.2], [15.3]]


def test_invented_weights_are_recovered() -> None:
    """Weights that are even steps of a ratio come back from the ranks and the white cards that tell them."""
    truth = pd.Series({"a": 10.0, "b": 16.0, "c": 16.0, "d": 22.0, "e": 36.0})  # steps of 2: 3, 3, 7
    found = card_weights(
        pd.Series({"a": 1, "b": 2, "c": 2, "d": 3, "e": 4}), ratio=3.6, white_cards=pd.Series({1: 2, 2: 2, 3: 6})
    )
    assert found.weights.to_dict() == pytest.approx(truth.to_dict())
    assert found.step == pytest.approx(0.2)


def test_one_rank_is_equal_weights() -> None:
    """Three equals: a third each, whatever the ratio; rounded, the last decimal goes to the first by name."""
    found = card_weights(pd.Series(1, index=["z", "x", "y"]), ratio=5, decimals=1)
    assert found.weights.tolist() == pytest.approx([100 / 3] * 3)
    assert found.rounded.to_dict() == {"z": 33.3, "x": 33.4, "y": 33.3}
    assert found.step == 0


@given(SEEDS, st.floats(1, 50))
def test_weights_keep_their_laws(seed: int, ratio: float) -> None:
    """They add up to 100, follow the ranks, span the ratio exactly, and do not depend on the order of the cards."""
    ranks, white = _deck(np.random.default_rng(seed))
    weights = card_weights(ranks, ratio=ratio, white_cards=white).weights
    assert weights.sum() == pytest.approx(100)
    ends = weights.groupby(ranks).first()
    assert ends.is_monotonic_increasing
    assert ends.iloc[-1] / ends.iloc[0] == pytest.approx(ratio if len(ends) > 1 else 1)
    again = card_weights(ranks[::-1], ratio=ratio, white_cards=white[::-1]).weights
    pd.testing.assert_series_equal(again[ranks.index], weights)


@given(SEEDS, st.floats(1, 50), st.integers(0, 2))
def test_rounding_is_whole_and_the_best_there_is(seed: int, ratio: float, decimals: int) -> None:
    """The sum is 100; each is the decimal under or over; no other choice has a smaller largest relative error."""
    ranks, white = _deck(np.random.default_rng(seed))
    found = card_weights(ranks, ratio=ratio, white_cards=white, decimals=decimals)
    exact, unit = found.weights.to_numpy(), 10.0**-decimals
    assert found.rounded.sum() == pytest.approx(100, abs=1e-9)
    error = (found.rounded.to_numpy() - exact) / exact
    assert (np.abs(error * exact) < unit + 1e-8).all()
    down = np.floor(exact / unit + 1e-9)
    lacking = round(100 / unit - down.sum())
    best = min(
        np.abs(((down + np.isin(np.arange(len(exact)), up)) * unit - exact) / exact).max()
        for up in combinations(range(len(exact)), lacking)
    )
    assert np.abs(error).max() == pytest.approx(best, abs=1e-9)
    again = card_weights(ranks[::-1], ratio=ratio, white_cards=white, decimals=decimals).rounded
    pd.testing.assert_series_equal(again[ranks.index], found.rounded)


@given(SEEDS, st.floats(1, 20), st.floats(0, 10), st.floats(0, 1))
def test_the_box_holds_every_ratio_between(seed: int, low: float, span: float, where: float) -> None:
    """Whatever z of the range, its weights lie in the box, and the box is reached at its ends."""
    ranks, white = _deck(np.random.default_rng(seed))
    box = weight_box(ranks, low_ratio=low, high_ratio=low + span, white_cards=white)
    between = card_weights(ranks, ratio=low + where * span, white_cards=white).weights
    assert ((between >= box["low"] - 1e-9) & (between <= box["high"] + 1e-9)).all()


def test_a_deck_that_means_nothing_is_refused() -> None:
    """Holes, halves, zeroth ranks, twins, a ratio under 1, white cards under nothing, negative or split; no card."""
    ranks = pd.Series({"a": 1, "b": 2})
    for bad in ({"a": 1, "b": 3}, {"a": 0, "b": 1}, {"a": 1, "b": 1.5}, {"a": 1, "b": np.nan}):
        with pytest.raises(OutOfRange):
            card_weights(pd.Series(bad), ratio=2)
    for ratio in (0.9, np.inf, np.nan):
        with pytest.raises(OutOfRange):
            card_weights(ranks, ratio=ratio)
    for cards, error in (({2: 1}, WrongShape), ({1: -1}, OutOfRange), ({1: 0.5}, OutOfRange)):
        with pytest.raises(error):
            card_weights(ranks, ratio=2, white_cards=pd.Series(cards))
    with pytest.raises(WrongShape):
        card_weights(pd.Series([1, 2], index=["a", "a"]), ratio=2)
    with pytest.raises(OutOfRange):
        card_weights(ranks, ratio=2, decimals=-1)
    with pytest.raises(OutOfRange):
        weight_box(ranks, low_ratio=3, high_ratio=2)
    with pytest.raises(NotEstimable):
        card_weights(ranks[:0], ratio=2)


def _deck(rng: np.random.Generator) -> tuple[pd.Series, pd.Series]:
    """Up to eight cards on up to five ranks, with white cards here and there."""
    n = int(rng.integers(1, 9))
    top = int(rng.integers(1, min(n, 5) + 1))
    ranks = np.concatenate([np.arange(1, top + 1), rng.integers(1, top + 1, n - top)])
    names = rng.permutation([f"c{i}" for i in range(n)])
    return pd.Series(ranks, index=names), pd.Series(rng.integers(0, 4, top - 1), index=np.arange(1, top))
