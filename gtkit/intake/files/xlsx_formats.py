"""What the number formats of a workbook show that its values do not hold: leading zeros, and currencies.

Excel shows 123 under ``00000`` as 00123, and 1200 under ``#,##0.00 "CHF"`` as an amount in francs. The built-in formats
of currencies are left aside: what they show goes by the country of who looks.
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

from gtkit.intake.files.raw import ShownCurrency
from gtkit.intake.files.xlsx_extent import column_of
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.scale import currency_of

_LARGEST = 32_000_000  # bytes: the 64 000 formats that Excel allows are a third of it
_ALTERNATIVES = 200
_ZEROS = re.compile(r"0{2,20}")
_SYMBOL = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")  # [$CHF-100C], [$€-40C], [$-40C]
_BRACKETS, _QUOTES = re.compile(r"\[[^\]]*\]"), re.compile(r'["\\]')
_DOLLARS_OF_THE_STATES = {"", "409"}
_PLAIN = rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})" s="(%s)"'  # as nearly every sheet writes a cell
_CELL = rb'<(?:\w+:)?c(?=\s)(?=[^<>]*?\sr="([A-Z]{1,3})([0-9]{1,7})")(?=[^<>]*?\ss="(%s)")'
_STYLED = rb'\ss="(?:%s)"'


@dataclass(frozen=True, slots=True)
class Formats:
    """Position of a cell format -> how many digits it shows at least, or the currency that it names."""

    zeros: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    currencies: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, eq=False)
class Showing:
    """The cells of one sheet whose format shows more than their value."""

    zeros: tuple[tuple[int, int, npt.NDArray[np.intp]], ...] = ()  # column, digits, rows from 0
    currencies: tuple[ShownCurrency, ...] = ()

    def restored(self, records: list[list[Cell]]) -> list[list[Cell]]:
        """Records with the leading zeros that people see; whole numbers become texts, nothing else changes."""
        for column, digits, rows in self.zeros:
            for row in rows.tolist():
                if row < len(records) and column < len(records[row]):
                    records[row][column] = _padded(records[row][column], digits)
        return records


def read_formats(xml: bytes) -> Formats:
    """The cell formats of a workbook's styles that show zeros or a currency.

    Raises ExpatError for XML that is none, ValueError for styles larger than any workbook's.

    >>> format = b'<numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts>'
    >>> dict(read_formats(b'<s>' + format + b'<cellXfs><xf numFmtId="164"/></cellXfs></s>').zeros)
    {0: 5}
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
    named = {at: currency_shown(code) for at, code in shown.items()}
    return Formats(
        zeros=MappingProxyType({at: len(code) for at, code in shown.items() if _ZEROS.fullmatch(code)}),
        currencies=MappingProxyType({at: code for at, code in named.items() if code}),
    )


def currency_shown(code: str) -> str:
    """The currency that a number format names, empty when it names none, or one of several dollars.

    >>> currency_shown('#,##0.00 "CHF"'), currency_shown("[$€-40C] #,##0"), currency_shown("[$$-1009]0")
    ('CHF', 'EUR', '')
    """
    symbols = [
        "" if symbol == "$" and country not in _DOLLARS_OF_THE_STATES else symbol
        for symbol, country in _SYMBOL.findall(code)
    ]
    return currency_of(" ".join([_QUOTES.sub("", _BRACKETS.sub("", code)), *symbols]))


def showing(xml: bytes, formats: Formats) -> Showing:
    """The cells of a sheet that bear one of some formats; a cell that does not say its own name is not looked at."""
    wanted = sorted({*formats.zeros, *formats.currencies})
    if not wanted:
        return Showing()
    ids = b"|".join(b"%d" % at for at in wanted) if len(wanted) <= _ALTERNATIVES else rb"[0-9]{1,6}"
    places = re.findall(_PLAIN % ids, xml)
    if len(places) < sum(1 for _ in re.finditer(_STYLED % ids, xml)):
        places = re.findall(_CELL % ids, xml)
    rows: dict[tuple[bytes, bytes], list[bytes]] = defaultdict(list)
    for letters, row, style in places:
        rows[letters, style].append(row)
    zeros: dict[tuple[int, int], list[bytes]] = defaultdict(list)
    currencies: dict[tuple[int, str], list[bytes]] = defaultdict(list)
    for (letters, style), own in rows.items():
        column, at = column_of(letters), int(style)
        if at in formats.zeros:
            zeros[column, formats.zeros[at]] += own
        elif at in formats.currencies:
            currencies[column, formats.currencies[at]] += own
    return Showing(
        zeros=tuple((column, digits, _numbers(own) - 1) for (column, digits), own in zeros.items()),
        currencies=tuple(ShownCurrency(column, code, _numbers(own)) for (column, code), own in currencies.items()),
    )


def _numbers(texts: list[bytes]) -> npt.NDArray[np.intp]:
    return np.sort(np.fromiter(map(int, texts), dtype=np.intp, count=len(texts)))


def _padded(cell: Cell, digits: int) -> Cell:
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell < 0 or not float(cell).is_integer():
        return cell
    return f"{int(cell):0{digits}d}"
