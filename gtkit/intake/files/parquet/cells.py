"""Columns of a Parquet file as coded cells: typed as the file types them, each distinct value once."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from gtkit.intake.values.cells import Cell
from gtkit.intake.values.coded import Coded

_EXACT = 10**15  # whole numbers from here on are kept as decimals: a spreadsheet would have rounded them
_OFFSET = re.compile(r"([+-])([01][0-9]|2[0-3]):?([0-5][0-9])")
_UNIVERSAL = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu"})
_TEXTS = (pa.types.is_string, pa.types.is_large_string)
_READ = (
    *_TEXTS,
    *(pa.types.is_null, pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal),
    *(pa.types.is_date, pa.types.is_timestamp, pa.types.is_time),
)


def is_read(kind: pa.DataType) -> bool:
    """Whether a type of cells is read: texts, numbers, flags, dates and hours, coded or not.

    >>> is_read(pa.string()), is_read(pa.binary()), is_read(pa.list_(pa.int64()))
    (True, False, False)
    """
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(accepts(plain) for accepts in _READ)


def is_text(kind: pa.DataType) -> bool:
    """Whether cells are texts, not coded yet."""
    return any(accepts(kind) for accepts in _TEXTS)


def coded(column: pa.ChunkedArray) -> Coded:
    """A column as its distinct cells; a null is a blank.

    Parameters
    ----------
    column : ChunkedArray
        Of a type that `is_read`.

    Returns
    -------
    Coded: texts as they stand, decimals exact, moments as days with their hour, in the time zone that the column names.

    Raises ValueError for texts that are not UTF-8.

    >>> coded(pa.chunked_array([pa.array([2, None, 2])]))
    Coded.of([2, '', 2])
    """
    if not len(column) or pa.types.is_null(column.type):
        return Coded.of([""] * len(column))
    chunks = _encoded(column).chunks
    values = chunks[0].dictionary
    places = pa.concat_arrays([chunk.indices for chunk in chunks]).cast(pa.int64()).fill_null(len(values))
    codes, kept = pd.factorize(places.to_numpy())
    cells = [*_cells(values), ""]
    merged = Coded.of([cells[place] for place in kept.tolist()])
    return Coded(merged.codes[codes], merged.uniques)


def in_hours_of_utc(column: pa.ChunkedArray, cells: Coded) -> int | None:
    """The position of the first moment that universal time tells with an hour: elsewhere it may be another day.

    >>> moments = pa.array([dt.datetime(2025, 1, 2, 23)], pa.timestamp("s", "UTC"))
    >>> in_hours_of_utc(pa.chunked_array([moments]), coded(pa.chunked_array([moments])))
    0
    """
    if not pa.types.is_timestamp(column.type) or column.type.tz is None or _zone(column.type.tz) is not dt.UTC:
        return None
    hours = (
        at for at, cell in enumerate(cells.uniques) if isinstance(cell, dt.datetime) and cell.time() != dt.time.min
    )
    first = next(hours, None)
    return None if first is None else int(cells.first[first])


def _encoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as codes of one dictionary."""
    kind = column.type
    if pa.types.is_dictionary(kind) and is_text(kind.value_type):
        return column.unify_dictionaries()
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    if pa.types.is_float16(kind):
        column = column.cast(pa.float32())
    return column.dictionary_encode()


def _cells(values: pa.Array) -> list[Cell]:
    """Distinct values as cells."""
    kind = values.type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return _moments(values)
    if pa.types.is_time(kind):
        values = values.cast(pa.time64("us"), safe=False)
    cells: list[Any] = ["" if cell is None else cell for cell in values.to_pylist()]
    if pa.types.is_integer(kind):
        return [cell if cell == "" or abs(cell) < _EXACT else Decimal(cell) for cell in cells]
    return cells


def _moments(values: pa.Array) -> list[Cell]:
    """Days and moments; one that Python's calendar does not hold as a text."""
    kind = values.type
    unit = kind.unit if pa.types.is_timestamp(kind) else "D" if pa.types.is_date32(kind) else "ms"
    whole = values.cast(pa.int32()) if unit == "D" else values
    there = whole.cast(pa.int64()).fill_null(0).to_numpy().astype(f"datetime64[{unit}]")
    inside = np.ones(len(there), dtype=bool) if unit == "ns" else _inside(there)
    zone = getattr(kind, "tz", None)
    plain = there[inside].astype("datetime64[us]")
    if zone is not None:
        plain = pd.DatetimeIndex(plain).tz_localize("UTC").tz_convert(_zone(zone)).tz_localize(None).to_numpy()
    days: Iterator[Any] = iter(plain.astype("datetime64[D]" if pa.types.is_date(kind) else "datetime64[us]").tolist())
    blank = values.is_null().to_numpy(zero_copy_only=False)
    cells: list[Cell] = [next(days) if known else str(one) for one, known in zip(there, inside, strict=True)]
    return ["" if empty else cell for cell, empty in zip(cells, blank, strict=True)]


def _inside(moments: npt.NDArray[np.datetime64]) -> npt.NDArray[np.bool_]:
    """Which moments lie between the years 1 and 9999, a day short at both ends for time zones."""
    first, last = (np.datetime64(day).astype(moments.dtype) for day in ("0001-01-02", "9999-12-30"))
    inside: npt.NDArray[np.bool_] = (moments >= first) & (moments <= last)
    return inside


def _zone(name: str) -> dt.tzinfo:
    """A time zone by its name, universal time for one that is not known."""
    if match := _OFFSET.fullmatch(name):
        hours, minutes = int(match[2]), int(match[3])
        offset = dt.timedelta(hours=hours, minutes=minutes)
        return dt.timezone(-offset if match[1] == "-" else offset) if offset else dt.UTC
    try:
        zone = zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return dt.UTC
    return dt.UTC if zone.key in _UNIVERSAL else zone
