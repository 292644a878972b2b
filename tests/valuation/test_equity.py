"""Customer equity: it adds up, it keeps its laws, and its intervals cover the truth."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import ConfigurationError, OutOfRange, WrongShape
from gtkit.periods import Period
from gtkit.samples import industrial_supplier
from gtkit.valuation import (
    CustomerEquity,
    PurchaseFit,
    bg_nbd,
    choose_model,
    customer_equity,
    gamma_gamma,
    mbg_nbd,
    nbd_churn,
    summarise,
)


def value(fit: PurchaseFit, summary: pd.DataFrame, **changes: Any) -> CustomerEquity:
    asked: dict[str, Any] = {"annual_rate": 0.1, "margin": 0.3, "rng": np.random.default_rng(1), "draws": 200}
    return customer_equity(fit, gamma_gamma.fit(summary), summary, **(asked | changes))


@pytest.fixture(scope="module")
def equity(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> CustomerEquity:
    """CDNOW over 5 years at 10 %, margin 30 %."""
    return value(mbg_fit, cdnow, draws=500)


def test_everything_adds_up(equity: CustomerEquity, mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """Customers and years add up to the total, which is margin x spend x discounted purchases."""
    table = equity.customers
    assert table["ltv"].sum() == pytest.approx(equity.total, rel=1e-12)
    assert equity.yearly["value"].sum() == pytest.approx(equity.total, rel=1e-12)
    np.testing.assert_allclose(table["ltv"], table["discounted_purchases"] * table["spend"] * table["margin_rate"])
    discounted = mbg_fit.discounted_purchases(cdnow, annual_rate=0.1, horizon_years=5.0)
    np.testing.assert_allclose(table["discounted_purchases"], discounted, rtol=1e-9)
    assert list(equity.yearly.index) == [1, 2, 3, 4, 5]


def test_intervals_hold_what_they_are_about(equity: CustomerEquity) -> None:
    """The total lies in both intervals, prediction is the wider, and each year's value lies in its own."""
    assert equity.interval.low < equity.total < equity.interval.high
    assert equity.prediction.width > equity.interval.width
    assert (equity.yearly["low"] < equity.yearly["value"]).all()
    assert (equity.yearly["value"] < equity.yearly["high"]).all()
    assert (equity.customers["predicted_low"] <= equity.customers["q10"]).all()
    assert (equity.customers["low"] < equity.customers["ltv"]).mean() > 0.95
    assert (equity.customers["ltv"] < equity.customers["high"]).mean() > 0.95
    assert equity.interval.level == 0.90


def test_bounds_of_customers_are_not_those_of_the_sum(equity: CustomerEquity) -> None:
    """Summed customer bounds would be far too wide: risks offset each other."""
    table = equity.customers
    assert equity.prediction.width < (table["predicted_high"] - table["predicted_low"]).sum() / 3
    assert equity.interval.width < (table["high"] - table["low"]).sum()


