"""What was made of the sales of one file: credit notes, days of purchase, free deliveries, VAT, currencies."""

from __future__ import annotations

from dataclasses import dataclass

from gtkit.contracts import RateUsed


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines, and what they add up to, in the engagement's currency and excluding VAT."""

    lines: int
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNotes:
    """The negative lines of a file, by how each found its invoice."""

    by_reference: Tally  # the invoice that the line names, or whose number it bears
    by_amount: Tally  # the only earlier invoice of the customer with the same amount
    unmatched: Tally

    @property
    def all(self) -> Tally:
        """All of them.

        >>> none = Tally(0, 0.0)
        >>> CreditNotes(by_reference=Tally(2, -30.0), by_amount=none, unmatched=Tally(1, -5.0)).all
        Tally(lines=3, total=-35.0)
        """
        parts = (self.by_reference, self.by_amount, self.unmatched)
        return Tally(sum(part.lines for part in parts), sum(part.total for part in parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """How values that the file does not give were worked out, and for how many lines."""

    formula: str  # in the headings of the file
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """Lines of one currency: `total` in it, `converted` in the engagement's; the earliest and latest rate used."""

    currency: str
    lines: int
    total: float
    converted: float
    first: RateUsed
    last: RateUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesTold:
    """Facts of one file of sales.

    `purchases` counts the lines that are no credit notes, `days` the purchase days that they make: lines of one
    customer on one day are one purchase. `free` counts the lines of amount 0. What was worked out is None where the
    file gave it: amounts from a debit and a credit, amounts excluding VAT, margins.
    """

    purchases: int
    days: int
    free: int
    credits: CreditNotes
    sides: WorkedOut | None = None  # amounts that are a debit less a credit
    signed: WorkedOut | None = None  # credit notes without sign, made negative on the word of these columns
    without_vat: WorkedOut | None = None
    margins: WorkedOut | None = None
    converted: tuple[Converted, ...] = ()
