"""The two sides of an account are read alike from two columns and from a word beside an amount."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.money.account import account

money = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8)


@given(money)
def test_the_sides_differ_by_what_the_file_gives(debit: list[float]) -> None:
    """No side is negative, and debit less credit is what it was before, whatever signs the file uses."""
    given_ = np.array(debit)
    sides = account(given_, given_[::-1])
    assert (sides.debit >= 0).all()
    assert (sides.credit >= 0).all()
    np.testing.assert_allclose(sides.debit - sides.credit, given_ - given_[::-1], atol=1e-9)


def test_a_blank_side_holds_nothing() -> None:
    """A missing figure is 0."""
    sides = account(np.array([np.nan, 3.0]), np.array([4.0, np.nan]))
    assert (sides.debit.tolist(), sides.credit.tolist()) == ([0.0, 3.0], [4.0, 0.0])
