"""Desirability of one value, and the mean of several."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.customers.desirability import falling, geometric_mean, rising, two_sided

values = st.lists(st.floats(-50, 50), min_size=1, max_size=10)
limits = st.lists(st.floats(-20, 20), min_size=3, max_size=3).map(sorted)


def test_the_published_desirabilities(references: dict[str, dict[str, Any]]) -> None:
    """Derringer & Suich's tyre tread: two responses to raise, two with a target, and their overall desirability."""
    case = references["A-DES"]
    found = []
    for y, (kind, *spec) in zip(case["input"]["y"], case["input"]["spec"], strict=True):
        if kind == "max":
            found.append(rising([y], worst=spec[0], ideal=spec[1])[0])
        else:
            found.append(two_sided([y], low=spec[0], target=spec[1], high=spec[2])[0])
    assert found == pytest.approx(case["expected"]["d"], abs=case["abs_tol"])
    assert geometric_mean([found], np.ones(4))[0] == pytest.approx(case["expected"]["D"], abs=1e-4)


@given(values, limits)
def test_desirability_is_bounded_and_monotone(y: list[float], ends: list[float]) -> None:
    """Between 0 and 1; never falling towards the ideal, whichever way it lies; less is more with the sign changed."""
    low, target, high = ends
    y = sorted(y)
    up, down = rising(y, worst=low, ideal=high), falling(y, worst=high, ideal=low)
    assert ((up >= 0) & (up <= 1)).all()
    assert (np.diff(up) >= 0).all()
    assert (np.diff(down) <= 0).all()
    np.testing.assert_array_equal(down, rising(-np.array(y), worst=-high, ideal=-low))
    assert two_sided([target], low=low, target=target, high=high)[0] == 1
    assert (two_sided(y, low=low, target=target, high=high) <= rising(y, worst=low, ideal=target)).all()


def test_equal_limits_make_a_step() -> None:
    """On the good side of the limit, the limit itself included: wholly desirable."""
    assert rising([4.9, 5.0], worst=5, ideal=5).tolist() == [0, 1]
    assert falling([5.0, 5.1], worst=5, ideal=5).tolist() == [1, 0]


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=6), st.floats(0.1, 100))
def test_the_mean_keeps_its_laws(d: list[float], scale: float) -> None:
    """Between the least and the most, never above the arithmetic mean, blind to the scale of the weights."""
    w = np.arange(1.0, len(d) + 1)
    mean = geometric_mean([d], w)[0]
    assert min(d) - 1e-12 <= mean <= np.average(d, weights=w) + 1e-12
    assert geometric_mean([d], w * scale)[0] == pytest.approx(mean)


def test_what_is_unknown_counts_for_nothing() -> None:
    """An unknown is left out with its weight, one zero annihilates, nothing known gives nothing."""
    nan = float("nan")
    assert rising([nan], worst=0, ideal=0).tolist() == pytest.approx([nan], nan_ok=True)
    found = geometric_mean([[0.25, nan, 1.0], [0.0, 1.0, 1.0], [nan, nan, nan], [nan, nan, 0.5]], [1, 5, 0])
    assert found.tolist() == pytest.approx([0.25, 0.0, nan, nan], nan_ok=True)


def test_impossible_limits_are_refused() -> None:
    """Limits crossed or unknown, a target outside, a weight too many or below 0."""
    with pytest.raises(OutOfRange):
        rising([1.0], worst=2, ideal=1)
    with pytest.raises(OutOfRange):
        falling([1.0], worst=float("nan"), ideal=1)
    with pytest.raises(OutOfRange):
        two_sided([1.0], low=0, target=3, high=2)
    with pytest.raises(WrongShape):
        geometric_mean([[0.5, 0.5]], [1.0])
    with pytest.raises(OutOfRange):
        geometric_mean([[0.5, 0.5]], [1.0, -1.0])
