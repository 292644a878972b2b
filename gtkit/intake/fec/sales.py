"""Sales of a ledger: what each entry credits to class 70, given to the customer whose account it debits.

A document is a piece within an entry. Its customer is the one whose receivable bears the same piece, else the one of
the entry; a sale billed on a deposit alone is the deposit's. Where several customers remain, lines go by their label
when each names one customer; otherwise the amount is shared in proportion to the receivables, to the cent. What no
customer can be found for is kept under a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.intake.fec.share import by_label, in_proportion
from gtkit.intake.fec.texts import Codes, Flags, Texts, coded, joined, marked, summed

REASONS: Mapping[str, str] = MappingProxyType(  # why a class 70 line is no customer's -> code of the warning
    {
        "opening": "fec_left_opening",
        "closing": "fec_left_closing",
        "accrued": "fec_left_accrued",
        "group": "fec_left_group",
        "moved": "fec_left_moved",
        "no_customer": "fec_left_no_customer",
        "after_last_day": "fec_left_after_last_day",
    }
)
_ROW = ["file", "row", "entry", "document", "customer_id", "date", "cents", "invoice"]
_SORTED = ["date", "invoice", "customer_id", "cents", "file", "row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sales:
    """Sales by customer, and what is left out of them.

    `rows` has file, row (of the document's first line), entry, document, customer_id, date, cents (net of VAT) and
    invoice. `left` is the class 70 lines that are no customer's: file, row, cents, reason (one of REASONS). `shared` is
    the first line of each document that was shared in proportion: file, row.
    """

    rows: pd.DataFrame
    left: pd.DataFrame
    shared: pd.DataFrame


def sales_of(lines: pd.DataFrame, *, as_of: np.datetime64) -> Sales:
    """The sales of a ledger.

    Parameters
    ----------
    lines : DataFrame
        As `entries` gives them.
    as_of : datetime64
        Last day of the data, inclusive.

    Returns
    -------
    Sales: the cents of `rows` and of `left` add up to those of the class 70 lines.
    """
    sold = lines[lines["sale"]].sort_values(["file", "row"], kind="stable")
    reason = _reasons(lines)[sold["entry"].to_numpy()]
    by_document = sold.assign(date=sold["piece_day"].fillna(sold["day"])).groupby("document", sort=False)
    date = by_document["date"].transform("min")
    sold = sold.assign(date=date, reason=np.where((reason == "") & (date > as_of), "after_last_day", reason))
    placed = sold[sold["reason"] == ""]
    documents = placed.drop_duplicates("document").set_index("document", drop=False)
    documents = documents.assign(
        cents=placed.groupby("document", sort=False)["cents"].sum(),
        invoice=documents["piece"].where(documents["piece"] != "", documents["number"]),
        customer_id=_owners(lines)[documents["document"].to_numpy()],
    )
    alone = documents[documents["customer_id"] != ""]
    several = documents[documents["customer_id"] == ""]
    split, shared = _split(several, placed, lines)
    rows = pd.concat([alone[_ROW], split[_ROW]], ignore_index=True) if len(split) else alone[_ROW]
    return Sales(
        rows=rows.sort_values(_SORTED, kind="stable", ignore_index=True),
        left=sold.loc[sold["reason"] != "", ["file", "row", "cents", "reason"]],
        shared=several.loc[several["document"].isin(shared), ["file", "row"]],
    )


def _reasons(lines: pd.DataFrame) -> Texts:
    """Why the class 70 lines of each entry are no customer's; blank where they are."""
    entry = lines["entry"].to_numpy()
    billed = marked(_claims(lines), entry)
    moved = summed(np.where(lines["sale"], lines["cents"], 0), entry) == 0
    why: list[tuple[Flags, str]] = [
        (marked(lines["opening"].to_numpy(), entry), "opening"),
        (marked(lines["result"].to_numpy(), entry), "closing"),
        (billed, ""),
        (marked(lines["accrual"].to_numpy(), entry), "accrued"),
        (moved, "moved"),
        (marked(lines["group"].to_numpy(), entry), "group"),
    ]
    flags, names = zip(*why, strict=True)
    return np.select(flags, [np.array(name, dtype=object) for name in names], default="no_customer").astype(object)


def _claims(lines: pd.DataFrame) -> Flags:
    """The lines that say which customer owes: receivables, else the deposits of an entry that has no receivable."""
    named, entry = (lines["customer_id"] != "").to_numpy(), lines["entry"].to_numpy()
    owed: Flags = lines["receivable"].to_numpy() & named
    deposits: Flags = lines["deposit"].to_numpy() & named & ~marked(owed, entry)[entry]
    return owed | deposits


def _owners(lines: pd.DataFrame) -> Texts:
    """The one customer of each document, by its own receivables, else by those of its entry; blank for several."""
    claims = lines[_claims(lines)]
    customer = claims["customer_id"].to_numpy()
    code = coded(customer)
    document, entry = lines["document"].to_numpy(), lines["entry"].to_numpy()
    entry_of = np.zeros(document.max(initial=-1) + 1, dtype=np.int64)
    entry_of[document] = entry
    own, own_number = _only(claims["document"].to_numpy(), code, customer, len(entry_of))
    wide, _ = _only(claims["entry"].to_numpy(), code, customer, entry.max(initial=-1) + 1)
    return np.where(own_number > 0, own, wide[entry_of])


def _only(place: Codes, code: Codes, customer: Texts, size: int) -> tuple[Texts, Codes]:
    """The customer of each place that has one alone, blank elsewhere; how many each has."""
    _, first = np.unique(joined(place, code), return_index=True)
    number = np.bincount(place[first], minlength=size)
    names = np.full(size, "", dtype=object)
    names[place[first]] = customer[first]
    return np.where(number == 1, names, "").astype(object), number


def _split(several: pd.DataFrame, placed: pd.DataFrame, lines: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """Rows of the documents of several customers, and the documents that were shared in proportion."""
    claims = lines[_claims(lines) & lines["entry"].isin(several["entry"]).to_numpy()]
    claims = claims.assign(cents=-claims["cents"])
    by_document, by_entry = (dict(iter(claims.groupby(key))) for key in ("document", "entry"))
    sold = dict(iter(placed[placed["document"].isin(several["document"])].groupby("document")))
    rows, shared = [], []
    for document in several.to_dict("records"):
        own = sold[document["document"]]
        owed = by_document.get(document["document"])
        owed = by_entry[document["entry"]] if owed is None else owed
        who, cents = owed["customer_id"].tolist(), own["cents"].tolist()
        given = by_label(
            list(zip(own["label"].tolist(), cents, strict=True)), list(zip(who, owed["label"].tolist(), strict=True))
        )
        if given is None:
            given = in_proportion(cents, list(zip(who, owed["cents"].tolist(), strict=True)))
            shared.append(document["document"])
        rows += [document | {"customer_id": customer, "cents": cents} for customer, cents in given.items() if cents]
    return pd.DataFrame(rows), shared
