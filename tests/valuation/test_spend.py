"""Spend, learned or known: one shape, and what each leaves open."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import OutOfRange, WrongShape
from gtkit.valuation import gamma_gamma
from gtkit.valuation.spend import by_customer, spend_of


def test_learned_spend_varies_and_known_spend_does_not(cdnow: pd.DataFrame) -> None:
    """Both have the same expected amounts; only the learned one moves with the draws, around them."""
    fit, ids = gamma_gamma.fit(cdnow), np.arange(40)
    learned = spend_of(fit, cdnow, rng=np.random.default_rng(1), draws=4000)
    known = spend_of(fit.expected_spend(cdnow), cdnow, rng=np.random.default_rng(1), draws=4000)
    np.testing.assert_array_equal(learned.point, known.point)
    assert learned.means(ids).shape == (4000, 40)
    np.testing.assert_allclose(learned.means(ids).mean(axis=0), known.means(ids)[0], rtol=0.01)
    assert (learned.means(ids).std(axis=0) > 0).all()
    bought = np.full((4000, 40), 3.0)
    drawn = learned.totals(ids, bought, np.random.default_rng(2))
    exact = known.totals(ids, bought, np.random.default_rng(2))
    np.testing.assert_allclose(drawn.mean(axis=0), exact.mean(axis=0), rtol=0.05)
    assert np.ptp(exact, axis=0).max() == 0


def test_amounts_are_aligned_and_complete(cdnow: pd.DataFrame) -> None:
    """Amounts follow the customers whatever their order; a missing or a negative one is refused."""
    amounts = pd.Series(np.arange(len(cdnow), dtype=float), index=cdnow.index)
    found = spend_of(amounts.sample(frac=1, random_state=1), cdnow, rng=np.random.default_rng(1), draws=1)
    np.testing.assert_array_equal(found.point, amounts)
    assert found.flags == ()
    with pytest.raises(WrongShape, match="spend"):
        spend_of(amounts.iloc[1:], cdnow, rng=np.random.default_rng(1), draws=1)
    with pytest.raises(OutOfRange, match="spend"):
        spend_of(amounts - 1, cdnow, rng=np.random.default_rng(1), draws=1)


def test_other_customers_are_left_out() -> None:
    """Values of customers that are not asked for do not matter."""
    values = pd.Series({"b": 2.0, "z": np.nan, "a": 1.0})
    assert by_customer(values, pd.Index(["a", "b"]), "margin").tolist() == [1, 2]


def test_draws_follow_the_elasticity(northwind: pd.DataFrame) -> None:
    """With a scale that goes with frequency, drawn means are centred on the expected amounts of each customer."""
    fit = gamma_gamma.fit_by_frequency(northwind)
    spend = spend_of(fit, northwind, rng=np.random.default_rng(1), draws=4000)
    everyone = np.flatnonzero(northwind["frequency"] >= 3)  # with fewer orders, what parameters leave open skews means
    np.testing.assert_allclose(np.median(spend.means(everyone), axis=0), spend.point[everyone], rtol=0.05)
    totals = spend.totals(everyone, np.full((4000, len(everyone)), 5.0), np.random.default_rng(2))
    np.testing.assert_allclose(totals.mean(axis=0), 5 * spend.means(everyone).mean(axis=0), rtol=0.10)
