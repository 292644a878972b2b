"""Columns that tell which lines are no sales and that nobody reads, in a file where no amount is negative."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from gtkit.contracts import Column, Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity, shortened
from gtkit.intake.money.lines import Flags
from gtkit.intake.money.sides_unread import sides_unread
from gtkit.intake.names import folded, side_of
from gtkit.intake.tables.located import flagged
from gtkit.intake.tables.part import Part
from gtkit.intake.values.coded import Coded, stripped
from gtkit.intake.values.labels import keys_of
from gtkit.intake.values.numbers import read_numbers
from gtkit.intake.values.told_credits import SIDES, TELLING

_CREDITS = {"document_type": "credit_note", "side": "credit"}
_CREDIT_WORDS = re.compile(r"\b(?:avoirs?|notes? de credit|credit (?:notes?|memos?))\b")
_CREDIT_NUMBER = re.compile(r"^(?:av|avo|avoir|cn) ?\d")
_CREDIT_BEGINS = frozenset("aAcC")
_MOST = 0.5  # of the filled lines: a column that says so of fewer says something else
_TYPE_NAMES = frozenset(
    {
        *(
            "type",
            "type document",
            "type de document",
            "type piece",
            "type doc",
            "nature",
            "nature de piece",
            "document",
        ),
        *("type de facture", "type facture", "nature document", "nature du document", "doc type", "invoice type"),
    }
)
_SIDE_NAMES = frozenset(
    {
        *("sens", "sens ecriture", "sens de l ecriture", "sens comptable", "side", "d c", "dc", "c d", "cd", "dr cr"),
        *("debit credit", "soll haben", "s h", "code sens", "ecriture sens", "signe", "sign"),
    }
)


def untold(parts: Sequence[Part], table: Table) -> list[Fault]:
    """The columns of some files of sales that seem to tell credit notes and that no column of the contract claims.

    Parameters
    ----------
    parts : sequence of Part
        Of `transactions`, their signs settled.
    table : Table

    Returns
    -------
    The error of `sides_unread`; else the warnings signs_untold, side_untold, side_alone and credits_named, one a
    column, none for a file in which an amount is negative already.
    """
    faults: list[Fault] = []
    for part in (part for part in parts if part.positions):
        found = sides_unread(part, table)
        if not found and _unsigned(part):
            found = [*_alone(part, table), *_of_part(part, table)] or list(_named(part, table))
        faults += found
    return faults


def _alone(part: Part, table: Table) -> list[Fault]:
    """The warning of positive amounts that do not stand on the side of sales, where a file holds that side alone."""
    sales = part.sales_side or SIDES[0]
    if {side for side in SIDES if side in part.positions} != {sales} or "side" in part.positions:
        return []
    amounts = part.frame[["amount", "amount_with_vat"]].to_numpy(dtype=np.float64)
    lines = (amounts > 0).any(axis=1) & (np.nan_to_num(part.frame[sales].to_numpy(dtype=np.float64)) == 0)
    return flagged("side_alone", table, part, lines, severity=Severity.WARNING, keys=(sales,))


def _named(part: Part, table: Table) -> Iterator[Fault]:
    """The warning of positive lines that a text or a number calls credit notes, where no column tells types."""
    amount, gross = (part.frame[key].to_numpy(dtype=np.float64) for key in ("amount", "amount_with_vat"))
    base = np.where(np.isnan(amount), gross, amount)
    read = {place: key for key, place in part.positions.items()}
    for at, heading in enumerate(part.raw.headings):
        key = read.get(at, "")
        if "document_type" in part.positions or key not in {"", "invoice", "product", "channel"}:
            continue
        column = stripped(part.raw.columns[at]).taken(np.array(part.kept, dtype=np.intp))
        says = [isinstance(cell, str) and _says_credit(cell, number=key == "invoice") for cell in column.uniques]
        lines = np.array(says, dtype=bool)[column.codes] & (base > 0) if says else np.zeros(len(base), dtype=bool)
        if lines.any() and lines.sum() < _MOST * len(lines):
            first = str(column[int(np.argmax(lines))])
            facts: Facts = {
                "total": Quantity(math.fsum(base[lines].tolist()), Unit.COEFFICIENT),
                "value": Name(shortened(first)),
            }
            for fault in flagged("credits_named", table, part, lines, facts=facts, severity=Severity.WARNING):
                yield replace(fault, column=heading, columns=(at,))


def _says_credit(text: str, *, number: bool) -> bool:
    """Whether a text names a credit note, or a number is one's; numbers are many, and few begin as these do."""
    if number and text[:1] not in _CREDIT_BEGINS:
        return False
    return (_CREDIT_NUMBER if number else _CREDIT_WORDS).search(folded(text)) is not None


def _unsigned(part: Part) -> bool:
    amounts = part.frame[["amount", "amount_with_vat"]].to_numpy(dtype=np.float64)
    return bool((amounts > 0).any() and not (amounts < 0).any())


def _of_part(part: Part, table: Table) -> Iterator[Fault]:
    claimed = set(part.positions.values())
    kept = np.array(part.kept, dtype=np.intp)
    for at, heading in enumerate(part.raw.headings):
        if at in claimed or not heading:
            continue
        column = stripped(part.raw.columns[at]).taken(kept)
        key, lines = _told(heading, column, table, part)
        if lines.any():
            facts: Facts = {"heading": Name(heading), "key": key, "value": Name(str(column[int(np.argmax(lines))]))}
            code = "side_untold" if key in SIDES else "signs_untold"
            for fault in flagged(code, table, part, lines, facts=facts, severity=Severity.WARNING):
                yield replace(fault, column=heading, columns=(at,))


def _told(heading: str, column: Coded, table: Table, part: Part) -> tuple[str, Flags]:
    """The column of the contract that a column of the file may be, and the lines that it would make credit notes."""
    side = side_of(heading)
    if side and side not in part.positions:
        return side, np.nan_to_num(read_numbers(column).values) > 0
    for key in TELLING:
        if key not in part.positions and (key != "side" or folded(heading) in _SIDE_NAMES):
            lines = _credits(column, table.column(key), _CREDITS[key])
            if key == "document_type" and folded(heading) in _TYPE_NAMES:
                lines |= _no_invoices(column, table.column(key))
            if lines.any():
                return key, lines
    return "", np.zeros(len(column), dtype=bool)


def _no_invoices(column: Coded, choice: Column) -> Flags:
    """The filled lines that a type of document calls something else than the invoices that others are."""
    keys = keys_of(choice.choices)
    named = [isinstance(cell, str) and keys.get(folded(cell)) == "invoice" for cell in column.uniques]
    other = np.array(
        [cell != "" and not is_one for cell, is_one in zip(column.uniques, named, strict=True)], dtype=bool
    )
    return other[column.codes] if any(named) else np.zeros(len(column), dtype=bool)


def _credits(column: Coded, choice: Column, credit: str) -> Flags:
    """The lines of credit notes, where both words of a choice are there and stand on most lines."""
    keys = keys_of(choice.choices)
    words = [folded(cell) if isinstance(cell, str) else "" for cell in column.uniques]
    found = np.array([keys.get(word, "") for word in words], dtype=object)
    filled = np.array([cell != "" for cell in column.uniques], dtype=bool)
    counts = column.counts
    known = counts[found != ""].sum() >= _MOST * counts[filled].sum()
    both = set(found.tolist()) >= {one.key for one in choice.choices}
    return (found == credit)[column.codes] if known and both else np.zeros(len(column), dtype=bool)
