"""MBG/CNBD-k: values of the authors' own program, k = 1, recovered truth, laws of a fit, slices, Northwind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation import PurchaseFit, RegularFit, customer_equity, mbg_cnbd_k
from gtkit.valuation.discount import year_edges

TRUTH = {"r": 1.2, "alpha": 2.0, "a": 0.9, "b": 6.0}


@pytest.fixture(scope="module")
def base(invent: Callable[..., Any]) -> Any:
    """3,000 invented customers who order regularly, k = 3, many of whom leave."""
    return invent(np.random.default_rng(21), 3000, k=3, horizon=52.0, **TRUTH)


@pytest.fixture(scope="module")
def regular(base: Any) -> RegularFit:
    """The fit to them."""
    return mbg_cnbd_k.fit(base.summary)


@pytest.mark.parametrize("row", [0, 1])
def test_cdnow_is_the_authors_fit(row: int, published: Callable[[str], Any], cdnow: pd.DataFrame) -> None:
    """A38: parameters and comparable log-likelihood at k = 2 and 3."""
    k, *params, loglik = published("A38")[row]
    found = mbg_cnbd_k.fit(cdnow, k=k)
    assert [*found.params.values()] == pytest.approx(params, rel=1e-3)
    assert found.loglik == pytest.approx(loglik, abs=0.01)
    assert (found.gradient, found.flags) == (pytest.approx(0, abs=1e-8), ())


def test_cdnow_is_irregular(published: Callable[[str], Any], cdnow: pd.DataFrame, mbg_fit: PurchaseFit) -> None:
    """A41, A07: of all six, k = 1 is the likeliest; fit and predictions are then MBG/NBD's to 1e-12."""
    found = mbg_cnbd_k.fit(cdnow)
    assert found.k == published("A41")
    assert list(found.logliks) == [1, 2, 3, 4, 5, 6]
    assert found.regularity == pytest.approx(1.04, abs=0.01)
    assert found.flags == ()
    same = {"rtol": 1e-12}
    np.testing.assert_allclose([*found.params.values()], [*mbg_fit.params.values()], **same)
    np.testing.assert_allclose(found.p_alive(cdnow), mbg_fit.p_alive(cdnow), **same)
    for ask in (
        lambda fit: fit.expected_purchases(cdnow, periods=39),
        lambda fit: fit.discounted_purchases(cdnow, annual_rate=0.1),
        lambda fit: fit.expected_new([4.0, 39.0]),
        lambda fit: fit.probability_new([0, 1, 5], periods=39),
    ):
        np.testing.assert_allclose(ask(found), ask(mbg_fit), **same)

    def worth(fit: PurchaseFit) -> pd.DataFrame:
        spend, rng = pd.Series(20.0, index=cdnow.index), np.random.default_rng(1)
        return customer_equity(fit, spend, cdnow, annual_rate=0.1, margin=0.3, rng=rng, draws=100).customers

    # Covariances are differences of gradients that are written otherwise: draws follow to 1e-8.
    np.testing.assert_allclose(worth(found), worth(mbg_fit), rtol=1e-7)


def test_northwind_orders_at_random(published: Callable[[str], Any], northwind: pd.DataFrame) -> None:
    """A40: each k above 1 loses a hundred units and more, k = 1 is kept, and dropout stays unseen."""
    found = mbg_cnbd_k.fit(northwind)
    assert found.k == 1
    assert [found.logliks[k] for k in (2, 3)] == pytest.approx(published("A40")[:2], abs=0.02)
    assert found.logliks[1] - found.logliks[2] > 100
    assert {"no_dropout", "endless_life"} <= {flag.code for flag in found.flags}


def test_an_invented_truth_is_recovered(base: Any, regular: RegularFit) -> None:
    """Their k = 3 is found, the check agrees, parameters lie within 3 standard errors, nothing is flagged."""
    assert (regular.k, regular.flags) == (3, ())
    assert regular.regularity == pytest.approx(3, rel=0.05)
    assert regular.loglik - regular.logliks[1] > 1000
    for (name, value), error in zip(regular.params.items(), np.sqrt(np.diag(regular.log_vcov)), strict=True):
        assert abs(np.log(value / TRUTH[name])) < 3 * error


