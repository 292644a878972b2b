"""What people see in a workbook by the format of its cells is what is read."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.faults import DataRefused
from gtkit.intake.files.format_texts import FormatText
from gtkit.intake.files.xlsx_file import open_workbook
from gtkit.intake.files.xlsx_formats import Formats, read_formats, showing

from .test_xlsx_parts import workbook


def _read(
    rows: list[list[object]], formats: dict[str, str]
) -> tuple[list[list[object]], dict[tuple[int, str], list[int]]]:
    """The columns of a sheet written with some formats, and the currencies shown by column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, code in formats.items():
        sheet[place].number_format = code
    out = io.BytesIO()
    book.save(out)
    raw = open_workbook(out.getvalue(), file="v.xlsx", sha256="").read("Sheet")
    return [list(column) for column in raw.columns], {(c.column, c.unit.currency): c.rows.tolist() for c in raw.units}


def test_leading_zeros_are_read_as_they_are_seen() -> None:
    """123 under 00000 is 00123; a text, an amount and a number under another format stay as they are."""
    rows = [["Code", "N°", "Montant"], [123, 123, 12.5], ["C7", 7, 3], [123456, 8.5, 4]]
    columns, _ = _read(rows, {"A2": "00000", "A3": "00000", "A4": "00000", "B2": "0", "B3": "000", "B4": "000"})
    assert columns == [["00123", "C7", "123456"], [123.0, "007", 8.5], [12.5, 3.0, 4.0]]


def test_codes_are_read_with_the_letters_and_hyphens_that_are_seen() -> None:
    """7 under "C"000 is C007, under 000-000 000-007; an amount under a currency keeps its number."""
    columns, _ = _read([["a", "b", "c"], [7, 7, 7]], {"A2": '"C"000', "B2": "000-000", "C2": '00 "€"'})
    assert columns == [["C007"], ["000-007"], [7.0]]


@given(st.integers(0, 10**9), st.integers(2, 12))
def test_a_restored_code_is_the_number_at_that_width(number: int, digits: int) -> None:
    """Never shorter than the format, never another number."""
    styles = f'<s><numFmts><numFmt numFmtId="200" formatCode="{"0" * digits}"/></numFmts>'
    formats = read_formats(f'{styles}<cellXfs><xf/><xf numFmtId="200"/></cellXfs></s>'.encode())
    xml = b'<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>1</v></c></row></sheetData></worksheet>'
    ((text,),) = showing(xml, formats).restored([[float(number)]])
    assert text == str(number).rjust(digits, "0")


def test_currencies_are_told_by_column_and_row() -> None:
    """As Excel numbers rows; built-in formats, which go by the reader's country, tell none."""
    rows = [["Code", "Montant"], ["a", 1], ["b", 2], ["c", 3], ["d", 4]]
    _, shown = _read(rows, {"B2": '0.00 "CHF"', "B3": "[$USD] 0", "B4": '0.00 "CHF"', "B5": '"$"#,##0_);("$"#,##0)'})
    assert shown[1, "CHF"] == [2, 4]
    assert shown[1, "USD"][0] == 3


def test_dates_and_percentages_are_left_alone() -> None:
    """A day stays a day, whatever its format says of a language."""
    columns, shown = _read([["Date", "Taux"], [dt.date(2026, 1, 5), 0.2]], {"A2": "[$-40C]d mmmm yyyy", "B2": "0%"})
    assert columns == [[dt.date(2026, 1, 5)], [0.2]]
    assert shown == {}


def test_attributes_stand_in_any_order() -> None:
    """The style before the name, behind a prefix, beside cells written in the usual way and of another style."""
    xml = b'<x:c s="3" t="n" r="B7"><x:v>1</x:v></x:c><c r="B8" s="3"><v>2</v></c><c r="B9" s="13"><v>1</v></c>'
    (found,) = showing(xml, Formats(units={3: FormatText("CHF")})).units
    assert (found.column, found.unit.currency, found.rows.tolist()) == (1, "CHF", [7, 8])
    many = Formats(units=dict.fromkeys(range(300), FormatText("CHF")))
    assert showing(xml, many).units[0].rows.tolist() == [7, 8, 9]


@pytest.mark.parametrize("styles", [b"<styleSheet><cellXfs>", b"<a/>" * 8_000_001, b""])
def test_styles_that_are_none_are_refused(styles: bytes) -> None:
    """Cut off, of a size that no workbook has, or empty: one word, and nothing is parsed."""
    with pytest.raises(DataRefused) as refused:
        open_workbook(workbook(xl__styles=styles), file="x.xlsx", sha256="")
    assert refused.value.faults[0].code in {"damaged", "unfolds_too_large"}


def test_styles_larger_than_any_workbooks_are_not_parsed() -> None:
    """The limit is judged by size alone, before a single tag is looked at."""
    with pytest.raises(ValueError, match="32000001"):
        read_formats(b"x" * 32_000_001)
