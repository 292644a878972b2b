"""Sensitivity: each end of a swing is the equity that a run with that setting gives."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.valuation import (
    CustomerEquity,
    PurchaseFit,
    Ranges,
    Sensitivity,
    customer_equity,
    equity_sensitivity,
    gamma_gamma,
    mbg_nbd,
    nbd_churn,
)
from gtkit.valuation.sensitivity import Assumption, Swing

RANGES = Ranges(annual_rate=0.02, horizon_years=1.0, margin=0.10, churn=0.25)
CHURN = 0.12


def value(fit: PurchaseFit, summary: pd.DataFrame, **changes: Any) -> CustomerEquity:
    """The equity at an amount of 100 a purchase, 5 years, 10 %, margin 30 %, or as changed."""
    asked: dict[str, Any] = {"annual_rate": 0.10, "horizon_years": 5.0, "margin": 0.30} | changes
    amounts = pd.Series(100.0, index=summary.index)
    return customer_equity(fit, amounts, summary, rng=np.random.default_rng(1), draws=100, **asked)


def swings(found: Sensitivity) -> dict[Assumption, Swing]:
    return {swing.assumption: swing for swing in found.swings}


@pytest.fixture(scope="module")
def churn_fit(cdnow: pd.DataFrame) -> nbd_churn.ChurnFit:
    """NBD with a churn of 12 % on CDNOW."""
    return nbd_churn.fit(cdnow, annual_churn=CHURN)


@pytest.fixture(scope="module")
def small(cdnow: pd.DataFrame) -> pd.DataFrame:
    """Forty customers, for laws that are tried many times."""
    some = cdnow.iloc[:40].copy()
    some.attrs = dict(cdnow.attrs)
    return some


def test_a_constant_stream_has_its_closed_form(churn_fit: nbd_churn.ChurnFit, cdnow: pd.DataFrame) -> None:
    """Under an assumed churn, V = sum alive x W x R / A x (1 - e^-(delta + mu) H) / (delta + mu)."""
    found = swings(equity_sensitivity(value(churn_fit, cdnow), churn_fit, cdnow, ranges=RANGES))
    r, alpha, mu = churn_fit.params.values()
    alive, per_year = churn_fit.p_alive(cdnow), churn_fit.known_period.per_year
    rates = (alive * (r + cdnow["frequency"]) / (alpha + cdnow["T"])).sum() * 30.0

    def closed(rate: float, years: float) -> float:
        falls = math.log1p(rate) / per_year + mu
        return float(rates * -math.expm1(-falls * years * per_year) / falls)

    told = found[Assumption.ANNUAL_RATE], found[Assumption.HORIZON_YEARS]
    assert [told[0].at_low, told[0].at_high] == pytest.approx([closed(0.08, 5), closed(0.12, 5)], rel=1e-10)
    assert [told[1].at_low, told[1].at_high] == pytest.approx([closed(0.10, 4), closed(0.10, 6)], rel=1e-10)
    assert (told[0].low, told[0].high, told[1].low, told[1].high) == pytest.approx((0.08, 0.12, 4.0, 6.0))


@pytest.mark.parametrize("model", ["mbg", "churn"])
def test_each_end_is_the_equity_at_that_setting(
    model: str, mbg_fit: PurchaseFit, churn_fit: nbd_churn.ChurnFit, cdnow: pd.DataFrame
) -> None:
    """The base is the equity's total to the last bit, each end is what a valuation with that setting finds."""
    fit = mbg_fit if model == "mbg" else churn_fit
    equity = value(fit, cdnow)
    found = equity_sensitivity(equity, fit, cdnow, ranges=RANGES)
    assert found.base == equity.total
    changed = {
        Assumption.ANNUAL_RATE: ({"annual_rate": 0.08}, {"annual_rate": 0.12}),
        Assumption.HORIZON_YEARS: ({"horizon_years": 4.0}, {"horizon_years": 6.0}),
        Assumption.MARGIN: ({"margin": 0.27}, {"margin": 0.33}),
    }
    for assumption, (low, high) in changed.items():
        swing = swings(found)[assumption]
        totals = [value(fit, cdnow, **low).total, value(fit, cdnow, **high).total]
        assert [swing.at_low, swing.at_high] == pytest.approx(totals, rel=1e-11)
    assert (Assumption.ANNUAL_CHURN in swings(found)) is (model == "churn")


def test_another_churn_is_another_fit(churn_fit: nbd_churn.ChurnFit, cdnow: pd.DataFrame) -> None:
    """The ends of the churn are the equities of models fitted anew at 9 % and 15 %."""
    swing = swings(equity_sensitivity(value(churn_fit, cdnow), churn_fit, cdnow, ranges=RANGES))[
        Assumption.ANNUAL_CHURN
    ]
    anew = [value(nbd_churn.fit(cdnow, annual_churn=churn), cdnow).total for churn in (0.09, 0.15)]
    assert (swing.low, swing.high) == pytest.approx((0.09, 0.15))
    assert [swing.at_low, swing.at_high] == pytest.approx(anew, rel=1e-6)


