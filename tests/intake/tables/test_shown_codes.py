"""A code that a format completes on some rows only is told; one that it completes everywhere is not."""

from __future__ import annotations

import numpy as np
import pytest

from gtkit.contracts import TABLES
from gtkit.intake.files.raw import RawTable
from gtkit.intake.tables.shown_codes import told_halves
from gtkit.intake.values.cells import Reading

_TABLE = TABLES["transactions"]


def _told(values: list[str], formed: list[int]) -> list[tuple[str, int | None]]:
    raw = RawTable(file="v.xlsx", sha256="", rows=tuple(range(2, 2 + len(values))), codes=((0, np.array(formed)),))
    reading = Reading(values=np.array(values, dtype=object))
    done = told_halves(raw, {"customer_id": reading}, {"customer_id": 0}, _TABLE)
    return [(problem.code, problem.at) for own in done.values() for problem in own.problems]


@pytest.mark.parametrize(
    ("values", "formed", "at"),
    [
        (["00012", "12", "12"], [2], 1),
        (["12", "00013", "00012"], [3, 4], 0),
    ],
)
def test_one_number_read_as_two_codes_is_told_once(values: list[str], formed: list[int], at: int) -> None:
    """At the first of the rows without zeros."""
    ((code, found),) = _told(values, formed)
    assert code.startswith("code_format_mixed")
    assert found == at


def test_codes_that_do_not_meet_are_not_told() -> None:
    """A whole column of one format, or numbers that no other row bears."""
    assert _told(["00012", "00012"], [2, 3]) == []
    assert _told(["00012", "13"], [2]) == []
