"""The shared kernel: its gradient, its numerics against quadrature and 40-digit values, its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln, expit, log_expit

from gtkit.valuation.beta_geometric import _by_odds, beta_rule, purchases_before_leaving
from gtkit.valuation.bg_nbd import BG_NBD
from gtkit.valuation.history import history
from gtkit.valuation.mbg_nbd import MBG_NBD
from gtkit.valuation.model import expected_new, probability_new

MODELS = pytest.mark.parametrize("model", [BG_NBD, MBG_NBD], ids=lambda m: m.name)


def theta(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array(value) for value in values)


def by_quadrature(a: float, B: float, R: float, ratio: float) -> float:
    """E[(1 - (1 + p ratio)^-R) / p], p ~ beta(a, B): trapezoids in s = logit p, whose error vanishes fast."""
    s = np.arange(-40 / min(a, 1), 40 / min(B, 1), 0.01)
    p = np.maximum(expit(s), 1e-300)
    density = np.exp(a * log_expit(s) + B * log_expit(-s) - betaln(a, B))
    return float((-np.expm1(-R * np.log1p(p * ratio)) / p * density).sum() * 0.01)


@MODELS
@settings(max_examples=60)
@given(
    values=st.tuples(st.floats(0.1, 8), st.floats(0.5, 60), st.floats(0.05, 8), st.floats(0.1, 20)),
    x=st.integers(0, 60),
    where=st.floats(0.05, 1.0),
    T=st.floats(1, 150),
)
def test_the_gradient_is_that_of_the_likelihood(
    model: Any, values: tuple[float, ...], x: int, where: float, T: float
) -> None:
    """Analytic derivatives agree with central differences in logs."""
    rows = history(pd.DataFrame({"frequency": [x], "recency": [where * T if x else 0.0], "T": [T]}))
    logs, h = np.log(values), 1e-6

    def value(point: np.ndarray) -> float:
        return float(model.loglik(theta(*np.exp(point)), rows)[0][0])

    slopes = model.loglik(theta(*values), rows)[1]
    for k, slope in enumerate(slopes):
        numeric = (value(logs + h * np.eye(4)[k]) - value(logs - h * np.eye(4)[k])) / (2 * h)
        assert float(slope[0]) * values[k] == pytest.approx(numeric, rel=1e-5, abs=1e-7 * (10 + abs(value(logs))))


@pytest.mark.parametrize("a", [0.05, 0.31, 1.0, 1 + 3e-7, 1.3, 4.0, 19.0, 21.0, 300.0])
@pytest.mark.parametrize(("B", "R"), [(0.5, 0.11), (2.4, 3.2), (62.0, 60.5), (900.0, 700.0)])
@pytest.mark.parametrize("ratio", [0.02, 1.5, 9.0])
def test_expected_purchases_match_adaptive_quadrature(a: float, B: float, R: float, ratio: float) -> None:
    """Over small and large parameters, a = 1 included, the closed form agrees with quadrature."""
    found = float(purchases_before_leaving(*theta(a, B, R, ratio)))
    assert found == pytest.approx(by_quadrature(a, B, R, ratio), rel=2e-9)


def test_a_known_hard_case(published: Callable[[str], Any]) -> None:
    """A36: the 40-digit value where a public library takes the log of a negative number."""
    values = theta(0.11, 2.24, 0.31, 0.50)
    found = BG_NBD.alive(values, *theta(0, 0, 1)) * BG_NBD.expected(values, *theta(0, 1, 30))
    assert float(found) == pytest.approx(published("A36"), rel=1e-9)


def test_one_dropout_for_all_is_the_limit() -> None:
    """Without end for a and b, a / (a + b) = p, the expected number is (1 - (1 + p t / A)^-R) / p."""
    for p in (0.01, 0.3):
        found = float(purchases_before_leaving(*theta(p * 1e9, (1 - p) * 1e9, 2.5, 4.0)))
        assert found == pytest.approx((1 - (1 + p * 4.0) ** -2.5) / p, rel=1e-7)


def test_the_rule_gives_the_moments_of_the_beta() -> None:
    """32 points give mean, second moment and a smooth function's mean, over the whole range of parameters."""
    a, B = np.array([0.01, 1.0, 0.5, 400.0, 2e4]), np.array([0.5, 1.0, 1.0, 3.0, 5e4])
    p, weights = beta_rule(a, B)
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    np.testing.assert_allclose((weights * p).sum(axis=1), a / (a + B), rtol=1e-10)
    np.testing.assert_allclose((weights * p**2).sum(axis=1), a * (a + 1) / ((a + B) * (a + B + 1)), rtol=1e-10)


