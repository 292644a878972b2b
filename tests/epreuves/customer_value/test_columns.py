"""Columns of the customer table: sales of the last twelve months, and nothing where nothing was computed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from gtkit.epreuves.customer_value.columns import computed, last_year_sales

from ..conftest import checked


def test_sales_of_the_last_twelve_months_are_net() -> None:
    """A credit note lowers them; a line of the day a year before does not count, nor one after the last day."""
    days = ["2025-06-30", "2025-07-01", "2026-06-30", "2026-06-30", "2026-07-01"]
    lines = pd.DataFrame(
        {"customer_id": "A", "date": pd.to_datetime(days), "amount": [1.0, 10.0, 100.0, -30.0, 1000.0]}
    )
    found = last_year_sales(checked({"transactions": lines}), date(2026, 6, 30))
    assert found.to_dict() == {"A": 80.0}
    assert last_year_sales({}, date(2026, 6, 30)).empty


def test_what_was_not_computed_is_blank() -> None:
    """Without sales, time or efforts every column is there, and empty."""
    found = computed(None, None, None, None)
    assert {"ltv", "net", "after", "hours", "score"} <= set(found.columns)
    assert found.empty
