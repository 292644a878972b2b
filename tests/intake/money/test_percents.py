"""Rates are shares, or percents as soon as one says so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.money.percents import as_shares


def test_rates_are_percents_where_most_are_above_one() -> None:
    """The small ones among them might be shares, and are marked; a zero and a blank might not."""
    shares, mixed = as_shares(
        np.array([20.0, 10.0, 0.9, 0.0, np.nan, -0.5]),
        np.zeros(6, dtype=bool),
    )
    assert shares[:4].tolist() == pytest.approx([0.2, 0.1, 0.009, 0.0])
    assert mixed.tolist() == [False, False, True, False, False, True]


def test_a_few_percents_among_shares_are_the_ones_marked() -> None:
    """Thirty-seven rates of 0.2 are not accused by three of 20."""
    shares, mixed = as_shares(np.array([0.2] * 37 + [20.0] * 3), np.zeros(40, dtype=bool))
    assert mixed.tolist() == [False] * 37 + [True] * 3
    assert shares.tolist() == [0.2] * 40


@given(st.lists(st.floats(-1, 1), max_size=10))
def test_shares_stand(rates: list[float]) -> None:
    """Rates of 1 at most are what they are, and none is doubted."""
    shares, mixed = as_shares(np.array(rates), np.zeros(len(rates), dtype=bool))
    assert shares.tolist() == rates
    assert not mixed.any()


@given(st.lists(st.floats(-3, 3), max_size=10))
def test_rates_with_their_sign_stand_whatever_their_size(rates: list[float]) -> None:
    """150 % was read as 1.5, and is no percent without a sign."""
    shares, mixed = as_shares(np.array(rates), np.ones(len(rates), dtype=bool))
    assert shares.tolist() == rates
    assert not mixed.any()
