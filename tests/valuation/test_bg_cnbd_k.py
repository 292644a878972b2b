"""BG/CNBD-k: values of the authors' own program, k = 1, recovered truth, one-time buyers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation import PurchaseFit, bg_cnbd_k


@pytest.mark.parametrize("row", [0, 1])
def test_cdnow_is_the_authors_fit(row: int, published: Callable[[str], Any], cdnow: pd.DataFrame) -> None:
    """A39: parameters and comparable log-likelihood at k = 2 and 3."""
    k, *params, loglik = published("A39")[row]
    found = bg_cnbd_k.fit(cdnow, k=k)
    assert [*found.params.values()] == pytest.approx(params, rel=1e-3)
    assert found.loglik == pytest.approx(loglik, abs=0.01)
    assert found.model.name == "bg_cnbd_k"


def test_one_tick_is_bg_nbd(cdnow: pd.DataFrame, bg_fit: PurchaseFit) -> None:
    """At k = 1 fit and predictions are BG/NBD's to 1e-12; the gaps are not even needed."""
    found = bg_cnbd_k.fit(cdnow.drop(columns="sum_log_gaps"), k=1)
    assert (found.k, found.regularity) == (1, None)
    np.testing.assert_allclose([*found.params.values()], [*bg_fit.params.values()], rtol=1e-12)
    np.testing.assert_allclose(found.p_alive(cdnow), bg_fit.p_alive(cdnow), rtol=1e-12)
    for periods in (1.0, 39.0):
        expected = bg_fit.expected_purchases(cdnow, periods=periods)
        np.testing.assert_allclose(found.expected_purchases(cdnow, periods=periods), expected, rtol=1e-12)


def test_northwind_orders_at_random(published: Callable[[str], Any], northwind: pd.DataFrame) -> None:
    """A40: k = 1 is kept."""
    found = bg_cnbd_k.fit(northwind)
    assert found.k == 1
    assert [found.logliks[k] for k in (2, 3)] == pytest.approx(published("A40")[2:], abs=0.02)


def test_an_invented_truth_is_recovered(invent: Callable[..., Any]) -> None:
    """Its k = 2 is found, and parameters within 3 standard errors; a customer who never came back counts as there."""
    truth = {"r": 0.9, "alpha": 3.0, "a": 0.8, "b": 3.0}
    base = invent(np.random.default_rng(6), 4000, first=0, k=2, **truth)
    found = bg_cnbd_k.fit(base.summary)
    assert (found.k, found.flags) == (2, ())
    for (name, value), error in zip(found.params.items(), np.sqrt(np.diag(found.log_vcov)), strict=True):
        assert abs(np.log(value / truth[name])) < 3 * error
    once = base.summary[base.summary["frequency"] == 0]
    assert (found.p_alive(once) == 1).all()
