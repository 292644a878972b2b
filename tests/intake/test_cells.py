"""Cells as a person sees them."""

from __future__ import annotations

import datetime as dt

from gtkit.intake.cells import EXCEL_ERRORS, shown


def test_a_cell_is_shown_as_excel_shows_it() -> None:
    """Whole numbers without decimals, flags in capitals, dates without a midnight."""
    cells = [42.0, 1.5, True, False, dt.date(2025, 1, 2), dt.datetime(2025, 1, 2, 9, 30), "a"]
    assert [shown(cell) for cell in cells] == ["42", "1.5", "TRUE", "FALSE", "2025-01-02", "2025-01-02 09:30:00", "a"]


def test_a_customer_called_n_a_is_no_excel_error() -> None:
    """``N/A`` is a name, ``#N/A`` is not."""
    assert "#N/A" in EXCEL_ERRORS
    assert "N/A" not in EXCEL_ERRORS
