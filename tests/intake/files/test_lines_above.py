"""Lines above a table are told with their rows."""

from __future__ import annotations

import pytest

from gtkit.evidence import Quantity, Unit
from gtkit.intake import Severity, describe
from gtkit.intake.files.lines_above import at_once, likely_above, passed_over
from gtkit.intake.values.cells import Cell
from gtkit.words import Words


def test_nothing_above_is_nothing_told() -> None:
    """And a warning otherwise: first row, last row, row of the headings."""
    assert (at_once([["Acme"]]), passed_over(0, 1, file="v.csv")) == (0, ())
    (told,) = passed_over(2, 1, file="v.xlsx", sheet="S")
    assert (told.severity, told.row, told.sheet) == (Severity.WARNING, 1, "S")
    assert dict(told.facts) == {"n": Quantity(2, Unit.COUNT), "first": "1", "last": "2", "head": "3"}
    (one,) = passed_over(1, 1, file="v.csv")
    assert "ligne 1 précède" in describe(one, Words.of("fr"))
    assert "row 1 stands" in describe(one, Words.of("en"))


@pytest.mark.parametrize(
    ("records", "likely"),
    [
        ([["Acme"], [], ["Kunde", "Datum", "Umsatz"], ["C1", "13.01.2025", "5"]], (2, 1)),
        ([["Kunde", "Datum", "Umsatz"], ["C1", "13.01.2025", "5"]], (0, 1)),
        ([[], ["Kunde", "Datum", "Umsatz"], ["C1", "13.01.2025", "5"]], (0, 1)),
        ([["Acme"], ["C1", "13.01.2025", "5"], ["C2", "14.01.2025", "5"]], (0, 0)),
        ([["Acme"], ["Kunde", "Datum", "Umsatz"]], (0, 0)),
        ([["Acme"], ["Kunde", "Datum", 5.0], ["C1", "x", 5.0]], (0, 0)),
        ([["Acme"], ["Du", "01/01/2026", "au"], ["Kunde", "Datum", "Umsatz"], ["C1", "x", "5"]], (0, 0)),
    ],
    ids=["title", "none", "blank", "data without headings", "nothing below", "a figure", "a title as wide as a row"],
)
def test_headings_that_nobody_knows_are_words_below_what_cannot_be_a_row(
    records: list[list[Cell]], likely: tuple[int, int]
) -> None:
    """Only lines that fill fewer cells than a row are passed over."""
    assert likely_above(records, 3) == likely
