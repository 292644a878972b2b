"""What a workbook's archive must be before anything parses it, and what the parser does not tell of its cells.

A workbook is a zip of XML. Sizes, ratio and dimensions are checked first: a few kilobytes can unfold to gigabytes.
The cells' own XML is then searched for what calamine reads as blank: error values, and formulas never computed; and for
what it does not tell of numbers: zeros and currencies that their format alone shows.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree import ElementTree as ET
from xml.parsers import expat

from gtkit.intake.faults import DataRefused, Fault
from gtkit.intake.files.stamp import ANNOTATED
from gtkit.intake.files.xlsx_extent import column_of, extent
from gtkit.intake.files.xlsx_formats import Formats, Showing, read_formats, showing

UNFOLDED = 300_000_000  # bytes
_RATIO = 200  # unfolded / packed, above 10 MB unfolded
_ENTRIES = 2_000
_CELLS = 6_000_000  # rows x columns of one sheet
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a password-protected workbook is wrapped in the old container
_CORE = "docProps/core.xml"
_INDEX, _LONGEST_INDEX, _INDEX_TAGS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"), 4_000_000, 50_000
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,9})<""")
_NOT_COMPUTED = "#CALC!"

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ET.ParseError, expat.ExpatError),
    *(KeyError, ValueError, OverflowError, EOFError, OSError, RuntimeError),  # what zipfile lets through
)
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s([^<>]{0,200}?\bt="e"[^<>]{0,200})>(?:<(?:\w+:)?f[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?'
    rb"\s*<(?:\w+:)?v>([^<]*)<"
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)(?<!/)>\s*<(?:\w+:)?f[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Parts:
    """Facts of a workbook that calamine keeps to itself."""

    epoch_1904: bool
    errors: Mapping[str, Mapping[tuple[int, int], str]]  # sheet -> (row, column from 0) -> "#REF!"
    annotated: bool = False  # whether it is a copy of ours, whose first sheet lists faults
    unfolded: int = 0  # bytes
    shown: Mapping[str, Showing] = field(default_factory=lambda: MappingProxyType({}))  # sheet -> what formats show


def examine_archive(data: bytes, *, file: str) -> Parts:
    """A workbook's archive, checked.

    Parameters
    ----------
    data : bytes
        The whole file.
    file : str
        Told in faults.

    Returns
    -------
    Parts

    Raises DataRefused: password_protected, damaged, unfolds_too_large or sheet_too_large.
    """
    if data.startswith(_OLE):
        raise DataRefused([Fault(code="password_protected", file=file)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unfolded = _check_sizes(archive, len(data), file)
            if archive.testzip() is not None:
                raise DataRefused([Fault(code="damaged", file=file)])
            _check_index(archive)
            book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs
            sheets = _sheet_parts(archive, book)
            core = archive.read(_CORE) if _CORE in archive.namelist() else b""
            _check_strings(archive, sheets.values(), file)
            formats = read_formats(archive.read(_STYLES)) if _STYLES in archive.namelist() else Formats()
            errors, shown = {}, {}
            for sheet, part in sheets.items():
                xml = archive.read(part)
                errors[sheet] = _errors(xml, sheet, file)
                shown[sheet] = showing(xml, formats)
    except _BROKEN:
        raise DataRefused([Fault(code="damaged", file=file)]) from None
    properties = book.find("{*}workbookPr")
    epoch_1904 = properties is not None and properties.get("date1904", "0") in {"1", "true"}
    annotated = ANNOTATED.encode() in core
    return Parts(epoch_1904, MappingProxyType(errors), annotated, unfolded, MappingProxyType(shown))


def _check_sizes(archive: zipfile.ZipFile, packed: int, file: str) -> int:
    """Bytes of all entries once unfolded, when that is bearable."""
    entries = archive.infolist()
    unfolded = sum(entry.file_size for entry in entries)
    too_steep = unfolded > 10_000_000 and unfolded > _RATIO * packed
    if len(entries) > _ENTRIES or unfolded > UNFOLDED or too_steep:
        facts = {"size": str(unfolded // 1_000_000), "limit": str(UNFOLDED // 1_000_000)}
        raise DataRefused([Fault(code="unfolds_too_large", file=file, facts=facts)])
    return unfolded


def _check_strings(archive: zipfile.ZipFile, sheets: Iterable[str], file: str) -> None:
    """Refuse texts that, shared by very many cells, would fill the memory: the parser copies them into each."""
    if _STRINGS not in archive.namelist():
        return
    lengths = [len(text) for text in _STRING.split(archive.read(_STRINGS))[1:]]
    shown = 0
    for part in sheets:
        for index, times in Counter(_SHARED.findall(archive.read(part))).items():
            shown += times * (lengths[int(index)] if int(index) < len(lengths) else 0)
    if shown > UNFOLDED:
        facts = {"size": str(shown // 1_000_000), "limit": str(UNFOLDED // 1_000_000)}
        raise DataRefused([Fault(code="unfolds_too_large", file=file, facts=facts)])


def _check_index(archive: zipfile.ZipFile) -> None:
    """Refuse an index of sheets that is no index: of great size, or nested without end."""
    for name in _INDEX:
        if archive.getinfo(name).file_size > _LONGEST_INDEX or archive.read(name).count(b"<") > _INDEX_TAGS:
            raise ValueError(name)


def _sheet_parts(archive: zipfile.ZipFile, book: ET.Element) -> dict[str, str]:
    """Sheet name -> entry of the archive that holds its cells."""
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    entries, parts = set(archive.namelist()), {}
    for sheet in book.findall(".//{*}sheet"):
        link = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        target = targets.get(link, "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in entries:
            parts[sheet.get("name", "")] = part
    return parts


def _errors(xml: bytes, sheet: str, file: str) -> Mapping[tuple[int, int], str]:
    """Error cells of a sheet; its dimensions are checked on the way."""
    rows, columns = extent(xml)
    if rows * columns > _CELLS:
        facts = {"rows": str(rows), "columns": str(columns)}
        raise DataRefused([Fault(code="sheet_too_large", file=file, sheet=sheet, facts=facts)])
    errors: dict[tuple[int, int], str] = {}
    for attributes, value in _ERROR.findall(xml) if b't="e"' in xml else ():
        errors |= _placed(attributes, value.decode("ascii", "replace"))
    for attributes in _FORMULA.findall(xml) if b"<f" in xml or b":f" in xml else ():
        if b't="str"' not in attributes:
            errors |= _placed(attributes, _NOT_COMPUTED)
    return MappingProxyType(errors)


def _placed(attributes: bytes, text: str) -> dict[tuple[int, int], str]:
    place = _PLACE.search(attributes)
    return {(int(place[2]) - 1, column_of(place[1])): text} if place else {}
