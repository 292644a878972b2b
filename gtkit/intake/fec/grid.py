"""The text of a ledger cut into its columns: encoding, separator and quotes found out, every cell kept as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts.fec import AMOUNT_SIDE, FEC_COLUMNS
from gtkit.evidence import Name
from gtkit.intake.faults import DataRefused, Fault, shortened
from gtkit.intake.fec.texts import Texts
from gtkit.intake.files.csv_file import COLUMNS, decoded, too_large
from gtkit.intake.names import folded

_SEPARATORS = ("\t", "|", ";")
KNOWN = frozenset(folded(name) for name in (*FEC_COLUMNS, *AMOUNT_SIDE))
_FEWEST = 2  # legal names without which a first line is no header
_LONGEST_HEAD = 50_000  # signs; the legal headings take 200
_CELLS = 40_000_000  # two million lines: what is longer is refused before it fills the memory
_C1 = re.compile(rb"[\x80-\x9f]")  # bytes that are signs in cp1252 and none in ISO-8859-15
_QUOTED = re.compile(r'(?:^|[\t|;])"[^"\t|;]*"(?=$|[\t|;])')
_END = re.compile(r"\r\n|\n|\r")
_PLACE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerGrid:
    """The cells of one file, no white space around them: folded heading -> texts; the row that an editor shows."""

    headings: tuple[str, ...]
    columns: Mapping[str, Texts]
    rows: npt.NDArray[np.int64]
    blank: int
    encoding: str
    separator: str


def read_grid(data: bytes, *, file: str) -> LedgerGrid:
    """The cells of a ledger.

    Parameters
    ----------
    data : bytes
        UTF-8 with or without a mark, UTF-16 with one, ISO-8859-15 or cp1252; tab, ``|`` or ``;``; quoted or not.
    file : str
        Told in faults.

    Returns
    -------
    LedgerGrid: blank lines counted and left out.

    Raises DataRefused: not_text, csv_quote, too_many_cells, fec_no_header, text_too_large.
    """
    text, encoding = decoded(data, file=file, legacy="cp1252" if _C1.search(data) else "iso-8859-15")
    end = _END.search(text)
    head, body = (text, "") if end is None else (text[: end.start()], text[end.end() :])
    short = head[:_LONGEST_HEAD]
    separator = max(_SEPARATORS, key=lambda sign: len(KNOWN & set(_headings(short, sign))))
    headings = _headings(short, separator)
    if len(head) > len(short) or len(KNOWN & set(headings)) < _FEWEST:
        raise DataRefused([Fault(code="fec_no_header", file=file, row=1, value=shortened(short))])
    lines = 1 + body.count("\n") + body.count("\r") - body.count("\r\n")
    if len(headings) > COLUMNS or lines * len(headings) > _CELLS:
        raise too_large(file, cells=_CELLS)
    quoted = any(_QUOTED.search(line) for line in [head, *_END.split(body[:5000])[:20]])
    cells = _cells(body, separator, width=len(headings), quoted=quoted, file=file)
    columns = {name: cells[at] for at, name in reversed(list(enumerate(headings)))}
    filled = np.logical_or.reduce([column != "" for column in cells]).astype(bool)
    return LedgerGrid(
        headings=tuple(_plain(name) for name in head.split(separator)),
        columns={name: column[filled] for name, column in columns.items() if name},
        rows=np.flatnonzero(filled) + 2,
        blank=int((~filled).sum()),
        encoding=encoding,
        separator=separator,
    )


def found(grid: LedgerGrid) -> tuple[Name, ...]:
    """The headings of a ledger, as a message names them."""
    return tuple(Name(shortened(name)) for name in grid.headings if name)


def _headings(head: str, separator: str) -> list[str]:
    return [folded(name) for name in head.split(separator)]


def _plain(name: str) -> str:
    return name.strip().strip('"').strip()


def _cells(body: str, separator: str, *, width: int, quoted: bool, file: str) -> list[Texts]:
    """The columns under the headings; one blank cell more at the end of a line is no fault."""
    try:
        frame = pd.read_csv(
            io.StringIO(f"{separator * width}\n{body}"),  # as wide as a line may be, in the header's place
            sep=separator,
            header=None,
            names=range(width + 1),
            dtype=object,
            na_filter=False,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            index_col=False,
            skip_blank_lines=False,
            low_memory=False,
        )
    except pd.errors.ParserError as error:
        place = _PLACE.search(str(error))
        row = int(place[1]) if place else None
        code = "too_many_cells" if "saw" in str(error) else "csv_quote"
        raise DataRefused([Fault(code=code, file=file, row=row)]) from None
    cells = [frame[at].to_numpy(dtype=object)[1:] for at in range(width + 1)]
    if quoted or any(
        pair in body for gap in " \u00a0" for edge in (separator, "\n") for pair in (gap + edge, edge + gap)
    ):
        cells = [np.array([cell.strip() for cell in column], dtype=object) for column in cells]
    beyond = np.flatnonzero(cells[width] != "")
    if beyond.size:
        raise DataRefused([Fault(code="too_many_cells", file=file, row=int(beyond[0]) + 2)])
    return cells[:width]
