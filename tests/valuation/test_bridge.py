"""The bridge: it adds up, each cause moves its own step, impossible pairs are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import OutOfRange, WrongShape
from gtkit.periods import Period
from gtkit.valuation import CustomerEquity, PurchaseFit, customer_equity, mbg_nbd, summarise
from gtkit.valuation.bridge import STEPS, EquityBridge, equity_bridge

FIRST, LAST = "1997-09-30", "1998-03-31"


def worth(fit: PurchaseFit, summary: pd.DataFrame, *, spend: float = 30.0, **changes: Any) -> CustomerEquity:
    asked: dict[str, Any] = {"annual_rate": 0.1, "margin": 0.4, "rng": np.random.default_rng(1), "draws": 100}
    return customer_equity(fit, pd.Series(spend, index=summary.index), summary, **(asked | changes))


@pytest.fixture(scope="module")
def dates(cdnow_lines: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A tenth of CDNOW at two dates; the last 30 customers are thought to have come between them."""
    lines = cdnow_lines[cdnow_lines["customer_id"] % 10 == 0]
    before, after = (summarise(lines, period=Period.WEEK, end=end) for end in (FIRST, LAST))
    known = before.iloc[:-30]
    known.attrs = before.attrs
    return known, after


@pytest.fixture(scope="module")
def bridge(dates: tuple[pd.DataFrame, pd.DataFrame]) -> EquityBridge:
    """Everything changes: model, time, customers, amounts."""
    before, after = dates
    first, last = mbg_nbd.fit(before), mbg_nbd.fit(after)
    opening, closing = worth(first, before), worth(last, after, spend=33.0)
    return equity_bridge(opening, closing, fit=last, summary=before, later=after)


def test_steps_lead_from_one_total_to_the_other(bridge: EquityBridge) -> None:
    """Steps add up to the change, for each customer as for all of them."""
    table = bridge.customers
    assert bridge.opening + bridge.steps["value"].sum() == pytest.approx(bridge.closing, rel=1e-12)
    np.testing.assert_allclose(table["opening"] + table[list(STEPS)].sum(axis=1), table["closing"], atol=1e-9)
    assert table["closing"].sum() == pytest.approx(bridge.closing)


def test_each_customer_is_in_the_steps_that_concern_it(bridge: EquityBridge) -> None:
    """New customers are acquired and nothing else; the others are either lost or active; signs are those expected."""
    table, steps = bridge.customers, bridge.steps
    new = table["opening"] == 0
    assert steps.loc["acquired", "customers"] == new.sum() == 30
    assert (table.loc[new, [s for s in STEPS if s != "acquired"]] == 0).all(axis=None)
    assert (table.loc[~new, "acquired"] == 0).all()
    assert ((table["lost"] == 0) | (table["activity"] == 0)).all()
    assert steps.loc[["lost", "activity"], "customers"].sum() == (~new).sum()
    assert steps.loc["time", "value"] < 0 < steps.loc["repriced", "value"]
    assert (table["lost"] <= 0).all()


def test_a_departure_on_record_is_no_probable_loss(dates: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Ten customers recorded as gone lose all that they still stood for, in a step of theirs; no other is in it."""
    before, after = dates
    fit = mbg_nbd.fit(after)
    closing = worth(fit, after)
    left = worth(fit, before).customers["ltv"].nlargest(10).index
    rows = closing.customers.copy()
    rows.loc[left, ["ltv", "discounted_purchases", "p_alive"]] = 0.0
    part = float(rows["ltv"].sum()) / closing.total
    gone = replace(
        closing,
        customers=rows,
        total=float(rows["ltv"].sum()),
        yearly=closing.yearly * part,
        parts=closing.parts.iloc[:0],
    )
    plain, told = (
        equity_bridge(worth(fit, before), equity, fit=fit, summary=before, later=after) for equity in (closing, gone)
    )
    assert told.steps.loc["departed", "customers"] == 10
    table = told.customers
    assert (table.loc[table["departed"] != 0].index.sort_values() == left.sort_values()).all()
    rolled = table.loc[left, ["opening", "model", "time"]].sum(axis=1)
    np.testing.assert_allclose(table.loc[left, "departed"], -rolled)
    others = table.index.difference(left)
    np.testing.assert_allclose(table.loc[others, "lost"], plain.customers.loc[others, "lost"])
    assert plain.steps.loc["departed", "customers"] == 0


def test_a_price_alone_moves_one_step(dates: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """One model at both dates, amounts 10 % higher: no model step, and repricing is a tenth of what is held."""
    before, after = dates
    fit = mbg_nbd.fit(after)
    there = after.loc[before.index]
    there.attrs = after.attrs
    told = equity_bridge(worth(fit, before), worth(fit, there, spend=33.0), fit=fit, summary=before, later=there)
    assert told.steps.loc["model", "value"] == pytest.approx(0.0, abs=1e-6)
    assert told.steps.loc["acquired", "customers"] == 0
    assert told.steps.loc["repriced", "value"] == pytest.approx(told.closing / 11)


def test_what_was_expected_to_pass_passes(dates: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """With an even stream that no news changes, time is what the model itself expects at the later date."""
    before, _ = dates
    fit = mbg_nbd.fit(before)
    opening = worth(fit, before)
    later = before.assign(T=before["T"] + 26)
    later.attrs = before.attrs | {"end": "1998-03-31"}
    told = equity_bridge(opening, worth(fit, later), fit=fit, summary=before, later=later)
    pair = [
        float((fit.discounted_purchases(before, annual_rate=0.1, horizon_years=years)).sum()) for years in (5.0, 5.5)
    ]
    assert told.opening + told.steps.loc["time", "value"] < told.opening * pair[1] / pair[0]
    assert told.steps.loc[["lost", "activity"], "value"].sum() < 0


def test_pairs_that_do_not_compare_are_refused(dates: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Another rate, dates in disorder, other customers, a summary that does not tell its end."""
    before, after = dates
    fit = mbg_nbd.fit(after)
    opening, closing = worth(fit, before), worth(fit, after)
    for pair, told in (
        ((opening, worth(fit, after, annual_rate=0.12)), "annual_rate"),
        ((opening, replace(closing, horizon_years=4.0)), "horizon_years"),
    ):
        with pytest.raises(OutOfRange, match=told):
            equity_bridge(*pair, fit=fit, summary=before, later=after)
    with pytest.raises(OutOfRange, match="later"):
        equity_bridge(closing, opening, fit=fit, summary=after, later=before)
    with pytest.raises(WrongShape, match="summary"):
        equity_bridge(opening, closing, fit=fit, summary=after, later=after)
    mute = before.copy()
    mute.attrs = {"period": Period.WEEK}
    with pytest.raises(WrongShape, match="end"):
        equity_bridge(opening, closing, fit=fit, summary=mute, later=after)


def test_a_bridge_that_does_not_lead_there_refuses_to_exist(bridge: EquityBridge) -> None:
    """A closing that the steps do not reach is refused."""
    with pytest.raises(OutOfRange, match="steps"):
        replace(bridge, closing=bridge.closing * 1.001)