def test_parts_add_up_and_have_bounds_of_their_own(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """Every division adds up to the total; a part that is everybody has the total's own intervals."""
    tier = pd.Series(np.where(cdnow["frequency"] > 2, "A", "B"), index=cdnow.index)
    tier[cdnow["frequency"] == 0] = None
    found = value(mbg_fit, cdnow, divisions=pd.DataFrame({"tier": tier, "all": "one"}).iloc[::-1])
    tiers = found.parts.loc["tier"]
    assert tiers.index.tolist() == ["", "A", "B"]
    assert tiers["customers"].tolist() == [int(tier.isna().sum()), *(int((tier == name).sum()) for name in "AB")]
    assert tiers["value"].sum() == pytest.approx(found.total, rel=1e-12)
    assert tiers["share"].sum() == pytest.approx(1.0)
    assert (tiers["low"] < tiers["value"]).all()
    assert (tiers["value"] < tiers["high"]).all()
    everybody = found.parts.loc[("all", "one")]
    assert everybody[["low", "high"]].tolist() == pytest.approx([found.interval.low, found.interval.high])
    assert everybody["predicted_high"] == pytest.approx(found.prediction.high)
    for low, high, whole in (("low", "high", found.interval), ("predicted_low", "predicted_high", found.prediction)):
        assert (tiers[high] - tiers[low]).sum() > whole.width


def test_money_scales(equity: CustomerEquity, mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """A margin twice as high doubles every amount, bounds too; the same seed gives the same bounds."""
    twice = value(mbg_fit, cdnow, draws=500, margin=0.6)
    assert twice.total == pytest.approx(2 * equity.total)
    assert twice.interval.low == pytest.approx(2 * equity.interval.low)
    assert twice.prediction.high == pytest.approx(2 * equity.prediction.high)
    np.testing.assert_allclose(twice.customers["q10"], 2 * equity.customers["q10"])


def test_row_order_does_not_matter(equity: CustomerEquity, mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """Shuffled customers keep their own value, and the total its own expected interval."""
    other = value(mbg_fit, cdnow.sample(frac=1, random_state=2), draws=500)
    assert other.total == pytest.approx(equity.total)
    np.testing.assert_allclose(other.customers["ltv"].reindex(equity.customers.index), equity.customers["ltv"])


def test_a_customer_that_costs_more_than_it_brings(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """A negative margin gives a negative value, with its bounds in order."""
    margin = pd.Series(0.3, index=cdnow.index)
    margin.iloc[::50] = -0.2
    found = value(mbg_fit, cdnow, margin=margin)
    assert (found.customers["ltv"].iloc[::50] <= 0).all()
    assert (found.customers["low"] <= found.customers["high"]).all()
    assert (found.customers["predicted_low"] <= found.customers["predicted_high"]).all()


def test_half_years_are_counted(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """A horizon of 2.5 years has a third, shorter, year, and the same first two."""
    short, long = (value(mbg_fit, cdnow.iloc[:300], horizon_years=years) for years in (2.5, 3.0))
    assert list(short.yearly.index) == [1, 2, 3]
    np.testing.assert_allclose(short.yearly["value"][:2], long.yearly["value"][:2])
    assert short.yearly["value"][3] < long.yearly["value"][3]


def test_at_rate_zero_nothing_is_discounted(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """At rate 0 discounted purchases are the purchases."""
    table = value(mbg_fit, cdnow, annual_rate=0.0).customers
    np.testing.assert_allclose(table["discounted_purchases"], table["purchases"])


def test_intervals_cover_the_truth(invent: Callable[..., Any]) -> None:
    """The 90 % intervals of invented bases hold what truly came, and what was truly to be expected.

    Of 20 bases, at least 14: with a true coverage of 90 % fewer would happen once in 420 times, with one of 50 %, 94
    times in 100. GTKIT_PORTFOLIOS=200 is the long form, which prints the shares and holds each between 85 % and 95 %.
    What a customer buys is often nothing at all, which no interval splits: those whose interval begins above 0 tell.
    """
    portfolios = int(os.environ.get("GTKIT_PORTFOLIOS", "20"))
    covered = pd.DataFrame([_covered(invent, seed) for seed in range(portfolios)])
    shares = covered.mean()
    print("\n".join(f"{name}: {share:.1%} of {portfolios} bases" for name, share in shares.items()))  # noqa: T201 - with -s
    low, high = (0.85, 0.95) if portfolios >= 200 else (0.7, 1.0)
    assert shares.between(low, high).all(), shares


def _covered(invent: Callable[..., Any], seed: int) -> dict[str, float]:
    """Whether the total's intervals, and what share of the customers' ones, hold the truth of an invented base."""
    truth = {"r": 1.1, "alpha": 7.0, "a": 0.9, "b": 4.0}
    spend = (6.0, 4.0, 90.0)
    base = invent(np.random.default_rng(100 + seed), 300, spend=spend, horizon=104.0, **truth)
    fit, amounts = mbg_nbd.fit(base.summary), gamma_gamma.fit(base.summary)
    found = customer_equity(
        fit,
        amounts,
        base.summary,
        annual_rate=0.0,
        horizon_years=104.0 / fit.known_period.per_year,
        margin=1.0,
        rng=np.random.default_rng(seed),
        draws=300,
    )
    true_fit = replace(fit, params=truth)
    true_spend = replace(amounts, params=dict(zip("pqv", spend, strict=True)))
    true = true_fit.expected_purchases(base.summary, periods=104.0) * true_spend.expected_spend(base.summary)
    each, came = found.customers, base.future
    predicted = each["predicted_low"].le(came) & each["predicted_high"].ge(came)
    return {
        "total, predicted": found.prediction.low <= came.sum() <= found.prediction.high,
        "total, expected": found.interval.low <= true.sum() <= found.interval.high,
        "customer, predicted, buying": predicted[each["predicted_low"] > 0].mean(),
        "customer, expected": (each["low"].le(true) & each["high"].ge(true)).mean(),
    }


def test_the_worked_examples_truth_is_found() -> None:
    """The invented supplier's true value lies in the interval of the equity, and customers rank as in truth."""
    sample = industrial_supplier()
    lines, truth = sample.tables["transactions"], sample.truth
    summary = summarise(lines, period=Period.WEEK, end=sample.as_of)
    sums = lines.groupby("customer_id")[["amount", "margin"]].sum()
    choice = choose_model(summary)
    assert choice.fit is not None
    found = value(
        choice.fit,
        summary,
        annual_rate=truth.annual_rate,
        horizon_years=truth.horizon_years,
        margin=sums["margin"] / sums["amount"],
        draws=500,
    )
    assert found.interval.low < truth.value < found.interval.high
    true = truth.customers["value"].reindex(summary.index)
    assert found.customers["ltv"].corr(true, method="spearman") > 0.8


def test_an_assumed_churn_is_within_its_interval(northwind: pd.DataFrame) -> None:
    """The fallback's total lies in its interval, which is wider when the churn was counted than when it is stated."""
    counted = value(nbd_churn.fit_counted(northwind, lost=8, at_risk=80), northwind)
    stated = value(nbd_churn.fit(northwind, annual_churn=8.5 / 81), northwind)
    assert counted.total == pytest.approx(stated.total)
    assert counted.interval.low < counted.total < counted.interval.high
    assert counted.interval.width > stated.interval.width
    assert counted.model == "nbd_assumed_churn"
    assert [flag.code for flag in counted.flags] == ["assumed_churn", "spend_correlated"]


def test_cdnow_is_valued_at_once(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """A fit and an equity of 500 draws on CDNOW stay under 5 s of processor, five times the bound aimed at."""
    begin = time.process_time()
    value(mbg_nbd.fit(cdnow), cdnow, draws=500)
    assert time.process_time() - begin < 5


def test_what_cannot_be_valued_is_refused(mbg_fit: PurchaseFit, cdnow: pd.DataFrame, cdnow_table: pd.DataFrame) -> None:
    """Endless horizon, impossible rate, level, margin or number of draws, unknown period, unknown customer."""
    some = cdnow.iloc[:100]
    for changes, told in (
        ({"horizon_years": np.inf}, "horizon_years"),
        ({"annual_rate": -1.0}, "annual_rate"),
        ({"draws": 10}, "draws"),
        ({"level": 1.0}, "level"),
        ({"margin": np.nan}, "margin"),
    ):
        with pytest.raises(OutOfRange, match=told):
            value(mbg_fit, some, **changes)
    with pytest.raises(WrongShape, match="margin"):
        value(mbg_fit, some, margin=pd.Series(0.3, index=some.index[1:]))
    with pytest.raises(ConfigurationError, match="period"):
        value(bg_nbd.fit(cdnow_table), cdnow_table)


def test_an_equity_that_does_not_add_up_refuses_to_exist(equity: CustomerEquity) -> None:
    """A total that is not the sum of its years is refused."""
    with pytest.raises(OutOfRange, match="yearly"):
        replace(equity, total=equity.total * 1.001)
