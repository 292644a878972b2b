"""A row of units is told and left out; no row of data ever passes for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from gtkit.intake import Intake

HEAD = "Code client;Date;Montant HT;Marge\n"
Read = Callable[..., Intake]


@pytest.mark.parametrize("units", [";;€;€", "code;jj/mm/aaaa;€ HT;EUR", ";date;(€);", ";;eur;[€]"])
def test_a_row_of_units_is_told_and_left_out(read: Read, units: str) -> None:
    """The amounts are what they were; the row is counted and located."""
    intake = read({"transactions": HEAD + units + "\nC1;13/01/2025;1 234,50;2\n"})
    assert [(fault.code, fault.row) for fault in intake.faults] == [("units_row", 2)]
    assert intake.tables["transactions"].frame["amount"].tolist() == [1234.5]
    assert intake.understood[0].dropped == {"units": 1}


def test_thousands_and_percents_say_what_stands_below(read: Read, tmp_path: Path) -> None:
    """12,5 under k€ is 12 500; 40 under % is two fifths, and a cell with its own sign is what it says."""
    intake = read({"transactions": HEAD + ";;k€;€\nC1;13/01/2025;12,5;7\nC2;14/01/2025;3 €;8\n"})
    frame = intake.tables["transactions"].frame
    assert (frame["amount"].tolist(), frame["margin"].tolist()) == ([12_500.0, 3.0], [7.0, 8.0])
    head = "Code client;Raison sociale;Segment;Probabilité de concrétisation\n"
    shares = read({"customers": f"{head};;;%\nC1;A;S;40\nC2;B;S;0,5\nC3;C;S;30 %\n"}).tables["customers"].frame
    assert shares["close_probability"].tolist() == [0.4, 0.005, 0.3]
    book = openpyxl.Workbook()
    for row in (["Code client", "Date", "Montant HT"], [None, None, "k€"], ["C1", "13/01/2025", 12.5]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "v.xlsx")
    assert read({"transactions": tmp_path / "v.xlsx"}).tables["transactions"].frame["amount"].tolist() == [12_500.0]


def test_another_currency_in_the_row_of_units_is_refused(read: Read) -> None:
    """Never euros in silence: each amount bears the unit above it."""
    intake = read({"transactions": HEAD + ";;$;\nC1;13/01/2025;12,5;\n"})
    assert [fault.code for fault in intake.faults] == ["units_row", "other_currency"]
    assert intake.tables == {}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("jours;13/01/2025;5;1", ""),
        ("j;;;", "missing_value"),
        ("C1;13/01/2025;€;1", "bad_number"),
        ("C1;;€;", "missing_value"),
        (";;palettes;", "missing_value"),
    ],
)
def test_a_row_of_data_is_never_taken_for_units(read: Read, row: str, code: str) -> None:
    """A customer named like a unit is kept; a row at fault is refused where it stands."""
    intake = read({"transactions": f"{HEAD}{row}\nC2;14/01/2025;6;1\n"})
    codes = {fault.code for fault in intake.faults}
    assert "units_row" not in codes
    assert codes == set() if not code else code in codes


def test_units_stand_under_two_lines_and_below_a_title(read: Read) -> None:
    """All three at once, each told with its row."""
    text = "Société Exemple\n\nCode;Date;Montant;\nclient;;HT;Marge\n;;€;€\nC1;13/01/2025;5;1\n"
    intake = read({"transactions": text})
    assert [(fault.code, fault.row) for fault in intake.faults] == [
        ("lines_above", 1), ("two_line_header", 4), ("units_row", 5),
    ]  # fmt: skip
    assert intake.tables["transactions"].frame["amount"].tolist() == [5.0]
