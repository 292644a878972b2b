"""Which invoice a credit note credits: its own piece or label says it, else the lettering that clears them together.

A label names an invoice as it is written, else as people copy it (`references`). Where it names several, the lettering
may say which; otherwise the note credits none: nothing is chosen for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pandas as pd

from gtkit.intake.fec.references import bare, number_of, spelled
from gtkit.intake.money.invoices import first_issued

_REFERENCE = re.compile(r"[^\s,;:()\[\]«»\"']+")
_SHORTEST = 3  # signs of a reference that a label may name; shorter ones are met by chance
_Invoice: TypeAlias = "tuple[str, pd.Timestamp]"  # its number, its date
_Told: TypeAlias = Mapping[int, set[str]]  # document -> texts


@dataclass(slots=True)
class _Known:
    """The invoices of one customer by their number: as it stands, without separators, by its digits alone."""

    exact: dict[str, _Invoice] = field(default_factory=dict)
    spelled: dict[str, set[_Invoice]] = field(default_factory=dict)
    numbers: dict[str, set[_Invoice]] = field(default_factory=dict)

    def add(self, number: str, invoice: _Invoice) -> None:
        """One more invoice."""
        self.exact[number] = invoice
        self.spelled.setdefault(bare(number), set()).add(invoice)
        self.numbers.setdefault(number_of(number), set()).add(invoice)

    def written(self, names: Iterable[str]) -> set[_Invoice]:
        """The invoices of which a name is the number, whatever its case."""
        folded = {name.casefold() for name in names}
        return {self.exact[name] for name in folded if name in self.exact}

    def copied(self, label: str, own: str) -> set[_Invoice]:
        """The invoices that a label names in another spelling; of two names, one within the other, the longer."""
        met = []
        for first, last, name, announced in spelled(label, own=own):
            invoices = self.spelled.get(name) or (self.numbers.get(name) if announced else None)
            met += [(first, last, invoices)] if invoices else []
        return {
            invoice
            for first, last, invoices in met
            if not any(a <= first and last <= b and (a, b) != (first, last) for a, b, _ in met)
            for invoice in invoices
        }


def credited_invoices(rows: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The invoice that each row of sales credits.

    Parameters
    ----------
    rows : DataFrame
        Of `Sales`.
    lines : DataFrame
        As `entries` gives them.

    Returns
    -------
    DataFrame of the same rows. credited_invoice: an invoice of the same customer, dated the same day or before; blank
    for an invoice, and for a credit note of which neither piece, label nor lettering tells a single one. ambiguous: a
    credit note whose piece or label names several.
    """
    notes = rows[rows["cents"] < 0]
    known = _known(rows[(rows["cents"] >= 0) & rows["customer_id"].isin(notes["customer_id"])])
    of_notes = lines[lines["document"].isin(notes["document"])]
    labels, cleared = _labels(of_notes), _cleared_with(of_notes, lines)
    credited, ambiguous = dict.fromkeys(rows.index.tolist(), ""), dict.fromkeys(rows.index.tolist(), False)
    columns = (notes[key].tolist() for key in ("customer_id", "date", "invoice", "document"))
    for at, customer, date, own, document in zip(notes.index.tolist(), *columns, strict=True):
        invoices = known.get(customer, _Known())
        told = labels.get(document, set())
        copied = {invoice for label in told | {own} for invoice in invoices.copied(label, own)}
        together = _sent(invoices.written(cleared.get(document, set())), date)
        named: set[str] = set()
        for found in (invoices.written({own}), invoices.written(_names(told)), copied):
            named = named or _sent(found, date)
        fitting = named & together or named if len(named) > 1 else named or together
        ambiguous[at] = len(named) > 1 and len(fitting) > 1
        if len(fitting) == 1:
            (credited[at],) = fitting
    return pd.DataFrame({"credited_invoice": credited, "ambiguous": ambiguous}, index=rows.index)


def _sent(invoices: Iterable[_Invoice], date: pd.Timestamp) -> set[str]:
    return {number for number, sent in invoices if sent <= date}


def _known(sold: pd.DataFrame) -> Mapping[str, _Known]:
    """The invoices of each customer, each at its first date."""
    issued = first_issued(sold.assign(number=sold["invoice"].str.casefold()), ["customer_id", "number"], "date")
    known: dict[str, _Known] = {}
    columns = (issued[key].tolist() for key in ("customer_id", "number", "invoice", "date"))
    for customer, number, invoice, date in zip(*columns, strict=True):
        known.setdefault(customer, _Known()).add(number, (invoice, date))
    return known


def _labels(of_notes: pd.DataFrame) -> _Told:
    """The labels of each credit note."""
    told: dict[int, set[str]] = {}
    for document, label in zip(of_notes["document"].tolist(), of_notes["label"].tolist(), strict=True):
        told.setdefault(document, set()).add(label)
    return told


def _names(labels: Iterable[str]) -> set[str]:
    """What could be a reference in labels, as it is written."""
    names = {match.rstrip(".") for label in labels for match in _REFERENCE.findall(label)}
    return {name for name in names if len(name) >= _SHORTEST}


def _cleared_with(of_notes: pd.DataFrame, lines: pd.DataFrame) -> _Told:
    """The pieces of the debits that bear the letter of each credit note, on the same customer's account."""
    key = ["file", "customer_id", "collective", "letter"]
    lettered = of_notes[of_notes["receivable"] & (of_notes["letter"] != "") & (of_notes["customer_id"] != "")]
    debits = lines[lines["receivable"] & (lines["cents"] < 0) & lines["letter"].isin(lettered["letter"])]
    pieces = debits["piece"].where(debits["piece"] != "", debits["number"])
    pairs = lettered[[*key, "document"]].merge(debits[key].assign(piece=pieces), on=key).drop_duplicates()
    told: dict[int, set[str]] = {}
    for document, piece in zip(pairs["document"].tolist(), pairs["piece"].tolist(), strict=True):
        told.setdefault(document, set()).add(piece)
    return told
