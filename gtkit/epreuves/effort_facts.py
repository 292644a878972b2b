"""What each customer was seen to do: facts that were entered, and late days that the ledger tells.

An effort whose catalogue line is measured by payments takes no entry: each customer's value is its late days over the
invoices of `payments`. Épreuves 3 and 4 score customers on the same facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from gtkit.contracts import Tables
from gtkit.evidence import Quantity, Statement, Unit
from gtkit.evidence.quantities import count
from gtkit.scoring.customers import efforts
from gtkit.scoring.customers.late_payment import LatePayment, late_payment


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortFacts:
    """The catalogue, and the facts about every customer.

    `catalogue` is None without one, `facts` where none can be had; `measured` tells whether an effort is measured by
    payments, and `late` is None where none is or no payment is given; `supposed_term` is the term, in days, of
    customers that told none.
    """

    catalogue: pd.DataFrame | None
    facts: pd.DataFrame | None
    measured: bool
    late: LatePayment | None
    supposed_term: float

    @property
    def grid(self) -> pd.DataFrame | None:
        """Which efforts are beyond dispute, None without a catalogue."""
        return None if self.catalogue is None else efforts.gate(self.catalogue)

    def scores(self, customers: pd.Index) -> efforts.EffortScores | None:
        """Score of each customer, None without facts."""
        if self.catalogue is None or self.facts is None:
            return None
        return efforts.score(self.catalogue, self.facts, customers)

    @property
    def notes(self) -> tuple[Statement, ...]:
        """How late days were counted, in sentences to be; none where no effort is measured by them."""
        if not self.measured:
            return ()
        if self.late is None or self.late.customers.empty:
            return (Statement("late.unknown"),)
        customers = self.late.customers
        values = {"n": count(len(customers)), "invoices": count(customers["invoices"].sum())}
        said = [Statement("late.counted", values)]
        if customers["supposed"].any():
            term = Quantity(self.supposed_term, Unit.DAYS)
            said.append(Statement("late.supposed", {"n": count(customers["supposed"].sum()), "term": term}))
        if customers["overdue"].any():
            owing = customers.loc[customers["overdue"] > 0, "overdue"]
            said.append(Statement("late.overdue", {"n": count(len(owing)), "invoices": count(owing.sum())}))
        return tuple(said)


def effort_facts(tables: Tables, *, as_of: date, supposed_term: float) -> EffortFacts:
    """Entered facts and measured ones together.

    Parameters
    ----------
    tables : mapping of CheckedTable
        effort_catalogue, efforts, payments, customers: those that are given.
    as_of : date
        Last day of the data, inclusive: the date of measured facts.
    supposed_term : float
        Days from the invoice, for customers whose term is not told.

    Returns
    -------
    EffortFacts
    """
    if "effort_catalogue" not in tables:
        return EffortFacts(catalogue=None, facts=None, measured=False, late=None, supposed_term=supposed_term)
    catalogue = tables["effort_catalogue"].frame
    measured = catalogue["measured_by"] == "payments"
    catalogue = catalogue.assign(origin=catalogue["origin"].mask(measured, "system"))
    entered = tables["efforts"].frame if "efforts" in tables else None
    late = None
    if "payments" in used(tables):
        late = late_days(tables, as_of=as_of, supposed_term=supposed_term)
    if late is not None:
        proof = ", ".join(dict.fromkeys(source.file for source in tables["payments"].provenance))
        told = [
            pd.DataFrame({"customer_id": late.customers.index, "effort": effort, "value": late.customers["late_days"]})
            for effort in catalogue.loc[measured, "effort"]
        ]
        facts = pd.concat(told, ignore_index=True).assign(date=pd.Timestamp(as_of), proof=proof)
        entered = facts if entered is None else pd.concat([entered, facts], ignore_index=True)
    return EffortFacts(
        catalogue=catalogue, facts=entered, measured=bool(measured.any()), late=late, supposed_term=supposed_term
    )


def late_days(tables: Tables, *, as_of: date, supposed_term: float) -> LatePayment | None:
    """How late each customer pays, None without payments.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Reads payments, and customers for their terms.
    as_of : date
        Last day of the data, inclusive: invoices count as they stood on it.
    supposed_term : float
        Days from the invoice, for customers whose term is not told.
    """
    if "payments" not in tables:
        return None
    invoices = _until(tables["payments"].frame, as_of)
    return late_payment(invoices, terms=_terms(tables), as_of=as_of, supposed_term=supposed_term)


def used(tables: Tables) -> Tables:
    """The tables without `payments` where no effort is measured by them, so that no trace names what weighs nothing."""
    measured = "effort_catalogue" in tables and (tables["effort_catalogue"].frame["measured_by"] == "payments").any()
    return tables if measured else {key: table for key, table in tables.items() if key != "payments"}


def _terms(tables: Tables) -> pd.Series:
    """Agreed term by customer, in days; empty where none is told."""
    if "customers" not in tables:
        return pd.Series(dtype="float64")
    return tables["customers"].frame.set_index("customer_id")["payment_term"]


def _until(payments: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The invoices sent by a day, as they stood on it."""
    last = pd.Timestamp(as_of)
    known = payments[~(payments["invoiced_on"] > last)]
    return known.assign(paid_on=known["paid_on"].where(~(known["paid_on"] > last)))
