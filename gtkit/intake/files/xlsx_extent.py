"""How far the filled cells of a sheet reach: the parser makes a dense grid that large, and dies for want of room.

Nearly every sheet names each cell plainly, and a pattern is enough. A sheet that leaves names out, or writes them in
another way, is walked tag by tag.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_ROWS, _COLUMNS = 1_048_576, 16_384  # what a sheet holds
_FILLED = re.compile(rb"<(?:\w+:)?c(?=[\s>])[^<>]*(?<!/)>")
_PLAIN = re.compile(rb'<(?:\w+:)?c\s(?>(?:[^<>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})")[^<>]*+(?<!/)>')
_NAME = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns up to the farthest filled cell of a sheet.

    Raises ExpatError for XML that is none, ValueError for a cell or a row that no sheet has.

    >>> extent(b'<sheetData><row r="9"><c><v>1</v></c><c r="D9"><v>1</v></c><c><v>1</v></c></row></sheetData>')
    (9, 5)
    """
    places = _PLAIN.findall(xml)
    if len(places) < sum(1 for _ in _FILLED.finditer(xml)) or b"<!" in xml:
        rows, columns = _walked(xml)
    else:
        rows = max((int(row) for _, row in places), default=0)
        columns = max((column_of(letters) for letters in {letters for letters, _ in places}), default=-1) + 1
    if rows > _ROWS or columns > _COLUMNS:
        raise ValueError(rows, columns)
    return rows, columns


def column_of(letters: bytes) -> int:
    """Position of a column from its letters, from 0.

    >>> column_of(b"A"), column_of(b"AB")
    (0, 27)
    """
    position = 0
    for letter in letters.upper():
        position = position * 26 + letter - 64
    return position - 1


def _walked(xml: bytes) -> tuple[int, int]:
    """The extent, cells and rows without a name standing behind the one before."""
    row, column, rows, columns = 0, -1, 0, 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, rows, columns
        match tag.rpartition(":")[2]:
            case "row":
                row, column = int(attributes.get("r", row + 1)), -1
                if row < 0:
                    raise ValueError(row)
            case "c":
                name = _NAME.fullmatch(attributes["r"]) if "r" in attributes else None
                if "r" in attributes and name is None:
                    raise ValueError(attributes["r"])
                row = int(name[2]) if name else row
                column = column_of(name[1].encode()) if name else column + 1
                rows, columns = max(rows, row), max(columns, column + 1)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return rows, columns
