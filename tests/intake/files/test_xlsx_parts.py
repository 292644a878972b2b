"""A workbook's archive is judged before it is unfolded."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from gtkit.intake.faults import DataRefused
from gtkit.intake.files import xlsx_file, xlsx_parts
from gtkit.intake.files.xlsx_parts import examine_archive


def workbook(**entries: bytes) -> bytes:
    """A sound workbook with entries of its archive replaced or added ("__" stands for "/")."""
    buffer, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(buffer)
    named = {name.replace("__", "/") + ".xml": data for name, data in entries.items()}
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, named.pop(name, source.read(name)))
        for name, data in named.items():
            target.writestr(name, data)
    return out.getvalue()


def _sheet(cells: bytes) -> bytes:
    return b"<worksheet><sheetData><row>" + cells + b"</row></sheetData></worksheet>"


def refusal(data: bytes) -> str:
    """The code of the one fault that an archive is refused for."""
    with pytest.raises(DataRefused) as refused:
        examine_archive(data, file="x.xlsx")
    (fault,) = refused.value.faults
    return fault.code


@pytest.fixture
def unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the workbook's parser nor the maker of trees may be asked."""

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(xlsx_file, "CalamineWorkbook", SimpleNamespace(from_filelike=never))
    monkeypatch.setattr(xlsx_parts, "ET", SimpleNamespace(fromstring=never, ParseError=ET.ParseError))


@pytest.mark.usefixtures("unparsed")
@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"xl__bomb": bytes(50_000_000)}, "unfolds_too_large"),
        ({f"e{at}": b"" for at in range(2_001)}, "unfolds_too_large"),
        ({"xl__workbook": b"<a>" * 100_000 + b"</a>" * 100_000}, "damaged"),
        ({"xl__workbook": b"<workbook>" + b" " * 5_000_000 + b"</workbook>"}, "damaged"),
    ],
    ids=["ratio", "entries", "depth", "index"],
)
def test_ratio_entries_and_depth_are_refused_unparsed(entries: dict[str, bytes], code: str) -> None:
    """Nothing of the archive is made a tree or a grid of."""
    with pytest.raises(DataRefused) as refused:
        xlsx_file.open_workbook(workbook(**entries), file="x.xlsx", sha256="")
    assert [fault.code for fault in refused.value.faults] == [code]


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        (
            {"xl__worksheets__sheet1": _sheet(b'<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>')},
            "sheet_too_large",
        ),
        (
            {
                "xl__worksheets__sheet1": _sheet(b'<c r="A1" t="s"><v>0</v></c>' * 20_000),
                "xl__sharedStrings": b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>",
            },
            "unfolds_too_large",
        ),
    ],
    ids=["far cell", "shared text"],
)
def test_what_the_grid_would_weigh_is_refused_before_it_is_made(
    entries: dict[str, bytes], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheets' own text is searched; calamine is not called."""

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(xlsx_file, "CalamineWorkbook", SimpleNamespace(from_filelike=never))
    with pytest.raises(DataRefused) as refused:
        xlsx_file.open_workbook(workbook(**entries), file="x.xlsx", sha256="")
    assert [fault.code for fault in refused.value.faults] == [code]
    with pytest.raises(AssertionError, match="parsed"):
        xlsx_file.open_workbook(workbook(), file="x.xlsx", sha256="")


def test_a_bomb_is_refused_by_what_it_says_it_weighs() -> None:
    """Zeros pack a thousand to one."""
    assert refusal(workbook(xl__bomb=bytes(50_000_000))) == "unfolds_too_large"


def test_a_bomb_that_lies_about_its_size_is_damaged() -> None:
    """An entry is never unfolded beyond the size that it declares."""
    data = bytearray(workbook(xl__bomb=bytes(9_000_000)))
    size = (9_000_000).to_bytes(4, "little")
    assert data.count(size) >= 1
    assert refusal(bytes(data.replace(size, (10).to_bytes(4, "little")))) == "damaged"


def test_a_stray_cell_at_the_far_corner_is_refused() -> None:
    """A dense grid up to it would fill the memory."""
    sheet = _sheet(b'<c r="A1"><v>1</v></c><c s="1" r="XFD1048576"><v>1</v></c>')
    assert refusal(workbook(xl__worksheets__sheet1=sheet)) == "sheet_too_large"


def test_empty_formatted_cells_far_away_are_no_matter() -> None:
    """Excel keeps them where somebody coloured a whole column."""
    sheet = _sheet(b'<c r="A1"><v>1</v></c><c r="XFD1048576" s="1"/>')
    assert examine_archive(workbook(xl__worksheets__sheet1=sheet), file="x.xlsx").errors["Sheet"] == {}


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (b'<c r="B2" t="e"><v>#REF!</v></c>', "#REF!"),
        (b'<c r="B2" s="3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        (b'<x:c t="e" r="B2"><x:f t="shared" si="0"/><x:v>#N/A</x:v></x:c>', "#N/A"),
        (b'<c r="B2"><f>SUM(A1:A9)</f></c>', "#CALC!"),
        (b'<c r="B2"><f>SUM(A1:A9)</f><v></v></c>', "#CALC!"),
        (b'<c r="B2" t="n"><f>SUM(A1:A9)</f><v/></c>', "#CALC!"),
        (b'<c r="B2"><f>SUM(A1:A9)</f><v>4</v></c>', None),
        (b'<c r="B2" t="str"><f>IF(A1,"x","")</f><v></v></c>', None),
        (b'<c r="B2" t="inlineStr"><is><t>#REF!</t></is></c>', None),
    ],
)
def test_errors_and_formulas_never_computed_are_found(cell: bytes, error: str | None) -> None:
    """Whatever the order of attributes and the prefix; a formula that gives an empty text is no error."""
    before = b'<worksheet><sheetData><row><c r="A1" s="1"/><c r="A2"><v>1</v></c>'
    parts = examine_archive(
        workbook(xl__worksheets__sheet1=before + cell + b"</row></sheetData></worksheet>"), file="x"
    )
    assert parts.errors["Sheet"] == ({(1, 1): error} if error else {})


@pytest.mark.parametrize("data", [b"", b"PK", b"hello;world", workbook(xl__workbook=b"<broken")])
def test_what_is_no_workbook_is_damaged(data: bytes) -> None:
    """No traceback from a zip or an XML library."""
    assert refusal(data) == "damaged"


def test_a_long_text_shared_by_very_many_cells_is_refused() -> None:
    """A few hundred kilobytes would fill the memory: the text is copied into each cell."""
    strings = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si><si><t>b</t></si></sst>"
    for shared, code in ((b"0", "unfolds_too_large"), (b"1", "")):
        rows = b"".join(b'<c r="A%d" t="s"><v>%s</v></c>' % (row, shared) for row in range(1, 20_001))
        data = workbook(xl__worksheets__sheet1=_sheet(rows), xl__sharedStrings=strings)
        assert (refusal(data) if code else examine_archive(data, file="x").unfolded > 0) == (code or True)


def test_an_index_nested_without_end_is_damaged() -> None:
    """Depth and size of what tells the sheets are bounded before a tree is made of them."""
    assert refusal(workbook(xl__workbook=b"<a>" * 100_000 + b"</a>" * 100_000)) == "damaged"
    assert refusal(workbook(xl__workbook=b"<workbook>" + b" " * 5_000_000 + b"</workbook>")) == "damaged"
