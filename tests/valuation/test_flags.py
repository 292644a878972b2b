"""Flags: each doubt has its code and the numbers behind it."""

from __future__ import annotations

import numpy as np
import pytest

from gtkit.valuation.flags import Flag, codes, dropout_flags, numerical_flags, spend_flags
from gtkit.valuation.optimise import Optimum


def test_dropout_that_is_not_seen_is_flagged() -> None:
    """A gain of 2 units of log-likelihood is under the 95 % point at the edge, one of 3 is above."""
    unseen, seen = (dropout_flags(loglik=-100 + gain, nbd_loglik=-100, median_life=5, window=10) for gain in (2.0, 3.0))
    assert codes(unseen) == ("no_dropout",)
    assert unseen[0].values["likelihood_ratio"] == 4.0
    assert seen == ()


def test_a_life_longer_than_ten_windows_is_flagged() -> None:
    """A median life of 101 seen through a window of 10 is not believed; one of 99 is."""
    assert codes(dropout_flags(loglik=0, nbd_loglik=-9, median_life=101, window=10)) == ("endless_life",)
    assert dropout_flags(loglik=0, nbd_loglik=-9, median_life=99, window=10) == ()


def test_the_search_tells_its_own_doubts() -> None:
    """A bound names its parameter; a flat likelihood tells its condition number."""
    optimum = Optimum(
        point=np.log([2.0, 3.0]), loglik=0.0, gradient=0.0, vcov=np.zeros((2, 2)), condition=1e9, at_bound=(False, True)
    )
    bound, flat = numerical_flags(optimum, ("r", "alpha"))
    assert bound == Flag("at_bound", {"parameter": "alpha", "value": np.exp(np.log(3.0))})
    assert flat.code == "ill_conditioned"


def test_spend_is_doubted_on_correlation_and_on_its_mean() -> None:
    """A correlation above 0.2 in size, and q at most 1, are flagged; constant spend has correlation 0."""
    x = np.arange(10.0)
    flags, correlation = spend_flags(frequency=x, spend=x[::-1].copy(), q=0.9)
    assert codes(flags) == ("spend_correlated", "infinite_mean_spend")
    assert correlation == pytest.approx(-1)
    assert spend_flags(frequency=x, spend=np.ones(10), q=2.0) == ((), 0.0)
