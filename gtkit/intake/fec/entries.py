"""Lines grouped into entries: which lines belong together, whether they balance, which only carry a balance over.

An entry is a journal and a number in one file; day by day where each day of the number balances, and piece by piece
where each piece does: a batch under one number is as many entries as it can be. Opening entries (*à nouveaux*) carry
last year's balances and sell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import TOLD, Facts, Fault, Severity, capped, shortened
from gtkit.intake.fec.lines import LedgerFile
from gtkit.intake.fec.texts import Codes, Flags, Texts, coded, each_text, joined, marked, summed
from gtkit.intake.names import folded

_ROOTS = {  # what a line is -> how its account begins
    "sale": ("70",),
    "bank": ("5",),
    "result": ("12",),
    "accrual": ("418", "4198", "487"),
    "deposit": ("4191",),
    "group": ("451",),
    "loss": ("654", "6714"),
    "charge": ("6", "7", "445"),
}
FIRST = 411  # the account on which a customer is debited first
_COLLECTIVES = ("411", "413", "416")  # customers, their bills of exchange, their doubtful debts
_OPENING_JOURNALS = frozenset({"an", "ran", "ano", "anx", "anv", "anouv", "ouv"})
_LIKELY = re.compile("nouveau|ouverture", re.IGNORECASE)
_OPENING_LABELS = ("a nouveau", "report a nouveau", "reprise a nouveau", "reprise des a nouveau", "reouverture")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The lines of all files in one table, and what is wrong with their entries.

    `lines` has the columns of LedgerFile's and: file (position), entry and document (a piece within an entry),
    both numbered from 0; collective, the first three digits of a receivable account (411, 413, 416), 0 elsewhere; and
    the flags receivable, sale (account 70), bank (5), result (12), accrual (418, 4198, 487), deposit
    (4191), group (451), loss (654, 6714), charge (6, 7 and VAT) and opening. The customer of a receivable line is its
    auxiliary account, or its own account where that never bears one.
    """

    lines: pd.DataFrame
    faults: tuple[Fault, ...]


def entries(files: Sequence[LedgerFile]) -> Entries:
    """The entries of a ledger.

    Parameters
    ----------
    files : sequence of LedgerFile

    Returns
    -------
    Entries

    Faults: fec_unbalanced, fec_same_entries, fec_entries_overlap; warnings fec_no_number, fec_customer_account.
    """
    lines = pd.concat([file.lines.assign(file=at) for at, file in enumerate(files)], ignore_index=True)
    codes, accounts = pd.factorize(lines["account"].to_numpy())
    for key, roots in _ROOTS.items():
        lines[key] = np.array([account.startswith(roots) for account in accounts], dtype=bool)[codes]
    collective = [int(account[:3]) if account.startswith(_COLLECTIVES) else 0 for account in accounts]
    lines["collective"] = np.array(collective, dtype=np.int64)[codes]
    lines["receivable"] = lines["collective"] > 0
    lines["entry"] = _numbered(lines)
    lines["document"] = joined(lines["entry"].to_numpy(), coded(lines["piece"].to_numpy()))
    lines["opening"] = _opening(lines)
    faults = [*_without_number(lines, files), *_own_accounts(lines, files)]
    return Entries(lines=lines, faults=(*faults, *_unbalanced(lines, files), *_told_twice(lines, files)))


def _true_of(column: Texts, rule: Callable[[str], bool]) -> Flags:
    return each_text(column, rule, blank=False, dtype="bool")[0]


def _numbered(lines: pd.DataFrame) -> Codes:
    """The entry of each line; a line without number goes by its piece."""
    number = lines["number"].to_numpy()
    nameless = coded(np.where(number == "", lines["piece"].to_numpy(), ""))
    entry = joined(lines["file"].to_numpy(), coded(lines["journal"].to_numpy()), coded(number), nameless)
    for key in ("day", "piece"):
        finer = joined(entry, coded(lines[key].to_numpy()))
        off = summed(lines["cents"].to_numpy(), finer)[finer] != 0
        whole = marked(off, entry)[entry]
        entry = joined(whole.astype(np.int64), np.where(whole, entry, finer))
    return entry


