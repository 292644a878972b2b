"""A fault of rows is told at the first of them."""

from __future__ import annotations

from datetime import date

import numpy as np

from gtkit.contracts import TABLES
from gtkit.evidence import Quantity, Unit
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.located import flagged, located
from gtkit.intake.tables.part import read_part

SALES = TABLES["transactions"]


def test_the_first_row_is_the_place_and_the_others_are_counted() -> None:
    """File, row, columns that the file holds by heading and position; what it does not hold is left out."""
    raw = read_csv(b"Code client;Date;Montant HT\nC1;13/01/2025;1\n", file="v.csv", sha256="")
    part = read_part(raw, SALES, {}, as_of=date(2026, 6, 30))
    fault = located("x", SALES, part, [2, 5, 9], keys=("amount", "margin"))
    assert (fault.file, fault.row, fault.others, fault.column, fault.cell) == ("v.csv", 2, (5, 9), "Montant HT", "C2")


def test_lines_that_are_flagged_are_told_as_their_rows() -> None:
    """By the row that Excel shows, blank rows counted; nothing flagged is nothing told."""
    raw = read_csv(b"Code client;Date;Montant HT\nC1;13/01/2025;1\n\nC2;13/01/2025;2\n", file="v.csv", sha256="")
    part = read_part(raw, SALES, {}, as_of=date(2026, 6, 30))
    (fault,) = flagged("x", SALES, part, np.array([False, True]), facts={"key": "side"}, keys=("amount",))
    assert (fault.row, fault.others, fault.column, fault.facts["key"]) == (4, (), "Montant HT", "side")
    assert fault.facts["n"] == Quantity(1, Unit.COUNT)
    assert flagged("x", SALES, part, np.array([False, False])) == []
