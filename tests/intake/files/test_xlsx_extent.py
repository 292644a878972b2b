"""How far a sheet reaches is known before the parser makes room for it."""

from __future__ import annotations

from xml.parsers.expat import ExpatError

import pytest

from gtkit.intake.files.xlsx_extent import extent


def sheet(rows: str) -> bytes:
    """A sheet of these rows."""
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("rows", "reach"),
    [
        ("", (0, 0)),
        ('<row r="1"><c r="A1"><v>1</v></c><c s="1" r="AB7"><v>1</v></c></row>', (7, 28)),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576" s="1"/></row>', (1, 1)),
        ("<row><c r='XFD1048576'><v>1</v></c></row>", (1_048_576, 16_384)),
        ('<row><c r="xfd1048576"><v>1</v></c></row>', (1_048_576, 16_384)),
        ('<row r="1048576">' + "<c><v>1</v></c>" * 300 + "</row>", (1_048_576, 300)),
        ("<row><c><v>1</v></c></row><row><c><v>1</v></c><c><v>1</v></c></row>", (2, 2)),
        ('<row><c x=">" r="C9"><v>1</v></c></row>', (9, 3)),
        ('<x:row xmlns:x="u"><x:c r="B2"><x:v>1</x:v></x:c></x:row>', (2, 2)),
    ],
)
def test_every_way_to_name_a_cell_is_seen(rows: str, reach: tuple[int, int]) -> None:
    """By its name, in either quotes and case, or by its place behind the one before; empty cells do not count."""
    assert extent(sheet(rows)) == reach


@pytest.mark.parametrize(
    "rows",
    [
        "<row>" + "<c><v/></c>" * 16_385 + "</row>",
        '<row r="1048577"><c><v/></c></row>',
        '<row><c r="XFE1"><v/></c></row>',
        '<row><c r="ZZZZ9"><v/></c></row>',
        '<row r="-3"><c><v/></c></row>',
        '<row r="x"><c><v/></c></row>',
    ],
)
def test_a_cell_that_no_sheet_has_is_refused(rows: str) -> None:
    """Neither four letters nor a negative row."""
    with pytest.raises(ValueError):  # noqa: PT011 - the caller tells them all the same way
        extent(sheet(rows))


def test_xml_that_is_none_is_refused() -> None:
    """A tag cut in two, a depth without end."""
    with pytest.raises(ExpatError):
        extent(b"<worksheet><c><v>1</v></c>")


def test_hostile_tags_take_no_time() -> None:
    """A hundred thousand tags never closed, and attributes repeated, are judged at once."""
    for xml in (b"<c " * 200_000, b"<c " + b'r="A9" t="e" ' * 200_000, b"<c " + b" " * 1_000_000):
        assert extent(xml) == (0, 0)