def _opening(lines: pd.DataFrame) -> Flags:
    """The lines of entries that carry balances over: by their journal, else by the label of each of their lines."""
    journal = _true_of(lines["journal"].to_numpy(), lambda text: folded(text) in _OPENING_JOURNALS)
    named = _true_of(lines["journal_label"].to_numpy(), _carries_over)
    label = _true_of(lines["label"].to_numpy(), _opens)
    entry = lines["entry"].to_numpy()
    other = marked(~label | lines["sale"].to_numpy(), entry)[entry]
    opening: Flags = journal | named | ~other
    return opening


def _opens(label: str) -> bool:
    likely = _LIKELY.search(label) is not None  # a ledger holds as many labels as pieces
    return likely and folded(label).startswith(_OPENING_LABELS)


def _carries_over(journal_label: str) -> bool:
    name = folded(journal_label)
    return "a nouveau" in name or name.startswith(("reouverture", "ouverture"))


def _own_accounts(lines: pd.DataFrame, files: Sequence[LedgerFile]) -> list[Fault]:
    """A 411 account that never bears an auxiliary one is its customer's own, unless it is a bare 411000.

    So are the 413 and 416 accounts that end as it does.
    """
    account, customer = lines["account"].to_numpy(), lines["customer_id"].to_numpy().copy()
    at = lines["receivable"].to_numpy() & (customer == "")
    shared = set(account[lines["receivable"].to_numpy() & (customer != "")].tolist())
    named = _true_of(account, lambda text: bool(text[3:].strip("0")) and text not in shared)
    first = at & named & (lines["collective"] == FIRST).to_numpy()
    known = set(account[first].tolist())
    twins = at & named & _true_of(account, lambda text: f"{FIRST}{text[3:]}" in known)
    own = np.array([f"{FIRST}{text[3:]}" for text in account[twins]], dtype=object)
    customer[twins] = own
    lines["customer_id"] = customer
    return [_warning("fec_customer_account", files[0].file)] if first.any() else []


def _without_number(lines: pd.DataFrame, files: Sequence[LedgerFile]) -> list[Fault]:
    faults = []
    for at, file in enumerate(files):
        rows = lines.loc[(lines["file"] == at) & (lines["number"] == ""), "row"]
        if len(rows):
            facts: Facts = {"n": Quantity(len(rows), Unit.COUNT)}
            faults.append(_warning("fec_no_number", file.file, row=int(rows.min()), column="EcritureNum", facts=facts))
    return faults


def _unbalanced(lines: pd.DataFrame, files: Sequence[LedgerFile]) -> list[Fault]:
    """Entries whose debits are not their credits, each at its first line."""
    entry = lines["entry"].to_numpy()
    balances = summed(lines["cents"].to_numpy(), entry)
    off = lines[balances[entry] != 0]
    first = off.loc[off.groupby("entry", sort=False)["row"].idxmin()].sort_values(["file", "row"])
    faults = []
    for line in first.head(TOLD).itertuples():
        facts: Facts = {"difference": Quantity(-int(balances[line.entry]) / 100, Unit.COEFFICIENT)}
        name = shortened(f"{line.journal} {line.number}".strip())
        fault = Fault(code="fec_unbalanced", file=files[line.file].file, row=int(line.row), value=name, facts=facts)
        faults.append(fault)
    return capped(faults, total=len(first), rest="fec_more_unbalanced")


def _told_twice(lines: pd.DataFrame, files: Sequence[LedgerFile]) -> list[Fault]:
    """Sales entries that two files bear, counted twice if both were read: which file the other holds whole, if any."""
    sales = lines[lines["sale"] & ~lines["opening"]]
    held = sales[["file", "journal", "number", "day", "piece"]].drop_duplicates()
    faults = []
    for first, second in combinations(range(len(files)), 2):
        one, other = (held[held["file"] == at].drop(columns="file") for at in (first, second))
        shared = len(one.merge(other, on=list(one.columns)))
        if shared:
            away = second if shared == len(other) else first
            whole = shared == min(len(one), len(other))
            code = "fec_same_entries" if whole else "fec_entries_overlap"
            facts: Facts = {
                "n": Quantity(shared, Unit.COUNT),
                "first_file": files[first].file,
                **({"away": files[away].file} if whole else {}),
            }
            faults.append(Fault(code=code, file=files[second].file, facts=facts))
    return faults


def _warning(code: str, file: str, *, row: int | None = None, column: str = "", facts: Facts | None = None) -> Fault:
    return Fault(code=code, severity=Severity.WARNING, file=file, row=row, column=column, facts=facts or {})