@MODELS
def test_probabilities_add_up_and_have_their_mean(model: Any) -> None:
    """P(X(t) = x) sums to 1 and has the mean E[X(t)]."""
    counts, values, t = np.arange(600.0), theta(0.9, 8.0, 0.8, 2.0), np.array(30.0)
    chances = probability_new(model, values, counts, t)
    assert chances.sum() == pytest.approx(1, abs=1e-9)
    assert counts @ chances == pytest.approx(float(expected_new(model, values, t)), rel=1e-8)


@MODELS
def test_draws_have_the_expected_mean(model: Any) -> None:
    """Purchases drawn customer by customer average to the closed form."""
    values, n = theta(0.9, 8.0, 0.8, 2.0), 200_000
    drawn = model.draw(values, np.full(n, 4.0), np.full(n, 30.0), 100.0, np.random.default_rng(5))
    expected = float(model.expected(values, *theta(4.0, 30.0, 100.0)))
    assert drawn.mean() == pytest.approx(expected, abs=4 * drawn.std() / np.sqrt(n))


@MODELS
@given(x=st.integers(1, 40), T=st.floats(20, 100), early=st.floats(0.1, 0.9))
def test_a_longer_silence_makes_life_less_likely(model: Any, x: int, T: float, early: float) -> None:
    """P(alive) lies in 0 to 1 and rises with the date of the last purchase."""
    values = theta(0.9, 8.0, 0.8, 2.0)
    late, soon = (float(model.alive(values, *theta(x, when, T))) for when in (T, early * T))
    assert 0 <= soon <= late <= 1


@MODELS
@given(x=st.integers(0, 40), T=st.floats(1, 100), t=st.floats(1, 200))
def test_more_time_brings_more_purchases_and_less_than_without_leaving(model: Any, x: int, T: float, t: float) -> None:
    """E(t) grows with t, and stays under the NBD's R t / A."""
    values = theta(0.9, 8.0, 0.8, 2.0)
    one, two = (float(model.expected(values, *theta(x, T, time))) for time in (t, 1.1 * t))
    assert 0 < one < two < (0.9 + x) / (8.0 + T) * 1.1 * t


LOST = [  # where scipy's 2F1 gives nan: a, B, R, ratio
    (0.205689, 192.536492, 0.79444, 650.0),
    (0.324585, 523.487600, 0.79444, 650.0),
    (11.237509, 4151411.0, 403.428793, 363.5),
]


@pytest.mark.parametrize("values", LOST)
def test_where_the_closed_form_is_lost_the_mean_is_integrated(values: tuple[float, ...]) -> None:
    """The mean over p by another rule, to 1e-9, and never nan."""
    found = float(purchases_before_leaving(*theta(*values)))
    assert found == pytest.approx(by_quadrature(*values), rel=1e-9)
    assert 0 < found < values[2] * values[3]


def test_both_ways_to_the_mean_agree() -> None:
    """Over 500 draws of parameters that the closed form bears, the integral over the odds is the same to 1e-8."""
    rng = np.random.default_rng(0)
    a, B, R, ratio = np.exp(rng.uniform([[-5], [0], [-3], [-6]], [[3], [7], [4], [5]], (4, 500)))
    np.testing.assert_allclose(_by_odds(a, B, R, ratio), purchases_before_leaving(a, B, R, ratio), rtol=1e-8)
