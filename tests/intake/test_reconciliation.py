"""Class 70 set against what was read of it."""

from __future__ import annotations

from gtkit.intake.reconciliation import Reconciliation


def test_what_nothing_explains_is_the_difference() -> None:
    """Balance less sales less reasons, of either sign."""
    left = {"no_customer": 15, "closing": -40}
    assert Reconciliation(balance=100, attributed=125, left=left).difference == 0
    assert Reconciliation(balance=100, attributed=120, left=left).difference == 5
    assert Reconciliation(balance=100, attributed=130, left=left).difference == -5


def test_the_share_without_a_customer_is_of_sales_alone() -> None:
    """Closing, opening and later lines are no sales of the period; whatever the signs; nothing sold is no share."""
    left = {"no_customer": 30, "closing": -900, "after_last_day": 500}
    assert Reconciliation(balance=0, attributed=70, left=left).unassigned == 0.3
    assert Reconciliation(balance=0, attributed=-70, left=left | {"no_customer": -30}).unassigned == 0.3
    assert Reconciliation(balance=0, attributed=0, left={"closing": -900}).unassigned == 0.0
    assert Reconciliation(balance=0, attributed=0, left={"no_customer": 1}).unassigned == 1.0
