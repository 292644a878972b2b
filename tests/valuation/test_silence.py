"""Silence in opportunities: its odds against the paper's own sum, its derivatives, its limits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaln

from gtkit.valuation.history import history
from gtkit.valuation.silence import log_odds_left, silences

PARAMETERS = st.tuples(*[st.floats(0.05, 20)] * 4)
HISTORY = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 40)).map(sorted)


def theta(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array(value) for value in values)


def seen(x: int, t_x: int) -> int:
    """An x that goes with t_x: one or more where something was taken, none elsewhere."""
    return max(x, 1) if t_x else 0


@given(values=PARAMETERS, numbers=HISTORY)
def test_the_odds_are_the_sum_of_the_paper(values: tuple[float, ...], numbers: list[int]) -> None:
    """The logarithm of D is that of the likelihood of Fader, Hardie & Shang, in beta functions."""
    (a, b, g, d), (x, t_x, n) = values, numbers
    i = np.arange(n - t_x)
    terms = betaln(a + x, b + t_x - x + i) + betaln(g + 1, d + t_x + i)
    expected = np.logaddexp.reduce(terms - betaln(a + x, b + n - x) - betaln(g, d + n), initial=-np.inf)
    assert float(log_odds_left(theta(*values), *theta(x, t_x, n))) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(values=PARAMETERS, numbers=HISTORY)
def test_the_derivatives_are_those_of_the_odds(values: tuple[float, ...], numbers: list[int]) -> None:
    """Analytic derivatives of log(1 + D) agree with central differences."""
    x, t_x, n = numbers
    rows = history(pd.DataFrame({"frequency": [seen(x, t_x)], "recency": [t_x], "T": [n]}))
    gone = silences(theta(*values), rows)

    def value(point: np.ndarray) -> float:
        return float(np.logaddexp(0.0, silences(theta(*point), rows).log_odds[0]))

    for k, slope in enumerate((gone.by_alpha, gone.by_beta, gone.by_gamma, gone.by_delta)):
        step = 1e-5 * np.eye(4)[k] * values[k]
        numeric = (value(np.array(values) + step) - value(np.array(values) - step)) / (2 * step[k])
        assert float(slope[0]) == pytest.approx(numeric, rel=1e-5, abs=1e-7 * (1 + value(np.array(values))) / values[k])


def test_nothing_missed_rules_a_departure_out() -> None:
    """With t_x = T the odds are nil, so are the derivatives; 600 opportunities overflow nothing."""
    rows = history(pd.DataFrame({"frequency": [3, 599], "recency": [5, 599], "T": [5, 1200]}))
    gone = silences(theta(0.5, 1e-3, 0.6, 12), rows)
    assert gone.log_odds[0] == -np.inf
    assert [gone.by_alpha[0], gone.by_beta[0], gone.by_gamma[0], gone.by_delta[0]] == [0.0] * 4
    assert np.isfinite([gone.log_odds[1], gone.by_alpha[1], gone.by_beta[1], gone.by_gamma[1], gone.by_delta[1]]).all()


def test_many_draws_and_histories_broadcast() -> None:
    """Parameters of shape (draws, 1) meet histories of shape (groups,): each cell is the one computed alone."""
    values = tuple(np.random.default_rng(1).uniform(0.5, 5, (900, 1)) for _ in range(4))
    t_x, T = np.arange(30.0), np.full(30, 34.0)
    found = log_odds_left(values, t_x, t_x, T)
    assert found.shape == (900, 30)
    for d, g in ((0, 0), (899, 29)):
        alone = log_odds_left(tuple(value[d] for value in values), t_x[[g]], t_x[[g]], T[[g]])
        assert found[d, g] == pytest.approx(float(alone[0]), rel=1e-12)
