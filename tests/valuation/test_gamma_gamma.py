"""Gamma-Gamma: published values, recovered truth, laws, doubts and refusals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.valuation import GammaGammaFit, gamma_gamma
from gtkit.valuation.gamma_gamma import draw_spend, mean_spend, spend_history


@pytest.fixture(scope="module")
def cdnow_spend(cdnow_table: pd.DataFrame) -> GammaGammaFit:
    """Spend on the published table."""
    return gamma_gamma.fit(cdnow_table)


def at(fit: GammaGammaFit, p: float, q: float, v: float) -> GammaGammaFit:
    return replace(fit, params=MappingProxyType({"p": p, "q": q, "v": v}))


def test_cdnow_is_the_published_fit(published: Callable[[str], Any], cdnow_spend: GammaGammaFit) -> None:
    """A08: p, q, v and log-likelihood on the 946 repeat customers."""
    *params, ll = published("A08")
    assert cdnow_spend.n == 946
    assert [*cdnow_spend.params.values()] == pytest.approx(params, rel=5e-3)
    assert cdnow_spend.loglik == pytest.approx(ll, abs=0.01)
    assert cdnow_spend.gradient < 1e-8
    assert cdnow_spend.flags == ()
    assert cdnow_spend.correlation == pytest.approx(0.11, abs=5e-3)


def test_expected_spend_is_as_published(
    published: Callable[[str], Any], cdnow_table: pd.DataFrame, cdnow_spend: GammaGammaFit
) -> None:
    """A09, A10: expected amounts at the note's parameters."""
    note = at(cdnow_spend, 6.25, 3.74, 15.44)
    assert note.expected_spend(cdnow_table.iloc[:10]).to_numpy() == pytest.approx(published("A09"), abs=0.1)
    two = pd.DataFrame({"frequency": [3, 0], "monetary_value": [35.0, 0.0]})
    assert note.expected_spend(two).to_numpy() == pytest.approx(published("A10"), rel=1e-6)


def test_northwind_spend_goes_with_frequency(published: Callable[[str], Any], northwind: pd.DataFrame) -> None:
    """A34: the correlation is the published one, and it is flagged."""
    found = gamma_gamma.fit(northwind)
    assert found.correlation == pytest.approx(published("A34"), abs=2e-3)
    assert [flag.code for flag in found.flags] == ["spend_correlated"]


def test_an_invented_truth_is_recovered(invent: Callable[..., Any]) -> None:
    """Parameters behind 4,000 invented customers are found within 3 standard errors."""
    base = invent(np.random.default_rng(21), 4000, r=1.0, alpha=10.0, spend=(6.0, 4.0, 90.0))
    found = gamma_gamma.fit(base.summary)
    for truth, value, error in zip((6, 4, 90), found.params.values(), np.sqrt(np.diag(found.log_vcov)), strict=True):
        assert abs(np.log(value / truth)) < 3 * error


