"""Cells as a person sees them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from gtkit.intake.values.cells import EXCEL_ERRORS, shown


def test_a_cell_is_shown_as_excel_shows_it() -> None:
    """Whole numbers without decimals, flags in capitals, dates without a midnight."""
    cells = [42.0, 1.5, True, False, dt.date(2025, 1, 2), dt.datetime(2025, 1, 2, 9, 30), "a"]
    cells += [Decimal("1.10"), Decimal("42.00"), Decimal("12345678901234567890"), Decimal("1E+3")]
    decimals = ["1.10", "42", "12345678901234567890", "1000"]
    assert [shown(cell) for cell in cells[-4:]] == decimals
    assert [shown(cell) for cell in cells[:-4]] == [
        "42",
        "1.5",
        "TRUE",
        "FALSE",
        "2025-01-02",
        "2025-01-02 09:30:00",
        "a",
    ]


def test_a_customer_called_n_a_is_no_excel_error() -> None:
    """``N/A`` is a name, ``#N/A`` is not."""
    assert "#N/A" in EXCEL_ERRORS
    assert "N/A" not in EXCEL_ERRORS
