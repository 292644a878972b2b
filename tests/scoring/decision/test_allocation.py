"""Shares of a budget between lines of diminishing return, and the spend that one customer deserves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.decision.allocation import allocate, best_spend

lines = st.lists(st.tuples(st.floats(0.1, 1e4), st.floats(1e-4, 1.0)), min_size=1, max_size=8)


def value(a: np.ndarray, k: np.ndarray, x: np.ndarray) -> float:
    return float(np.sum(a * (1 - np.exp(-k * x))))


def test_the_published_allocation(references: dict[str, dict[str, Any]]) -> None:
    """Two lines and 50 to spend: the closed form, verified by numerical optimisation."""
    case = references["A-ALLOC"]
    found = allocate(case["input"]["a"], case["input"]["k"], budget=case["input"]["budget"])
    expected, tol = case["expected"], case["abs_tol"]
    assert found.spend.tolist() == pytest.approx(expected["x"], abs=tol)
    assert (found.price, found.value) == pytest.approx((expected["lam"], expected["value"]), abs=tol)


def test_the_published_spend(references: dict[str, dict[str, Any]]) -> None:
    """Blattberg and Deighton: 5 a head reaches 20 % of a ceiling of 40 %; 7.36 would pay best."""
    case = references["A-BD"]
    found = best_spend(**case["input"])
    expected = case["expected"]
    assert (found.speed, found.spend, found.rate, found.value) == pytest.approx(
        (expected["k"], expected["spend_star"], expected["rate_star"], expected["value"]), abs=case["abs_tol"]
    )


def test_numerical_optimisation_finds_the_same() -> None:
    """Twenty invented cases, some lines left closed: an optimiser that knows no formula brings no more."""
    rng = np.random.default_rng(7)
    closed = 0
    for _ in range(20):
        a, k, budget = rng.uniform(1, 100, 4), rng.uniform(0.01, 0.5, 4), rng.uniform(1, 60)
        found = allocate(a, k, budget=budget)
        peer = optimize.minimize(
            lambda x, a=a, k=k: -value(a, k, x),
            np.full(4, budget / 4),
            bounds=[(0, None)] * 4,
            constraints={"type": "eq", "fun": lambda x, budget=budget: x.sum() - budget},
            options={"ftol": 1e-12, "maxiter": 500},
        )
        assert found.value == pytest.approx(-peer.fun, rel=1e-6)
        assert found.value >= -peer.fun * (1 - 1e-9)
        closed += int((found.spend == 0).sum())
    assert closed > 5


@given(lines, st.floats(0, 1e4), st.floats(0.01, 100))
def test_the_allocation_keeps_its_laws(given_: list[tuple[float, float]], budget: float, scale: float) -> None:
    """All is spent; the last unit is worth the same wherever money goes, and no more elsewhere; money has no unit."""
    a, k = (np.array(column) for column in zip(*given_, strict=True))
    found = allocate(a, k, budget=budget)
    assert found.spend.sum() == pytest.approx(budget, rel=1e-9, abs=1e-9)
    assert found.value == pytest.approx(value(a, k, found.spend), rel=1e-9, abs=1e-9)
    log_last = np.log(a) + np.log(k) - k * found.spend
    price = log_last.max()
    assert found.price == pytest.approx(np.exp(price), rel=1e-6)
    opened = found.spend > 1e-6
    assert log_last[opened].tolist() == pytest.approx([price] * int(opened.sum()), abs=1e-7)
    again = allocate(scale * a[::-1], k[::-1] / scale, budget=scale * budget)
    assert again.spend[::-1].tolist() == pytest.approx((scale * found.spend).tolist(), rel=1e-6, abs=1e-6 * scale)
    assert allocate(a, k, budget=budget + 1).value >= found.value - 1e-9


@given(st.floats(0.05, 1), st.floats(0.1, 100), st.floats(0.05, 0.95), st.floats(0, 1e4))
def test_no_other_spend_leaves_more(ceiling: float, spend: float, part: float, margin: float) -> None:
    """Today's spend reaches today's rate; neither half, nor twice the best, nor today's leaves more."""
    found = best_spend(ceiling=ceiling, spend=spend, rate=part * ceiling, margin=margin)
    assert ceiling * (1 - np.exp(-found.speed * spend)) == pytest.approx(part * ceiling)
    assert 0 <= found.rate <= ceiling
    for other in (0.0, found.spend / 2, 2 * found.spend, spend):
        left = margin * ceiling * (1 - np.exp(-found.speed * other)) - other
        assert left <= found.value + 1e-9 * (1 + margin)


def test_a_customer_worth_little_deserves_nothing() -> None:
    """Where the first unit brings less than a unit, nothing is spent and nothing lost."""
    found = best_spend(ceiling=0.4, spend=5, rate=0.2, margin=10)
    assert (found.spend, found.rate, found.value) == (0.0, 0.0, 0.0)
    assert allocate([10.0], [0.1], budget=0).spend.tolist() == [0.0]


def test_what_cannot_be_shared_out_is_refused() -> None:
    """No line, two lengths, a return of nothing, a negative budget; a rate that reaches its ceiling."""
    with pytest.raises(NotEstimable):
        allocate([], [], budget=1)
    with pytest.raises(WrongShape):
        allocate([1.0], [1.0, 2.0], budget=1)
    with pytest.raises(OutOfRange, match="most"):
        allocate([0.0], [1.0], budget=1)
    with pytest.raises(OutOfRange, match="speed"):
        allocate([1.0], [-1.0], budget=1)
    with pytest.raises(OutOfRange, match="budget"):
        allocate([1.0], [1.0], budget=-1)
    with pytest.raises(OutOfRange, match="rate"):
        best_spend(ceiling=0.4, spend=5, rate=0.4, margin=50)
    with pytest.raises(OutOfRange, match="ceiling"):
        best_spend(ceiling=1.4, spend=5, rate=0.4, margin=50)
    with pytest.raises(OutOfRange, match="spend"):
        best_spend(ceiling=0.4, spend=0, rate=0.2, margin=50)
