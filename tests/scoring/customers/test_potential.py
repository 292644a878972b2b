"""What developing customers could still bring."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.customers.potential import gap

money = st.floats(0, 1e6)


def one(value: float, name: str = "C") -> pd.Series:
    return pd.Series([value], index=[name], dtype=float)


def test_the_gap_is_arithmetic() -> None:
    """20 a year today, 100 possible, one chance in two: 80 to win, 40 of it probable, a fifth of the wallet held."""
    row = gap(one(20), one(100), one(0.5)).loc["C"]
    assert row[["gap", "expected_gap", "share_of_wallet"]].tolist() == pytest.approx([80, 40, 0.2])


@given(money, money, st.floats(0, 1))
def test_the_gap_keeps_its_laws(current: float, potential: float, chance: float) -> None:
    """Never below zero, never more than the potential, the probable part never more than the whole."""
    row = gap(one(current), one(potential), one(chance)).loc["C"]
    assert 0 <= row["expected_gap"] <= row["gap"] + 1e-9
    assert row["gap"] <= potential


def test_what_is_unknown_stays_unknown() -> None:
    """No probability, no expected gap; no potential, no share of wallet."""
    row = gap(one(5), one(0), one(np.nan)).loc["C"]
    assert np.isnan(row["expected_gap"])
    assert np.isnan(row["share_of_wallet"])


def test_impossible_potentials_are_refused() -> None:
    """A negative potential, a probability above one, another customer."""
    with pytest.raises(OutOfRange, match="potential"):
        gap(one(1), one(-1), one(0.5))
    with pytest.raises(OutOfRange, match="close_probability"):
        gap(one(1), one(1), one(1.5))
    with pytest.raises(WrongShape, match="potential"):
        gap(one(1), one(1, "D"), one(0.5))
