"""The name of a ledger: SIRENFECAAAAMMJJ."""

from __future__ import annotations

import datetime as dt

import pytest

from gtkit.intake.fec.filename import FecName, fec_name


@pytest.mark.parametrize(
    "file", ["123456789FEC20241231.txt", "data\\123456789fec20241231.TXT", "d/123456789FEC20241231_2.csv"]
)
def test_a_legal_name_tells_firm_and_closing_day(file: str) -> None:
    """Whatever the folder, the case and a suffix that a second export bears."""
    assert fec_name(file) == FecName("123456789", dt.date(2024, 12, 31))


@pytest.mark.parametrize("file", ["FEC2024.txt", "12345678FEC20241231.txt", "123456789FEC20241331.txt", "ventes.csv"])
def test_another_name_tells_nothing(file: str) -> None:
    """Eight figures, a thirteenth month, another file."""
    assert fec_name(file) is None
