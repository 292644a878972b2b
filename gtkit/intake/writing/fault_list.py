"""The sheet that opens an annotated copy: every fault of the file, worst first, each leading to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from openpyxl.styles import Alignment, Font
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from gtkit.intake.faults import Fault, Severity, letters, remedy, stood
from gtkit.intake.files.paths import WORKBOOK_KINDS
from gtkit.intake.writing.sheet_text import put_text
from gtkit.words import Words

_WIDTHS = {"severity": 15, "sheet": 22, "cell": 10, "column": 26, "value": 26, "remedy": 90, "code": 22}
_TOP = 6  # row of the headings


def _was_workbook(file: str) -> bool:
    """Whether a file could hold drop-downs, charts or images, which its copy may lose."""
    return PurePosixPath(file).suffix.lower() in WORKBOOK_KINDS


def list_faults(book: Workbook, file: str, faults: Sequence[Fault], words: Words, *, whole: bool) -> None:
    """Add the list as the first sheet of a workbook.

    Parameters
    ----------
    book : Workbook
        The copy, or an empty workbook.
    file : str
        The file at fault, relative to the engagement.
    faults : sequence of Fault
    words : Words
    whole : bool
        Whether the file's own rows are in the workbook.
    """
    sheet = book.create_sheet(words.say("annotated.sheet"), 0)
    book.active = 0
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    put_text(sheet, 1, 1, words.say("annotated.title", file=file)).font = Font(bold=True, size=14)
    counts = words.say("annotated.counts", errors=words.count(errors), warnings=words.count(len(faults) - errors))
    put_text(sheet, 2, 1, counts)
    put_text(sheet, 3, 1, words.say("annotated.copied" if whole else "annotated.alone"))
    put_text(sheet, 4, 1, words.say("annotated.missing") if whole and _was_workbook(file) else "")
    for column, (name, width) in enumerate(_WIDTHS.items(), 1):
        sheet.column_dimensions[letters(column - 1)].width = width
        put_text(sheet, _TOP, column, words.say(f"annotated.head.{name}")).font = Font(bold=True)
    sheet.freeze_panes = f"A{_TOP + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    ordered = sorted(faults, key=lambda fault: fault.severity is not Severity.ERROR)
    for row, fault in enumerate(ordered, _TOP + 1):
        severity = words.say(f"annotated.{fault.severity.value}")
        place = fault.cell or (f"A{fault.row}" if fault.row else "")
        texts = (severity, fault.sheet, place, fault.column, stood(fault, words), remedy(fault, words), fault.code)
        for column, text in enumerate(texts, 1):
            cell = put_text(sheet, row, column, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        titles = [other.title for other in book.worksheets[1:]]
        target = fault.sheet or (titles[0] if titles else "")
        if place and target in titles:
            cell = sheet.cell(row, list(_WIDTHS).index("cell") + 1)
            name = target.replace("'", "''")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{place}", display=place)
            cell.font = Font(underline="single", color="FF0B4F6C")