def test_the_true_future_is_recovered(invent: Callable[..., Any]) -> None:
    """On an invented base, one, two and three years of true sales are what base and horizon swing say, to 6 %."""
    truth = {"r": 1.1, "alpha": 7.0, "a": 0.9, "b": 4.0}
    years = 365.25 / 7
    bases = [
        invent(np.random.default_rng(7), 4000, spend=(6.0, 4.0, 90.0), horizon=k * years, **truth) for k in (1, 2, 3)
    ]
    summary = bases[0].summary
    fit = mbg_nbd.fit(summary)
    equity = customer_equity(
        fit,
        gamma_gamma.fit(summary),
        summary,
        annual_rate=0.0,
        horizon_years=2.0,
        margin=1.0,
        rng=np.random.default_rng(1),
        draws=100,
    )
    found = equity_sensitivity(equity, fit, summary, ranges=RANGES)
    horizon = swings(found)[Assumption.HORIZON_YEARS]
    told = [horizon.at_low, found.base, horizon.at_high]
    assert told == pytest.approx([float(base.future.sum()) for base in bases], rel=0.06)


@settings(max_examples=25, deadline=None)
@given(
    rate=st.floats(0.0, 0.5),
    years=st.floats(1.0, 20.0),
    step=st.floats(0.005, 0.2),
    part=st.floats(0.01, 0.9),
)
def test_the_laws_of_value(
    rate: float, years: float, step: float, part: float, mbg_fit: PurchaseFit, small: pd.DataFrame
) -> None:
    """Value falls as the rate rises, rises with the horizon, and moves with margins in proportion; widest first."""
    ranges = Ranges(annual_rate=step, horizon_years=2.0, margin=part, churn=0.25)
    found = equity_sensitivity(
        value(mbg_fit, small, annual_rate=rate, horizon_years=years), mbg_fit, small, ranges=ranges
    )
    told = swings(found)
    assert told[Assumption.ANNUAL_RATE].at_low > found.base > told[Assumption.ANNUAL_RATE].at_high
    assert told[Assumption.HORIZON_YEARS].at_low <= found.base * (1 + 1e-12)  # equal at the shortest horizon
    assert found.base < told[Assumption.HORIZON_YEARS].at_high
    assert told[Assumption.HORIZON_YEARS].low >= 1.0
    margin = told[Assumption.MARGIN]
    assert (margin.at_low, margin.at_high) == pytest.approx((found.base * (1 - part), found.base * (1 + part)))
    assert [s.spread for s in found.swings] == sorted((s.spread for s in found.swings), reverse=True)


def test_a_higher_churn_leaves_less(churn_fit: nbd_churn.ChurnFit, cdnow: pd.DataFrame) -> None:
    """Value falls as the assumed churn rises; a churn of zero cannot be moved by a share of itself."""
    swing = swings(equity_sensitivity(value(churn_fit, cdnow), churn_fit, cdnow, ranges=RANGES))[
        Assumption.ANNUAL_CHURN
    ]
    assert swing.at_low > swing.at_high
    none = nbd_churn.fit(cdnow, annual_churn=0.0)
    assert Assumption.ANNUAL_CHURN not in swings(equity_sensitivity(value(none, cdnow), none, cdnow, ranges=RANGES))


def test_what_does_not_belong_together_is_refused(
    mbg_fit: PurchaseFit, bg_fit: PurchaseFit, cdnow: pd.DataFrame
) -> None:
    """Other customers, another model, a rate that falls to -100 %, a range of nothing, swings out of order."""
    equity = value(mbg_fit, cdnow)
    with pytest.raises(WrongShape, match="summary"):
        equity_sensitivity(equity, mbg_fit, cdnow.iloc[1:], ranges=RANGES)
    with pytest.raises(OutOfRange, match="fit"):
        equity_sensitivity(equity, bg_fit, cdnow, ranges=RANGES)
    low = value(mbg_fit, cdnow, annual_rate=-0.5)
    wide = Ranges(annual_rate=0.5, horizon_years=1.0, margin=0.1, churn=0.25)
    with pytest.raises(OutOfRange, match="annual_rate"):
        equity_sensitivity(low, mbg_fit, cdnow, ranges=wide)
    for name in ("annual_rate", "horizon_years", "margin", "churn"):
        given_ = {"annual_rate": 0.02, "horizon_years": 1.0, "margin": 0.1, "churn": 0.25} | {name: 0.0}
        with pytest.raises(OutOfRange, match=name):
            Ranges(**given_)
    narrow, wide_ = (Swing(assumption=Assumption.MARGIN, low=0.9, high=1.1, at_low=0.0, at_high=x) for x in (1.0, 2.0))
    for wrong in ((), (narrow, wide_)):
        with pytest.raises(OutOfRange, match="swings"):
            Sensitivity(base=1.0, swings=wrong)
