"""A Parquet file as a raw table: the names of its columns are the headings, its metadata are not heeded."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gtkit.intake.faults import DataRefused, Fault, Severity, shortened
from gtkit.intake.files.parquet.cells import coded, in_hours_of_utc, is_read, is_text
from gtkit.intake.files.parquet.limits import bearable, examine_parquet, too_heavy
from gtkit.intake.files.raw import RawTable
from gtkit.intake.values.coded import Coded, blank_rows

_FIRST_ROW = 2  # the headings count as the first, as in an annotated copy
_STRINGS, _CONTAINERS = 10_000_000, 1_000_000  # what the footer may take: bytes, members of a list


def read_parquet(data: bytes, *, file: str, sha256: str) -> RawTable:
    """A Parquet file as a raw table.

    Parameters
    ----------
    data : bytes
        The whole file.
    file, sha256 : str
        Name relative to the engagement, and what the bytes hash to.

    Returns
    -------
    RawTable: row 2 is the first under the headings.

    Raises DataRefused: parquet_damaged, parquet_encrypted, column_not_flat for each column of lists, structures or
    bytes, and what `examine_parquet` raises.

    Faults: the warning utc_hours.
    """
    columns = read_columns(data, file=file)
    rows = np.arange(len(columns[0][1]) if columns else 0)
    blank = blank_rows([cells for _, cells, _ in columns], rows)
    kept = np.delete(rows, blank)
    return RawTable(
        file=file,
        sha256=sha256,
        headings=tuple(name.strip() for name, _, _ in columns),
        columns=tuple(cells.taken(kept) if blank.size else cells for _, cells, _ in columns),
        rows=tuple((kept + _FIRST_ROW).tolist()),
        dropped=(("blank", int(blank.size)),) if blank.size else (),
        faults=tuple(_in_utc(file, name, place, at) for place, (name, _, at) in enumerate(columns) if at is not None),
    )


def read_columns(data: bytes, *, file: str) -> list[tuple[str, Coded, int | None]]:
    """Every column of a Parquet file: its name, its cells, and where universal time first tells an hour.

    Raises DataRefused as `read_parquet` does.
    """
    examine_parquet(data, file=file)
    try:
        return _read(data, file)
    except MemoryError:
        raise too_heavy(len(data), file) from None
    except (pa.ArrowException, ValueError, OSError, TypeError, OverflowError):
        raise DataRefused([Fault(code="parquet_damaged", file=file)]) from None


def _read(data: bytes, file: str) -> list[tuple[str, Coded, int | None]]:
    source = _opened(data, ())
    names, kinds = source.schema_arrow.names, source.schema_arrow.types
    refused = [
        Fault(code="column_not_flat", file=file, column=shortened(name), columns=(at,))
        for at, (name, kind) in enumerate(zip(names, kinds, strict=True))
        if not is_read(kind)
    ]
    if refused:
        raise DataRefused(refused)
    texts = tuple(name for name, kind in zip(names, kinds, strict=True) if is_text(kind))
    table = _opened(data, texts).read(use_threads=False, use_pandas_metadata=False)
    table.validate(full=True)
    columns, weight = [], 0
    for name, column in zip(names, table.columns, strict=True):
        cells = coded(column)
        lengths = np.array([len(cell) if isinstance(cell, str) else 0 for cell in cells.uniques], dtype=np.int64)
        weight += int((lengths * cells.counts).sum())
        columns.append((name, cells, in_hours_of_utc(column, cells)))
    if not bearable(weight):
        raise too_heavy(weight, file)
    return columns


def _opened(data: bytes, texts: tuple[str, ...]) -> pq.ParquetFile:
    """The file, with some columns of texts kept as codes."""
    return pq.ParquetFile(
        pa.BufferReader(data),
        read_dictionary=list(texts),
        coerce_int96_timestamp_unit="us",
        thrift_string_size_limit=_STRINGS,
        thrift_container_size_limit=_CONTAINERS,
        page_checksum_verification=True,
        arrow_extensions_enabled=False,
    )


def _in_utc(file: str, name: str, place: int, at: int) -> Fault:
    """The warning of a column whose days are those of universal time."""
    row = at + _FIRST_ROW
    warning = Severity.WARNING
    return Fault(code="utc_hours", severity=warning, file=file, row=row, column=name.strip(), columns=(place,))
