"""What engagement.toml says of each file reaches that file, and no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from gtkit.intake import FileSaid, FileSpec, Intake, SourceSpec, Thresholds, load_tables

SALES = "Code client;Date;Montant HT\n"


def load(folder: Path, spec: SourceSpec) -> Intake:
    """The sales of an engagement."""
    return load_tables(
        {"transactions": spec}, folder=folder, as_of=date(2026, 6, 30), salt=b"s" * 16, wanted=["transactions"]
    )


def test_files_of_a_source_come_before_those_that_differ() -> None:
    """Each with what is said of it; ledgers are none of them, and every name is known."""
    own = FileSaid(sheet="2025")
    spec = SourceSpec(files=("a.csv",), parts=(FileSpec(file="b.xlsx", said=own),), date_order="day_first")
    assert [(one.file, one.said.sheet, one.said.date_order) for one in spec.each] == [
        ("a.csv", "", "day_first"),
        ("b.xlsx", "2025", ""),
    ]
    assert spec.every_file == ("a.csv", "b.xlsx")
    assert SourceSpec(fec=("x.txt",)).every_file == ("x.txt",)
    assert (own.manners.date_order, own.manners.decimal_mark) == ("", "")


def test_a_subsidiary_with_its_own_headings_marks_and_currency_is_read_beside_the_others(tmp_path: Path) -> None:
    """Dates and decimals of each in its own order, dollars converted at the rate of the day, euros left alone."""
    (tmp_path / "fr.csv").write_text(SALES + "C1;03/04/2025;1.234\n", encoding="utf-8")
    (tmp_path / "us.csv").write_text("Customer,Invoice date,Net\nC2,03/04/2025,1.234\n", encoding="utf-8")
    (tmp_path / "r.csv").write_text("Devise;Date;Cours\nUSD;2025-03-01;0,5\n", encoding="utf-8")
    american = FileSaid(
        columns={"customer_id": "Customer", "date": "Invoice date", "amount": "Net"},
        currency="USD",
        date_order="month_first",
        decimal_mark=".",
    )
    sources = {
        "transactions": SourceSpec(
            files=("fr.csv",),
            date_order="day_first",
            decimal_mark=",",
            parts=(FileSpec(file="us.csv", said=american),),
        ),
        "currency_rates": SourceSpec(files=("r.csv",), columns={"rate": "Cours"}),
    }
    intake = load_tables(
        sources,
        folder=tmp_path,
        as_of=date(2026, 6, 30),
        salt=b"s" * 16,
        wanted=["transactions"],
        thresholds=Thresholds(rate_days=3660),
    )
    frame = intake.tables["transactions"].frame
    assert [fault.code for fault in intake.faults] == []
    assert frame["amount"].tolist() == [1234.0, 0.617]
    assert [f"{day:%d %m}" for day in frame["date"]] == ["03 04", "04 03"]


def test_two_sheets_of_one_workbook_are_two_files(tmp_path: Path) -> None:
    """One a year; the same sheet twice is refused as any file given twice."""
    book = openpyxl.Workbook()
    for year in (2024, 2025):
        sheet = book.create_sheet(str(year))
        sheet.append(["Code client", "Date", "Montant HT"])
        sheet.append(["C1", date(year, 1, 13), year])
    book.save(tmp_path / "v.xlsx")
    sheets = [FileSpec(file="v.xlsx", said=FileSaid(sheet=year)) for year in ("2024", "2025")]
    intake = load(tmp_path, SourceSpec(parts=tuple(sheets)))
    assert intake.faults == ()
    assert intake.tables["transactions"].frame["amount"].tolist() == [2024.0, 2025.0]
    again = load(tmp_path, SourceSpec(parts=(sheets[0], sheets[0])))
    assert [fault.code for fault in again.errors] == ["file_twice"]


def test_amounts_of_two_currencies_are_no_repeat(tmp_path: Path) -> None:
    """Five dollars and five euros, same day and customer: two sales, though nothing else tells them apart."""
    for name, more in (("a.csv", ""), ("b.csv", "\n")):
        (tmp_path / name).write_text(SALES + "C1;13/01/2025;5\n" + more, encoding="utf-8")
    dollars = FileSpec(file="b.csv", said=FileSaid(currency="USD"))
    assert "rows_in_two_files" not in {
        f.code for f in load(tmp_path, SourceSpec(files=("a.csv",), parts=(dollars,))).faults
    }
    euros = FileSpec(file="b.csv", said=FileSaid())
    assert [f.code for f in load(tmp_path, SourceSpec(files=("a.csv",), parts=(euros,))).faults] == [
        "rows_in_two_files"
    ]
