"""Lines above a table are told with their rows."""

from __future__ import annotations

from gtkit.intake import Severity
from gtkit.intake.files.lines_above import at_once, passed_over


def test_nothing_above_is_nothing_told() -> None:
    """And a warning otherwise: first row, last row, row of the headings."""
    assert (at_once([["Acme"]]), passed_over(0, 1, file="v.csv")) == (0, ())
    (told,) = passed_over(2, 1, file="v.xlsx", sheet="S")
    assert (told.severity, told.row, told.sheet) == (Severity.WARNING, 1, "S")
    assert dict(told.facts) == {"first": "1", "last": "2", "head": "3"}
