"""BG/NBD: published values, recovered truth, the degenerate fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.periods import Period
from gtkit.valuation import PurchaseFit, bg_nbd
from gtkit.valuation.bg_nbd import BG_NBD
from gtkit.valuation.model import probability_new


def test_cdnow_is_the_published_fit(published: Callable[[str], Any], bg_fit: PurchaseFit) -> None:
    """A03, A04: parameters, log-likelihood and standard errors."""
    *params, loglik = published("A03")
    assert [*bg_fit.params.values()] == pytest.approx(params, rel=2e-3)
    assert bg_fit.loglik == pytest.approx(loglik, abs=0.01)
    assert np.sqrt(np.diag(bg_fit.vcov)) == pytest.approx(published("A04"), rel=5e-2)
    assert bg_fit.gradient < 1e-8
    assert bg_fit.flags == ()


def test_new_customers_buy_as_published(published: Callable[[str], Any], bg_fit: PurchaseFit) -> None:
    """A11, A12: E[X(t)]."""
    times = [0.1429, 1, 3, 31.8571, 32, 78]
    assert bg_fit.expected_new(times) == pytest.approx(published("A11"), abs=1e-3)
    assert bg_fit.expected_new(52.0)[0] == pytest.approx(published("A12")[0], rel=2e-3)


def test_customers_are_expected_to_buy_as_published(published: Callable[[str], Any], bg_fit: PurchaseFit) -> None:
    """A12, A15, A17: conditional expectations and P(alive) of single customers."""
    known = pd.DataFrame(
        [(2, 30.43, 38.86), (26, 30.857143, 31.0), *((x, 20.0, 39.0) for x in (10, 15, 20, 25))],
        columns=["frequency", "recency", "T"],
    )
    year = bg_fit.expected_purchases(known, periods=52)
    assert bg_fit.expected_purchases(known, periods=39)[0] == pytest.approx(published("A12")[1], rel=2e-3)
    assert [year[1], bg_fit.p_alive(known)[1]] == pytest.approx(published("A15"), rel=1e-3)
    assert year[2:].tolist() == pytest.approx(published("A17"), rel=1e-2)


def test_holdout_by_frequency_is_as_published(
    published: Callable[[str], Any], bg_fit: PurchaseFit, cdnow: pd.DataFrame
) -> None:
    """A19: mean expected holdout purchases by calibration frequency."""
    expected = bg_fit.expected_purchases(cdnow, periods=39)
    means = expected.groupby(cdnow["frequency"].clip(upper=7)).mean()
    assert means.to_numpy() == pytest.approx(published("A19"), abs=2e-3)


def test_totals_are_the_anchor(published: Callable[[str], Any], bg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """A24: total expected purchases and mean P(alive)."""
    _, total, _, _, alive, _ = published("A24")
    assert bg_fit.expected_purchases(cdnow, periods=39).sum() == pytest.approx(total, rel=3e-3)
    assert bg_fit.p_alive(cdnow).mean() == pytest.approx(alive, rel=3e-3)


def test_probabilities_are_as_published(published: Callable[[str], Any]) -> None:
    """A22: P(X(2) = 10), P(X(39) = 0), P(X(30) = 11..20) at the paper's parameters."""
    theta = tuple(np.array(value) for value in (0.243, 4.414, 0.793, 2.426))
    found = [
        float(probability_new(BG_NBD, theta, np.array(10.0), np.array(2.0))),
        float(probability_new(BG_NBD, theta, np.array(0.0), np.array(39.0))),
        *probability_new(BG_NBD, theta, np.arange(11.0, 21.0), np.array(30.0)),
    ]
    assert found == pytest.approx(published("A22"), rel=1e-4)


def test_an_invented_truth_is_recovered(invent: Callable[..., Any]) -> None:
    """Parameters of 6,000 invented customers are found within 3 standard errors, and nothing is flagged."""
    truth = {"r": 0.7, "alpha": 5.0, "a": 0.9, "b": 3.0}
    base = invent(np.random.default_rng(4), 6000, first=0, **truth)
    found = bg_nbd.fit(base.summary)
    errors = np.sqrt(np.diag(found.log_vcov))
    assert found.flags == ()
    for (name, value), error in zip(found.params.items(), errors, strict=True):
        assert abs(np.log(value / truth[name])) < 3 * error


def test_northwind_shows_no_dropout(published: Callable[[str], Any], northwind: pd.DataFrame) -> None:
    """A33: the maximum is the NBD's, and the fit says that no dropout is seen."""
    found = bg_nbd.fit(northwind)
    assert found.loglik == pytest.approx(published("A33")[3], abs=0.01)
    assert "no_dropout" in [flag.code for flag in found.flags]


def test_the_published_table_is_read_without_a_period(cdnow_table: pd.DataFrame) -> None:
    """A plain table with frequency, recency and T fits; its rounding moves parameters by less than 0.1 %."""
    found = bg_nbd.fit(cdnow_table)
    assert found.period is None
    assert bg_nbd.fit(cdnow_table, period=Period.WEEK).period is Period.WEEK
    assert [*found.params.values()] == pytest.approx([0.24259, 4.41360, 0.79292, 2.42591], rel=1e-3)
