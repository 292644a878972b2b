"""What is told of sales adds up."""

from __future__ import annotations

from gtkit.intake.sales import CreditNotes, Tally


def test_credit_notes_add_up_over_the_ways() -> None:
    """Lines and totals of all are those of each way together."""
    notes = CreditNotes(by_reference=Tally(2, -30.0), by_amount=Tally(1, -12.5), unmatched=Tally(3, -7.25))
    assert notes.all == Tally(6, -49.75)
