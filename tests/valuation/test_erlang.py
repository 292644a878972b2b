"""Purchases of a regular customer: the closed sum against the plain one, the k = 1 form, and chance itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc, betaln

from gtkit.valuation.beta_geometric import purchases_before_leaving
from gtkit.valuation.erlang import regular_purchases


def found(k: int, *values: float) -> float:
    return float(regular_purchases(k, *(np.array(float(value)) for value in values)))


def term_by_term(k: int, j: int, a: float, B: float, R: float, ratio: float) -> float:
    """sum_m E[(1-p)^(m-1)] P(N >= m), as long as terms count."""
    m = np.arange(1.0, 200_001.0)
    staying = np.exp(betaln(a, B + m - 1) - betaln(a, B))
    return float((staying * betainc(m * k - j, R, ratio / (1 + ratio))).sum())


@pytest.mark.parametrize(
    ("k", "j", "ratio"), [(1, 0, 0.02), (2, 1, 1.5), (2, 0, 9.0), (3, 0, 0.3), (3, 2, 30.0), (6, 4, 2.0)]
)
@pytest.mark.parametrize("a", [1e-4, 0.3, 1.0, 4.0, 300.0, 2e4])
@pytest.mark.parametrize(("B", "R"), [(0.05, 0.2), (1.5, 0.9), (12.0, 36.0), (700.0, 800.0)])
def test_the_sum_over_roots_is_the_sum_over_purchases(
    k: int, j: int, ratio: float, a: float, B: float, R: float
) -> None:
    """From one purchase in a hundred to tens of thousands, dropout from never to at once: the same number to 1e-9."""
    assert found(k, j, a, B, R + j, ratio) == pytest.approx(term_by_term(k, j, a, B, R + j, ratio), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("a", [0.05, 0.31, 1.3, 4.2, 300.0])
@pytest.mark.parametrize(("B", "R"), [(1.5, 0.4), (2.4, 3.2), (62.3, 60.5)])
@pytest.mark.parametrize("ratio", [0.02, 1.5, 9.0])
def test_one_tick_a_purchase_is_buying_at_random(a: float, B: float, R: float, ratio: float) -> None:
    """At k = 1 the sum is the closed form of MBG/NBD, where scipy's 2F1 keeps its digits."""
    closed = float(purchases_before_leaving(*(np.array(value) for value in (a, B, R, ratio))))
    assert found(1, 0, a, B, R, ratio) == pytest.approx(closed, rel=2e-9)


def test_it_is_the_mean_of_drawn_purchases() -> None:
    """Customers drawn tick by tick agree within 3 standard errors, in each phase."""
    rng, n = np.random.default_rng(3), 300_000
    for k, j in ((2, 0), (2, 1), (3, 1), (5, 4)):
        ticks = rng.poisson(rng.gamma(4.0 + j, 0.9, n))
        leaves = rng.beta(0.8, 3.0, n)
        made = np.minimum((j + ticks) // k, rng.geometric(np.maximum(leaves, 1e-12)))
        error = made.std() / np.sqrt(n)
        assert abs(found(k, j, 0.8, 3.0, 4.0 + j, 0.9) - made.mean()) < 3 * error


def test_customers_do_not_depend_on_their_neighbours() -> None:
    """Computed alone or among thousands, a customer's number is bit for bit the same."""
    rng = np.random.default_rng(1)
    n = 4000
    j, ratio = rng.integers(0, 3, n).astype(float), rng.uniform(0.1, 9.0, n)
    a, B, R = rng.uniform(0.1, 3, n), rng.uniform(1, 30, n), rng.uniform(1, 90, n)
    together = regular_purchases(3, j, a, B, R, ratio)
    for i in (0, 1, 77, n - 1):
        alone = regular_purchases(3, *(value[i : i + 1] for value in (j, a, B, R, ratio)))
        assert alone[0] == together[i]


def test_several_times_of_a_customer_are_those_of_each_time() -> None:
    """A row of times is each time apart, to the precision of the rule; no time, no purchase."""
    ratio = np.array([0.0, 0.4, 3.0, 80.0])
    row = regular_purchases(3, *(np.array([[value]]) for value in (1.0, 0.7, 4.0, 13.0)), ratio)
    assert row.shape == (1, 4)
    assert row[0, 0] == pytest.approx(0, abs=1e-12)
    for value, when in zip(row[0], ratio, strict=True):
        assert value == pytest.approx(found(3, 1.0, 0.7, 4.0, 13.0, when), rel=1e-9, abs=1e-12)


@given(j=st.integers(0, 3), ratio=st.floats(0.01, 20.0), a=st.floats(0.05, 5.0), R=st.floats(0.5, 60.0))
def test_more_ticks_and_more_time_bring_more(j: int, ratio: float, a: float, R: float) -> None:
    """A customer nearer to its next purchase, or given more time, is expected to buy more."""
    less = found(5, j, a, 3.0, R, ratio)
    assert 0 <= less < found(5, j + 1, a, 3.0, R, ratio)
    assert less <= found(5, j, a, 3.0, R, 1.1 * ratio)
    assert less <= (R * ratio + j) / 5 + 1e-9
