"""A ledger's sales set against its accounts: what class 70 adds up to, what customers were given, what is left, why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Class 70 of one file, in cents.

    Parameters
    ----------
    balance : int
        Credit less debit of every line of class 70, as the file holds it.
    attributed : int
        Sum of the sales given to customers.
    left : mapping of reason -> int
        What is no customer's, or outside the period.

    >>> Reconciliation(balance=100, attributed=80, left={"no_customer": 15}).difference
    5
    """

    balance: int
    attributed: int
    left: Mapping[str, int]

    @property
    def unassigned(self) -> float:
        """Share of the sales, by amount, that are no customer's; what is no sale of the period is left aside."""
        nobody = abs(self.left.get("no_customer", 0))
        sales = nobody + abs(self.attributed)
        return nobody / sales if sales else 0.0

    @property
    def difference(self) -> int:
        """What nothing explains: a ledger with any is refused."""
        return self.balance - self.attributed - sum(self.left.values())
