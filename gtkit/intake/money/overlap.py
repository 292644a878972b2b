"""The same invoices in two files of sales, though their lines differ: with VAT and without, by line and by total.

Rows that say the same in all that is read of both files are told before; here an invoice is known by its number, zeros
before it aside, and its day, once the money of both files is settled.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity, shortened
from gtkit.intake.tables.check import Check
from gtkit.intake.tables.located import located
from gtkit.intake.tables.part import Part
from gtkit.intake.tables.repeats import file_beside
from gtkit.intake.thresholds import Thresholds, judged

_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_ROWS = "rows_in_two_files"
_LISTED, _ROUNDING = 5, 0.02  # money: what a sum divided by its VAT may be off


def invoices_in_two_files(check: Check, thresholds: Thresholds) -> list[Fault]:
    """Invoices that stand in two files of sales.

    Parameters
    ----------
    check : Check
        Of `transactions`, its money settled.
    thresholds : Thresholds

    Returns
    -------
    list of Fault: one warning invoices_in_two_files a file and earlier file, with how many invoices there are, their
    first numbers, and what they add up to in each. Where they add up to the same one by one, it is an error past the
    share of repeated rows that is borne. Rows that rows_in_two_files tells are left out.
    """
    if len(check.parts) < 2:
        return []
    told: dict[tuple[str, str], set[int | None]] = defaultdict(set)
    for fault in check.faults:
        if fault.code == _ROWS:
            told[fault.file, fault.sheet] |= {fault.row, *fault.others}
    lines = _lines(check.parts, told)
    sums = lines.groupby(["key", "part"], sort=True)["amount"].agg(math.fsum).reset_index()
    sums["origin"] = sums.groupby("key")["part"].transform("min")
    there = sums.loc[sums["part"] == sums["origin"]].set_index("key")["amount"]
    again = sums.loc[sums["part"] != sums["origin"]].assign(there=lambda own: own["key"].map(there))
    return [fault for _, own in again.groupby(["origin", "part"]) for fault in _told(check, own, lines, thresholds)]


def _told(check: Check, again: pd.DataFrame, lines: pd.DataFrame, thresholds: Thresholds) -> Iterator[Fault]:
    """The fault of the invoices of one file that an earlier one holds: those of the same sum, then the others."""
    origin, at = int(again["origin"].iloc[0]), int(again["part"].iloc[0])
    part, first = check.parts[at], check.parts[origin]
    same = (again["amount"] - again["there"]).abs() <= _ROUNDING
    for invoices, weighed in ((again[same], True), (again[~same], False)):
        if invoices.empty:
            continue
        held = lines[(lines["part"] == at) & lines["key"].isin(invoices["key"])]
        rows = [part.rows[line] for line in held["line"].tolist()]
        listed = pd.unique(held["invoice"])[:_LISTED].tolist()
        facts: Facts = {
            "n": Quantity(len(invoices), Unit.COUNT),
            "first": tuple(Name(shortened(number)) for number in listed),
            "first_file": file_beside(first, part),
            "here": Quantity(round(math.fsum(invoices["amount"]), 2), Unit.MONEY),
            "there": Quantity(round(math.fsum(invoices["there"]), 2), Unit.MONEY),
        }
        fault = located(
            "invoices_in_two_files", check.table, part, rows, facts=facts, keys=("invoice",), severity=Severity.WARNING
        )
        yield judged(fault, rows=len(part.raw.rows), thresholds=thresholds) if weighed else fault


def _lines(parts: Sequence[Part], told: Mapping[tuple[str, str], Collection[int | None]]) -> pd.DataFrame:
    """The lines that bear a number, a day and an amount: key of number and day, part, place in it."""
    frames = []
    for at, part in enumerate(parts):
        own = part.frame[["invoice", "date", "amount"]].assign(part=at, line=np.arange(len(part.frame)))
        rows = told.get((part.raw.file, part.raw.sheet), ())
        fresh = ~np.isin(part.rows, [row for row in rows if row is not None])
        frames.append(own[fresh & (own["invoice"] != "") & own["date"].notna() & own["amount"].notna()])
    lines = pd.concat(frames, ignore_index=True)
    numbers, uniques = pd.factorize(lines["invoice"])
    alike = pd.factorize(np.array([_ZEROS.sub("", str(number).casefold()) for number in uniques], dtype=object))[0]
    days, known = pd.factorize(lines["date"].dt.normalize())
    return lines.assign(key=alike[numbers] * max(len(known), 1) + days if len(lines) else numbers)
