"""Discounting: one integral, for any stream, any horizon, any slices."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from gtkit.errors import OutOfRange
from gtkit.valuation.discount import discounted_slices, horizon_periods, panel_rule, year_edges


@pytest.mark.parametrize("delta", [0.0, 0.002, 0.1, -0.01])
def test_a_falling_rate_is_worth_its_integral(delta: float) -> None:
    """E(t) = log(1 + t / c) has the rate 1 / (c + t): its discounted value is that of adaptive quadrature."""
    c = 3.0
    (value,) = discounted_slices(
        lambda t: np.log1p(t / c), edges=np.array([0.0, 260.0]), deltas=(delta,), scale=np.array([c]), panels=4
    )
    exact = quad(lambda t: math.exp(-delta * t) / (c + t), 0, 260, epsabs=1e-13, limit=200)[0]
    assert value[0, 0] == pytest.approx(exact, rel=1e-11)


@given(delta=st.floats(0, 0.05), rate=st.floats(0.01, 3), life=st.floats(0.5, 500), years=st.floats(0.3, 9))
def test_slices_add_up(delta: float, rate: float, life: float, years: float) -> None:
    """Yearly slices are the same integral: they add up to the whole, and at rate 0 to the undiscounted number."""

    def expected(t: np.ndarray) -> np.ndarray:
        return rate * life * -np.expm1(-t / life)

    edges, scale = year_edges(years, per_year=52.0), np.array([min(life, 1 / max(delta, 1e-3))])
    slices, plain = discounted_slices(expected, edges=edges, deltas=(delta, 0.0), scale=scale)
    whole = rate / (delta + 1 / life) * -math.expm1(-(delta + 1 / life) * edges[-1])
    assert slices.sum() == pytest.approx(whole, rel=1e-9)
    assert plain.sum() == pytest.approx(float(expected(edges[-1:])[0]), rel=1e-12)
    assert (slices <= plain + 1e-12).all()


def test_the_rule_integrates_polynomials() -> None:
    """16 points a panel are exact to degree 31."""
    nodes, weights = panel_rule(2)
    assert weights @ nodes**31 == pytest.approx(1 / 32, rel=1e-13)


def test_horizons() -> None:
    """Years become periods; an endless horizon ends where nothing is left, and needs a positive rate."""
    assert horizon_periods(3, per_year=4, delta=0.0) == 12
    assert math.exp(-0.01 * horizon_periods(math.inf, per_year=4, delta=0.01)) < 1e-17
    with pytest.raises(OutOfRange, match="annual_rate"):
        horizon_periods(math.inf, per_year=4, delta=0.0)
    with pytest.raises(OutOfRange, match="horizon_years"):
        horizon_periods(0.0, per_year=4, delta=0.1)
    for years in (0.0, -1.0, math.inf, math.nan):
        with pytest.raises(OutOfRange, match="horizon_years"):
            year_edges(years, per_year=4)
