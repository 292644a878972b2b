"""The choice of a model: sound data keep the default, degenerate data fall back, and the flags say why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import OutOfRange
from gtkit.periods import Period
from gtkit.valuation import (
    RegularFit,
    choose_model,
    customer_equity,
    discrete_orders,
    gamma_gamma,
    historical_value,
    mbg_cnbd_k,
    summarise,
    summarise_opportunities,
)
from gtkit.valuation.flags import codes
from gtkit.valuation.nbd_churn import ChurnFit

END = "2026-06-30"


def test_sound_data_keep_the_default(cdnow: pd.DataFrame) -> None:
    """CDNOW is read by MBG/NBD, without a flag, whatever churn is stated."""
    choice = choose_model(cdnow, annual_churn=0.5)
    assert choice.fit is not None
    assert choice.fit.model.name == "mbg_nbd"
    assert choice.flags == ()


def test_northwind_falls_back_on_the_counted_churn(northwind: pd.DataFrame, northwind_lines: pd.DataFrame) -> None:
    """A33: no dropout is seen, the fallback is taken and told, and the equity stays under 10 x the yearly margin."""
    past = historical_value(northwind_lines, end="1998-05-06", annual_rate=0.1, margin="amount")
    choice = choose_model(northwind, historical=past)
    assert {"no_dropout", "irregular_orders", "assumed_churn"} <= set(codes(choice.flags))
    assert [fit.model.name for fit in choice.tried] == ["mbg_nbd", "mbg_cnbd_k", "nbd_assumed_churn"]
    (looked,) = [flag for flag in choice.flags if flag.code == "irregular_orders"]
    assert looked.values["regularity"] == pytest.approx(1.03, abs=0.005)
    assert isinstance(choice.fit, ChurnFit)
    assert choice.fit.annual_churn == 1.5 / 81
    equity = customer_equity(
        choice.fit,
        gamma_gamma.fit(northwind),
        northwind,
        annual_rate=0.1,
        margin=1.0,
        rng=np.random.default_rng(1),
    )
    assert equity.total < 10 * past.yearly_margin.sum()
    assert equity.prediction.high < 10 * past.yearly_margin.sum()
    assert equity.total > past.yearly_margin.sum()


def test_regular_orders_show_who_left_where_the_default_does_not(invent: Callable[..., Any]) -> None:
    """60 firms of regular orders, a tenth gone: MBG/NBD sees no dropout, MBG/CNBD-k sees it, soundly, and is told."""
    base = invent(np.random.default_rng(0), 60, r=2.0, alpha=4.0, a=0.5, b=40.0, k=4)
    choice = choose_model(base.summary, annual_churn=0.12)
    assert isinstance(choice.fit, RegularFit)
    assert [fit.model.name for fit in choice.tried] == ["mbg_nbd", "mbg_cnbd_k"]
    assert {"no_dropout", "endless_life"} <= set(codes(choice.tried[0].flags))
    assert choice.tried[0].p_alive(base.summary).mean() > 0.999
    assert codes(choice.flags) == ("regular_orders",)
    told = choice.flags[0]
    assert told.code == "regular_orders"
    assert told.values["k"] == choice.fit.k == 4
    assert float(told.values["gain"]) > 100
    assert choice.fit.p_alive(base.summary).mean() == pytest.approx(base.alive.mean(), abs=0.03)


def test_regular_customers_who_never_leave_still_need_a_churn(invent: Callable[..., Any]) -> None:
    """Regular orders, no departure: the stated churn is assumed, and the flags do not deny the regularity."""
    base = invent(np.random.default_rng(3), 60, r=2.0, alpha=4.0, k=3)
    choice = choose_model(base.summary, annual_churn=0.12)
    assert isinstance(choice.fit, ChurnFit)
    assert "assumed_churn" in codes(choice.flags)
    assert "irregular_orders" not in codes(choice.flags)


def test_the_organisations_own_churn_comes_first(northwind: pd.DataFrame, northwind_lines: pd.DataFrame) -> None:
    """A stated churn is preferred to a counted one, and its flag says where it comes from."""
    past = historical_value(northwind_lines, end="1998-05-06", annual_rate=0.1, margin="amount")
    choice = choose_model(northwind, annual_churn=0.12, historical=past)
    flag = next(flag for flag in choice.flags if flag.code == "assumed_churn")
    assert flag.values == {"annual_churn": 0.12, "origin": "stated"}


def test_without_any_churn_no_model_is_read(northwind: pd.DataFrame) -> None:
    """No dropout seen, none stated, none counted: no fit, and the flag says what is missing."""
    choice = choose_model(northwind)
    assert choice.fit is None
    assert codes(choice.flags)[-1] == "churn_unknown"
    assert [fit.model.name for fit in choice.tried] == ["mbg_nbd", "mbg_cnbd_k"]
    unknown = choose_model(northwind.drop(columns="sum_log_gaps"))
    assert [fit.model.name for fit in unknown.tried] == ["mbg_nbd"]
    assert "irregular_orders" not in codes(unknown.flags)


def test_opportunities_tell_who_left_where_gaps_mislead() -> None:
    """120 firms that may order once a quarter: BG/BB is read, and is nearer the truth than a model of gaps."""
    lines, alive = _quarterly(np.random.default_rng(2), 120)
    discrete = discrete_orders(lines, end=END)
    assert discrete is not None
    weeks = summarise(lines, period=Period.WEEK, end=END)
    quarters = summarise_opportunities(lines, period=discrete.period, end=END)
    choice = choose_model(weeks, opportunities=quarters, annual_churn=0.12)
    assert choice.fit is not None
    assert [fit.model.name for fit in choice.tried] == ["mbg_nbd", "bg_bb"]
    assert choice.summary is quarters
    assert choice.flags[0].code == "discrete_orders"
    assert choice.flags[0].values == {"per_year": 4.0}
    truth = alive[quarters.index].mean()
    told = choice.fit.p_alive(quarters).mean()
    assert told == pytest.approx(truth, abs=0.05)
    regular = mbg_cnbd_k.fit(weeks)
    assert abs(told - truth) < abs(regular.p_alive(weeks).mean() - truth)


def test_opportunities_that_show_no_departure_are_left_for_the_next_model() -> None:
    """Nobody ever leaves: BG/BB was tried, and a stated churn is assumed."""
    lines, _ = _quarterly(np.random.default_rng(5), 60, leaving=0.0)
    weeks, quarters = summarise(lines, period=Period.WEEK, end=END), summarise_opportunities(lines, end=END)
    choice = choose_model(weeks, opportunities=quarters, annual_churn=0.12)
    assert [fit.model.name for fit in choice.tried][:2] == ["mbg_nbd", "bg_bb"]
    assert choice.fit is not None
    assert choice.fit.model.name != "bg_bb"
    assert choice.summary is weeks


def _quarterly(rng: np.random.Generator, n: int, *, leaving: float = 0.1) -> tuple[pd.DataFrame, pd.Series]:
    """Sixteen quarters of firms that order in some of them until they leave; who is still there."""
    takes = rng.beta(6, 4, n)
    leaves = rng.beta(1, (1 - leaving) / leaving, n) if leaving else np.zeros(n)
    starts = pd.date_range("2022-07-01", periods=16, freq="QS")
    rows, there = [], np.ones(n, dtype=bool)
    for who, first in enumerate(rng.integers(0, 6, n)):
        for quarter in range(first, 16):
            there[who] &= quarter == first or rng.random() >= leaves[who]
            if there[who] and (quarter == first or rng.random() < takes[who]):
                rows.append((who, starts[quarter] + pd.Timedelta(days=int(rng.integers(0, 88))), 1000 * rng.gamma(4)))
    return pd.DataFrame(rows, columns=["customer_id", "date", "amount"]), pd.Series(there)


@pytest.mark.parametrize("repeaters", [0, 5, 29])
def test_too_few_repeat_customers_read_no_model(repeaters: int, cdnow: pd.DataFrame) -> None:
    """Under 30 repeat customers: nothing is fitted, and the flag counts them."""
    once, again = cdnow[cdnow["frequency"] == 0].iloc[:40], cdnow[cdnow["frequency"] > 0].iloc[:repeaters]
    choice = choose_model(pd.concat([once, again]))
    assert choice.fit is None
    assert choice.tried == ()
    assert codes(choice.flags) == ("few_repeaters",)
    assert choice.flags[0].values == {"found": repeaters, "needed": 30}


def test_an_impossible_churn_is_refused(northwind: pd.DataFrame) -> None:
    """A churn of 100 % is out of range."""
    with pytest.raises(OutOfRange, match="annual_churn"):
        choose_model(northwind, annual_churn=1.0)
