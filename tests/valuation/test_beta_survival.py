"""The kernel of contracts: against its own definition by integration, and its gradient by differences."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta

from gtkit.valuation.beta_survival import log_survival, loglik
from gtkit.valuation.tenure import tenures

shapes = st.floats(0.05, 50.0)


@pytest.mark.parametrize(("a", "b", "c"), [(0.7, 1.2, 1.0), (2.0, 9.0, 0.6), (0.3, 1.5, 1.6)])
@pytest.mark.parametrize("t", [1, 2, 7])
def test_survival_is_its_definition(a: float, b: float, c: float, t: int) -> None:
    """S(t) is the mean of (1 - p)^(t^c) over p ~ beta(a, b)."""
    expected, _ = quad(lambda p: (1 - p) ** (t**c) * beta.pdf(p, a, b), 0, 1, epsabs=1e-12, limit=200)
    theta = tuple(map(np.float64, (a, b, c)))
    assert np.exp(log_survival(theta, np.float64(t))) == pytest.approx(expected, rel=1e-7)


@given(a=shapes, b=shapes, c=st.floats(0.2, 3.0))
def test_survival_falls_from_one(a: float, b: float, c: float) -> None:
    """S(0) = 1, and S never rises."""
    curve = log_survival(tuple(map(np.float64, (a, b, c))), np.arange(30.0))
    assert curve[0] == 0
    assert (np.diff(curve) <= 1e-12).all()


@given(a=shapes, b=shapes, c=st.floats(0.3, 2.5))
def test_the_gradient_is_that_of_the_likelihood(a: float, b: float, c: float) -> None:
    """Derivatives by a, b and c agree with central differences."""
    told = tenures(
        pd.DataFrame(
            {"renewals": [0, 1, 4, 0, 3, 6], "left": [True] * 3 + [False] * 3, "customers": [9, 4, 2, 5, 3, 8]}
        )
    )
    theta = np.array([a, b, c])
    _, gradient = loglik(tuple(theta), told)
    for at in range(3):
        step = np.zeros(3)
        step[at] = 1e-5 * theta[at]
        high, low = (loglik(tuple(theta + sign * step), told)[0] for sign in (1, -1))
        assert gradient[at] * theta[at] == pytest.approx((high - low) / 2e-5, rel=1e-4, abs=1e-3)
