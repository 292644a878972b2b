"""One file becomes a frame that keeps its contract, and located faults."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from gtkit.contracts import TABLES, Table
from gtkit.intake.faults import HIDDEN, TOLD
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.part import Part, read_part


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
