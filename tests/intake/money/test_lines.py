"""Lines of several files in one, and back."""

from __future__ import annotations

from datetime import date

import numpy as np

from gtkit.contracts import TABLES
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.money.lines import blank, cells_of, gathered
from gtkit.intake.tables.part import Part, read_part

HEAD = "Code client;Date;Montant HT\n"


def part(rows: str) -> Part:
    """Sales of one file."""
    raw = read_csv((HEAD + rows).encode(), file="v.csv", sha256="")
    return read_part(raw, TABLES["transactions"], {}, as_of=date(2026, 6, 30))


FILES = (part("C1;13/01/2025;1\nC1;13/01/2025;2\nC2;x;3\n"), part("C2;14/01/2025;y\nC1;13/01/2025;4\n;13/01/2025;5\n"))


def test_each_file_has_its_own_lines_back() -> None:
    """In order; a line without customer, date or amount is not sound."""
    lines = gathered(FILES)
    assert [own.tolist() for own in lines.shares(lines.sound)] == [[True, True, False], [False, True, False]]
    assert [(of is FILES[1], rows) for of, rows in lines.rows(lines.amount > 3)] == [(True, [3, 4])]


def test_lines_of_a_customer_on_a_day_are_one_day() -> None:
    """Counted within each file: two lines of one day make one, the same day in another file is that file's own."""
    lines = gathered(FILES)
    assert lines.days(lines.sound) == [1, 1]
    assert lines.days(np.zeros(6, dtype=bool)) == [0, 0]


def test_a_blank_is_no_cell_that_cannot_be_read() -> None:
    """Spaces are blank, a text is not; a column that is absent is blank everywhere; a total row is no line."""
    own = part("C1;13/01/2025;1\nC1;13/01/2025; \nC1;13/01/2025;x\nTotal;;1\n")
    assert blank(own, "amount").tolist() == [False, True, False]
    assert blank(own, "margin").tolist() == [True, True, True]
    assert list(cells_of(own, "amount")) == ["1", " ", "x"]
