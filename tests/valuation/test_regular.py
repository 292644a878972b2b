"""Fitting regular orders: dropout judged among equals, doubts about k, odd portfolios, refusals."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.periods import Period
from gtkit.valuation import customer_equity, mbg_cnbd_k, nbd
from gtkit.valuation.flags import codes
from gtkit.valuation.regular import fit_regular

Row = tuple[float, float, float, float]


def even(x: int, t_x: float, T: float) -> Row:
    """A customer of equal gaps."""
    return x, t_x, T, x * math.log(t_x / x) if x else 0.0


def uneven(x: int, t_x: float, T: float, *, seed: int) -> Row:
    """A customer whose gaps differ by half."""
    gaps = np.random.default_rng(seed).gamma(4.0, 1.0, x)
    return x, t_x, T, float(np.log(gaps / gaps.sum() * t_x).sum())


PORTFOLIOS: dict[str, list[Row]] = {
    "alike": [even(4, 20, 25)] * 20,
    "never dies": [uneven(12, 96, 100, seed=i) for i in range(40)],
    "one purchase each": [even(0, 0, 50)] * 30 + [even(1, 3, 50)],
    "one repeat each": [even(1, 1 + 1.5 * i, 50) for i in range(30)],
    "huge frequency": [uneven(700, 99, 104, seed=i) for i in range(5)]
    + [uneven(3, 80, 104, seed=i) for i in range(20)],
    "one customer": [uneven(5, 48, 50, seed=1)],
    "one customer, one repeat": [even(1, 10, 50)],
    "some won on the last day": [even(0, 0, 0)] * 10 + [uneven(4, 55, 60, seed=i) for i in range(30)],
    "one age": [uneven(x, last, 60, seed=i) for i in range(10) for x, last in ((2, 20), (4, 30), (6, 55), (9, 60))],
    "gaps of one day": [even(x, x / 7, 100) for x in (1, 2, 3, 4, 5, 9, 30)] * 5,
    "all bought on the last day": [even(x, 50, 50) for x in (1, 2, 3, 7)] * 8,
    "clockwork": [even(x, 2 * x, 2 * x + quiet) for x in (5, 10, 20, 40) for quiet in (0, 1, 1.9, 30)],
    "bursts": [(5, 40, 60, 4 * math.log(1 / 7) + math.log(40 - 4 / 7))] * 20 + [even(0, 0, 60)] * 10,
}


def table(rows: list[Row]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["frequency", "recency", "T", "sum_log_gaps"], dtype=float)
    found.attrs["period"] = Period.WEEK
    return found


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("name", PORTFOLIOS)
def test_odd_portfolios_end_in_a_sound_fit_or_a_named_doubt(name: str, first: int) -> None:
    """No warning and no NaN: chances in 0 to 1, finite purchases and equity; what cannot be told is flagged."""
    summary = table(PORTFOLIOS[name])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = fit_regular("mbg_cnbd_k", first, summary, k=None, period=None)
        chances = found.p_alive(summary)
        purchases = found.discounted_purchases(summary, annual_rate=0.1)
        spend = pd.Series(10.0, index=summary.index)
        equity = customer_equity(
            found, spend, summary, annual_rate=0.1, margin=0.5, rng=np.random.default_rng(1), draws=100
        )
    assert chances.between(0, 1).all()
    assert np.isfinite(purchases).all()
    assert (purchases >= 0).all()
    assert math.isfinite(equity.interval.high)
    assert found.flags


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_regularity_does_not_pass_for_dropout(seed: int, invent: Callable[..., Any]) -> None:
    """Regular orders, nobody leaves: hundreds of units over the NBD, and yet no dropout or an endless life is told."""
    base = invent(np.random.default_rng(seed), 200, r=2.0, alpha=5.0, k=3)
    found = mbg_cnbd_k.fit(base.summary)
    assert found.k == 3
    assert found.loglik - nbd.fit(base.summary).loglik > 200
    assert set(codes(found.flags)) & {"no_dropout", "endless_life"}


def test_a_k_that_the_gaps_do_not_bear_out_is_told() -> None:
    """With one gap a customer, k is guessed from paces alone: flagged; clockwork is more regular than was tried."""
    lone = fit_regular("mbg_cnbd_k", 1, table(PORTFOLIOS["one purchase each"]), k=None, period=None)
    assert lone.regularity is None
    assert "regularity_unconfirmed" in codes(lone.flags)
    clockwork = fit_regular("mbg_cnbd_k", 1, table(PORTFOLIOS["clockwork"]), k=None, period=None)
    (flag,) = [flag for flag in clockwork.flags if flag.code == "regularity_capped"]
    assert flag.values == {"k": 6.0, "regularity": 10_000.0}


def test_impossible_demands_are_refused(cdnow: pd.DataFrame) -> None:
    """A k out of range, gaps that are not told, nobody who bought twice, impossible gaps: each has its error."""
    for k in (0, 7, -1):
        with pytest.raises(OutOfRange, match="k"):
            mbg_cnbd_k.fit(cdnow, k=k)
    with pytest.raises(WrongShape, match="sum_log_gaps"):
        mbg_cnbd_k.fit(cdnow.drop(columns="sum_log_gaps"))
    with pytest.raises(WrongShape, match="sum_log_gaps"):
        mbg_cnbd_k.fit(cdnow.drop(columns="sum_log_gaps"), k=2)
    with pytest.raises(NotEstimable, match="repeat_customers"):
        mbg_cnbd_k.fit(cdnow[cdnow["frequency"] == 0])
    with pytest.raises(OutOfRange, match="sum_log_gaps"):
        mbg_cnbd_k.fit(cdnow.assign(sum_log_gaps=cdnow["sum_log_gaps"] + 5))
