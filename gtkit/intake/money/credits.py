"""Which invoice a credit note of a sales file credits: the one it names, else its own number, else the amount.

A negative line credits the invoice that it names; else the invoice whose number it bears; else, with all lines of its
own number, the one invoice of the same customer and currency, dated the same day or before, of the same amount to the
cent. An amount ties nothing where several invoices fit, where another credit note claims the same invoice, or where
the invoice is credited already. Numbers are compared whatever their case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import Table
from gtkit.intake.coded import factorized
from gtkit.intake.faults import Fault, Severity
from gtkit.intake.located import located, numbered
from gtkit.intake.money.invoices import first_issued
from gtkit.intake.money.lines import Flags, Lines
from gtkit.intake.part import Part

_INVOICE = ["who", "number"]
_MONEY = ["who", "currency", "cents"]


class Tie(IntEnum):
    """How a credit note found its invoice; NONE of a line that is no credit note."""

    NONE = 0
    REFERENCE = 1
    AMOUNT = 2
    UNMATCHED = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Credits:
    """The parts with `credited_invoice` filled, the faults, and for each line its tie and the day of its invoice."""

    parts: tuple[Part, ...]
    faults: tuple[Fault, ...]
    ties: npt.NDArray[np.int8]
    day: npt.NDArray[np.int64]  # of the invoice that a tied credit note credits, else the line's own


def tied_credits(lines: Lines, table: Table) -> Credits:
    """Tie each credit note to its invoice, across the files.

    Parameters
    ----------
    lines : Lines
        Amounts as they were invoiced, before any conversion.
    table : Table

    Returns
    -------
    Credits

    Faults: the warnings credit_unknown_invoice, credit_before_invoice, credit_above_invoice.
    """
    ties, day = np.zeros(len(lines.day), dtype=np.int8), lines.day.copy()
    noted = lines.sound & (lines.amount < 0)
    if not noted.any():
        return Credits(parts=lines.parts, faults=(), ties=ties, day=day)
    concerned = np.zeros(int(lines.who.max()) + 1, dtype=bool)
    concerned[lines.who[noted]] = True
    frame = _frame(lines, np.flatnonzero(concerned[lines.who] & lines.sound))
    issued = first_issued(frame[(frame["cents"] >= 0) & (frame["number"] >= 0)], _INVOICE, "day")
    issued = issued[[*_INVOICE, "at", "day"]].rename(columns={"at": "first", "day": "issued"})
    notes = frame[frame["cents"] < 0].copy()
    notes["ref"] = notes["named"].where(notes["named"] >= 0, notes["number"])
    notes = notes.merge(issued.rename(columns={"number": "ref"}), how="left", on=["who", "ref"])
    invoices = _invoices(frame, issued)
    notes["discount"] = (notes["number"] == notes["ref"]) & (notes["day"] == notes["issued"])
    notes["tie"] = np.where(notes["first"].notna(), Tie.REFERENCE, Tie.UNMATCHED)
    notes = _tied_by_amount(notes, invoices)
    at, found = notes["at"].to_numpy(), notes["first"].notna().to_numpy()
    ties[at] = notes["tie"].to_numpy()
    day[at[found]] = notes.loc[found, "issued"].to_numpy(dtype=np.int64)
    flags = {
        "credit_unknown_invoice": _flagged(lines, at, (notes["named"] >= 0) & ~found),
        "credit_before_invoice": _flagged(lines, at, notes["issued"] > notes["day"]),
        "credit_above_invoice": _flagged(lines, at, _above(notes, invoices)),
    }
    return Credits(
        parts=_filled(lines, at[found], notes.loc[found, "first"].to_numpy(dtype=np.intp)),
        faults=tuple(fault for code, own in flags.items() for fault in _warned(code, table, lines, own)),
        ties=ties,
        day=day,
    )


def _frame(lines: Lines, at: npt.NDArray[np.intp]) -> pd.DataFrame:
    """The lines of the customers concerned: numbers of invoices and of currencies as codes, -1 for a blank."""
    own, named = lines.column("invoice")[at], lines.column("credited_invoice")[at]
    codes, texts = pd.factorize(np.concatenate([own, named]))
    same = factorized(np.array([text.casefold() for text in texts], dtype=object))[0]
    codes = np.where(np.array([text == "" for text in texts], dtype=bool)[codes], -1, same[codes])
    return pd.DataFrame(
        {
            "at": at,
            "who": lines.who[at],
            "day": lines.day[at],
            "cents": np.rint(lines.amount[at] * 100).astype(np.int64),
            "currency": factorized(lines.column("currency")[at])[0],
            "number": codes[: len(at)],
            "named": codes[len(at) :],
        }
    )


def _invoices(frame: pd.DataFrame, issued: pd.DataFrame) -> pd.DataFrame:
    """What each invoice comes to on its day, in each currency of it, its discounts taken off."""
    lines = frame.merge(issued, on=_INVOICE)
    lines = lines[lines["day"] == lines["issued"]]
    by_invoice = lines.groupby([*_INVOICE, "currency", "first", "issued"], as_index=False, sort=False)
    return by_invoice.agg({"cents": "sum"})


def _tied_by_amount(notes: pd.DataFrame, invoices: pd.DataFrame) -> pd.DataFrame:
    """The notes that name no invoice, tied by their amount where one invoice alone fits."""
    loose = notes[(notes["tie"] == Tie.UNMATCHED) & (notes["named"] < 0)]
    if loose.empty:
        return notes
    document = loose["number"].where(loose["number"] >= 0, -2 - loose["at"])  # a line without number stands alone
    keys = ["who", "currency", "document"]
    own = loose.assign(document=document).groupby(keys, as_index=False, sort=False).agg({"cents": "sum", "day": "min"})
    own["cents"] = -own["cents"]
    ordered = invoices.sort_values("issued", kind="stable")
    rank = ordered.groupby(_MONEY).cumcount()
    second = ordered.loc[rank == 1, [*_MONEY, "issued"]].rename(columns={"issued": "next"})
    fitting = own.merge(ordered[rank == 0], on=_MONEY).merge(second, how="left", on=_MONEY)
    fitting = fitting[(fitting["issued"] <= fitting["day"]) & ~(fitting["next"] <= fitting["day"])]
    credited = notes.loc[(notes["tie"] == Tie.REFERENCE) & ~notes["discount"], "first"]
    fitting = fitting[~fitting["first"].isin(credited) & ~fitting.duplicated("first", keep=False)]
    found = loose.assign(document=document)[["at", *keys]].merge(fitting[[*keys, "first", "issued"]], on=keys)
    found = found.set_index("at")[["first", "issued"]]
    by_note = notes.set_index("at", drop=False)
    by_note.loc[found.index, ["first", "issued"]] = found.astype(float)
    by_note.loc[found.index, "tie"] = Tie.AMOUNT
    return by_note.reset_index(drop=True)


def _above(notes: pd.DataFrame, invoices: pd.DataFrame) -> pd.Series:
    """The notes of the invoices that are credited for more than they come to; a discount on the invoice is no note."""
    later = notes[~notes["discount"]]
    keys = ["first", "currency"]
    credited = later.groupby(keys, as_index=False)["cents"].sum().merge(invoices[[*keys, "cents"]], on=keys)
    above = credited.loc[-credited["cents_x"] > credited["cents_y"], keys]
    marked = notes[keys].merge(above.assign(above=True), how="left", on=keys)["above"].notna()
    return pd.Series(marked.to_numpy() & notes["at"].isin(later["at"]).to_numpy(), index=notes.index)


def _flagged(lines: Lines, at: npt.NDArray[np.intp], wrong: Any) -> Flags:
    flags = np.zeros(len(lines.day), dtype=bool)
    flags[at[np.asarray(wrong, dtype=bool)]] = True
    return flags


def _filled(lines: Lines, notes: npt.NDArray[np.intp], first: npt.NDArray[np.intp]) -> tuple[Part, ...]:
    """The parts, each note tied bearing the number of its invoice as the invoice's first line spells it."""
    credited = lines.column("credited_invoice").copy()
    credited[notes] = lines.column("invoice")[first]
    return tuple(
        replace(part, frame=part.frame.assign(credited_invoice=pd.Series(own, index=part.frame.index, dtype="str")))
        for part, own in zip(lines.parts, lines.shares(credited), strict=True)
    )


def _warned(code: str, table: Table, lines: Lines, flags: Flags) -> Sequence[Fault]:
    keys = ("invoice",) if code == "credit_above_invoice" else ("credited_invoice",)
    return [
        located(code, table, part, rows, facts=numbered(rows), severity=Severity.WARNING, keys=keys)
        for part, rows in lines.rows(flags)
    ]
