"""One file becomes a frame that keeps its contract, and located faults."""

from __future__ import annotations

import datetime as dt
from datetime import date

import pandas as pd
import pytest

from gtkit.contracts import TABLES, Table
from gtkit.intake.faults import HIDDEN, TOLD, describe
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.files.raw import RawTable
from gtkit.intake.tables.part import Part, read_part
from gtkit.words import Words


def part(text: str, table: str = "transactions") -> Part:
    """A CSV read as a table."""
    return read_part(read_csv(text.encode(), file="v.csv", sha256=""), TABLES[table], {}, as_of=date(2026, 6, 30))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.key)
def test_a_frame_holds_every_column_typed_as_its_kind(table: Table) -> None:
    """Columns that the file lacks are there, all missing."""
    headings = [column.french for column in table.columns if column.required]
    frame = part(";".join(headings) + "\n" + ";".join("x" for _ in headings) + "\n", table.key).frame
    assert tuple(frame.columns) == table.keys
    kinds = {c.key: {"flag": "bool", "date": "datetime64[us]"}.get(c.kind.value, "") for c in table.columns}
    numeric = {"money", "number", "share"}
    for column in table.columns:
        expected = kinds[column.key] or ("float64" if column.kind.value in numeric else "str")
        assert frame[column.key].dtype == expected


def test_a_fault_is_located_as_excel_shows_it() -> None:
    """Row, heading as found, value as written; the row keeps its place with the cell missing."""
    read = part("code client;DATE;Montant HT\nC1;13/01/2025;1,5\n\nC2;30/02/2025;2,5\n")
    fault = read.faults[0]
    assert (fault.code, fault.file, fault.row, fault.column, fault.value) == (
        ("impossible_date", "v.csv", 4, "DATE", "30/02/2025")
    )
    assert read.rows == (2, 4)
    assert read.frame["date"].isna().tolist() == [False, True]
    assert read.manners == {"date": "day_first", "amount": "comma"}


def test_a_day_that_a_workbook_types_is_told_as_the_reader_writes_it() -> None:
    """A cell that is a date reads 15 juillet 2026 in French, whatever time of day it holds; a text as it stands."""
    day = dt.datetime(2026, 7, 15, 9, 30)
    raw = RawTable(
        file="v.xlsx",
        sha256="",
        headings=("Code client", "Date", "Montant HT"),
        columns=(("C1", "C2"), (day, "2026-07-16"), (1.0, 2.0)),
        rows=(2, 3),
    )
    typed, text = read_part(raw, TABLES["transactions"], {}, as_of=date(2026, 6, 30)).faults
    assert typed.value == "2026-07-15 09:30:00"
    assert "« 15 juillet 2026 »" in describe(typed, Words.of("fr")).replace("\u00a0", " ")
    assert "15 July 2026" in describe(typed, Words.of("en"))
    assert "« 2026-07-16 »" in describe(text, Words.of("fr")).replace("\u00a0", " ")


def test_a_day_of_a_personal_column_is_never_shown() -> None:
    """A code that a workbook made a date stays hidden, in words too."""
    raw = RawTable(
        file="t.xlsx",
        sha256="",
        headings=("Collaborateur", "Service", "Code client", "Date", "Heures"),
        columns=((dt.date(2026, 1, 5),), ("Vente",), ("C1",), (dt.date(2026, 1, 5),), (1.0,)),
        rows=(2,),
    )
    (fault,) = read_part(raw, TABLES["time"], {}, as_of=date(2026, 6, 30)).faults
    assert "2026" not in describe(fault, Words.of("fr"))


def test_a_personal_value_is_never_shown() -> None:
    """Not even when it is what is wrong."""
    read = part("Collaborateur;Service;Code client;Date;Heures\n#REF!;Commerce;C1;13/01/2025;2\n", "time")
    assert [(fault.code, fault.value) for fault in read.faults] == [("excel_error", HIDDEN)]


def test_faults_of_one_kind_are_told_up_to_a_hundred_and_then_counted() -> None:
    """A column wrong from top to bottom does not bury the others."""
    read = part("Code client;Date;Montant HT\n" + "C1;13/01/2025;x\n" * (TOLD + 7))
    assert [fault.code for fault in read.faults] == ["bad_number"] * TOLD + ["many_more"]
    assert read.faults[-1].facts["n"] == "7"


def test_faults_of_a_row_that_is_no_data_are_not_told() -> None:
    """The blank date of a total row is no missing value."""
    read = part("Code client;Date;Montant HT\nC1;13/01/2025;1,5\nC2;14/01/2025;2,5\nTotal;;4,00\n")
    assert [fault.code for fault in read.faults] == ["total_row"]
    assert (len(read.frame), dict(read.dropped)) == (2, {"total": 1})
    assert isinstance(read.frame, pd.DataFrame)
