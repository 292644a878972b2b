"""Accounts that stand for many customers at once, such as 411DIVERS: read as one, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity, shortened
from gtkit.intake.fec.lines import LedgerFile
from gtkit.intake.names import folded

_NAMED = re.compile(
    r"(?:clients? |ventes? )?(?:divers(?:es)?|de passage|(?:au )?comptant)|sundry customers?|various customers?"
    r"|cash (?:customers?|sales)"
)
_CODED = re.compile(r"(?:411|c|cl|cli)?0*(?:divers|comptant|passage|divcli|clidiv|sundry|various)0*", re.IGNORECASE)


def catch_alls(file: LedgerFile, rows: pd.DataFrame, lines: pd.DataFrame) -> Iterator[Fault]:
    """The warning of each customer whose code or name says that it is many.

    Parameters
    ----------
    file : LedgerFile
    rows : DataFrame
        Of `Sales`, those of the file.
    lines : DataFrame
        As `entries` gives them, those of the file.

    Yields
    ------
    Fault: fec_catch_all, with the number of the sales, their sum, and the share of the file's that they make.
    """
    owed = lines[lines["receivable"] & (lines["customer_id"] != "")].drop_duplicates("customer_id")
    names = owed["customer_label"].where(owed["customer_id"] != owed["account"], owed["account_label"])
    known = dict(zip(owed["customer_id"].tolist(), names.tolist(), strict=True))
    whole = int(rows["cents"].abs().sum())
    for customer, own in rows.groupby("customer_id", sort=True):
        if not _is_many(str(customer), known.get(customer, "")):
            continue
        facts: Facts = {
            "n": Quantity(len(own), Unit.COUNT),
            "amount": Quantity(int(own["cents"].sum()) / 100, Unit.MONEY),
            "share": Quantity(int(own["cents"].abs().sum()) / whole if whole else 0.0, Unit.SHARE),
            "customer": Name(shortened(customer)),
        }
        row = int(own["row"].min())
        yield Fault(code="fec_catch_all", severity=Severity.WARNING, file=file.file, row=row, facts=facts)


def _is_many(code: str, name: str) -> bool:
    """Whether a code or a name stands for customers that nobody tells apart."""
    return _CODED.fullmatch(code) is not None or _NAMED.fullmatch(folded(name)) is not None
