"""The choice of a model: sound data keep the default, degenerate data fall back, and the flags say why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import OutOfRange
from gtkit.valuation import choose_model, customer_equity, gamma_gamma, historical_value
from gtkit.valuation.flags import codes
from gtkit.valuation.nbd_churn import ChurnFit


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
    assert {"no_dropout", "assumed_churn"} <= set(codes(choice.flags))
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
    assert [fit.model.name for fit in choice.tried] == ["mbg_nbd"]


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
