"""A heading that says thousands is believed, and what was made of it is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gtkit.contracts import TABLES
from gtkit.intake import Severity
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.files.xlsx_file import open_workbook
from gtkit.intake.tables.part import Part, read_part
from gtkit.intake.values.scale import currency_of, scale_of, scaled

from ..conftest import AS_OF

SALES = TABLES["transactions"]


def sales(heading: str, *amounts: str) -> Part:
    """Sales whose amounts stand under a heading of that name."""
    rows = "".join(f"C{at};13/01/2025;{amount}\n" for at, amount in enumerate(amounts))
    raw = read_csv(f"Code client;Date;{heading}\n{rows}".encode(), file="v.csv", sha256="")
    return read_part(raw, SALES, {"amount": heading}, as_of=AS_OF, currency="EUR")


@pytest.mark.parametrize(
    "heading", ["CA (k€)", "k€", "CA en KEUR", "CA K€ HT", "CA [kEUR]", "CA (k €)", "CA en milliers d'euros"]
)
def test_bare_amounts_under_thousands_are_thousands(heading: str) -> None:
    """Exactly, once told; a cell with a unit of its own is what it says; a total row adds up in the same unit."""
    part = sales(heading, "12,5", "1 234,567", "-0,1", "40 €", "2 k€", "0,07")
    assert part.frame["amount"].tolist() == [12_500.0, 1_234_567.0, -100.0, 40.0, 2_000.0, 70.0]
    assert [(f.code, f.severity, f.column) for f in part.faults] == [("scaled_amounts", Severity.WARNING, heading)]


@pytest.mark.parametrize("heading", ["Montant HT", "CA MOIS", "Marge", "kg", "CA (€)", "MEURTHE", "CA k$", "Km EUR"])
def test_other_headings_scale_nothing(heading: str) -> None:
    """Neither words that begin alike nor another currency's thousands."""
    assert scale_of(heading, "EUR") == ""
    assert sales(heading, "12,5").frame["amount"].tolist() == [12.5]


def test_a_faulty_cell_is_shown_as_it_was_written() -> None:
    """What the scale adds is not in the message."""
    faults = [fault for fault in sales("CA (k€)", "12O", "1,5").faults if fault.code == "bad_number"]
    assert [(fault.value, fault.row) for fault in faults] == [("12O", 2)]


def test_numbers_of_a_workbook_are_scaled_without_rounding(tmp_path: Path) -> None:
    """Decimal places are moved; flags and blanks stay."""
    assert scaled([0.07, 3, True, "", 1.1], "M€") == [70_000.0, 3_000_000.0, True, "", 1_100_000.0]
    book = openpyxl.Workbook()
    for row in (["Code client", "Date", "Montant (M€)"], ["C1", "13/01/2025", 1.1]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "v.xlsx")
    raw = open_workbook((tmp_path / "v.xlsx").read_bytes(), file="v.xlsx", sha256="").read("Sheet")
    part = read_part(raw, SALES, {"amount": "Montant (M€)"}, as_of=AS_OF, currency="EUR")
    assert part.frame["amount"].tolist() == [1_100_000.0]


def test_a_decimal_is_scaled_exactly() -> None:
    """As a Parquet file types it."""
    assert scaled([Decimal("12.345"), 12.5, 3, True], "k€") == [12_345.0, 12_500.0, 3_000.0, True]


@pytest.mark.parametrize(
    "heading",
    ["CA HT (en milliers d'euros)", "Umsatz TEUR", "Sales (€000)", "Amount in thousands", "CA en k", "Umsatz T€"],
)
def test_thousands_in_words(heading: str) -> None:
    """French, German and English ways of saying it."""
    assert scale_of(heading, "EUR") == "kEUR"
    assert sales(heading, "12,5").frame["amount"].tolist() == [12_500.0]


@pytest.mark.parametrize(
    ("heading", "named"), [("Netto (CHF)", "CHF"), ("HT (USD)", "USD"), ("CA ($)", "USD"), ("Netto Fr.", "CHF")]
)
def test_another_currency_in_the_heading_is_refused(heading: str, named: str) -> None:
    """Francs are never read as euros: the heading is at fault, once; said in the settings, it is none."""
    (fault,) = sales(heading, "12,5").faults
    assert (fault.code, fault.severity, fault.column) == ("heading_currency", Severity.ERROR, heading)
    assert dict(fault.facts) == {"named": named, "currency": "EUR"}
    text = f"Code client;Date;{heading}\nC1;13/01/2025;12,5\n"
    raw = read_csv(text.encode(), file="v.csv", sha256="")
    assert read_part(raw, SALES, {"amount": heading}, as_of=AS_OF, currency=named).faults == ()


@pytest.mark.parametrize("heading", ["Montant HT", "Montant (EUR)", "Change EUR/USD", "MEURTHE", "Total CHFX", "CA FR"])
def test_a_heading_without_another_currency_names_none(heading: str) -> None:
    """Its own currency, two at once, or a word that only looks like one."""
    assert currency_of(heading) in {"", "EUR"}