def test_who_is_there_and_what_comes_is_foretold(base: Any, regular: RegularFit) -> None:
    """Customers still there, and what they buy next, lie within 3 standard errors; MBG/NBD sees too many there."""
    chances = regular.p_alive(base.summary).to_numpy()
    assert abs(chances.sum() - base.alive.sum()) < 3 * np.sqrt((chances * (1 - chances)).sum())
    expected = regular.expected_purchases(base.summary, periods=52.0).to_numpy()
    error = np.sqrt(((base.purchases - expected) ** 2).sum())
    assert abs(expected.sum() - base.purchases.sum()) < 3 * error
    irregular = mbg_cnbd_k.fit(base.summary, k=1)
    assert irregular.p_alive(base.summary).sum() - base.alive.sum() > 3 * np.sqrt((chances * (1 - chances)).sum())
    brier = [((values - base.alive) ** 2).mean() for values in (chances, irregular.p_alive(base.summary))]
    assert brier[0] < brier[1]


def test_the_unit_of_time_does_not_matter(base: Any, regular: RegularFit) -> None:
    """In days, k is the same, alpha is 7 times as large, and predictions are the same."""
    weeks = base.summary
    days = weeks.assign(
        recency=7 * weeks["recency"],
        T=7 * weeks["T"],
        sum_log_gaps=weeks["sum_log_gaps"] + weeks["frequency"] * np.log(7),
    )
    days.attrs = {"period": "day"}
    found = mbg_cnbd_k.fit(days)
    assert found.k == 3
    np.testing.assert_allclose(np.array([*found.params.values()]) / [*regular.params.values()], [1, 7, 1, 1], rtol=1e-6)
    np.testing.assert_allclose(found.p_alive(days), regular.p_alive(weeks), rtol=1e-6)
    some = weeks.index[:40]
    values = (
        fit.discounted_purchases(table.loc[some], annual_rate=0.1) for fit, table in ((found, days), (regular, weeks))
    )
    np.testing.assert_allclose(*values, rtol=1e-6)


def test_yearly_slices_add_up(base: Any, regular: RegularFit) -> None:
    """Discounted purchases of five years are the sum of each year's, and at rate 0 the purchases expected."""
    some = base.summary.iloc[:60]
    rows = regular.rows_of(some)
    edges, delta = year_edges(5.0, per_year=regular.known_period.per_year), 0.002
    years = regular.discounted(rows, edges=edges, delta=delta)
    whole = regular.discounted(rows, edges=edges[[0, -1]], delta=delta, panels=12)
    np.testing.assert_allclose(years.sum(axis=1), whole[:, 0], rtol=1e-6)
    plain = regular.discounted_purchases(some, annual_rate=0.0)
    np.testing.assert_allclose(plain, regular.expected_purchases(some, periods=edges[-1]), rtol=1e-9)


def test_the_batch_does_not_matter(base: Any, regular: RegularFit) -> None:
    """Scored alone or with all, a customer's purchases are bit for bit the same."""
    whole = regular.expected_purchases(base.summary, periods=26.0)
    for name in base.summary.index[:5]:
        assert regular.expected_purchases(base.summary.loc[[name]], periods=26.0)[name] == whole[name]


def test_the_equity_of_regular_customers_covers_its_own_expectation(base: Any, regular: RegularFit) -> None:
    """Draws of rate, dropout and phase average to the expected value; what came lies in the predicted range."""
    some = base.summary.iloc[:300]
    equity = customer_equity(
        regular,
        pd.Series(1.0, index=some.index),
        some,
        annual_rate=0.0,
        horizon_years=52 / regular.known_period.per_year,
        margin=1.0,
        rng=np.random.default_rng(4),
        draws=400,
        level=0.95,
    )
    assert equity.total == pytest.approx(regular.expected_purchases(some, periods=52.0).sum(), rel=1e-9)
    assert equity.interval.low < equity.total < equity.interval.high
    assert equity.prediction.low < base.purchases[:300].sum() < equity.prediction.high
    assert equity.model == "mbg_cnbd_k"
