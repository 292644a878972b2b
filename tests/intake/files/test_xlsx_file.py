"""Workbooks from elsewhere: typed cells, merges, damage, and what calamine would keep to itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from gtkit.contracts import TABLES
from gtkit.intake.faults import DataRefused
from gtkit.intake.files.raw import Merge, RawTable
from gtkit.intake.files.xlsx_file import Workbook, open_workbook


def made(fill: Callable[[Worksheet], object], *, epoch_1904: bool = False) -> Workbook:
    """A workbook of one sheet, "Feuil1"."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Feuil1"
    fill(sheet)
    buffer = BytesIO()
    book.save(buffer)
    return open_workbook(buffer.getvalue(), file="x.xlsx", sha256="ab")


def raw(*rows: tuple[object, ...]) -> RawTable:
    """A sheet of these rows, read."""
    return made(lambda sheet: [sheet.append(row) for row in rows]).read("Feuil1")


def test_cells_keep_their_type_and_their_row() -> None:
    """Numbers, dates, flags and texts; blank rows count in the numbering."""
    table = raw(("a", "b"), (1.5, datetime(2025, 1, 2)), (), (True, "00123"))
    assert table.columns == ((1.5, True), (datetime(2025, 1, 2).date(), "00123"))
    assert (table.rows, table.dropped, table.sheet, table.sha256) == ((2, 4), (("blank", 1),), "Feuil1", "ab")


def test_a_table_that_does_not_start_in_the_corner_keeps_its_rows() -> None:
    """Blank rows and columns before it shift nothing."""

    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["B4"] = "a", "x"

    table = made(fill).read("Feuil1")
    assert (table.headings, table.rows, table.columns[1]) == (("", "a"), (4,), ("x",))


def test_error_values_and_formulas_never_computed_are_not_blank() -> None:
    """Calamine reads them as empty cells: a margin would vanish in silence."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "b"])
        sheet.append(["#REF!", "=1+1"])
        sheet["A2"].data_type = "e"

    assert made(fill).read("Feuil1").columns == (("#REF!",), ("#CALC!",))


def test_merges_are_told_by_column_and_by_row() -> None:
    """Down the rows only, and never those of the header."""

    def fill(sheet: Worksheet) -> None:
        for row in (("a", "b"), ("x", 1), ("", 2), ("y", 3)):
            sheet.append(row)
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("A4:B4")

    assert made(fill).read("Feuil1").merges == (Merge(column=0, first=2, last=3),)


def test_the_epoch_of_the_workbook_is_told() -> None:
    """Bare serial numbers need it; typed dates come right by themselves."""
    book = made(lambda sheet: [sheet.append(row) for row in (("d",), (datetime(2025, 1, 2),))], epoch_1904=True)
    table = book.read("Feuil1")
    assert (table.epoch_1904, table.columns[0][0]) == (True, datetime(2025, 1, 2).date())


def test_a_sheet_is_found_whatever_the_case_and_the_accents() -> None:
    """By the table's name in either language, or by the name asked for."""
    book = Workbook("x.xlsx", "", ("Lisez-moi", "COUT DES SERVICES", "Customers"), None, None)  # type: ignore[arg-type]
    assert book.sheet_of(TABLES["service_costs"]) == "COUT DES SERVICES"
    assert book.sheet_of(TABLES["customers"]) == "Customers"
    assert book.sheet_of(TABLES["time"], asked="lisez moi") == "Lisez-moi"
    assert book.sheet_of(TABLES["time"]) == ""
    assert book.missing(TABLES["customers"], "Customer").facts["nearest"] == "Customers"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short_is_damaged(share: float) -> None:
    """Wherever it was cut: one fault, no traceback."""
    buffer = BytesIO()
    openpyxl.Workbook().save(buffer)
    with pytest.raises(DataRefused) as refused:
        open_workbook(buffer.getvalue()[: int(len(buffer.getvalue()) * share)], file="x.xlsx", sha256="")
    assert [fault.code for fault in refused.value.faults] == ["damaged"]


def test_a_password_gives_one_sentence() -> None:
    """Excel wraps a protected workbook in its old container."""
    with pytest.raises(DataRefused) as refused:
        open_workbook(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), file="x.xlsx", sha256="")
    assert [fault.code for fault in refused.value.faults] == ["password_protected"]
