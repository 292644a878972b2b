"""The ledger of one or several years: its files read together, its sales given to customers and told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import DataRefused, Facts, Fault, Severity
from gtkit.intake.fec.catch_alls import catch_alls
from gtkit.intake.fec.credits import credited_invoices
from gtkit.intake.fec.entries import entries
from gtkit.intake.fec.filename import fec_name
from gtkit.intake.fec.lines import LedgerFile, read_ledger_file
from gtkit.intake.fec.sales import REASONS, Sales, sales_of
from gtkit.intake.reconciliation import Reconciliation
from gtkit.intake.thresholds import Thresholds, judged_sales

_USUAL = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A ledger that stands.

    `lines` are as `entries` gives them, `sales` as `sales_of` does with what `credited_invoices` says in its rows;
    `file` in both is a position in `files`, as is the place of each reconciliation.
    """

    files: tuple[LedgerFile, ...]
    lines: pd.DataFrame
    sales: Sales
    reconciliations: tuple[Reconciliation, ...]
    as_of: np.datetime64


def read_ledger(
    contents: Sequence[tuple[str, bytes, str]], *, as_of: dt.date, thresholds: Thresholds = _USUAL
) -> tuple[Ledger | None, tuple[Fault, ...]]:
    """The files of a ledger, read together.

    Parameters
    ----------
    contents : sequence of (file, bytes, SHA-256)
        One file a fiscal year.
    as_of : date
        Last day of the data, inclusive.
    thresholds : Thresholds
        How much of the sales may be no customer's.

    Returns
    -------
    The ledger, None where it is refused; every fault.

    Faults: those of `read_ledger_file` and `entries`; file_twice, fec_unreconciled; warnings fec_two_firms,
    fec_no_sales, fec_left_<reason>, fec_catch_all, fec_shared, fec_loose_credit, fec_ambiguous_credit. Past its
    threshold fec_left_no_customer is an error.
    """
    files, faults = _read(contents)
    if not files or _refused(faults):
        return None, tuple(faults)
    held = entries(files)
    if _refused(held.faults):
        return None, (*faults, *held.faults)
    day, lines = np.datetime64(as_of), held.lines
    sales = sales_of(lines, as_of=day)
    rows = sales.rows.join(credited_invoices(sales.rows, lines))
    sales = Sales(rows=rows, left=sales.left, shared=sales.shared)
    reconciled = tuple(_reconciled(lines, sales, at) for at in range(len(files)))
    told = [
        fault for at, file in enumerate(files) for fault in _told(file, at, lines, sales, reconciled[at], thresholds)
    ]
    ledger = Ledger(files=tuple(files), lines=lines, sales=sales, reconciliations=reconciled, as_of=day)
    return None if _refused(told) else ledger, (*faults, *held.faults, *told)


def _refused(faults: Sequence[Fault]) -> bool:
    return any(fault.severity is Severity.ERROR for fault in faults)


def _read(contents: Sequence[tuple[str, bytes, str]]) -> tuple[list[LedgerFile], list[Fault]]:
    """Each file that can be read, and the faults of all."""
    files: list[LedgerFile] = []
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    firms: dict[str, str] = {}
    for file, data, sha256 in contents:
        first = seen.setdefault(sha256, file)
        if first != file or file in {read.file for read in files}:
            faults.append(Fault(code="file_twice", file=file, facts={"first_file": first}))
            continue
        try:
            read = read_ledger_file(data, file=file, sha256=sha256)
        except DataRefused as refused:
            faults += refused.faults
            continue
        files.append(read)
        faults += read.faults
        name = fec_name(file)
        if name is not None:
            firms.setdefault(name.siren, file)
    if len(firms) > 1:
        siren, file = list(firms.items())[1]
        faults.append(Fault(code="fec_two_firms", severity=Severity.WARNING, file=file, value=siren))
    return files, faults


def _reconciled(lines: pd.DataFrame, sales: Sales, at: int) -> Reconciliation:
    """Class 70 of one file, from its lines as they were read, against the rows that were made of them."""
    left = sales.left[sales.left["file"] == at]
    by_reason = {reason: int(left.loc[left["reason"] == reason, "cents"].sum()) for reason in REASONS}
    return Reconciliation(
        balance=int(lines.loc[lines["sale"] & (lines["file"] == at), "cents"].sum()),
        attributed=int(sales.rows.loc[sales.rows["file"] == at, "cents"].sum()),
        left={reason: cents for reason, cents in by_reason.items() if (left["reason"] == reason).any()},
    )


def _told(
    file: LedgerFile,
    at: int,
    lines: pd.DataFrame,
    sales: Sales,
    reconciled: Reconciliation,
    thresholds: Thresholds,
) -> Iterator[Fault]:
    """What a person should know of one file's sales, and the difference that nothing explains."""
    rows, left = (frame[frame["file"] == at] for frame in (sales.rows, sales.left))
    if rows.empty:
        yield Fault(code="fec_no_sales", severity=Severity.WARNING, file=file.file)
    for reason in reconciled.left:
        told = _warning(REASONS[reason], file, left[left["reason"] == reason])
        nobody = reason == "no_customer"
        yield judged_sales(told, share=reconciled.unassigned, thresholds=thresholds) if nobody else told
    yield from catch_alls(file, rows, lines[lines["file"] == at])
    shared = sales.shared[sales.shared["file"] == at]
    if len(shared):
        yield _warning("fec_shared", file, shared.assign(cents=0))
    untied = rows[(rows["cents"] < 0) & (rows["credited_invoice"] == "")]
    for code, notes in (
        ("fec_loose_credit", untied[~untied["ambiguous"]]),
        ("fec_ambiguous_credit", untied[untied["ambiguous"]]),
    ):
        if len(notes):
            yield _warning(code, file, notes)
    if reconciled.difference:
        facts: Facts = {"difference": Quantity(reconciled.difference / 100, Unit.COEFFICIENT)}
        yield Fault(code="fec_unreconciled", file=file.file, facts=facts)


def _warning(code: str, file: LedgerFile, rows: pd.DataFrame) -> Fault:
    """A warning at the first of some rows, with their number and what they add up to."""
    facts: Facts = {
        "n": Quantity(len(rows), Unit.COUNT),
        "amount": Quantity(int(rows["cents"].sum()) / 100, Unit.MONEY),
    }
    return Fault(code=code, severity=Severity.WARNING, file=file.file, row=int(rows["row"].min()), facts=facts)
