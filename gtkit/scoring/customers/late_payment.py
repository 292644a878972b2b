"""Days beyond the agreed term: an effort of the customer that nobody can dispute, read from the ledger.

Late days of an invoice are its days from invoice to payment less the days agreed; the customer's value is their mean,
weighted by amount, so that who has one term for all invoices is late by its mean days to pay less that term. An
invoice paid before its term counts for what it is, below 0. An open invoice counts from its term on, with its age so
far: what it will have taken at last is more, so the value is the least that the customer is late over these invoices,
never a guess. An invoice that is open within its term tells nothing yet and is left out.

The agreed term is the invoice's own due date where it has one, else the customer's term, else a term that is supposed.
French law lets the parties agree on 60 days from the invoice at most (but for 45 days end of month): who pays later is
late whatever was agreed, and who agreed on less is later than the supposed term shows.

Source: Code de commerce, article L441-10, I; the mean as in `days_to_pay`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from gtkit.arrays import share
from gtkit.scoring.customers.days_to_pay import aged_invoices

LEGAL_TERM_DAYS = 60.0  # from the date of the invoice: the longest term that may be agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePayment:
    """Late days by customer.

    Attributes
    ----------
    customers : DataFrame by customer, sorted: late_days (mean beyond the term, weighted by amount), invoices (that it
        rests on), overdue (how many of them are still open: late_days is then a lower bound), supposed (bool: the term
        of some of them was supposed). Customers without an invoice that tells anything are not there.
    within_term : open invoices that are not due yet. undated, reversed : left out as in `days_to_pay`.
    """

    customers: pd.DataFrame
    within_term: int
    undated: int
    reversed: int


def late_payment(
    payments: pd.DataFrame, *, terms: pd.Series, as_of: date, supposed_term: float = LEGAL_TERM_DAYS
) -> LatePayment:
    """How late each customer pays.

    Parameters
    ----------
    payments : DataFrame
        One row an invoice: customer_id, invoiced_on, paid_on (missing while open), amount (currency), and due_on
        where it is known.
    terms : Series by customer
        Days agreed from the invoice on; NaN or absent where not known.
    as_of : date
        Last day of the data, inclusive.
    supposed_term : float
        Days, where neither the invoice nor the customer tells.

    Returns
    -------
    LatePayment

    Raises OutOfRange for a negative supposed term, and as `days_to_pay`.

    >>> told = pd.DataFrame({"customer_id": ["A", "A", "A"], "amount": [100.0, 300.0, 100.0]})
    >>> told["invoiced_on"] = pd.Timestamp("2026-01-01")
    >>> told["paid_on"] = pd.to_datetime(["2026-02-10", "2026-02-20", None])
    >>> late_payment(told, terms=pd.Series({"A": 45.0}), as_of=date(2026, 3, 2)).customers.loc["A"].to_dict()
    {'late_days': 5.0, 'invoices': 3, 'overdue': 1, 'supposed': False}
    """
    share("supposed_term", supposed_term, high=float("inf"))
    counted = aged_invoices(payments, as_of=as_of)
    invoices = counted.invoices
    own = invoices["customer_id"].map(terms)
    if "due_on" in invoices:
        own = (invoices["due_on"] - invoices["invoiced_on"]).dt.days.astype("float64").fillna(own)
    late = invoices["days"] - own.fillna(supposed_term)
    waiting = invoices["open"] & (late <= 0)
    table = pd.DataFrame(
        {
            "customer_id": invoices["customer_id"],
            "amount": invoices["amount"],
            "weighted": invoices["amount"] * late,
            "open": invoices["open"],
            "supposed": own.isna(),
        }
    )[~waiting]
    sums = table.groupby("customer_id").agg(
        amount=("amount", "sum"),
        weighted=("weighted", "sum"),
        invoices=("amount", "size"),
        overdue=("open", "sum"),
        supposed=("supposed", "any"),
    )
    customers = sums.assign(late_days=sums["weighted"] / sums["amount"])
    return LatePayment(
        customers=customers[["late_days", "invoices", "overdue", "supposed"]],
        within_term=int(waiting.sum()),
        undated=counted.undated,
        reversed=counted.reversed,
    )
