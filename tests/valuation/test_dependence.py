"""Dependence on a few customers: by hand, by leaving one out, against the accounts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.valuation import CustomerEquity, PurchaseFit, customer_equity, mbg_nbd
from gtkit.valuation.dependence import dependence, years_of_margin


@pytest.fixture(scope="module")
def few(cdnow: pd.DataFrame) -> pd.DataFrame:
    """Two hundred customers."""
    some = cdnow.iloc[:200]
    some.attrs = cdnow.attrs
    return some


@pytest.fixture(scope="module")
def equity(mbg_fit: PurchaseFit, few: pd.DataFrame) -> CustomerEquity:
    """Their equity, one amount for all."""
    spend = pd.Series(30.0, index=few.index)
    return customer_equity(mbg_fit, spend, few, annual_rate=0.1, margin=0.5, rng=np.random.default_rng(1), draws=100)


def test_shares_are_those_of_the_total(equity: CustomerEquity, few: pd.DataFrame) -> None:
    """Shares fall and add up to one; the five best and the half are counted from them."""
    told = dependence(equity, few)
    shares = told.customers["share"]
    assert shares.is_monotonic_decreasing
    assert shares.sum() == pytest.approx(1.0)
    assert told.top5_share == pytest.approx(equity.customers["ltv"].nlargest(5).sum() / equity.total)
    assert shares.iloc[: told.half].sum() >= 0.5 > shares.iloc[: told.half - 1].sum()


def test_without_a_customer_nothing_is_learned_from_it(
    equity: CustomerEquity, few: pd.DataFrame, mbg_fit: PurchaseFit
) -> None:
    """With the model held, leaving one out takes its own value and nothing more; learned again, the others change."""

    def value(fit: PurchaseFit, summary: pd.DataFrame) -> float:
        return float(15.0 * fit.discounted_purchases(summary, annual_rate=0.1).sum())

    held = dependence(equity, few, revalue=lambda summary: value(mbg_fit, summary), largest=3)
    assert held.customers["indirect"].to_numpy() == pytest.approx(0.0, abs=1e-6)
    assert len(held.customers) == 3
    again = dependence(equity, few, revalue=lambda summary: value(mbg_nbd.fit(summary), summary), largest=1)
    best = again.customers.iloc[0]
    assert best["without"] == pytest.approx(equity.total - best["ltv"] + best["indirect"])
    assert abs(best["indirect"]) > 1.0


def test_what_cannot_be_learned_without_it_is_unknown(equity: CustomerEquity, few: pd.DataFrame) -> None:
    """A base that no model reads without its best customer has no such value."""

    def refuse(summary: pd.DataFrame) -> float:
        raise NotEstimable("likelihood", found=len(summary), expected="> 0")

    assert dependence(equity, few, revalue=refuse).customers["without"].isna().all()


def test_years_of_margin(equity: CustomerEquity) -> None:
    """The equity over last year's margin; without a margin there is nothing to compare with."""
    assert years_of_margin(equity, equity.total / 4) == pytest.approx(4.0)
    with pytest.raises(NotEstimable):
        years_of_margin(equity, 0.0)


def test_what_has_no_share_is_refused(equity: CustomerEquity, few: pd.DataFrame) -> None:
    """No customer to leave out, or an equity that is not above nothing."""
    with pytest.raises(OutOfRange):
        dependence(equity, few, largest=0)
    spend = pd.Series(30.0, index=few.index)
    costly = customer_equity(
        mbg_nbd.fit(few), spend, few, annual_rate=0.1, margin=-0.5, rng=np.random.default_rng(1), draws=100
    )
    with pytest.raises(NotEstimable):
        dependence(costly, few)
