"""A copy of a client's file in which each faulty cell is coloured and says what to do; the file itself stays as it is.

A workbook is copied with its sheets; a text file or a Parquet file becomes a sheet with the same rows, every cell a
text. A first sheet lists all faults and leads to the cells.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gtkit.intake.faults import DataRefused, Fault, Severity, remedy
from gtkit.intake.files.csv_file import read_records
from gtkit.intake.files.paths import PARQUET_KINDS, TEXT_KINDS
from gtkit.intake.files.stamp import ANNOTATED, AUTHOR, REQUIRED_MARK
from gtkit.intake.files.xlsx_parts import examine_archive
from gtkit.intake.values.cells import shown
from gtkit.intake.writing.fault_list import list_faults
from gtkit.intake.writing.sheet_text import put_text, sheet_text
from gtkit.words import Words

_CELLS = 1_500_000  # of a text file that is copied
_UNFOLDED = 80_000_000  # bytes of XML of a workbook that is copied
_WIDEST, _ROWS, _COLUMNS = 200, 1_048_576, 16_384  # columns marked of a whole row; what a sheet holds
_HEAD = 30  # rows among which the heading of a whole column is searched
_FILLS = {
    Severity.ERROR: PatternFill("solid", start_color="FFF4B6A6"),
    Severity.WARNING: PatternFill("solid", start_color="FFFFE699"),
}
_UNREADABLE = (
    *(zipfile.BadZipFile, ET.ParseError),
    *(
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        OverflowError,
    ),  # what openpyxl lets through
)


def annotated_copy(data: bytes, file: str, faults: Sequence[Fault], words: Words) -> bytes:
    """The annotated copy of one file, as the bytes of a workbook.

    Parameters
    ----------
    data : bytes
        The whole file.
    file : str
        Its name relative to the engagement.
    faults : sequence of Fault
        Those of this file.
    words : Words
        Of the engagement's language.

    Returns
    -------
    bytes: an .xlsx. It holds the list of faults alone where the file is too large, or too odd, to be copied.

    Raises DataRefused for a file that cannot be read at all.
    """
    book = _copy(data, file)
    whole = book is not None
    book = _blank() if book is None else book
    widths = {sheet.title: min(sheet.max_column, _WIDEST) for sheet in book.worksheets}
    for fault in faults if whole else ():
        sheet = _sheet(book, fault)
        if sheet is not None:
            _mark(sheet, fault, words, widths[sheet.title])
    list_faults(book, file, faults, words, whole=whole)
    book.properties.category = ANNOTATED
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def untouched_copy(data: bytes) -> bool:
    """Whether a file is an annotated copy that nobody has saved since we wrote it.

    >>> untouched_copy(b"a;b")
    False
    """
    try:
        examine_archive(data, file="")
        properties = openpyxl.load_workbook(io.BytesIO(data), read_only=True).properties
    except (DataRefused, *_UNREADABLE):
        return False
    return (properties.category, properties.lastModifiedBy) == (ANNOTATED, AUTHOR)


def _blank() -> Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    return book


def _copy(data: bytes, file: str) -> Workbook | None:
    """The file as a workbook, None when it is not copied."""
    if (suffix := PurePosixPath(file).suffix.lower()) in TEXT_KINDS | PARQUET_KINDS:
        records = read_records(data, file=file)[0] if suffix in TEXT_KINDS else _parquet_records(data, file)
        widest, cells = max(map(len, records), default=0), sum(map(len, records))
        return _of_text(records, file) if len(records) <= _ROWS and widest <= _COLUMNS and cells <= _CELLS else None
    if examine_archive(data, file=file).unfolded > _UNFOLDED:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # what openpyxl leaves out is told in the list
            book = openpyxl.load_workbook(io.BytesIO(data))
    except _UNREADABLE:
        return None
    if ANNOTATED in str(book.properties.category) and len(book.worksheets) > 1:
        book.remove(book.worksheets[0])
    return book if book.worksheets else None


def _parquet_records(data: bytes, file: str) -> list[list[str]]:
    """The names of the columns of a Parquet file, then every row of it."""
    from gtkit.intake.files.parquet.grid import read_columns  # noqa: PLC0415 - as in `load`

    columns = read_columns(data, file=file)
    rows = zip(*(map(shown, cells) for _, cells, _ in columns), strict=True)
    return [[name for name, _, _ in columns], *map(list, rows)]


def _of_text(records: Iterable[Sequence[str]], file: str) -> Workbook:
    """Rows of nothing but texts."""
    book = _blank()
    sheet = book.create_sheet("".join(sign for sign in PurePosixPath(file).stem if sign not in "[]:*?/\\'")[:31])
    for row, record in enumerate(records, 1):
        for column, text in enumerate(record, 1):
            if text:
                put_text(sheet, row, column, text)
    return book


def _sheet(book: Workbook, fault: Fault) -> Worksheet | None:
    if not fault.sheet:
        return book.worksheets[0]
    return next((sheet for sheet in book.worksheets if sheet.title == fault.sheet), None)


def _mark(sheet: Worksheet, fault: Fault, words: Words, width: int) -> None:
    """Colour the cells of a fault, and note it on the first."""
    first = fault.row or heading_row(sheet, fault)
    for row in filter(None, (first, *fault.others)):
        cells = _cells(sheet, row, fault.columns or range(width))
        for cell in cells:
            if cell.fill.fgColor.rgb != _FILLS[Severity.ERROR].fgColor.rgb:
                cell.fill = _FILLS[fault.severity]
        if row == first:
            _note(cells[0], fault, words)


def _cells(sheet: Worksheet, row: int, columns: Sequence[int]) -> list[Cell]:
    """The cells at fault on a row; of a whole row, those that are filled."""
    cells = [_anchor(sheet, row, column + 1) for column in columns]
    return [cell for cell in cells if cell.value is not None or not isinstance(columns, range)] or cells[:1]


def _anchor(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell, or the first of the merged area that it lies in."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
    return _anchor(sheet, area.min_row, area.min_col)


def heading_row(sheet: Worksheet, fault: Fault) -> int | None:
    """The row of the heading of a fault that is a whole column's."""
    for row in range(1, min(_HEAD, sheet.max_row) + 1) if fault.columns else ():
        text = str(sheet.cell(row, fault.columns[0] + 1).value or "").strip().removesuffix(REQUIRED_MARK)
        if text == fault.column:
            return row
    return None


def _note(cell: Cell, fault: Fault, words: Words) -> None:
    """Add what is wrong, and what to do, to the notes of a cell."""
    severity = words.say(f"annotated.{fault.severity.value}")
    said = words.say("annotated.note", severity=severity, remedy=remedy(fault, words))
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(sheet_text(before + said), AUTHOR, width=340, height=120)
