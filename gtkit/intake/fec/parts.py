"""A ledger as parts of the tables that it gives: sales as transactions, invoices and receipts as payments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from gtkit.contracts import Table
from gtkit.intake.fec.entries import FIRST
from gtkit.intake.fec.ledger import Ledger
from gtkit.intake.fec.lines import LedgerFile
from gtkit.intake.fec.settlement import payments_of
from gtkit.intake.files.raw import RawTable
from gtkit.intake.reconciliation import Reconciliation
from gtkit.intake.tables.part import Part, contract_frame

_HEADINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(  # table -> column -> where a ledger holds it
    {
        "transactions": {
            "customer_id": "CompAuxNum",
            "date": "PieceDate",
            "amount": "CompteNum 70…",
            "invoice": "PieceRef",
            "credited_invoice": "EcritureLib, EcritureLet",
        },
        "payments": {
            "customer_id": "CompAuxNum",
            "invoice": "PieceRef",
            "invoiced_on": "PieceDate",
            "paid_on": "EcritureLet",
            "amount": "CompteNum 411…",
        },
    }
)


def ledger_parts(ledger: Ledger, table: Table) -> tuple[Part, ...]:
    """What each file of a ledger gives to a table.

    Parameters
    ----------
    ledger : Ledger
    table : Table
        `transactions` or `payments`.

    Returns
    -------
    One Part a file, in order; a row bears the number of its first line, and lines of which no row is made are counted
    by reason.
    """
    sales = table.key == "transactions"
    rows = ledger.sales.rows if sales else payments_of(ledger.lines, ledger.sales.rows, as_of=ledger.as_of)
    parts = []
    for at, file in enumerate(ledger.files):
        held = int((ledger.lines["file"] == at).sum())
        own = rows[rows["file"] == at]
        dropped = {"blank": file.blank}
        if sales:
            left = ledger.sales.left
            dropped |= Counter(left.loc[left["file"] == at, "reason"].tolist())
            sold = int((ledger.lines["sale"] & (ledger.lines["file"] == at)).sum())
            dropped["not_sales"] = held - sold
        else:
            dropped["not_invoices"] = held - len(own)
        dropped = {reason: n for reason, n in dropped.items() if n}
        kept = held + file.blank - sum(dropped.values())
        told = ledger.reconciliations[at] if sales else None
        customer = _customer(ledger.lines[ledger.lines["file"] == at])
        parts.append(_part(file, own, table, dropped=dropped, lines_kept=kept, ledger=told, customer=customer))
    return tuple(parts)


def _customer(lines: pd.DataFrame) -> str:
    """The columns that hold the customers: auxiliary accounts, accounts of their own where these are blank, or both."""
    owed = lines[lines["receivable"] & (lines["customer_id"] != "")]
    own = owed["customer_id"].str[len(str(FIRST)) :] == owed["account"].str[len(str(FIRST)) :]
    own &= owed["customer_id"].str.startswith(str(FIRST))
    names = ([] if own.all() and len(own) else ["CompAuxNum"]) + (["CompteNum"] if own.any() else [])
    return ", ".join(names)


def _part(
    file: LedgerFile,
    rows: pd.DataFrame,
    table: Table,
    *,
    dropped: Mapping[str, int],
    lines_kept: int,
    ledger: Reconciliation | None,
    customer: str,
) -> Part:
    headings = {**_HEADINGS[table.key], "customer_id": customer}
    frame = contract_frame(
        table,
        {key: (rows["cents"] / 100 if key == "amount" else rows[key]).to_numpy() for key in headings},
        rows=len(rows),
    )
    numbers = tuple(rows["row"].tolist())
    raw = RawTable(
        file=file.file,
        sha256=file.sha256,
        encoding=file.encoding,
        separator=file.separator,
        headings=tuple(headings.values()),
        keys=tuple(headings),
        columns=tuple(frame[key].to_numpy().tolist() for key in headings),
        rows=numbers,
    )
    return Part(
        raw=raw,
        headings=headings,
        unused=(),
        frame=frame,
        rows=numbers,
        kept=tuple(range(len(rows))),
        dropped=MappingProxyType(dict(dropped)),
        manners=MappingProxyType({}),
        faults=(),
        lines_kept=lines_kept,
        ledger=ledger,
    )
