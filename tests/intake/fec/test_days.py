"""Dates of a ledger are AAAAMMJJ, blank or refused."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.fec.days import day_of


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_every_day_comes_back(day: dt.date) -> None:
    """Of three centuries."""
    assert day_of(f"{day:%Y%m%d}") == np.datetime64(day)


@pytest.mark.parametrize(
    "text", ["20230229", "20231301", "2023-01-01", "31/12/2023", "231231", "20240101 ", "AAAAMMJJ"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    """A day that does not exist, another form; white space alone is borne."""
    assert day_of(text) == (np.datetime64("2024-01-01") if text.endswith(" ") else None)


def test_a_blank_is_no_day_and_no_fault() -> None:
    """Nothing, or eight zeros."""
    assert np.isnat(day_of(""))
    assert np.isnat(day_of("00000000"))
