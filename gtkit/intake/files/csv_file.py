"""Text files: encoding and separator found out and told, every cell kept as text."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator

from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import DataRefused, Fault
from gtkit.intake.files.cut_grid import cut_grid
from gtkit.intake.files.cuts import cut
from gtkit.intake.files.lines_above import SEARCHED, Begins, at_once, likely_above, passed_over
from gtkit.intake.files.raw import RawTable, gridded

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = (";", "\t", "|", ",")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
CELLS, COLUMNS = 10_000_000, 2_000  # a file of more is refused before it fills the memory
_SAMPLED, _RECORDS = 4_000_000, 1_000  # signs and records among which those that judge a separator are looked for
_SAMPLE = 20  # records that judge a separator, blank ones aside


def read_csv(data: bytes, *, file: str, sha256: str, begins: Begins = at_once, fewest: int = 0) -> RawTable:
    r"""A text file as a raw table.

    Parameters
    ----------
    data : bytes
        The whole file: UTF-8 with or without a mark, UTF-16 with one, else Windows' cp1252.
    file, sha256 : str
        Name relative to the engagement, and what the bytes hash to.
    begins : function of records, optional
        How many of the first records stand above the headings.
    fewest : int
        Cells that a row fills at least: what stands above headings that `begins` does not know fills fewer; 0 where
        none is to be passed over.

    Returns
    -------
    RawTable: `encoding` and `separator` say what was found.

    Raises DataRefused for not_text (a binary file, or no known encoding), text_too_large, and csv_quote (a quote never
    closed, or a cell of more than 131,072 signs).

    >>> raw = read_csv("Code;HT\nC1;1 234,50\n".encode(), file="v.csv", sha256="")
    >>> raw.separator, raw.headings, raw.columns
    (';', ('Code', 'HT'), (Coded.of(['C1']), Coded.of(['1 234,50'])))
    """
    body, titles, encoding, separator = _begun(data, file, begins, fewest)
    above = len(titles)
    cuts = cut(body, separator)
    if cuts is not None and cuts.widths.max(initial=0) > COLUMNS:
        raise too_large(file)
    grid = None if cuts is None else cut_grid(cuts, first_row=above + 1, file=file)
    if grid is None:
        grid = gridded(_records(body.decode(), separator, file, above + 1), first_row=above + 1, file=file)
    return RawTable(
        file=file,
        sha256=sha256,
        encoding=encoding,
        separator=separator,
        headings=grid.headings,
        columns=grid.columns,
        rows=grid.rows,
        dropped=(("blank", grid.blank),) if grid.blank else (),
        above=tuple(map(tuple, titles)),
        faults=(*passed_over(above, 1, file=file), *grid.faults),
    )


def read_records(data: bytes, *, file: str) -> tuple[list[list[str]], str, str]:
    r"""Every record of a text file, its encoding and its separator; record k stands on row k + 1 in Excel.

    Raises DataRefused as `read_csv` does.

    >>> read_records(b"a;b\n\n1;2\n", file="v.csv")
    ([['a', 'b'], [], ['1', '2']], 'utf-8', ';')
    """
    text, encoding, separator = _opened(data, file)
    return _records(text, separator, file), encoding, separator


def _begun(data: bytes, file: str, begins: Begins, fewest: int) -> tuple[bytes, list[list[str]], str, str]:
    """A file from its headings on, in UTF-8; the records that stood above, its own encoding, its separator."""
    text, encoding, separator = _opened(data, file)
    titles, start = _above(text, begins, fewest)
    if titles:
        text = text[start:]
        separator = _separator(text)
    return data if encoding == "utf-8" and not titles else text.encode(), titles, encoding, separator


def _opened(data: bytes, file: str) -> tuple[str, str, str]:
    """Text, encoding and separator of a file that is no longer than can be borne."""
    text, encoding = decoded(data, file=file)
    separator = _separator(text)
    if text.count(separator) + text.count("\n") + text.count("\r") > CELLS:
        raise too_large(file)
    return text, encoding, separator


def decoded(data: bytes, *, file: str, legacy: str = "cp1252") -> tuple[str, str]:
    """Text and the encoding that it was in: a marked Unicode, UTF-8, else the legacy one.

    Raises DataRefused for not_text.
    """
    marked = [encoding for bom, encoding in _BOMS if data.startswith(bom)]
    for encoding in marked or ["utf-8", legacy]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise DataRefused([Fault(code="not_text", file=file)])


def _above(text: str, begins: Begins, fewest: int) -> tuple[list[list[str]], int]:
    """The records that stand above the headings, and where the text goes on after them."""
    likely: tuple[int, list[list[str]], int] = (0, [], 0)
    for separator in _SEPARATORS:
        records: list[list[str]] = []
        ends: list[int] = []
        taken = [0]
        try:
            for record in csv.reader(_counted(text, taken), delimiter=separator):
                records.append(record)
                ends.append(taken[0])
                if len(records) > SEARCHED:
                    break
        except csv.Error:
            continue
        if count := begins(records):
            return records[:count], ends[count - 1]
        count, wide = likely_above(records, fewest) if fewest else (0, 0)
        if wide > likely[0]:
            likely = (wide, records[:count], ends[count - 1] if count else 0)
    return likely[1:]


def _counted(text: str, taken: list[int]) -> Iterator[str]:
    """The lines of a text; `taken` holds where the last of them ended."""
    for line in _LINE.finditer(text):
        taken[0] = line.end()
        yield line[0]


def _separator(text: str) -> str:
    """The separator under which most of the first records are as wide as the header, then the widest header."""

    def fit(separator: str) -> tuple[int, int]:
        widths = []
        lines = (line[0] for line in _LINE.finditer(text[:_SAMPLED]))
        try:
            for record in itertools.islice(csv.reader(lines, delimiter=separator), _RECORDS):
                widths += [len(record)] if any(record) else []
                if len(widths) > _SAMPLE:
                    break
        except csv.Error:
            return 0, 0
        if not widths or widths[0] == 1:
            return 0, 0
        return sum(width in {widths[0], widths[0] + 1} for width in widths), widths[0]

    return max(_SEPARATORS, key=fit)


def _records(text: str, separator: str, file: str, first_row: int = 1) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error:
        raise DataRefused([Fault(code="csv_quote", file=file, row=len(records) + first_row)]) from None
    if max(map(len, records), default=0) > COLUMNS:
        raise too_large(file)
    return records


def too_large(file: str, *, cells: int = CELLS) -> DataRefused:
    """The refusal of a file of more cells or columns than can be borne."""
    facts = {"cells": Quantity(cells, Unit.COUNT), "columns": Quantity(COLUMNS, Unit.COUNT)}
    return DataRefused([Fault(code="text_too_large", file=file, facts=facts)])
