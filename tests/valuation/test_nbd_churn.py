"""NBD with an assumed churn: its limit, its integral, its truth, its draws, its refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from gtkit.errors import ConfigurationError, OutOfRange
from gtkit.periods import Period
from gtkit.valuation import PurchaseFit, nbd_churn
from gtkit.valuation.history import history
from gtkit.valuation.model import expected_new, probability_new
from gtkit.valuation.nbd_churn import NBD_CHURN


def theta(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array(value) for value in values)


def test_without_churn_it_is_the_nbd(cdnow: pd.DataFrame, nbd_fit: PurchaseFit) -> None:
    """At churn 0: the NBD's parameters, log-likelihood and predictions; everybody alive."""
    found = nbd_churn.fit(cdnow, annual_churn=0.0)
    assert [*found.params.values()] == pytest.approx([*nbd_fit.params.values(), 0.0], rel=1e-9)
    assert found.loglik == pytest.approx(nbd_fit.loglik, rel=1e-12)
    assert (found.p_alive(cdnow) == 1).all()
    for periods in (1.0, 80.0):
        expected = nbd_fit.expected_purchases(cdnow, periods=periods)
        np.testing.assert_allclose(found.expected_purchases(cdnow, periods=periods), expected, rtol=1e-8)


@settings(max_examples=50)
@given(
    r=st.floats(0.2, 6),
    alpha=st.floats(1, 60),
    mu=st.floats(1e-4, 0.05),
    x=st.integers(0, 150),
    where=st.floats(0.02, 1),
    T=st.floats(2, 250),
)
def test_p_alive_is_the_integral(r: float, alpha: float, mu: float, x: int, where: float, T: float) -> None:
    """P(alive) agrees with adaptive quadrature of who may have left since the last purchase."""
    t_x = where * T if x else 0.0
    since = quad(
        lambda u: mu * np.exp(mu * (T - u) + (r + x) * np.log((alpha + T) / (alpha + u))),
        t_x,
        T,
        epsabs=0,
        epsrel=1e-11,
        limit=500,
    )[0]
    assert float(NBD_CHURN.alive(theta(r, alpha, mu), *theta(x, t_x, T))) == pytest.approx(1 / (1 + since), rel=1e-7)


@given(
    r=st.floats(0.2, 6), alpha=st.floats(1, 60), mu=st.floats(1e-4, 0.05), x=st.integers(0, 60), where=st.floats(0.1, 1)
)
def test_the_gradient_is_that_of_the_likelihood(r: float, alpha: float, mu: float, x: int, where: float) -> None:
    """Analytic derivatives agree with central differences in logs."""
    rows, h = history(pd.DataFrame({"frequency": [x], "recency": [50 * where if x else 0.0], "T": [50.0]})), 1e-6

    def value(a: float, b: float) -> float:
        return float(NBD_CHURN.loglik(theta(a, b, mu), rows)[0][0])

    by_r, by_alpha = (float(slope[0]) for slope in NBD_CHURN.loglik(theta(r, alpha, mu), rows)[1])
    size = 1e-7 * (10 + abs(value(r, alpha)))
    grown, shrunk = np.exp(h), np.exp(-h)
    assert r * by_r == pytest.approx((value(r * grown, alpha) - value(r * shrunk, alpha)) / (2 * h), rel=1e-5, abs=size)
    numeric = (value(r, alpha * grown) - value(r, alpha * shrunk)) / (2 * h)
    assert alpha * by_alpha == pytest.approx(numeric, rel=1e-5, abs=size)


def test_probabilities_add_up_and_have_their_mean() -> None:
    """P(X(t) = x) sums to 1 and has the mean E[X(t)]."""
    counts, values, t = np.arange(500.0), theta(1.2, 9.0, 0.01), np.array(80.0)
    chances = probability_new(NBD_CHURN, values, counts, t)
    assert chances.sum() == pytest.approx(1, abs=1e-9)
    assert counts @ chances == pytest.approx(float(expected_new(NBD_CHURN, values, t)), rel=1e-8)


