"""Departure: its odds against quadrature and 40-digit values, its means as derivatives, its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from gtkit.valuation.departure import departures, log_odds_left
from gtkit.valuation.history import history
from gtkit.valuation.pareto_nbd import PARETO_NBD

PARAMETERS = st.tuples(st.floats(0.05, 8), st.floats(0.5, 60), st.floats(0.05, 8), st.floats(0.5, 90))

# Parameters, history, log-likelihood by mpmath at 40 digits.
HARD = (
    ((0.55, 10.58, 0.61, 11.67), (3000, 1.0, 300.0), 13663.412713025244),
    ((0.55, 10.58, 0.61, 11.67), (3000, 299.0, 300.0), 3802.198240065461),
    ((0.55, 10.0, 0.61, 10.0), (5, 20.0, 39.0), -16.667426780666162),
    ((0.55, 10.0, 1.0, 10.0), (5, 39.0, 39.0), -18.363829932687782),
    ((0.55, 10.0, 10000.0, 100000.0), (5, 9.0, 39.0), -13.685348138129765),
    ((0.55, 10.0, 0.0001, 100000.0), (5, 9.0, 39.0), -16.774593975306622),
    ((0.0001, 0.001, 0.0001, 1000.0), (1, 9.0, 390.0), -15.177675484528713),
    ((300, 0.001, 0.1, 0.001), (1, 9.0, 390.0), -2736.9413782093516),
)


def theta(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array(value) for value in values)


def one(x: float, t_x: float, T: float) -> pd.DataFrame:
    return pd.DataFrame({"frequency": [x], "recency": [t_x if x else 0.0], "T": [T]})


@settings(max_examples=60)
@given(values=PARAMETERS, x=st.integers(0, 30), where=st.floats(0.05, 0.99), T=st.floats(1, 150))
def test_the_odds_are_those_of_adaptive_quadrature(values: tuple[float, ...], x: int, where: float, T: float) -> None:
    """Panels agree with scipy's adaptive quadrature of the integrand as it is written."""
    r, alpha, s, beta = values
    t_x = where * T if x else 0.0

    def integrand(u: float) -> float:
        bought = (r + x) * np.log((alpha + T) / (alpha + u))
        return float(s / (beta + u) * np.exp(bought + s * np.log((beta + T) / (beta + u))))

    expected = quad(integrand, t_x, T, epsabs=0, epsrel=1e-11, limit=500)[0]
    found = float(np.exp(log_odds_left(theta(*values), *theta(x, t_x, T))))
    assert found == pytest.approx(expected, rel=1e-9)


def test_hard_customers_match_forty_digits(published: Callable[[str], Any]) -> None:
    """A37, and 3,000 purchases, alpha = beta, near-zero and near-endless dropout, by mpmath at 40 digits."""
    hard = (
        ((10.465, 0.00798565181, 3.0516, 2.820), (40, 5.0, 6.0), published("A37")[0]),
        ((10.465, 0.00798565181, 3.0516, 2.820), (500, 4.0, 37.0), published("A37")[2]),
        *HARD,
    )
    for values, (x, t_x, T), expected in hard:
        rows = history(one(x, t_x, T))
        assert PARETO_NBD.loglik(theta(*values), rows)[0][0] == pytest.approx(expected, rel=1e-12)


@settings(max_examples=60)
@given(values=PARAMETERS, x=st.integers(0, 60), where=st.floats(0.05, 1.0), T=st.floats(1, 150))
def test_the_means_are_the_derivatives_of_the_odds(values: tuple[float, ...], x: int, where: float, T: float) -> None:
    """Derivatives of log(1 + D) by each parameter, by central differences, are the means that are told."""
    r, alpha, s, beta = values
    rows, h = history(one(x, where * T, T)), 1e-5
    gone, R = departures(theta(*values), rows.x, rows.t_x, rows.T), r + x

    def value(point: np.ndarray) -> float:
        return float(departures(theta(*point), rows.x, rows.t_x, rows.T).gain[0])

    means = (
        gone.by_rate,
        R * (gone.left / (alpha + T) - gone.slow),
        gone.left / s + gone.by_life,
        s * gone.left / (beta + T) - (s + 1) * gone.brief,
    )
    for k, mean in enumerate(means):
        step = h * np.eye(4)[k] * values[k]
        numeric = (value(np.array(values) + step) - value(np.array(values) - step)) / (2 * h)
        assert float(mean[0]) * values[k] == pytest.approx(numeric, rel=1e-6, abs=1e-8 * (1 + value(np.array(values))))


def test_a_purchase_on_the_last_day_rules_a_departure_out() -> None:
    """With t_x = T the odds are nil and so is every mean, without a warning."""
    numbers = np.array([7.0]), np.array([30.0]), np.array([30.0])
    gone = departures(theta(0.5, 10, 0.6, 12), *numbers)
    assert log_odds_left(theta(0.5, 10, 0.6, 12), *numbers)[0] == -np.inf
    assert [gone.gain[0], gone.left[0], gone.by_rate[0], gone.slow[0], gone.by_life[0], gone.brief[0]] == [0.0] * 6


def test_many_draws_and_histories_broadcast() -> None:
    """Parameters of shape (draws, 1) meet histories of shape (groups,): each cell is the one computed alone."""
    rng = np.random.default_rng(1)
    values = tuple(rng.uniform(0.5, 20, (40, 1)) for _ in range(4))
    x, t_x, T = np.arange(300.0), np.linspace(0, 30, 300), np.linspace(31, 90, 300)
    found = log_odds_left(values, x, t_x, T)
    assert found.shape == (40, 300)
    for d, g in ((0, 0), (7, 250), (39, 299)):
        alone = log_odds_left(tuple(value[d] for value in values), x[g : g + 1], t_x[g : g + 1], T[g : g + 1])
        assert found[d, g] == pytest.approx(float(alone[0]), rel=1e-13)
