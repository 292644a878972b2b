"""Which invoice a credit note credits: its own piece or label says it, else the lettering that clears them together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd

from gtkit.intake.money.invoices import first_issued

_REFERENCE = re.compile(r"[^\s,;:()\[\]«»\"']+")
_SHORTEST = 3  # signs of a reference that a label may name; shorter ones are met by chance
_Known: TypeAlias = Mapping[str, Mapping[str, tuple[str, pd.Timestamp]]]  # customer -> folded invoice -> it, its date
_Told: TypeAlias = Mapping[int, set[str]]  # document -> invoices


def credited_invoices(rows: pd.DataFrame, lines: pd.DataFrame) -> list[str]:
    """The invoice that each row of sales credits.

    Parameters
    ----------
    rows : DataFrame
        Of `Sales`.
    lines : DataFrame
        As `entries` gives them.

    Returns
    -------
    list of str, one a row: an invoice of the same customer, dated the same day or before; blank for an invoice, and
    for a credit note of which neither piece, label nor lettering tells a single one.
    """
    notes = rows[rows["cents"] < 0]
    known = _known(rows[(rows["cents"] >= 0) & rows["customer_id"].isin(notes["customer_id"])])
    of_notes = lines[lines["document"].isin(notes["document"])]
    named, cleared = _named(of_notes), _cleared_with(of_notes, lines)
    credited = dict.fromkeys(rows.index.tolist(), "")
    columns = (notes[key].tolist() for key in ("customer_id", "date", "invoice", "document"))
    for at, customer, date, own, document in zip(notes.index.tolist(), *columns, strict=True):
        invoices = known.get(customer, {})
        for told in ({own}, named.get(document, set()), cleared.get(document, set())):
            found = [invoices[name] for name in {name.casefold() for name in told} if name in invoices]
            fitting = [invoice for invoice, sent in found if sent <= date]
            if len(fitting) == 1:
                (credited[at],) = fitting
                break
    return list(credited.values())


def _known(sold: pd.DataFrame) -> _Known:
    """The invoices of each customer, each at its first date."""
    issued = first_issued(sold.assign(number=sold["invoice"].str.casefold()), ["customer_id", "number"], "date")
    known: dict[str, dict[str, tuple[str, pd.Timestamp]]] = {}
    columns = (issued[key].tolist() for key in ("customer_id", "number", "invoice", "date"))
    for customer, number, invoice, date in zip(*columns, strict=True):
        known.setdefault(customer, {})[number] = (invoice, date)
    return known


def _named(of_notes: pd.DataFrame) -> _Told:
    """What could be a reference in the labels of each credit note."""
    told: dict[int, set[str]] = {}
    for document, label in zip(of_notes["document"].tolist(), of_notes["label"].tolist(), strict=True):
        names = (match.rstrip(".") for match in _REFERENCE.findall(label))
        told.setdefault(document, set()).update(name for name in names if len(name) >= _SHORTEST)
    return told


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
