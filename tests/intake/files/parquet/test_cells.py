"""Cells of a Parquet file are what the file says that they are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.files.parquet.cells import coded, in_hours_of_utc, is_read

NIGHT = dt.datetime(2025, 1, 2, 23, 30)


def cells(values: list[Any], kind: pa.DataType | None = None) -> list[Any]:
    """A column read back."""
    return list(coded(pa.chunked_array([pa.array(values, kind)])))


@pytest.mark.parametrize(
    ("values", "kind", "read"),
    [
        (["00123", None, "NA", ""], pa.string(), ["00123", "", "NA", ""]),
        (["a", None, "a"], pa.large_string(), ["a", "", "a"]),
        ([1, None, -2], pa.int32(), [1, "", -2]),
        ([2**63 + 1, 10**15 - 1], pa.uint64(), [Decimal(2**63 + 1), 10**15 - 1]),
        ([1.5, None], pa.float64(), [1.5, ""]),
        ([np.float16(1.5), None], pa.float16(), [1.5, ""]),
        ([Decimal("1234567890123456.78"), None], pa.decimal128(20, 2), [Decimal("1234567890123456.78"), ""]),
        ([Decimal("1.10")], pa.decimal256(50, 2), [Decimal("1.10")]),
        ([True, None, False], pa.bool_(), [True, "", False]),
        ([None, None], pa.null(), ["", ""]),
        ([dt.date(2024, 2, 29), None], pa.date32(), [dt.date(2024, 2, 29), ""]),
        ([dt.date(2024, 2, 29)], pa.date64(), [dt.date(2024, 2, 29)]),
        ([NIGHT, None], pa.timestamp("ns"), [NIGHT, ""]),
        ([NIGHT, None], pa.timestamp("s"), [NIGHT, ""]),
        ([dt.time(7, 5), None], pa.time64("ns"), [dt.time(7, 5), ""]),
    ],
)
def test_each_type_is_read_as_what_it_is(values: list[Any], kind: pa.DataType, read: list[Any]) -> None:
    """Texts to the letter, decimals exact, days as days; a null is a blank."""
    found = cells(values, kind)
    assert found == read
    assert list(map(type, found)) == list(map(type, read))


@pytest.mark.parametrize("kind", [pa.string(), pa.int64(), pa.date32()])
def test_a_coded_column_is_read_as_its_values(kind: pa.DataType) -> None:
    """Several dictionaries, in which a null or a value twice may stand, are one column."""
    values = pa.array([17_000, None, 17_000, 18_000]).cast(pa.int32()).cast(kind)
    chunks = [values.dictionary_encode(), values.slice(2).dictionary_encode()]
    assert list(coded(pa.chunked_array(chunks))) == list(coded(pa.chunked_array([values, values.slice(2)])))


def test_a_moment_is_told_in_the_zone_that_the_column_names() -> None:
    """Half past eleven at night in London is the next day in Paris; an unknown zone is universal time."""
    for zone, day in (("Europe/Paris", 3), ("+02:00", 3), ("UTC", 2), ("-05:00", 2), ("dateutil//etc/passwd", 2)):
        (read,) = cells([NIGHT], pa.timestamp("us", zone))
        assert read.day == day, zone


def test_hours_of_universal_time_are_told_and_midnights_are_not() -> None:
    """Elsewhere the day may be another; at midnight the file means a day."""
    for zone, moment, at in (("UTC", NIGHT, 1), ("UTC", dt.datetime(2025, 1, 2), None), ("Europe/Paris", NIGHT, None)):
        column = pa.chunked_array([pa.array([None, moment], pa.timestamp("us", zone))])
        assert in_hours_of_utc(column, coded(column)) == at
    plain = pa.chunked_array([pa.array([NIGHT])])
    assert in_hours_of_utc(plain, coded(plain)) is None


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (2**31 - 1, pa.date32(), "5881580-07-11"),
        (-(2**31), pa.date32(), "-5877641-06-23"),
        (2**62, pa.timestamp("s"), ""),
        (2**62, pa.timestamp("ms", "Europe/Paris"), ""),
        (10**18, pa.timestamp("us"), "33658-09-27T01:46:40.000000"),
    ],
)
def test_a_day_that_no_calendar_holds_is_a_text(number: int, kind: pa.DataType, text: str) -> None:
    """It becomes a located fault: no traceback, and no other day by overflow."""
    plain = pa.array([number], pa.int32() if kind == pa.date32() else pa.int64())
    (read,) = coded(pa.chunked_array([plain.cast(kind)]))
    assert isinstance(read, str)
    assert text in read


@pytest.mark.parametrize("kind", [pa.binary(), pa.list_(pa.string()), pa.struct({"a": pa.int8()}), pa.duration("s")])
def test_what_is_no_cell_is_not_read(kind: pa.DataType) -> None:
    """Bytes, lists, structures, spans of time."""
    assert not is_read(kind)
    assert not is_read(pa.dictionary(pa.int32(), kind))


@given(st.lists(st.none() | st.text(st.characters(codec="utf-8"), max_size=3), max_size=12), st.integers(1, 5))
def test_texts_come_back_whatever_the_pieces(values: list[str | None], size: int) -> None:
    """A column cut in any pieces is the same column; distinct cells come in order of first appearance."""
    pieces = [pa.array(values[at : at + size], pa.string()) for at in range(0, len(values), size)]
    column = coded(pa.chunked_array(pieces, pa.string()))
    assert list(column) == [value or "" for value in values]
    assert list(column.uniques) == list(dict.fromkeys(value or "" for value in values))
