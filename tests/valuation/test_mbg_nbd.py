"""MBG/NBD: published values, recovered truth, laws of a fit, the degenerate fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation import PurchaseFit, mbg_nbd


def test_cdnow_is_the_published_fit(published: Callable[[str], Any], mbg_fit: PurchaseFit) -> None:
    """A07: parameters and log-likelihood, nothing flagged."""
    *params, loglik = published("A07")
    assert [*mbg_fit.params.values()] == pytest.approx(params, rel=3e-3)
    assert mbg_fit.loglik == pytest.approx(loglik, abs=0.01)
    assert mbg_fit.gradient < 1e-8
    assert mbg_fit.flags == ()


def test_totals_are_the_anchor(published: Callable[[str], Any], mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """A24: total expected purchases and mean P(alive)."""
    _, _, total, _, _, alive = published("A24")
    assert mbg_fit.expected_purchases(cdnow, periods=39).sum() == pytest.approx(total, rel=3e-3)
    assert mbg_fit.p_alive(cdnow).mean() == pytest.approx(alive, rel=3e-3)


def test_an_invented_truth_is_recovered(invent: Callable[..., Any]) -> None:
    """Parameters of 6,000 invented customers are found within 3 standard errors; so is who is still there."""
    truth = {"r": 0.7, "alpha": 5.0, "a": 0.9, "b": 3.0}
    base = invent(np.random.default_rng(9), 6000, **truth)
    found = mbg_nbd.fit(base.summary)
    assert found.flags == ()
    for (name, value), error in zip(found.params.items(), np.sqrt(np.diag(found.log_vcov)), strict=True):
        assert abs(np.log(value / truth[name])) < 3 * error
    assert found.p_alive(base.summary).mean() == pytest.approx(base.alive.mean(), abs=0.03)


def test_a_base_counted_twice_has_the_same_parameters(cdnow: pd.DataFrame, mbg_fit: PurchaseFit) -> None:
    """Doubling the base leaves parameters, doubles the log-likelihood and halves the variances."""
    twice = pd.concat([cdnow, cdnow.set_axis(cdnow.index + 10_000)])
    twice.attrs = cdnow.attrs
    found = mbg_nbd.fit(twice)
    assert [*found.params.values()] == pytest.approx([*mbg_fit.params.values()], rel=1e-7)
    assert found.loglik == pytest.approx(2 * mbg_fit.loglik, rel=1e-12)
    np.testing.assert_allclose(found.vcov, mbg_fit.vcov / 2, rtol=1e-4)


def test_order_and_names_do_not_matter(cdnow: pd.DataFrame, mbg_fit: PurchaseFit) -> None:
    """Rows shuffled and customers renamed: same parameters, each customer keeps its predictions."""
    other = cdnow.sample(frac=1, random_state=1)
    other.index = [f"NA-{name}" for name in other.index]
    found = mbg_nbd.fit(other)
    assert [*found.params.values()] == pytest.approx([*mbg_fit.params.values()], rel=1e-9)
    there = found.p_alive(other)
    for name in cdnow.index[:50]:
        assert there[f"NA-{name}"] == pytest.approx(mbg_fit.p_alive(cdnow.loc[[name]])[name])


def test_the_unit_of_time_does_not_matter(cdnow: pd.DataFrame, mbg_fit: PurchaseFit) -> None:
    """In days, alpha is 7 times what it is in weeks, and predictions are the same."""
    days = cdnow.assign(recency=7 * cdnow["recency"], T=7 * cdnow["T"])
    days.attrs = {"period": "day"}
    found = mbg_nbd.fit(days)
    ratio = np.array([*found.params.values()]) / [*mbg_fit.params.values()]
    assert ratio == pytest.approx([1, 7, 1, 1], rel=1e-6)
    pd.testing.assert_series_equal(
        found.discounted_purchases(days, annual_rate=0.1), mbg_fit.discounted_purchases(cdnow, annual_rate=0.1)
    )


def test_northwind_shows_no_dropout(published: Callable[[str], Any], northwind: pd.DataFrame) -> None:
    """A33: the maximum is the NBD's, and the fit says that no dropout is seen and that lives are endless."""
    found = mbg_nbd.fit(northwind)
    assert found.loglik == pytest.approx(published("A33")[3], abs=0.01)
    assert {"no_dropout", "endless_life"} <= {flag.code for flag in found.flags}


def test_customers_of_the_last_day_are_no_trouble(cdnow: pd.DataFrame, mbg_fit: PurchaseFit) -> None:
    """A customer won on the last day (T = 0) tells nothing and is given what a new customer is."""
    new = pd.DataFrame({"frequency": [0], "recency": [0.0], "T": [0.0]}, index=pd.Index([99_999], name="customer_id"))
    more = pd.concat([cdnow, new])
    more.attrs = cdnow.attrs
    assert [*mbg_nbd.fit(more).params.values()] == pytest.approx([*mbg_fit.params.values()], rel=1e-6)
    expected = mbg_fit.expected_purchases(new, periods=52).iloc[0]
    assert expected == pytest.approx(mbg_fit.expected_new(52.0)[0])
