"""Draws: centred on the fit, the same whatever the blocks, parameters and process apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation import PurchaseFit, draws
from gtkit.valuation.divisions import divide
from gtkit.valuation.draws import Draws, Stream, draw_values
from gtkit.valuation.equity import stream_of
from gtkit.valuation.history import history
from gtkit.valuation.spend import KnownSpend


def drawn(fit: PurchaseFit, summary: pd.DataFrame, *, count: int = 600) -> tuple[Draws, Stream, float]:
    rows = history(summary)
    stream = stream_of(fit, rows, horizon_years=3.0, annual_rate=0.1)
    margin, spend = np.full(rows.n, 0.5), KnownSpend(point=np.full(rows.n, 20.0))
    found = draw_values(
        fit,
        rows,
        stream,
        spend,
        margin=margin,
        divisions=divide(None, summary.index),
        rng=np.random.default_rng(1),
        draws=count,
        level=0.9,
    )
    expected = 10.0 * float((stream.alive * stream.discounted.sum(axis=1))[rows.group].sum())
    return found, stream, expected


def test_draws_are_centred_on_the_fit(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """The mean of both kinds of draws is near the fitted total; prediction spreads at least as much."""
    found, _, expected = drawn(mbg_fit, cdnow)
    assert np.median(found.yearly.sum(axis=1)) == pytest.approx(expected, rel=0.03)
    assert np.median(found.predicted[:, 0]) == pytest.approx(expected, rel=0.03)
    assert found.predicted[:, 0].std() > found.yearly.sum(axis=1).std()
    low, high, predicted_low, predicted_high, q10 = found.customers.T
    assert (low <= high).all()
    assert (predicted_low <= q10).all()
    assert (q10 <= predicted_high).all()
    np.testing.assert_allclose(found.expected[:, 0], found.yearly.sum(axis=1), rtol=1e-10)


def test_blocks_do_not_change_the_expectation(
    mbg_fit: PurchaseFit, cdnow: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Computed 7 customers at a time or all at once, the expectation of each draw is the same."""
    some = cdnow.iloc[:150]
    whole, *_ = drawn(mbg_fit, some, count=100)
    monkeypatch.setattr(draws, "BLOCK", 700)
    pieces, *_ = drawn(mbg_fit, some, count=100)
    np.testing.assert_allclose(pieces.yearly, whole.yearly, rtol=1e-10)


def test_the_expectation_is_that_of_each_draw(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """Each draw's value, discounted inside years as in the fit, is within 0.2 % of its own exact integral."""
    some = cdnow.iloc[::10]
    found, _, _ = drawn(mbg_fit, some, count=100)
    theta = mbg_fit.draw_parameters(np.random.default_rng(1), 100)
    rows = history(some)
    for k in range(0, 100, 20):
        params = dict(zip(mbg_fit.params, (float(value[k]) for value in theta), strict=True))
        at = replace(mbg_fit, params=params)
        stream = stream_of(at, rows, horizon_years=3.0, annual_rate=0.1)
        exact = 10.0 * (stream.alive[:, None] * stream.discounted)[rows.group].sum(axis=0)
        np.testing.assert_allclose(found.yearly[k], exact, rtol=2e-3)


def test_a_factor_is_todays_value_of_one_purchase(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """Yearly factors fall from year to year and lie between the values at both ends of each year."""
    _, stream, _ = drawn(mbg_fit, cdnow.iloc[:50], count=100)
    start, stop = 1.1 ** -np.arange(3.0), 1.1 ** -np.arange(1.0, 4.0)
    assert (stream.yearly_factor <= start + 1e-12).all()
    assert (stream.yearly_factor >= stop - 1e-12).all()
    assert (stream.factor < 1).all()
