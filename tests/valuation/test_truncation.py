"""Customers older than the extract: counted, and what may be read without their past and what may not."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.scoring.customers.retention import retention
from gtkit.valuation import historical_value
from gtkit.valuation.truncation import LeftTruncation, left_truncation

BEGINS = pd.Timestamp("2023-01-01")
END = pd.Timestamp("2024-12-31")
HAZARD = 0.15  # a year
OFFSETS = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.tuples(st.integers(0, 700), st.none() | st.integers(-3000, 0)), min_size=1
)  # days from the beginning to the first purchase, and back to the day of acquisition


def test_by_hand() -> None:
    """Two older customers, one that came in on the first day, one without a date in the first weeks, one much later."""
    bought = pd.Series(BEGINS + pd.to_timedelta([3, 400, 0, 59, 60], unit="D"), index=list("ABCDE"))
    acquired = pd.Series({"A": "2019-05-01", "B": "2022-12-31", "C": "2023-01-01", "Z": "2001-01-01"})
    found = left_truncation(bought, pd.to_datetime(acquired), begins=BEGINS)
    assert found == LeftTruncation(customers=5, older=2, untold=1)
    assert found.share == pytest.approx(0.4)
    assert left_truncation(bought[:0], acquired[:0], begins=BEGINS).share == 0


@given(OFFSETS)
def test_no_customer_is_counted_twice(told: dict[str, tuple[int, int | None]]) -> None:
    """Older, untold and the others are three sets, whatever the order; a date that becomes known is untold no more."""
    bought = pd.Series({code: BEGINS + pd.Timedelta(days=first) for code, (first, _) in told.items()})
    days = {code: pd.NaT if back is None else BEGINS + pd.Timedelta(days=back) for code, (_, back) in told.items()}
    acquired = pd.Series(days, dtype="datetime64[us]")
    found = left_truncation(bought, acquired, begins=BEGINS)
    assert found.older + found.untold <= found.customers
    assert found == left_truncation(bought[::-1], acquired, begins=BEGINS)
    assert left_truncation(bought, acquired.fillna(BEGINS), begins=BEGINS).untold == 0


def _population(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Monthly buyers who come in over 14 years and leave at HAZARD: their purchases, and acquired_on with left_on."""
    rng = np.random.default_rng(seed)
    first = END - pd.DateOffset(years=14)
    entered = first + pd.to_timedelta(rng.uniform(0, 14 * 365.25, 1500).astype(int), unit="D")
    left = entered + pd.to_timedelta((rng.exponential(365.25 / HAZARD, 1500)).astype(int), unit="D")
    people = pd.DataFrame({"acquired_on": entered, "left_on": left}, index=[f"C{at:04d}" for at in range(1500)])
    months = ((np.minimum(left, END) - entered).days // 30 + 1).to_numpy()
    who = np.repeat(people.index, months)
    nth = np.concatenate([np.arange(n) for n in months])
    date = np.repeat(entered.to_numpy(), months) + nth * np.timedelta64(30, "D")
    return pd.DataFrame({"customer_id": who, "date": date, "amount": 1.0}), people


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_yearly_loss_is_the_same_once_the_first_years_are_cut_off(seed: int) -> None:
    """The truth is recovered from the whole file and from its last 5 years, where four customers in ten are older.

    So the historical method takes no day of acquisition: it would change nothing that is true.
    """
    lines, people = _population(seed)
    begins = END - pd.DateOffset(years=5)
    cut = lines[lines["date"] > begins]
    older = left_truncation(cut.groupby("customer_id")["date"].min(), people["acquired_on"], begins=begins)
    assert older.share > 0.4
    whole, short = (historical_value(own, end=END, annual_rate=0.1, margin="amount") for own in (lines, cut))
    truth = HAZARD / (1 + HAZARD)  # those silent for under a year, not yet known to be lost, are at risk too
    for found in (whole, short):
        error = math.sqrt(truth * (1 - truth) / found.at_risk)
        assert found.annual_churn == pytest.approx(truth, abs=3 * error + 0.01)


def test_past_stays_mislead_unless_entry_is_delayed() -> None:
    """From the same cut file, stays since acquisition show too many who stay; counted from the cut on, the truth."""
    lines, people = _population(4)
    begins = END - pd.DateOffset(years=5)
    seen = people[(people["left_on"] > begins) & people.index.isin(lines["customer_id"])]
    stay = (np.minimum(seen["left_on"], END) - seen["acquired_on"]).dt.days / 365.25
    gone = seen["left_on"] <= END
    late = ((begins - seen["acquired_on"]).dt.days / 365.25).clip(lower=0)
    truth = math.exp(-HAZARD * 5)
    naive, _ = retention(stay, gone).at(5.0)
    delayed, interval = retention(stay, gone, known_from=late).at(5.0)
    assert naive > truth + 0.15
    assert interval.low < truth < interval.high
    assert delayed == pytest.approx(truth, abs=0.06)
