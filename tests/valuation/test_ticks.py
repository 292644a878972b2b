"""Ticks of a silence: weights of ticks by hand, their sum against quadrature, its slopes, the factor of the gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from gtkit.valuation.history import history
from gtkit.valuation.ticks import erlang_silence, gap_constant


def at(k: int, *values: float) -> tuple[np.ndarray, float, float, float]:
    found = erlang_silence(k, *(np.array(float(value)) for value in values))
    return found.terms, float(found.log), float(found.by_shape), float(found.by_scale)


def test_two_ticks_by_hand() -> None:
    """R = 3, v = 6 / 12: S = 1 + 1.5, so that the customer has made a tick with probability 0.6."""
    terms, log, *_ = at(2, 3, 2, 4, 10)
    np.testing.assert_allclose(terms, [0.4, 0.6])
    assert log == pytest.approx(np.log(2.5))


@given(k=st.integers(2, 6), R=st.floats(0.2, 40), alpha=st.floats(3.0, 50), quiet=st.floats(0.01, 1.0))
def test_weights_are_those_of_a_counting_process_that_stays_under_k(
    k: int, R: float, alpha: float, quiet: float
) -> None:
    """Chances are the negative binomial ones of j ticks over the silence, given fewer than k."""
    t_x, T = 30 * (1 - quiet), 30.0
    ticks = nbinom.pmf(np.arange(k), R, (alpha + t_x) / (alpha + T))
    terms, log, *_ = at(k, R, alpha, t_x, T)
    np.testing.assert_allclose(terms, ticks / ticks.sum(), rtol=1e-7)
    assert log == pytest.approx(np.log(ticks.sum()) + R * np.log((alpha + T) / (alpha + t_x)), rel=1e-8, abs=1e-8)


@given(k=st.integers(1, 6), R=st.floats(0.2, 300), alpha=st.floats(0.1, 50), quiet=st.floats(0.0, 1.0))
def test_slopes_are_those_of_the_sum(k: int, R: float, alpha: float, quiet: float) -> None:
    """Derivatives by R and by alpha agree with central differences."""
    t_x, T = 30 * (1 - quiet), 30.0
    _, _, by_shape, by_scale = at(k, R, alpha, t_x, T)
    for slope, step in ((by_shape, (1e-5 * R, 0.0)), (by_scale, (0.0, 1e-5 * alpha))):
        up, down = (at(k, R + s * step[0], alpha + s * step[1], t_x, T)[1] for s in (1, -1))
        assert slope == pytest.approx((up - down) / (2 * sum(step)), rel=1e-5, abs=1e-6)


def test_the_gaps_make_likelihoods_of_different_k_comparable() -> None:
    """Gaps of 2 and 4: at k = 3 the factor is (2 x 4)^2 / Gamma(3)^2, at k = 1 it is 1."""
    table = pd.DataFrame({"frequency": [2], "recency": [6.0], "T": [9.0], "sum_log_gaps": [np.log(8.0)]})
    rows = history(table)
    np.testing.assert_allclose(gap_constant(3, rows), np.log(64 / 4))
    assert gap_constant(1, rows) == 0
