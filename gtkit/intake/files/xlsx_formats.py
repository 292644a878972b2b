"""What the number formats of a workbook show that its values do not hold: codes, currencies, and thousands.

Excel shows 123 under ``00000`` as 00123, 7 under ``"C"000`` as C007, and 1200 under ``#,##0.00 "CHF"`` as an amount in
francs. The built-in formats of currencies are left aside: what they show goes by the country of who looks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from gtkit.intake.files.format_texts import FormatText, code_signs, format_text, in_signs
from gtkit.intake.files.raw import ShownUnit
from gtkit.intake.files.xlsx_extent import column_of
from gtkit.intake.values.cells import Cell

_LARGEST = 32_000_000  # bytes: the 64 000 formats that Excel allows are a third of it
_ALTERNATIVES = 200
_PLAIN = rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})" s="(%s)"'  # as nearly every sheet writes a cell
_CELL = rb'<(?:\w+:)?c(?=\s)(?=[^<>]*?\sr="([A-Z]{1,3})([0-9]{1,7})")(?=[^<>]*?\ss="(%s)")'
_STYLED = rb'\ss="(?:%s)"'


@dataclass(frozen=True, slots=True)
class Formats:
    """Position of a cell format -> the signs by which it shows a code, or what it says beside a figure."""

    codes: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    units: Mapping[int, FormatText] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, eq=False)
class Showing:
    """The cells of one sheet whose format shows more than their value."""

    codes: tuple[tuple[int, tuple[str, ...], npt.NDArray[np.intp]], ...] = ()  # column, signs, rows from 0
    units: tuple[ShownUnit, ...] = ()

    def restored(self, records: list[list[Cell]]) -> list[list[Cell]]:
        """Records with the codes that people see; whole numbers become texts, nothing else changes."""
        for column, signs, rows in self.codes:
            for row in rows.tolist():
                if row < len(records) and column < len(records[row]):
                    records[row][column] = _shown(records[row][column], signs)
        return records


def read_formats(xml: bytes) -> Formats:
    """The cell formats of a workbook's styles that show a code, a currency or thousands.

    Raises ExpatError for XML that is none, ValueError for styles larger than any workbook's.

    >>> format = b'<numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts>'
    >>> dict(read_formats(b'<s>' + format + b'<cellXfs><xf numFmtId="164"/></cellXfs></s>').codes)
    {0: ('0', '0', '0', '0', '0')}
    """
    if len(xml) > _LARGEST:
        raise ValueError(len(xml))
    codes: dict[str, str] = {}
    used: list[str] = []
    within = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal within
        match tag.rpartition(":")[2]:
            case "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs" | "cellStyleXfs" as name:
                within = name
            case "xf" if within == "cellXfs":
                used.append(attributes.get("numFmtId", ""))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    shown = {at: codes[name] for at, name in enumerate(used) if name in codes}
    codes_of = {at: code_signs(code) for at, code in shown.items()}
    units = {at: format_text(code) for at, code in shown.items()}
    return Formats(
        codes=MappingProxyType({at: signs for at, signs in codes_of.items() if signs}),
        units=MappingProxyType({at: unit for at, unit in units.items() if unit != FormatText()}),
    )


def showing(xml: bytes, formats: Formats) -> Showing:
    """The cells of a sheet that bear one of some formats; a cell that does not say its own name is not looked at."""
    wanted = sorted({*formats.codes, *formats.units})
    if not wanted:
        return Showing()
    ids = b"|".join(b"%d" % at for at in wanted) if len(wanted) <= _ALTERNATIVES else rb"[0-9]{1,6}"
    places = re.findall(_PLAIN % ids, xml)
    if len(places) < sum(1 for _ in re.finditer(_STYLED % ids, xml)):
        places = re.findall(_CELL % ids, xml)
    rows: dict[tuple[bytes, bytes], list[bytes]] = defaultdict(list)
    for letters, row, style in places:
        rows[letters, style].append(row)
    codes: dict[tuple[int, tuple[str, ...]], list[bytes]] = defaultdict(list)
    units: dict[tuple[int, FormatText], list[bytes]] = defaultdict(list)
    for (letters, style), own in rows.items():
        column, at = column_of(letters), int(style)
        if at in formats.codes:
            codes[column, formats.codes[at]] += own
        elif at in formats.units:
            units[column, formats.units[at]] += own
    return Showing(
        codes=tuple((column, signs, _numbers(own) - 1) for (column, signs), own in codes.items()),
        units=tuple(ShownUnit(column, unit, _numbers(own)) for (column, unit), own in units.items()),
    )


def _numbers(texts: list[bytes]) -> npt.NDArray[np.intp]:
    return np.sort(np.fromiter(map(int, texts), dtype=np.intp, count=len(texts)))


def _shown(cell: Cell, signs: tuple[str, ...]) -> Cell:
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell < 0 or not float(cell).is_integer():
        return cell
    return in_signs(int(cell), signs)
