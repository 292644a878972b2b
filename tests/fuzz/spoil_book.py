"""Ways to spoil a workbook from within: its zip stays one, its entries are not what they should be."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from random import Random

from .spoil import ANY, NASTY, Spoil, spoiled

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, KeyError, OSError, EOFError, RuntimeError)


def rewritten(data: bytes, rng: Random, change: Spoil, chosen: str = r"sheet|workbook|shared|styles") -> bytes:
    """The workbook with one of its entries changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            entries = {name: source.read(name) for name in source.namelist()}
    except _BROKEN:
        return change(data, rng)
    names = [name for name in entries if re.search(chosen, name.lower())]
    if names:
        name = rng.choice(names)
        entries[name] = change(entries[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return out.getvalue()


def entry_spoiled(data: bytes, rng: Random) -> bytes:
    """Bytes of one entry spoiled."""
    return rewritten(data, rng, lambda entry, rng: spoiled(entry, rng, ANY))


def entry_replaced(data: bytes, rng: Random) -> bytes:
    """One entry replaced: nothing, another kind, a depth without end, an entity that grows."""
    deep = rng.choice((1_000, 100_000))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    choices = (
        b"",
        b"\0" * 100,
        b"<x/>",
        b"<a>" * deep,
        b"<a>" * deep + b"</a>" * deep,
        bomb + b"]><x>&j;</x>",
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b"<worksheet><sheetData>" + b"<row>" * 50_000,
    )
    return rewritten(data, rng, lambda entry, rng: rng.choice(choices), chosen=r"\.xml|\.rels")


def entry_gone(data: bytes, rng: Random) -> bytes:
    """An entry named otherwise, so that it is missing."""
    name = rng.choice((b"sheet1.xml", b"workbook.xml", b"sharedStrings.xml", b"styles.xml", b"[Content_Types].xml"))
    return data.replace(name, name[:-1] + b"x")


def cells_added(data: bytes, rng: Random) -> bytes:
    """Cells that no spreadsheet writes, at the end of a sheet."""
    row = rng.choice((b'r="9"', b'r="1048576"', b'r="0"', b'r="99999999999"', b'r="-1"', b""))
    cells = (
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<c r="A1048576" t="s"><v>0</v></c>',
        b'<c r="ZZZZ9"><v>1</v></c>',
        b'<c r="A0"><v>1</v></c>',
        b'<c t="s"><v>99999999</v></c>',
        b'<c t="s"><v>-1</v></c>',
        b'<c r="A9" t="s"><v>0</v></c>' * 2_000,
        b"<c><v>1</v></c>" * 20_000,
        b'<c r="B9" s="99999"><v>1e400</v></c>',
        b'<c r="B9" s="1"><v>99999999999</v></c><c r="C9"><v>-1</v></c><c r="D9" t="d"><v>0000-00-00</v></c>',
        b'<c r="B9" t="e"><v>#REF!</v></c><c r="C9"><f>1/0</f></c><c r="D9" t="b"><v>7</v></c>',
        b"<c " + b'r="A9" t="e" ' * 20_000,
        b"<c " * 100_000,
        b'<c r="B9" t="inlineStr"><is><t>' + rng.choice(NASTY) * 3_000 + b"</t></is></c>",
    )
    extra = b"<row " + row + b">" + rng.choice(cells) + b"</row>"
    return rewritten(data, rng, lambda e, _: e.replace(b"</sheetData>", extra + b"</sheetData>"), chosen=r"worksheets/")


def merges_added(data: bytes, rng: Random) -> bytes:
    """Merged areas of all sizes, sound or not."""
    areas = (b"A1:XFD1048576", b"B3:B900000", b"B9:A1", b"A3:A5", b"A4:C9", b"?", b"A1", b"A2:ZZZZZ2")
    merge = b"".join(b'<mergeCell ref="%s"/>' % rng.choice(areas) for _ in range(rng.choice((1, 3, 2_000))))
    end = b"</sheetData><mergeCells>" + merge + b"</mergeCells>"
    return rewritten(data, rng, lambda e, _: e.replace(b"</sheetData>", end), chosen=r"worksheets/")


def strings_blown_up(data: bytes, rng: Random) -> bytes:
    """A shared text of great length, and very many cells that show it."""
    text = b"<si><t>" + b"x" * rng.choice((30_000, 3_000_000)) + b"</t></si>"
    many = rng.choice((100, 100_000))
    cells = b'<row r="50">' + b'<c t="s"><v>0</v></c>' * 9 + b"</row>"
    cells = b"".join(cells.replace(b'"50"', b'"%d"' % row) for row in range(50, 50 + many // 9))
    data = rewritten(
        data, rng, lambda e, _: re.sub(rb"<si>.*?</si>", text, e, count=1, flags=re.DOTALL), chosen="shared"
    )
    return rewritten(data, rng, lambda e, _: e.replace(b"</sheetData>", cells + b"</sheetData>"), chosen=r"worksheets/")


def packed_tight(data: bytes, rng: Random) -> bytes:
    """Entries of zeros that unfold to very much."""
    out = io.BytesIO(data)
    try:
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
            for n in range(rng.choice((1, 3))):
                target.writestr(f"xl/media/{n}.bin", bytes(rng.choice((1_000_000, 40_000_000))))
    except _BROKEN:
        return data
    return out.getvalue()


WAYS: tuple[Spoil, ...] = (
    *ANY,
    *(entry_spoiled, entry_spoiled, entry_spoiled, entry_spoiled, entry_replaced, entry_replaced, entry_gone),
    *(cells_added, cells_added, cells_added, merges_added, strings_blown_up, packed_tight),
)
