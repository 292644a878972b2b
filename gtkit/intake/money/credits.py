"""Which invoice a credit note of a sales file credits: the one it names, else its own number, else the amount.

A negative line credits the invoice that it names; else the invoice whose number it bears; else, with all lines of its
own number, the one invoice of the same customer and currency, dated the same day or before, of the same amount to the
cent. An amount ties nothing where several invoices fit, where another credit note claims the same invoice, or where
the invoice is credited already. Numbers are compared whatever their case, and in a file whose cells show zeros in one
of the two columns alone, zeros aside.
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
from gtkit.intake.faults import Fault, Severity, numbered
from gtkit.intake.money.invoices import first_issued
from gtkit.intake.money.lines import Flags, Lines
from gtkit.intake.money.named_invoices import half_formed, referred, without_zeros
from gtkit.intake.tables.located import located
from gtkit.intake.tables.part import Part
from gtkit.intake.values.coded import combined, factorized, first_places

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


def tied_credits(lines: Lines, table: Table, *, home: str) -> Credits:
    """Tie each credit note to its invoice, across the files.

    Parameters
    ----------
    lines : Lines
        Amounts as they were invoiced, before any conversion.
    table : Table
    home : str
        ISO 4217 code of the lines that tell no currency, in a file of which none is said.

    Returns
    -------
    Credits

    Faults: the warnings credit_unknown_invoice, credit_before_invoice, credit_above_invoice, credit_other_currency.
    """
    currency = _currencies(lines, home)
    ties, day = np.zeros(len(lines.day), dtype=np.int8), lines.day.copy()
    noted = lines.sound & (lines.amount < 0)
    if not noted.any():
        return Credits(parts=lines.parts, faults=(), ties=ties, day=day)
    concerned = np.zeros(int(lines.who.max()) + 1, dtype=bool)
    concerned[lines.who[noted]] = True
    frame = _frame(lines, currency, np.flatnonzero(concerned[lines.who] & lines.sound))
    invoices = _invoices(frame)
    notes = frame[frame["cents"] < 0].copy()
    notes["ref"] = referred(notes, frame[(frame["cents"] >= 0) & (frame["number"] >= 0)])
    named = invoices[invoices["number"].isin(notes["ref"])]
    issued = first_issued(named, _INVOICE, "issued")[[*_INVOICE, "first", "issued"]]
    notes = notes.merge(issued.rename(columns={"number": "ref"}), how="left", on=["who", "ref"])
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
    first = notes.loc[found, "first"].to_numpy(dtype=np.intp)
    other = at[_elsewhere(notes, invoices)]
    faults = [fault for code, own in flags.items() for fault in _warned(code, table, lines, own)]
    invoiced = pd.Series(currency[first], index=at[found])
    faults += _told_currencies(table, lines, currency, invoiced.loc[other], home)
    return Credits(
        parts=_filled(lines, at[found], first),
        faults=tuple(faults),
        ties=ties,
        day=day,
    )


def _frame(lines: Lines, currency: npt.NDArray[np.object_], at: npt.NDArray[np.intp]) -> pd.DataFrame:
    """The lines of the customers concerned: numbers of invoices and of currencies as codes, -1 for a blank.

    `bare` is the number of an invoice zeros aside; of a credit note, what it names, -1 where zeros count.
    """
    notes = lines.amount[at] < 0
    own, credited = lines.column("invoice")[at], lines.column("credited_invoice")[at[notes]]
    places, texts = pd.factorize(np.concatenate([own, credited]))
    spelt = list(map(str.casefold, texts))
    codes, bare = (
        np.where((texts == "")[places], -1, factorized(np.array(list(names), dtype=object))[0][places])
        for names in (spelt, map(without_zeros, spelt))
    )
    named, alike = np.full(len(at), -1, dtype=np.intp), bare[: len(at)].copy()
    named[notes] = codes[len(at) :]
    aside = np.repeat([half_formed(part) for part in lines.parts], [len(part.frame) for part in lines.parts])
    alike[notes] = np.where(aside[at[notes]], bare[len(at) :], -1)
    return pd.DataFrame(
        {
            "at": at,
            "who": lines.who[at],
            "day": lines.day[at],
            "cents": np.rint(lines.amount[at] * 100).astype(np.int64),
            "currency": factorized(currency[at])[0],
            "number": codes[: len(at)],
            "named": named,
            "bare": alike,
        }
    )


def _invoices(frame: pd.DataFrame) -> pd.DataFrame:
    """Each invoice in each of its currencies: its first line and day, what it comes to on that day, discounts off."""
    numbered_lines = frame[frame["number"] >= 0]
    columns = {key: numbered_lines[key].to_numpy() for key in ("who", "number", "currency", "at", "day", "cents")}
    document = combined([columns[key] for key in ("who", "number", "currency")])
    n, sold = int(document.max(initial=-1)) + 1, columns["cents"] >= 0
    issued = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(issued, document[sold], columns["day"][sold])
    on_day = columns["day"] == issued[document]
    cents = np.zeros(n, dtype=np.int64)
    np.add.at(cents, document[on_day], columns["cents"][on_day])
    places = np.flatnonzero(on_day & sold)
    first = places[first_places(document[places], n)] if places.size else np.zeros(n, dtype=np.intp)
    invoices = pd.DataFrame({key: columns[key][first] for key in ("who", "number", "currency")})
    invoices = invoices.assign(first=columns["at"][first], issued=issued, cents=cents)
    return invoices[np.bincount(document[sold], minlength=n) > 0]


def _tied_by_amount(notes: pd.DataFrame, invoices: pd.DataFrame) -> pd.DataFrame:
    """The notes that name no invoice, tied by their amount where one invoice alone fits."""
    loose = notes[(notes["tie"] == Tie.UNMATCHED) & (notes["named"] < 0)]
    if loose.empty:
        return notes
    document = loose["number"].where(loose["number"] >= 0, -2 - loose["at"])  # a line without number stands alone
    keys = ["who", "currency", "document"]
    own = loose.assign(document=document).groupby(keys, as_index=False, sort=False).agg({"cents": "sum", "day": "min"})
    own["cents"] = -own["cents"]
    alike = invoices["cents"].isin(own["cents"]) & invoices["who"].isin(own["who"])
    ordered = invoices[alike].sort_values("issued", kind="stable")
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
    concerned = invoices.loc[invoices["first"].isin(later["first"]), [*keys, "cents"]]
    credited = later.groupby(keys, as_index=False)["cents"].sum().merge(concerned, on=keys)
    above = credited.loc[-credited["cents_x"] > credited["cents_y"], keys]
    marked = notes[keys].merge(above.assign(above=True), how="left", on=keys)["above"].notna()
    return pd.Series(marked.to_numpy() & notes["at"].isin(later["at"]).to_numpy(), index=notes.index)


def _elsewhere(notes: pd.DataFrame, invoices: pd.DataFrame) -> Flags:
    """The notes tied to an invoice that has no line in their currency."""
    own = notes[["who", "ref", "currency"]].rename(columns={"ref": "number"})
    same = own.merge(invoices[["who", "number", "currency"]].assign(same=True), how="left", on=list(own))["same"]
    return (notes["tie"] == Tie.REFERENCE).to_numpy() & same.isna().to_numpy()


def _currencies(lines: Lines, home: str) -> npt.NDArray[np.object_]:
    """The currency of each line: its own, else the one that is said of its file, else the engagement's."""
    told = lines.column("currency")
    usual = np.repeat(
        np.array([part.currency or home for part in lines.parts], dtype=object),
        [len(part.frame) for part in lines.parts],
    )
    return np.where(told == "", usual, told)


def _told_currencies(
    table: Table, lines: Lines, currency: npt.NDArray[np.object_], invoiced: pd.Series, home: str
) -> Sequence[Fault]:
    """The warning of notes in another currency than their invoice, with both currencies of the first of each file.

    `invoiced` is the currency of the invoice, by the place of the note among the lines.
    """
    flags = np.zeros(len(currency), dtype=bool)
    flags[invoiced.index] = True
    places = [own[own >= 0] for own in lines.shares(np.where(flags, np.arange(len(flags)), -1))]
    faults = []
    for (part, rows), at in zip(lines.rows(flags), [int(own[0]) for own in places if own.size], strict=True):
        told = {"note": str(currency[at]), "invoice": str(invoiced.loc[at]), "usual": part.currency or home}
        warned = located(
            "credit_other_currency", table, part, rows, facts={**numbered(rows), **told}, keys=("currency",)
        )
        faults.append(replace(warned, severity=Severity.WARNING))
    return faults


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
