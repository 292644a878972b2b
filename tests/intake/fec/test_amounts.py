"""Amounts of a ledger are whole cents or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.fec.amounts import cents_of, side_of


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.sampled_from([",", "."]))
def test_every_amount_of_two_decimals_comes_back(cents: int, mark: str) -> None:
    """To the cent, with a decimal comma or point, of either sign."""
    sign, size = "-" if cents < 0 else "", abs(cents)
    assert cents_of(f"{sign}{size // 100}{mark}{size % 100:02d}") == cents


@pytest.mark.parametrize(
    "text", ["1.234,50", "1,234.50", "12O", "1,005", "--1", "-1-", "1e5", "12345678901", "€1", ","]
)
def test_what_is_no_amount_is_none(text: str) -> None:
    """Two marks, letters, a third decimal, too large a figure."""
    assert cents_of(text) is None


def test_blanks_and_spaces_are_borne() -> None:
    """A blank is nothing; spaces in thousands and zeros at the end are no harm."""
    assert [cents_of(text) for text in ("", " ", "1 234,50", "1\u202f234,5000", "12,5-")] == [
        0,
        0,
        123450,
        123450,
        -1250,
    ]


def test_a_side_is_d_or_c_or_a_sign() -> None:
    """Debit takes off, credit adds; anything else is none."""
    assert [side_of(text) for text in ("D", "c", "+1", "1", "-1", "", "X")] == [-1, 1, -1, -1, 1, None, None]