def test_an_invented_truth_is_recovered() -> None:
    """With the true churn assumed, r and alpha of 3,000 customers are found within 3 standard errors."""
    rng, n, churn = np.random.default_rng(8), 3000, 0.2
    mu = -np.log(1 - churn) / Period.WEEK.per_year
    rate, life = rng.gamma(2.0, 1 / 12.0, n), rng.exponential(1 / mu, n)
    times = np.cumsum(rng.exponential(1.0, (n, 400)), axis=1) / rate[:, None]
    kept = times <= np.minimum(life, 150.0)[:, None]
    table = pd.DataFrame({"frequency": kept.sum(axis=1), "recency": np.where(kept, times, 0).max(axis=1), "T": 150.0})
    found = nbd_churn.fit(table, annual_churn=churn, period=Period.WEEK)
    for truth, name, k in ((2.0, "r", 0), (12.0, "alpha", 1)):
        assert abs(found.params[name] - truth) < 3 * np.sqrt(found.vcov[k, k])
    assert found.p_alive(table).mean() == pytest.approx((life > 150).mean(), abs=0.02)


def test_draws_have_the_expected_mean() -> None:
    """Purchases drawn until departure average to the closed form."""
    values, n = theta(1.2, 9.0, 0.01), 200_000
    drawn = NBD_CHURN.draw(values, np.full(n, 4.0), np.full(n, 30.0), 200.0, np.random.default_rng(5))
    expected = float(NBD_CHURN.expected(values, *theta(4.0, 30.0, 200.0)))
    assert drawn.mean() == pytest.approx(expected, abs=4 * drawn.std() / np.sqrt(n))


def test_a_counted_churn_is_drawn_from_its_counts(northwind: pd.DataFrame) -> None:
    """8 lost of 80: the churn drawn has the mean and the spread of beta(8.5, 72.5); a stated one does not move."""
    counted = nbd_churn.fit_counted(northwind, lost=8, at_risk=80)
    drawn = -np.expm1(-Period.WEEK.per_year * counted.draw_parameters(np.random.default_rng(1), 20_000)[2])
    assert counted.annual_churn == 8.5 / 81
    assert drawn.mean() == pytest.approx(8.5 / 81, rel=0.01)
    assert drawn.std() == pytest.approx(np.sqrt(8.5 * 72.5 / (81**2 * 82)), rel=0.03)
    stated = nbd_churn.fit(northwind, annual_churn=0.1)
    assert np.ptp(stated.draw_parameters(np.random.default_rng(1), 50)[2]) == 0
    assert [fit.flags[-1].values["origin"] for fit in (counted, stated)] == ["counted", "stated"]


def test_what_cannot_be_assumed_is_refused(cdnow: pd.DataFrame, cdnow_table: pd.DataFrame) -> None:
    """A churn of 1 or more, counts that do not fit, an unknown period."""
    for churn in (-0.1, 1.0, np.nan):
        with pytest.raises(OutOfRange, match="annual_churn"):
            nbd_churn.fit(cdnow, annual_churn=churn)
    for lost, at_risk in ((3, 2), (0, 0), (-1, 5)):
        with pytest.raises(OutOfRange, match="lost"):
            nbd_churn.fit_counted(cdnow, lost=lost, at_risk=at_risk)
    with pytest.raises(ConfigurationError, match="period"):
        nbd_churn.fit(cdnow_table, annual_churn=0.1)


def test_the_more_leave_the_less_they_are_worth(northwind: pd.DataFrame, invent: Callable[..., Any]) -> None:
    """Expected purchases fall as the assumed churn rises."""
    totals = [
        nbd_churn.fit(northwind, annual_churn=churn).discounted_purchases(northwind, annual_rate=0.1).sum()
        for churn in (0.0, 0.05, 0.2, 0.5)
    ]
    assert totals == sorted(totals, reverse=True)


@pytest.mark.parametrize("churn", [0.0, 0.05, 0.15, 0.6])
def test_another_churn_near_or_far_gives_the_point_of_a_fit_anew(churn: float, northwind: pd.DataFrame) -> None:
    """From a fit at 12 %, the parameters at another churn are those of a fit at that churn."""
    fitted = nbd_churn.fit(northwind, annual_churn=0.12)
    found = nbd_churn.parameters_at(fitted, history(northwind), annual_churn=churn)
    anew = nbd_churn.fit(northwind, annual_churn=churn).params
    assert [float(value) for value in found] == pytest.approx(list(anew.values()), rel=1e-5)
