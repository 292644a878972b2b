"""The first sheet of an annotated copy."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from gtkit.intake import Fault, Severity
from gtkit.intake.writing.fault_list import list_faults
from gtkit.words import Words

FAULTS = (
    Fault(code="total_row", severity=Severity.WARNING, file="v.xlsx", sheet="L'an 1", row=9),
    Fault(code="bad_date", file="v.xlsx", sheet="L'an 1", row=4, column="Le", columns=(1,), value="=x"),
    Fault(code="sheet_missing", file="v.xlsx", sheet="Temps", facts={"found": "L'an 1", "nearest": ""}),
)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_list_is_read_in_the_readers_language(lang: str) -> None:
    """Title, counts and headings from the catalogue; errors first; a code on each row."""
    book, words = openpyxl.Workbook(), Words.of(lang)
    list_faults(book, "v.xlsx", FAULTS, words, whole=True)
    sheet = book.worksheets[0]
    assert sheet.title == words.say("annotated.sheet")
    assert sheet["A2"].value == words.say("annotated.counts", errors="2", warnings="1")
    assert [sheet.cell(row, 7).value for row in (7, 8, 9)] == ["bad_date", "sheet_missing", "total_row"]
    assert sheet["A7"].value == words.say("annotated.error")
    assert (sheet["E7"].value, sheet["E7"].data_type) == ("=x", "s")


def test_places_link_where_there_is_something_to_see() -> None:
    """An apostrophe in the sheet's name is doubled; a sheet that is not there has no link."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "L'an 1"
    list_faults(book, "v.xlsx", FAULTS, Words.of("fr"), whole=True)
    links = [book.worksheets[0].cell(row, 3).hyperlink for row in (7, 8, 9)]
    assert [link and link.location for link in links] == ["'L''an 1'!B4", None, "'L''an 1'!A9"]


def test_a_day_stands_in_the_list_as_the_reader_writes_it() -> None:
    """The cell of what stood there says 1er juillet 2026, not year-month-day."""
    book = openpyxl.Workbook()
    late = Fault(code="bad_date", file="v.xlsx", row=4, value="2026-07-01", facts={"value": date(2026, 7, 1)})
    list_faults(book, "v.xlsx", [late], Words.of("fr"), whole=True)
    assert book.worksheets[0]["E7"].value == "1er juillet 2026"


@pytest.mark.parametrize(
    ("file", "warned"), [("v.xlsx", True), ("V.XLSX", True), ("v.csv", False), ("v.parquet", False)]
)
def test_only_a_workbook_is_said_to_lose_drop_downs(file: str, warned: bool) -> None:
    """A text file has neither drop-downs nor charts to lose."""
    book, words = openpyxl.Workbook(), Words.of("fr")
    list_faults(book, file, FAULTS, words, whole=True)
    assert (book.worksheets[0]["A4"].value == words.say("annotated.missing")) == warned