def test_a_large_base_is_climbed_to_the_same_maximum(
    invent: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a sample or by dispersed starts, with or without the elasticity: parameters, likelihood and covariance."""
    base = invent(np.random.default_rng(22), 6000, r=1.0, alpha=10.0, spend=(6.0, 4.0, 90.0)).summary
    searched = gamma_gamma.fit(base), gamma_gamma.fit_by_frequency(base)
    monkeypatch.setattr(gamma_gamma, "SAMPLE", 500)
    monkeypatch.setattr(gamma_gamma, "climb", Mock(wraps=gamma_gamma.climb))
    climbed = gamma_gamma.fit(base), gamma_gamma.fit_by_frequency(base)
    assert gamma_gamma.climb.call_count == 2
    for slow, quick in zip(searched, climbed, strict=True):
        assert list(quick.params.values()) == pytest.approx(list(slow.params.values()), rel=1e-7)
        assert quick.loglik == pytest.approx(slow.loglik, abs=1e-8)
        assert quick.log_vcov == pytest.approx(slow.log_vcov, rel=1e-3)
        assert quick.gradient < 1e-8


def test_money_scales(cdnow_table: pd.DataFrame, cdnow_spend: GammaGammaFit) -> None:
    """Amounts times 1,000: v and expected amounts times 1,000, p and q unchanged."""
    dearer = cdnow_table.assign(monetary_value=1000 * cdnow_table["monetary_value"])
    found = gamma_gamma.fit(dearer)
    ratio = np.array([*found.params.values()]) / [*cdnow_spend.params.values()]
    assert ratio == pytest.approx([1, 1, 1000], rel=1e-6)
    np.testing.assert_allclose(found.expected_spend(dearer), 1000 * cdnow_spend.expected_spend(cdnow_table), rtol=1e-6)


@given(x=st.integers(1, 200), z=st.floats(1, 500))
def test_expected_spend_lies_between_own_and_everybodys(x: int, z: float) -> None:
    """A customer's expected amount is a mean of its own and of everybody's, nearer its own as purchases are seen."""
    theta = tuple(np.array(value) for value in (6.0, 4.0, 90.0))
    everybody = 6.0 * 90.0 / 3.0
    one, more = (float(mean_spend(theta, np.array(count), np.array(z))) for count in (float(x), float(x + 1)))
    assert min(z, everybody) - 1e-9 <= one <= max(z, everybody) + 1e-9
    assert abs(more - z) <= abs(one - z) + 1e-9


def test_draws_have_the_expected_mean() -> None:
    """Totals drawn of 5 purchases average to 5 times the expected amount; no purchase brings nothing."""
    theta, n = tuple(np.array(value) for value in (6.0, 4.0, 90.0)), 200_000
    drawn = draw_spend(theta, np.full(n, 2.0), np.full(n, 50.0), np.full(n, 5.0), np.random.default_rng(3))
    expected = 5 * float(mean_spend(theta, np.array(2.0), np.array(50.0)))
    assert drawn.mean() == pytest.approx(expected, abs=4 * drawn.std() / np.sqrt(n))
    assert draw_spend(theta, np.ones(3), np.ones(3), np.zeros(3), np.random.default_rng(1)).sum() == 0


def test_free_purchases_tell_nothing_of_spend() -> None:
    """spend_count, where there is one, tells how many amounts the mean is of; a zero mean is no amount."""
    table = pd.DataFrame({"frequency": [5, 2], "spend_count": [3, 0], "monetary_value": [10.0, 0.0]})
    x, z = spend_history(table)
    assert (x.tolist(), z.tolist()) == ([3, 0], [10, 0])
    x, z = spend_history(table.drop(columns="spend_count"))
    assert (x.tolist(), z.tolist()) == ([5, 0], [10, 0])


def test_a_spend_without_a_mean_is_flagged_and_finite(invent: Callable[..., Any]) -> None:
    """Under q = 1 nobody's mean exists: flagged, and new customers are given the mean observed."""
    base = invent(np.random.default_rng(6), 2000, r=1.0, alpha=10.0, spend=(6.0, 0.6, 9.0))
    found = gamma_gamma.fit(base.summary)
    assert "infinite_mean_spend" in [flag.code for flag in found.flags]
    spend = found.expected_spend(base.summary)
    assert np.isfinite(spend).all()
    assert (spend[base.summary["frequency"] == 0] == found.mean_spend).all()


def test_what_cannot_be_fitted_is_refused() -> None:
    """Two spenders, or all alike: not estimable. A negative mean, a missing column: refused by name."""
    table = pd.DataFrame({"frequency": [1, 2, 3], "monetary_value": [5.0, 5.0, 5.0]})
    with pytest.raises(NotEstimable, match="monetary_value"):
        gamma_gamma.fit(table)
    with pytest.raises(NotEstimable, match="monetary_value"):
        gamma_gamma.fit(table.assign(monetary_value=[5.0, 6.0, 0.0]))
    with pytest.raises(OutOfRange, match=r"monetary_value\[1\]"):
        gamma_gamma.fit(table.assign(monetary_value=[5.0, -6.0, 1.0]))
    with pytest.raises(WrongShape, match="monetary_value"):
        gamma_gamma.fit(table[["frequency"]])


def test_an_elasticity_is_recovered(invent: Callable[..., Any]) -> None:
    """Amounts that grow as (1 + x)^0.4 are found so, within 3 standard errors, and no longer go with frequency."""
    base = invent(np.random.default_rng(31), 3000, r=1.0, alpha=10.0, spend=(6.0, 4.0, 90.0))
    grown = base.summary.assign(monetary_value=base.summary["monetary_value"] * (1 + base.summary["frequency"]) ** 0.4)
    assert "spend_correlated" in {flag.code for flag in gamma_gamma.fit(grown).flags}
    found = gamma_gamma.choose_spend(grown)
    assert [flag.code for flag in found.flags] == ["spend_by_frequency"]
    assert abs(found.params["b"] - 0.4) < 3 * np.sqrt(found.vcov[3, 3])
    assert found.gradient < 1e-8
    for name, truth, k in (("p", 6, 0), ("q", 4, 1)):
        assert abs(found.params[name] - truth) < 3 * np.sqrt(found.vcov[k, k])


def test_the_plain_model_lies_within_the_other(cdnow_table: pd.DataFrame, cdnow_spend: GammaGammaFit) -> None:
    """One parameter more never fits worse, and is counted; CDNOW keeps the plain model, whose scale is one."""
    following = gamma_gamma.fit_by_frequency(cdnow_table)
    assert following.loglik >= cdnow_spend.loglik
    assert following.aic == pytest.approx(8 - 2 * following.loglik)
    assert gamma_gamma.choose_spend(cdnow_table).params == cdnow_spend.params
    assert cdnow_spend.scale(np.array([0.0, 9.0])).tolist() == [1.0, 1.0]


def test_northwind_spend_follows_frequency(northwind: pd.DataFrame) -> None:
    """Firms that order more order larger: the scale that follows fits better, and a new customer is given less."""
    plain, chosen = gamma_gamma.fit(northwind), gamma_gamma.choose_spend(northwind)
    assert chosen.params["b"] > 0
    assert chosen.aic < plain.aic - 10
    assert abs(chosen.correlation) < plain.correlation / 2
    new = pd.DataFrame({"frequency": [0], "monetary_value": [0.0]})
    assert chosen.expected_spend(new).iloc[0] < plain.expected_spend(new).iloc[0]


def test_money_scales_with_an_elasticity(northwind: pd.DataFrame) -> None:
    """Amounts a hundred times as large give spends a hundred times as large, and the same elasticity."""
    one = gamma_gamma.fit_by_frequency(northwind)
    cents = northwind.assign(monetary_value=northwind["monetary_value"] * 100)
    other = gamma_gamma.fit_by_frequency(cents)
    assert other.params["b"] == pytest.approx(one.params["b"], rel=1e-6)
    np.testing.assert_allclose(other.expected_spend(cents), 100 * one.expected_spend(northwind), rtol=1e-6)


def test_an_elasticity_wants_frequencies_that_differ() -> None:
    """Customers who all bought as often tell nothing of it."""
    alike = pd.DataFrame({"frequency": [2, 2, 2, 2], "monetary_value": [10.0, 20.0, 15.0, 40.0]})
    with pytest.raises(NotEstimable, match="frequency"):
        gamma_gamma.fit_by_frequency(alike)
