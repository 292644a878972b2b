"""Amounts by frequency: the likelihood of Gamma-Gamma from sums, and its slopes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import gammaln
from scipy.stats import gamma

from gtkit.valuation.amounts import amounts

POINT = st.tuples(*[st.floats(-1.5, 4.0)] * 3, st.floats(-2.0, 2.0)).map(np.array)
CUSTOMERS = st.lists(st.tuples(st.integers(1, 80).map(float), st.floats(0.5, 5000)), min_size=1, max_size=30).map(
    lambda rows: tuple(np.array(rows).T)
)


def test_the_likelihood_is_the_integral_over_rates_of_spend() -> None:
    """Mean amount 40 over 3 purchases, p 6, q 4, v 90: the gamma density of the mean, averaged over nu."""
    p, q, v, x, z = 6.0, 4.0, 90.0, 3.0, 40.0
    density, _ = quad(
        lambda nu: gamma.pdf(z, p * x, scale=1 / (nu * x)) * gamma.pdf(nu, q, scale=1 / v), 0, 2, epsabs=0, epsrel=1e-11
    )
    found, _ = amounts(np.array([x]), np.array([z])).loglik(np.log([p, q, v]))
    assert found == pytest.approx(np.log(density), rel=1e-10)


@given(rows=CUSTOMERS, point=POINT)
def test_sums_by_frequency_are_those_of_each_customer(rows: tuple[np.ndarray, np.ndarray], point: np.ndarray) -> None:
    """Whatever the order: the likelihood is the sum of the formula of the paper over customers, scale divided out."""
    x, z = rows
    (p, q, v), b = np.exp(point[:3]), point[3]
    away = np.log1p(x) - np.log1p(x).mean()
    amount = z * np.exp(-b * away)
    px = p * x
    each = gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(v) - np.log(amount)
    each = each + px * np.log(x * amount) - (px + q) * np.log(v + x * amount) - b * away
    assert amounts(x, z).loglik(point)[0] == pytest.approx(each.sum(), rel=1e-10, abs=1e-8)


@given(rows=CUSTOMERS, point=POINT)
def test_the_gradient_is_that_of_the_likelihood(rows: tuple[np.ndarray, np.ndarray], point: np.ndarray) -> None:
    """Analytic slopes, by log p, log q, log v and b, agree with central differences."""
    base, h = amounts(*rows), 1e-5
    value, slopes = base.loglik(point)
    for k, slope in enumerate(slopes):
        ahead, behind = (base.loglik(point + sign * h * np.eye(4)[k])[0] for sign in (1, -1))
        assert slope == pytest.approx((ahead - behind) / (2 * h), rel=1e-5, abs=1e-8 * (1 + abs(value) / h * 1e-3))
