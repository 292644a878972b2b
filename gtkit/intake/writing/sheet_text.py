"""Texts in a workbook that openpyxl writes: what starts like a formula stays a text, what XML cannot hold goes."""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_767  # signs that a cell holds
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def sheet_text(text: str) -> str:
    r"""A text that a cell or a note can hold.

    >>> sheet_text("a\x00b")
    'ab'
    """
    text = _FORBIDDEN.sub("", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text in a cell, counted from 1, as a text whatever it starts with.

    >>> import openpyxl
    >>> put_text(openpyxl.Workbook().worksheets[0], 1, 1, "=1+1").data_type
    's'
    """
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]
    cell.value = sheet_text(text)
    cell.data_type = "s"
    return cell
