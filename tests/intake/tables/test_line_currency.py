"""An amount may bear the currency of its line, in its text or its format, and no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from gtkit.intake import Intake, describe
from gtkit.words import Words

HEAD = "Code client;Date;Montant HT;Devise\n"
RATES = "Devise;Date;Valeur d'une unité\nCHF;31/12/2024;0,5\n"
Read = Callable[..., Intake]


def test_a_unit_that_is_the_lines_is_read(read: Read) -> None:
    """Francs on a line in francs, euros on one in euros or on one that tells none; bare amounts as before."""
    rows = "C1;13/01/2025;1200,00 CHF;CHF\nC1;14/01/2025;300 €;EUR\nC1;15/01/2025;EUR 7;\nC1;16/01/2025;10;CHF\n"
    intake = read({"transactions": HEAD + rows, "currency_rates": RATES})
    assert intake.errors == ()
    assert intake.tables["transactions"].frame["amount"].tolist() == [600.0, 300.0, 7.0, 5.0]


@pytest.mark.parametrize(
    ("amount", "currency", "found", "line"),
    [("1200 CHF", "EUR", "CHF", "EUR"), ("1200 €", "CHF", "EUR", "CHF"), ("$5", "", "USD", "EUR")],
)
def test_another_unit_is_refused_with_both(read: Read, amount: str, currency: str, found: str, line: str) -> None:
    """Row, what the amount says and what its line says; no column is asked for that is there already."""
    rows = f"C1;13/01/2025;7;EUR\nC1;13/02/2025;{amount};{currency}\n"
    (fault,) = read({"transactions": HEAD + rows, "currency_rates": RATES}).errors
    assert (fault.code, fault.row, fault.column, fault.value) == ("unit_of_line", 3, "Montant HT", amount)
    for lang in ("fr", "en"):
        said = describe(fault, Words.of(lang))
        assert f" {found}," in said.replace("\u00a0", " ")
        assert f" {line} " in said.replace("\u00a0", " ")
        assert "Devise" not in said.removeprefix(fault.file).split(":", 1)[1]


def test_a_heading_in_thousands_names_no_currency_of_a_line(read: Read) -> None:
    """Thousands are of the line's own currency; an amount that bears its unit keeps it."""
    head = HEAD.replace("Montant HT", "Montant HT (en milliers)")
    text = head + "C1;13/01/2025;1,5;CHF\nC1;14/01/2025;2 CHF;CHF\n"
    said = {"amount": "Montant HT (en milliers)"}
    intake = read({"transactions": text, "currency_rates": RATES}, columns=said)
    assert intake.errors == ()
    assert intake.tables["transactions"].frame["amount"].tolist() == [750.0, 1.0]


def _book(folder: Path, rows: list[list[object]], formats: dict[str, str]) -> Path:
    """A workbook of sales whose cells bear some formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, code in formats.items():
        sheet[place].number_format = code
    book.save(folder / "v.xlsx")
    return folder / "v.xlsx"


DAY = dt.date(2025, 1, 13)


def test_numbers_that_a_workbook_shows_in_another_currency_are_refused(read: Read, tmp_path: Path) -> None:
    """One fault for a whole column in francs, one a cell where some are; the setting is told, and obeyed."""
    rows = [["Code client", "Date", "Montant HT"], ["C1", DAY, 1200], ["C2", DAY, 300]]
    whole = _book(tmp_path, rows, {"C2": '#,##0.00 "CHF"', "C3": "[$CHF] 0"})
    (fault,) = read({"transactions": whole}).errors
    assert (fault.code, fault.row, fault.column) == ("format_currency", None, "Montant HT")
    for lang in ("fr", "en"):
        assert 'currency = "CHF"' in describe(fault, Words.of(lang))
    one = _book(tmp_path, rows, {"C2": "0.00 [$€-40C]", "C3": '0.00 "USD"'})
    assert [(f.code, f.row) for f in read({"transactions": one}).errors] == [("format_currency", 3)]
    home = _book(tmp_path, rows, {"C2": "0.00 [$€-40C]", "C3": '0.00 "EUR"'})
    assert read({"transactions": home}).faults == ()


@pytest.mark.parametrize(
    ("code", "heading", "faults"),
    [
        *(('0.0 "k€"', "Montant HT", ["format_scale"]), ('0.0,, "M€"', "Montant HT", []), ("#,##0,", "Montant HT", [])),
        *(('0 "kr"', "Montant HT", ["format_currencies"]), ('0 "lots"', "Montant HT", ["format_text"])),
        *(("#,##0,", "Montant HT (k€)", ["format_scale"]), ('0 "k€"', "Montant HT (k€)", [])),
    ],
)
def test_thousands_that_the_format_alone_shows_are_refused(
    read: Read, tmp_path: Path, code: str, heading: str, faults: list[str]
) -> None:
    """Once a column, never multiplied twice; a value that its format hides in part is read whole."""
    rows = [["Code client", "Date", heading], ["C1", DAY, 12500], ["C2", DAY, 300]]
    book = _book(tmp_path, rows, {"C2": code, "C3": code})
    found = read({"transactions": book}, columns={"amount": heading})
    assert [f.code for f in found.faults if f.code.startswith("format_")] == faults


def test_a_format_that_is_the_lines_currency_is_read(read: Read, tmp_path: Path) -> None:
    """Beside a column of currencies, each number is set against its own line; a text bears its own unit."""
    head = ["Code client", "Date", "Montant HT", "Devise"]
    rows = [head, ["C1", DAY, 1200, "CHF"], ["C2", DAY, 300, "EUR"], ["C3", DAY, "40 €", "EUR"]]
    formats = {"C2": '0.00 "CHF"', "C3": '0.00 "€"', "C4": '0.00 "CHF"'}
    book = _book(tmp_path, rows, formats)
    assert [f.code for f in read({"transactions": book, "currency_rates": RATES}).faults] == []
    book = _book(tmp_path, rows, formats | {"C3": '0.00 "CHF"'})
    assert [(f.code, f.row) for f in read({"transactions": book, "currency_rates": RATES}).errors] == [
        ("format_currency", 3)
    ]


def test_codes_keep_the_zeros_that_their_format_shows(read: Read, tmp_path: Path) -> None:
    """123 under 00000 is the customer 00123, as in the table of customers that writes it in full."""
    rows = [["Code client", "Date", "Montant HT"], [123, DAY, 1], [4567, DAY, 2]]
    intake = read({"transactions": _book(tmp_path, rows, {"A2": "00000", "A3": "00000"})})
    assert intake.tables["transactions"].frame["customer_id"].tolist() == ["00123", "04567"]
