"""A contract fit: discounting against the closed form, slices that add up, what it refuses."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import hyp2f1

from gtkit.errors import ConfigurationError, OutOfRange
from gtkit.periods import Period
from gtkit.valuation import ContractFit, bdw, sbg


@pytest.fixture(scope="module")
def fits(contracts: pd.DataFrame) -> tuple[ContractFit, ContractFit]:
    """Both models on the published segment."""
    return sbg.fit(contracts, period=Period.YEAR), bdw.fit(contracts, period=Period.YEAR)


@given(renewals=st.integers(0, 40), rate=st.floats(0.02, 0.5))
def test_the_endless_residual_is_the_closed_form(
    fits: tuple[ContractFit, ContractFit], renewals: int, rate: float
) -> None:
    """Just before a renewal it is (b + n) / (a + b + n) 2F1(1, b + n + 1; a + b + n + 1; 1 / (1 + d)).

    Source: Fader & Hardie (2010), Marketing Science 29(1).
    """
    fit = fits[0]
    a, b = fit.params.values()
    expected = (b + renewals) / (a + b + renewals) * hyp2f1(1, b + renewals + 1, a + b + renewals + 1, 1 / (1 + rate))
    found = fit.discounted_renewals(pd.Series([renewals]), annual_rate=rate, horizon_years=math.inf, next_in=0.0)
    assert found.iloc[0] == pytest.approx(expected, rel=1e-9)


@given(rate=st.floats(0.0, 0.5), horizon=st.floats(0.5, 12.0), next_in=st.floats(0.0, 1.0))
def test_years_add_up(fits: tuple[ContractFit, ContractFit], rate: float, horizon: float, next_in: float) -> None:
    """Yearly slices sum to the total, customer by customer, wherever the horizon and the next renewal fall."""
    renewals = pd.Series([0, 3, 3, 11], index=list("abcd"))
    for fit in fits:
        total = fit.discounted_renewals(renewals, annual_rate=rate, horizon_years=horizon, next_in=next_in)
        years = fit.discounted_by_year(renewals, annual_rate=rate, horizon_years=horizon, next_in=next_in)
        assert years.shape == (4, math.ceil(horizon))
        np.testing.assert_allclose(years.sum(axis=1), total, rtol=1e-12)


def test_undiscounted_renewals_are_those_expected(fits: tuple[ContractFit, ContractFit]) -> None:
    """At no rate, five years of yearly contracts are the next five renewals, one in each year."""
    renewals = pd.Series([0, 2, 9])
    for fit in fits:
        years = fit.discounted_by_year(renewals, annual_rate=0.0)
        np.testing.assert_allclose(years.sum(axis=1), fit.expected_renewals(renewals, opportunities=5))
        np.testing.assert_allclose(years[1], fit.retention(renewals))


def test_a_loyal_customer_is_worth_more_and_a_rate_costs(fits: tuple[ContractFit, ContractFit]) -> None:
    """Retention grows with renewals obtained under sBG; a higher rate or a later renewal is worth less."""
    fit, renewals = fits[0], pd.Series(range(12))
    assert fit.retention(renewals).is_monotonic_increasing
    soon, dear, late = (
        fit.discounted_renewals(renewals, annual_rate=rate, next_in=wait)
        for rate, wait in ((0.1, 0.2), (0.2, 0.2), (0.1, 0.9))
    )
    assert (soon > dear).all()
    assert (soon > late).all()


def test_monthly_contracts_are_discounted_month_by_month(contracts: pd.DataFrame) -> None:
    """With a month between renewals, the same tenures bring twelve renewals a year at a twelfth of the rate."""
    fit = sbg.fit(contracts, period=Period.MONTH)
    there = pd.Series([7])
    dates = np.arange(1, 25)
    kept = fit.survival(7 + dates) / fit.survival(7)
    expected = (kept * 1.08 ** (-dates / 12)).sum()
    assert fit.discounted_renewals(there, annual_rate=0.08, horizon_years=2.0).iloc[0] == pytest.approx(expected)


def test_draws_spread_as_the_fit_is_unsure(fits: tuple[ContractFit, ContractFit]) -> None:
    """Drawn parameters have the fit's own covariance in logs; one that is not estimated does not move."""
    fit = fits[0]
    a, b, c = fit.draw_parameters(np.random.default_rng(4), 20_000)
    np.testing.assert_allclose(np.cov(np.log([a, b])), fit.log_vcov, rtol=0.05)
    assert (c == 1).all()


def test_what_cannot_be_discounted_is_refused(contracts: pd.DataFrame, fits: tuple[ContractFit, ContractFit]) -> None:
    """No period, an endless horizon without a rate, a negative wait, half a renewal."""
    there = pd.Series([1])
    with pytest.raises(ConfigurationError):
        sbg.fit(contracts).discounted_renewals(there, annual_rate=0.1)
    for asked in ({"annual_rate": 0.0, "horizon_years": math.inf}, {"annual_rate": 0.1, "next_in": -1.0}):
        with pytest.raises(OutOfRange):
            fits[0].discounted_renewals(there, **asked)
    with pytest.raises(OutOfRange):
        fits[0].retention(pd.Series([0.5]))
