"""Lines that stand above a table, such as a title: counted by whoever knows its headings, and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from gtkit.intake.faults import Fault, Severity
from gtkit.intake.values.cells import Cell

SEARCHED = 30  # records among which headings are searched
Begins: TypeAlias = "Callable[[Sequence[Sequence[Cell]]], int]"  # the first records -> how many stand above the table


def at_once(_: Sequence[Sequence[Cell]]) -> int:
    """A table that begins with the first of its records.

    >>> at_once([["Acme"], ["Code", "HT"]])
    0
    """
    return 0


def passed_over(count: int, first_row: int, *, file: str, sheet: str = "") -> tuple[Fault, ...]:
    """The warning of the lines above a table, none where there are none.

    >>> [fault.facts["head"] for fault in passed_over(3, 1, file="v.csv")]
    ['4']
    """
    if not count:
        return ()
    facts = {"first": str(first_row), "last": str(first_row + count - 1), "head": str(first_row + count)}
    warning = Severity.WARNING
    return (Fault(code="lines_above", severity=warning, file=file, sheet=sheet, row=first_row, facts=facts),)
