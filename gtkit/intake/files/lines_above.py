"""Lines that stand above a table, such as a title: counted by whoever knows its headings, and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity
from gtkit.intake.values.cells import Cell

SEARCHED = 30  # records among which headings are searched
Begins: TypeAlias = "Callable[[Sequence[Sequence[Cell]]], int]"  # the first records -> how many stand above the table


def at_once(_: Sequence[Sequence[Cell]]) -> int:
    """A table that begins with the first of its records.

    >>> at_once([["Acme"], ["Code", "HT"]])
    0
    """
    return 0


def likely_above(records: Sequence[Sequence[Cell]], fewest: int) -> tuple[int, int]:
    """How many records stand above what looks like headings that nobody knows, and how many below are as wide.

    Nothing is passed over but records that fill fewer cells than a row must; the first of the others is made of words
    alone, or nothing is.

    Parameters
    ----------
    records : sequence of sequences of cells
    fewest : int
        Cells that a row of the table fills at least.

    >>> likely_above([["Acme"], [], ["Kunde", "Datum", "Umsatz"], ["C1", "13.01.2025", "5"]], 3)
    (2, 1)
    """
    for at, record in enumerate(records[:SEARCHED]):
        texts = [cell.strip() if isinstance(cell, str) else "0" for cell in record]
        filled = [text for text in texts if text]
        if len(filled) < max(2, fewest):
            continue
        if not all(any(map(str.isalpha, text)) for text in filled):
            return 0, 0
        wide = sum(len(other) == len(record) for other in records[at + 1 :])
        titled = any(not isinstance(cell, str) or cell.strip() for above in records[:at] for cell in above)
        return (at, wide) if titled and wide else (0, wide)
    return 0, 0


def passed_over(count: int, first_row: int, *, file: str, sheet: str = "") -> tuple[Fault, ...]:
    """The warning of the lines above a table, none where there are none.

    >>> [fault.facts["head"] for fault in passed_over(3, 1, file="v.csv")]
    ['4']
    """
    if not count:
        return ()
    facts: Facts = {
        "n": Quantity(count, Unit.COUNT),
        "first": str(first_row),
        "last": str(first_row + count - 1),
        "head": str(first_row + count),
    }
    warning = Severity.WARNING
    return (Fault(code="lines_above", severity=warning, file=file, sheet=sheet, row=first_row, facts=facts),)
