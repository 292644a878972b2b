"""A Parquet file is judged by its own words before pyarrow sees it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gtkit.intake.faults import DataRefused, Fault
from gtkit.intake.files.parquet.grid import read_parquet
from gtkit.intake.files.parquet.limits import examine_parquet

Written = Callable[..., bytes]


def refused(data: bytes) -> tuple[Fault, ...]:
    """The faults that a file is refused for before anything is unpacked."""
    with pytest.raises(DataRefused) as error:
        examine_parquet(data, file="x.parquet")
    return error.value.faults


@pytest.fixture
def unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pyarrow must not be asked."""

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(pq, "ParquetFile", never)


def code(data: bytes) -> str:
    """The one code that reading is refused for."""
    with pytest.raises(DataRefused) as error:
        read_parquet(data, file="x.parquet", sha256="")
    (fault,) = error.value.faults
    return fault.code


@pytest.mark.parametrize("how", [{}, {"data_page_version": "2.0"}, {"row_group_size": 3}, {"use_dictionary": False}])
@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd", "lz4", "brotli"])
def test_sound_files_pass(written: Written, how: dict[str, Any], compression: str) -> None:
    """Every form that writers give, every compression."""
    data = written({"a": list(range(10)), "b": ["x", None] * 5}, compression=compression, **how)
    examine_parquet(data, file="x.parquet")


@pytest.mark.usefixtures("unparsed")
def test_too_many_cells_columns_or_groups_are_refused_unparsed(written: Written) -> None:
    """Rows by columns, columns, groups of rows: the last that passes is the one before."""
    assert code(written({"a": pa.nulls(5_000_001), "b": pa.nulls(5_000_001)})) == "text_too_large"
    assert code(written({f"c{at}": [1] for at in range(2_001)})) == "text_too_large"
    assert code(written({"a": list(range(2_001))}, row_group_size=1)) == "parquet_groups"
    examine_parquet(written({"a": list(range(2_000))}, row_group_size=1), file="x.parquet")


@pytest.mark.usefixtures("unparsed")
def test_a_bomb_is_refused_unparsed(written: Written) -> None:
    """By its weight, by its ratio, and by its pages when its footer lies."""
    heavy = written({"a": ["x" * 1_000_000 + str(at) for at in range(301)]}, use_dictionary=False, compression="zstd")
    steep = written({"a": ["x" * 1_000_000] * 12}, use_dictionary=False, compression="zstd")
    assert (code(heavy), code(steep)) == ("parquet_unfolds", "parquet_unfolds")
    footer = int.from_bytes(heavy[-8:-4], "little")
    assert len(heavy) - footer < 2_000_000


@pytest.mark.usefixtures("unparsed")
def test_lists_and_structures_are_named_unparsed(written: Written) -> None:
    """Each column of them."""
    data = written({"ok": [1], "Lignes": [[1, 2]], "Adresse": [{"rue": "x"}]})
    with pytest.raises(DataRefused) as error:
        read_parquet(data, file="x.parquet", sha256="")
    told = {(fault.code, fault.column) for fault in error.value.faults}
    assert {("column_not_flat", "Lignes"), ("column_not_flat", "Adresse")} <= told
    assert {name for name, _ in told} == {"column_not_flat"}


@pytest.mark.usefixtures("unparsed")
def test_an_encrypted_file_is_one_sentence(written: Written) -> None:
    """Known by its mark."""
    data = written({"a": [1]})
    assert code(data[:-4] + b"PARE") == "parquet_encrypted"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"PAR1PAR1",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-8] + b"\xff\xff\xff\x7f" + b"PAR1",
        lambda data: data[:-8] + b"\0\0\0\0" + b"PAR1",
        lambda data: b"XXXX" + data[4:],
        zlib.compress,
    ],
)
def test_a_damaged_file_is_one_sentence(written: Written, spoil: Callable[[bytes], bytes]) -> None:
    """Cut, marked otherwise, of another footer, of another kind."""
    assert code(spoil(written({"a": ["x", "y"], "b": [1, 2]}))) == "parquet_damaged"
