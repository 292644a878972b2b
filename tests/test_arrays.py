"""Array checks that every kernel shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.arrays import distinct, read_only, same_length, share, vector
from gtkit.errors import OutOfRange, WrongShape


@given(st.lists(st.floats(0, 1e6), max_size=20))
def test_a_sound_vector_comes_back_unchanged(values: list[float]) -> None:
    """Finite values within bounds are returned as they are, in float64."""
    assert vector("x", values, low=0).tolist() == values


@pytest.mark.parametrize(("values", "at"), [([1, np.nan], 1), ([np.inf], 0), ([2, 3, -1], 2)])
def test_the_first_bad_value_is_named(values: list[float], at: int) -> None:
    """NaN, infinity and a value below its bound are refused, with their position."""
    with pytest.raises(OutOfRange, match=rf"x\[{at}\]"):
        vector("x", values, low=0)


def test_shapes_are_checked() -> None:
    """Two dimensions are not a vector; two lengths do not fit."""
    with pytest.raises(WrongShape):
        vector("x", [[1.0]])
    with pytest.raises(WrongShape, match="a, b"):
        same_length(a=np.zeros(2), b=np.zeros(3))


def test_shares_stay_between_their_bounds() -> None:
    """A share beyond 0 to 1 is refused with both bounds told."""
    with pytest.raises(OutOfRange, match=">= 0 and <= 1"):
        share("rate", 1.2)


def test_a_result_array_is_closed_to_writing() -> None:
    """Results hold arrays that nobody can change."""
    with pytest.raises(ValueError, match="read-only"):
        read_only(np.zeros(2))[0] = 1


@pytest.mark.parametrize("spread", [5, 10**6, 2**62])
def test_whole_numbers_are_found_in_order_with_their_places(spread: int) -> None:
    """Looked up where they lie close, sorted with their positions elsewhere, or both apart: what numpy finds."""
    values = np.random.default_rng(3).integers(-spread, spread, 400)
    found, places = distinct(values)
    expected, places_expected = np.unique(values, return_inverse=True)
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(places, places_expected)
    assert found.dtype == values.dtype
