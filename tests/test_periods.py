"""Period: the only place that converts time."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange
from gtkit.periods import Period


def test_lengths_are_those_that_the_kit_declares() -> None:
    """A year is 365.25 days, a month a twelfth of it, a quarter a fourth, a week 7 days."""
    assert [p.days for p in Period] == [1.0, 7.0, 365.25 / 12, 365.25 / 4, 365.25]


@given(rate=st.floats(-0.9, 5.0), period=st.sampled_from(Period))
def test_a_year_of_continuous_discounting_is_the_annual_rate(rate: float, period: Period) -> None:
    """Whatever the period, a year of it discounts by 1 / (1 + annual rate)."""
    delta = period.discount_rate(rate)
    assert math.exp(-delta * period.per_year) == pytest.approx(1 / (1 + rate), rel=1e-12)


@pytest.mark.parametrize("rate", [-1.0, -2.0, math.nan, math.inf])
def test_a_rate_that_loses_everything_is_refused(rate: float) -> None:
    """A rate of -100 % or less, or one that is not a number, is out of range."""
    with pytest.raises(OutOfRange, match="annual_rate"):
        Period.YEAR.discount_rate(rate)
