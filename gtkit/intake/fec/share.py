"""One document that several customers are billed by: who owes how much of its sales."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gtkit.intake.fec.allot import allotted


def by_label(sold: Iterable[tuple[str, int]], claims: Iterable[tuple[str, str]]) -> dict[str, int] | None:
    """Sales given line by line, when the label of each line names one customer's receivable and no other.

    Parameters
    ----------
    sold : (label, cents) of each class 70 line
    claims : (customer, label) of each receivable line

    Returns
    -------
    Customer -> cents, None where a line's label names no customer, or several.

    >>> by_label([("A", 100), ("B", 50)], [("C1", "A"), ("C2", "B")])
    {'C1': 100, 'C2': 50}
    """
    named: dict[str, set[str]] = {}
    for customer, label in claims:
        named.setdefault(label, set()).add(customer)
    given: dict[str, int] = {}
    for label, cents in sold:
        customers = named.get(label, set())
        if len(customers) != 1:
            return None
        (customer,) = customers
        given[customer] = given.get(customer, 0) + cents
    return given


def in_proportion(sold: Iterable[int], claims: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Sales shared in proportion to the receivables: credits among those who owe, debits among those who are owed.

    Parameters
    ----------
    sold : cents of each class 70 line
    claims : (customer, cents) of each receivable line, debit less credit

    Returns
    -------
    Customer -> cents, in order of customer: they add up to the sales. Where nobody stands on the side of an amount, it
    is shared in proportion to what stands on the other, and where receivables cancel out, to what they add up to.

    Where class 70 tells sales and credits in one amount, each receivable takes its own part of it, whatever its side.

    >>> in_proportion([300, -100], [("C1", 240), ("C2", 120), ("C3", -120)])
    {'C1': 200, 'C2': 100, 'C3': -100}
    >>> in_proportion([200], [("C1", 240), ("C2", 120), ("C3", -120)])
    {'C1': 200, 'C2': 100, 'C3': -100}
    """
    amounts = _parted(list(sold), [cents for _, cents in claims])
    customers = sorted({customer for customer, _ in claims})
    due = {customer: sum(cents for who, cents in claims if who == customer) for customer in customers}
    gross = {customer: sum(abs(cents) for who, cents in claims if who == customer) for customer in customers}
    given = dict.fromkeys(customers, 0)
    for sign in (1, -1):
        total = sum(cents for cents in amounts if cents * sign > 0)
        same_side = [max(0, sign * due[customer]) for customer in customers]
        any_side = [abs(due[customer]) for customer in customers]
        weights = next((w for w in (same_side, any_side) if any(w)), list(gross.values()))
        for customer, cents in zip(customers, allotted(total, weights), strict=True):
            given[customer] += cents
    return given


def _parted(amounts: list[int], due: list[int]) -> list[int]:
    """Amounts of one sign as sales and credits, in the proportion of receivables of both; as they are elsewhere."""
    total, owed = sum(amounts), sum(due)
    both = min(due, default=0) < 0 < max(due, default=0)
    if not both or total * owed <= 0 or min(amounts) * max(amounts) < 0:
        return amounts
    forward = round(total * sum(cents for cents in due if cents * owed > 0) / owed)
    return [forward, total - forward]
