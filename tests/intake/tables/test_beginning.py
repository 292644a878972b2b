"""The headings of the contract tell where a table begins, and no row of data is passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from gtkit.contracts import TABLES
from gtkit.intake import Intake, describe
from gtkit.intake.tables.beginning import beginning, fewest_cells
from gtkit.words import Words

HEAD = ["Code client", "Date", "Montant HT"]
ROW = ["C1", "13/01/2025", "5"]
Read = Callable[..., Intake]


@pytest.mark.parametrize(
    ("records", "above"),
    [
        ([HEAD, ROW], 0),
        ([[], HEAD, ROW], 0),
        ([["Acme"], HEAD, ROW], 1),
        ([["Acme", "", ""], [], ["Export du", "12/03/2026"], [], HEAD, ROW], 4),
        ([["Acme"], ["Code", "Date", "Montant"], ["client", "", "HT"], ROW], 1),
        ([["Acme"]] * 29 + [HEAD], 29),
        ([["Acme"]] * 30 + [HEAD], 0),
        ([["Acme"], ["Code", "Le", "Total"], ROW], 0),
        ([["Code client", "Date", "Montant H.T."], ROW, HEAD, ROW], 0),
        ([ROW, HEAD, ROW], 0),
        ([["Acme"], ["Journal"], ["Code client", "Date", "Débit", "Crédit"], [*ROW, ""]], 2),
        ([["Acme"], ["Code client", "Date", "Montant TTC"], ROW], 1),
        ([], 0),
    ],
)
def test_what_stands_above_the_headings_is_counted(records: list[list[str]], above: int) -> None:
    """Titles and blanks alone: a row filled as a row of data must be stops the search."""
    assert beginning(TABLES["transactions"], {})(records) == above


def test_headings_that_engagement_toml_names_are_found(read: Read) -> None:
    """As it maps them, below a title as anywhere."""
    said = {"customer_id": "Tiers", "date": "Le", "amount": "Total"}
    intake = read({"transactions": "Acme\nTiers;Le;Total\nC1;13/01/2025;5\n"}, columns=said)
    assert [(fault.code, fault.row) for fault in intake.faults] == [("lines_above", 1)]
    assert intake.tables["transactions"].frame["amount"].tolist() == [5.0]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_rows_are_still_numbered_as_excel_numbers_them(read: Read, lang: str) -> None:
    """A fault below a title of two lines, one of them within quotes, stands on its own row."""
    text = '"Acme\nSA"\nExport du 12/03/2026\n\nCode client;Date;Montant HT\nC1;13/01/2025;x\n'
    intake = read({"transactions": text})
    assert [(fault.code, fault.cell) for fault in intake.faults] == [("lines_above", ""), ("bad_number", "C5")]
    assert "1" in (told := describe(intake.faults[0], Words.of(lang)))
    assert "4" in told


def test_a_title_above_a_sheet_is_passed_over_and_told(read: Read, tmp_path: Path) -> None:
    """As above a text; the cell at fault is the one that Excel shows."""
    book = openpyxl.Workbook()
    for row in (["Acme"], ["Export du 12/03/2026"], [], HEAD, ["C1", "13/01/2025", 5], ["C2", "30/02/2025", 6]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "v.xlsx")
    intake = read({"transactions": tmp_path / "v.xlsx"})
    assert [(fault.code, fault.row, fault.cell) for fault in intake.faults] == [
        ("lines_above", 1, ""), ("impossible_date", 6, "B6"),
    ]  # fmt: skip


def test_headings_of_another_language_below_a_title_are_the_ones_named(read: Read) -> None:
    """The columns found are the file's, not its title; each lacking one has its proposal, and rows their numbers."""
    text = "Acme GmbH\nUmsatz 2025\n\nKunden-Nr.;Rechnungsdatum;Umsatz netto\nC1;13.01.2025;1.234,50\n"
    faults = read({"transactions": text}).faults
    assert [fault.code for fault in faults] == ["lines_above", *["missing_column"] * 3]
    assert [fault.facts["nearest"] for fault in faults[1:]] == ["Kunden-Nr.", "Rechnungsdatum", "Umsatz netto"]
    line = 'columns = { customer_id = "Kunden-Nr.", date = "Rechnungsdatum", amount = "Umsatz netto" }'
    assert all(line in describe(fault, Words.of("fr")) for fault in faults[1:])
    said = {"customer_id": "Kunden-Nr.", "date": "Rechnungsdatum", "amount": "Umsatz netto"}
    again = read({"transactions": text}, columns=said)
    assert [fault.code for fault in again.faults] == ["lines_above"]
    assert again.tables["transactions"].frame["amount"].tolist() == [1234.5]


def test_the_fewest_cells_of_a_row_are_its_required_ones() -> None:
    """Two at least: a line of one cell is a title in any table."""
    assert [fewest_cells(TABLES[key]) for key in ("transactions", "customers", "customer_groups")] == [3, 3, 2]
