"""NBD: published value, recovered truth, laws, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.periods import Period
from gtkit.valuation import PurchaseFit, nbd
from gtkit.valuation.history import history
from gtkit.valuation.nbd import NBD


def test_cdnow_is_the_anchor(published: Callable[[str], Any], nbd_fit: PurchaseFit) -> None:
    """A02: r, alpha and log-likelihood on CDNOW."""
    r, alpha, loglik = published("A02")
    assert [*nbd_fit.params.values()] == pytest.approx([r, alpha], rel=1e-3)
    assert nbd_fit.loglik == pytest.approx(loglik, abs=0.01)
    assert nbd_fit.gradient < 1e-8
    assert nbd_fit.aic == 4 - 2 * nbd_fit.loglik
    assert nbd_fit.flags == ()


def test_northwind_is_the_anchor(published: Callable[[str], Any], northwind: pd.DataFrame) -> None:
    """A33: r, alpha and log-likelihood on Northwind."""
    r, alpha, loglik, _ = published("A33")
    found = nbd.fit(northwind)
    assert [*found.params.values()] == pytest.approx([r, alpha], rel=1e-3)
    assert found.loglik == pytest.approx(loglik, abs=0.01)


def test_an_invented_truth_is_recovered(invent: Callable[..., Any]) -> None:
    """Parameters r and alpha of 3,000 invented customers are found within 3 standard errors."""
    base = invent(np.random.default_rng(11), 3000, r=0.8, alpha=12.0)
    found = nbd.fit(base.summary)
    for truth, value, error in zip((0.8, 12.0), found.params.values(), np.sqrt(np.diag(found.vcov)), strict=True):
        assert abs(value - truth) < 3 * error


@given(r=st.floats(0.05, 20), alpha=st.floats(0.1, 200), x=st.integers(0, 200), T=st.floats(0.5, 300))
def test_the_gradient_is_that_of_the_likelihood(r: float, alpha: float, x: int, T: float) -> None:
    """Analytic derivatives agree with central differences."""
    rows = history(pd.DataFrame({"frequency": [x], "recency": [T / 2 if x else 0.0], "T": [T]}))

    def value(*theta: float) -> float:
        return float(NBD.loglik(tuple(np.array(t) for t in theta), rows)[0][0])

    slopes = NBD.loglik((np.array(r), np.array(alpha)), rows)[1]
    for k, slope in enumerate(slopes):
        step = np.eye(2)[k] * 1e-5 * (r, alpha)[k]
        numeric = (value(*(np.array([r, alpha]) + step)) - value(*(np.array([r, alpha]) - step))) / (2 * step[k])
        assert float(slope[0]) == pytest.approx(
            numeric, rel=1e-4, abs=1e-4 * (1 + abs(value(r, alpha)) / (r, alpha)[k])
        )


def test_probabilities_add_up_and_have_their_mean(nbd_fit: PurchaseFit) -> None:
    """P(X(t) = x) sums to 1 and has the mean E[X(t)]; nobody is thought to leave."""
    counts = np.arange(400)
    chances = nbd_fit.probability_new(counts, periods=39.0)
    assert chances.sum() == pytest.approx(1)
    assert counts @ chances == pytest.approx(nbd_fit.expected_new(39.0)[0])


def test_draws_have_the_expected_mean(nbd_fit: PurchaseFit) -> None:
    """Drawn purchases average to the expected ones."""
    x, T = np.full(200_000, 3.0), np.full(200_000, 30.0)
    drawn = NBD.draw(nbd_fit.theta, x, T, 52.0, np.random.default_rng(2))
    expected = float(NBD.expected(nbd_fit.theta, x[:1], T[:1], np.array(52.0))[0])
    assert drawn.mean() == pytest.approx(expected, rel=0.02)
    assert (NBD.alive(nbd_fit.theta, x, x, T) == 1).all()


def test_a_base_without_repeat_buyers_is_not_estimable() -> None:
    """Nobody bought twice: refused by name, without a number."""
    table = pd.DataFrame({"frequency": [0, 0], "recency": [0.0, 0.0], "T": [5.0, 6.0]})
    with pytest.raises(NotEstimable, match="repeat_customers"):
        nbd.fit(table, period=Period.WEEK)
    with pytest.raises(OutOfRange, match="frequency"):
        nbd.fit(table.assign(frequency=-1))


def test_customers_who_buy_alike_are_flagged_and_finite() -> None:
    """All customers with one same history: rates do not differ, r runs to its bound, predictions stay finite."""
    table = pd.DataFrame({"frequency": [4] * 20, "recency": [20.0] * 20, "T": [25.0] * 20})
    found = nbd.fit(table, period=Period.WEEK)
    assert "at_bound" in [flag.code for flag in found.flags] or "ill_conditioned" in [f.code for f in found.flags]
    assert found.expected_purchases(table, periods=25).to_numpy() == pytest.approx(np.full(20, 4.0), rel=1e-2)
