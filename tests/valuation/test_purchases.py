"""Purchases: days in order, net of credit notes, with the net of everybody beside them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable
from gtkit.valuation.purchases import Purchases, SaleColumns, purchases_of


def read(*rows: tuple[str, str, float], end: str | None = None) -> Purchases:
    lines = pd.DataFrame(rows, columns=["who", "on", "paid"])
    return purchases_of(lines, end=end, columns=SaleColumns(customer="who", date="on", amount="paid"))


def test_a_purchase_is_a_day_of_a_customer() -> None:
    """Lines of one day are one purchase; purchases come by customer, then by day."""
    found = read(("b", "1970-01-03", 5), ("a", "1970-01-09", 1), ("a", "1970-01-02", 2), ("a", "1970-01-09", 4))
    assert found.customers.tolist() == ["a", "b"]
    assert found.who.tolist() == [0, 0, 1]
    assert found.day.tolist() == [1, 8, 2]
    assert found.paid.tolist() == [2, 5, 5]
    assert found.last == 8


def test_a_credit_note_is_no_purchase_and_its_money_is_kept() -> None:
    """A day credited to nothing never happened; the net of every customer is there, of one who only returns too."""
    found = read(("a", "1970-01-02", 9), ("a", "1970-01-02", -9), ("a", "1970-01-05", 4), ("b", "1970-01-03", -2))
    assert (found.who.tolist(), found.day.tolist(), found.paid.tolist()) == ([0], [4], [4])
    np.testing.assert_array_equal(found.net_amount, [4, -2])


def test_a_table_without_a_purchase_is_refused() -> None:
    """Credit notes alone, or nothing by the end: not estimable."""
    with pytest.raises(NotEstimable, match="purchases"):
        read(("a", "1970-01-02", -9))
    with pytest.raises(NotEstimable, match="transactions"):
        read(("a", "1970-01-02", 9), end="1969-12-31")
