"""What the sales hold is counted, and says no amount."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.sales_counted import sales_counted
from gtkit.words import Words

LINES = pd.DataFrame(
    {
        "customer_id": ["a", "a", "a", "b", "b", "a"],
        "date": pd.to_datetime(["2025-01-01", "2025-01-01", "2025-02-01", "2025-01-01", "2025-03-01", "2025-03-02"]),
        "amount": [10.0, 20.0, 0.0, 5.0, -5.0, -987.0],
        "invoice": ["F1", "F1", "F2", "F1", "A1", "A2"],
        "credited_invoice": ["", "", "", "", "F1", "F9"],
    }
)


def test_each_count_is_the_one_made_by_hand() -> None:
    """Four lines on three days of a customer, two notes of which one finds its invoice, one gift."""
    told = {name: value.value for name, value in sales_counted(LINES).values.items()}  # type: ignore[union-attr]
    assert told == {"purchases": 4, "days": 3, "notes": 2, "tied": 1, "free": 1}


def test_no_amount_can_be_read() -> None:
    """A lone credit note stays unknown, in both languages."""
    for lang in ("fr", "en"):
        assert "987" not in Words.of(lang).say(sales_counted(LINES))


def test_another_customers_invoice_ties_nothing() -> None:
    """Numbers are each customer's own; sales without a note count none."""
    moved = LINES.assign(customer_id=["a", "a", "a", "c", "b", "a"])
    assert sales_counted(moved).values["tied"].value == 0  # type: ignore[union-attr]
    assert sales_counted(LINES[LINES["amount"] > 0]).values["notes"].value == 0  # type: ignore[union-attr]
