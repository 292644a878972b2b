"""Correlations tested for having nothing to do with each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.customers.equivalence import Link, correlation_link, partial_correlation, rank_link

pairs = st.tuples(st.integers(5, 60), st.integers(0, 2**32 - 1), st.floats(-3, 3))


def draw(rho: float, n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Normal pairs whose rank correlation is rho."""
    r = 2 * np.sin(np.pi * rho / 6)
    x, e = np.random.default_rng(seed).standard_normal((2, n))
    return x, r * x + np.sqrt(1 - r**2) * e


def test_the_published_equivalence(references: dict[str, dict[str, Any]]) -> None:
    """Lakens's formula for r = 0.05 of 200 pairs, as R computes it."""
    case = references["A-TOST"]
    found = correlation_link(case["input"]["r"], case["input"]["n"], bound=case["input"]["bound"])
    expected, tol = case["expected"], case["abs_tol"]
    assert (found.z_low, found.z_up, found.p_value) == pytest.approx(
        (expected["z_low"], expected["z_up"], expected["p"]), abs=tol
    )
    assert [found.interval.low, found.interval.high] == pytest.approx(expected["ci90"], abs=tol)
    assert found.link is Link.UNRELATED


def test_the_published_partial_correlation(references: dict[str, dict[str, Any]]) -> None:
    """Fuel against power given weight, in R's mtcars."""
    case = references["A-PC"]
    r = case["input"]
    matrix = np.array([[1, r["r_xy"], r["r_xz"]], [r["r_xy"], 1, r["r_yz"]], [r["r_xz"], r["r_yz"], 1]])
    assert partial_correlation(matrix) == pytest.approx(case["expected"]["r_xy_z"], abs=case["abs_tol"])


@pytest.mark.parametrize(
    ("rho", "n", "link"),
    [(0.0, 2000, "unrelated"), (0.5, 300, "related"), (-0.5, 300, "inverse"), (0.15, 60, "undecided")],
)
def test_each_truth_is_told(rho: float, n: int, link: str) -> None:
    """Nothing to do, linked, linked the wrong way round, and too few to say."""
    found = rank_link(*draw(rho, n, seed=1))
    assert found.link == link
    assert found.rho == pytest.approx(rho, abs=4 / np.sqrt(n))
    assert (found.n_needed > n) == (link == "undecided")


def test_the_interval_holds_the_truth_as_often_as_told() -> None:
    """Of 400 samples of 80, 90 % intervals hold the true rank correlation within three standard errors of 90 %."""
    held = [rank_link(*draw(0.4, 80, seed)).interval for seed in range(400)]
    assert np.mean([i.low <= 0.4 <= i.high for i in held]) == pytest.approx(0.9, abs=3 * np.sqrt(0.09 / 400))


def test_the_number_needed_settles_four_times_in_five() -> None:
    """With as many customers as told, the truth seen is shown about 80 % of the time, inside the bound and beyond."""
    for rho, link in ((0.0, Link.UNRELATED), (0.4, Link.RELATED)):
        n = int(rank_link(*draw(rho, 60, seed=_typical(rho))).n_needed)
        told = [rank_link(*draw(rho, n, seed)).link is link for seed in range(1000, 1300)]
        assert np.mean(told) == pytest.approx(0.8, abs=0.1)


def test_what_is_held_constant_is_taken_out() -> None:
    """Two measures that only share size are correlated; given size, they have nothing to do with each other."""
    rng = np.random.default_rng(2)
    size = rng.lognormal(size=2500)
    x, y = (np.log(size) + rng.standard_normal(2500) for _ in range(2))
    assert rank_link(x, y).link is Link.RELATED
    held = rank_link(x, y, held=np.column_stack([size, rng.random(2500)]))
    assert held.link is Link.UNRELATED
    with pytest.raises(NotEstimable, match="partial_correlation"):
        rank_link(x, y, held=x)


@given(pairs)
def test_the_test_keeps_its_laws(case: tuple[int, int, float]) -> None:
    """Spearman's own value; blind to any rising scale, to order and to which is which; equivalence is its interval."""
    n, seed, slope = case
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(n)
    y = slope * x + rng.standard_normal(n)
    found = rank_link(x, y)
    spearman = float(stats.spearmanr(x, y).statistic)
    assert found.rho == pytest.approx(np.clip(spearman, -1 + 12 / (n**3 - n), 1 - 12 / (n**3 - n)))
    again = rank_link(np.exp(y[::-1]), 3 * x[::-1] + 1)
    assert (again.rho, again.p_value) == pytest.approx((found.rho, found.p_value))
    turned = rank_link(-x, y)
    assert (turned.z_low, turned.z_up) == pytest.approx((-found.z_up, -found.z_low))
    inside = max(abs(found.interval.low), abs(found.interval.high)) < 0.2
    assert inside == (found.link is Link.UNRELATED)


def test_perfection_in_few_is_no_proof() -> None:
    """Four customers in perfect order leave it open."""
    found = rank_link([1, 2, 3, 4], [1, 2, 3, 4])
    assert found.link is Link.UNDECIDED
    assert np.isinf(correlation_link(0.2, 50).n_needed)


def test_what_cannot_be_tested_is_refused() -> None:
    """Too few, no variation, a hole, two lengths, a bound or a correlation that is none."""
    with pytest.raises(NotEstimable, match="rank_link"):
        rank_link([1, 2, 3], [1, 2, 3])
    with pytest.raises(NotEstimable, match="rank_link"):
        rank_link([1, 2, 3, 4, 5], [1, 1, 1, 1, 1])
    with pytest.raises(NotEstimable, match="correlation_link"):
        correlation_link(0.1, 3)
    with pytest.raises(OutOfRange, match="loyalty"):
        rank_link([1, 2, 3, 4], [1, 2, np.nan, 4])
    with pytest.raises(OutOfRange, match="held"):
        rank_link([1, 2, 3, 4, 6], [1, 2, 4, 4, 1], held=[1, 2, np.nan, 4, 7])
    with pytest.raises(WrongShape):
        rank_link([1, 2, 3, 4], [1, 2, 3])
    with pytest.raises(WrongShape, match="held"):
        rank_link([1, 2, 3, 4, 6], [1, 2, 4, 4, 1], held=[1, 2])
    with pytest.raises(OutOfRange, match="bound"):
        correlation_link(0.1, 100, bound=0)
    with pytest.raises(OutOfRange, match="r"):
        correlation_link(1.0, 100)


def _typical(rho: float) -> int:
    """A seed whose 60 customers show about the truth."""
    return next(seed for seed in range(5000) if abs(rank_link(*draw(rho, 60, seed)).rho - rho) < 0.003)


def test_nobody_asked_is_told_rather_than_crashed_upon() -> None:
    """No pair at all: not estimable, with or without something held constant."""
    for held in (None, np.empty((0, 2))):
        with pytest.raises(NotEstimable):
            rank_link([], [], held=held)
