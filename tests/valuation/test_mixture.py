"""Purchases at a gamma rate: a hand-computed chance, scipy's negative binomial, the laws of chances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from gtkit.valuation.mixture import poisson_gamma


def test_one_chance_by_hand() -> None:
    """R = 2, A = 1, t = 1: P(N = n) = (n + 1) / 2^(n + 2)."""
    n = np.arange(5.0)
    found = poisson_gamma(n, np.array(2.0), np.array(1.0), np.array(1.0))
    np.testing.assert_allclose(found, (n + 1) / 2 ** (n + 2), rtol=1e-14)


@pytest.mark.parametrize("R", [1e-3, 0.4, 7.0, 300.0])
def test_it_is_the_negative_binomial(R: float) -> None:
    """Scipy's own, from rates that are all but certain to ones that are all but nothing."""
    n = np.array([0.0, 1, 2, 10, 150])
    for odds in (1 / 1024, 0.25, 40.0):  # in which scipy, told 1 / (1 + odds), keeps its digits
        found = poisson_gamma(n, np.array(R), np.array(2.0), np.array(2.0 * odds))
        np.testing.assert_allclose(found, nbinom.pmf(n, R, 1 / (1 + odds)), rtol=1e-10, atol=1e-300)


@given(R=st.floats(0.05, 50), A=st.floats(0.1, 1e4), t=st.floats(0, 10))
def test_chances_add_up_and_their_mean_is_the_rates(R: float, A: float, t: float) -> None:
    """Together they are 1, and their mean is that of lambda t, R t / A, as far as the numbers reach."""
    mean, spread = R * t / A, np.sqrt(R * t / A * (1 + t / A)) + t / A
    n = np.arange(np.ceil(mean + 40 * spread) + 3)
    if len(n) > 1e5:
        return
    found = poisson_gamma(n, np.array(R), np.array(A), np.array(t))
    assert found.sum() == pytest.approx(1, abs=1e-9)
    assert (n * found).sum() == pytest.approx(mean, rel=1e-7, abs=1e-9)


def test_no_time_no_purchase() -> None:
    """Within no time, nothing is bought for sure."""
    found = poisson_gamma(np.array([0.0, 1.0]), np.array(0.3), np.array(5.0), np.array(0.0))
    np.testing.assert_array_equal(found, [1.0, 0.0])
