"""Class 70 set against what was read of it."""

from __future__ import annotations

from gtkit.intake.reconciliation import Reconciliation


def test_what_nothing_explains_is_the_difference() -> None:
    """Balance less sales less reasons, of either sign."""
    left = {"no_customer": 15, "closing": -40}
    assert Reconciliation(balance=100, attributed=125, left=left).difference == 0
    assert Reconciliation(balance=100, attributed=120, left=left).difference == 5
    assert Reconciliation(balance=100, attributed=130, left=left).difference == -5
