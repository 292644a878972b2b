"""A Parquet file is a raw table like any other."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gtkit.intake import Intake, describe
from gtkit.intake.faults import DataRefused
from gtkit.intake.files.parquet.grid import read_parquet
from gtkit.intake.writing.annotated import annotated_copy
from gtkit.words import Words

Written = Callable[..., bytes]
HEAD = ("Code client", "Date", "Montant HT")


def sales(written: Written, path: Path, *rows: tuple[object, ...]) -> Path:
    """A file of sales, its columns typed by pyarrow."""
    columns = dict(zip(HEAD, map(list, zip(*rows, strict=True)), strict=True))
    path.write_bytes(written(columns))
    return path


def test_names_are_headings_and_rows_are_counted_under_them(written: Written) -> None:
    """Row 2 is the first; blank rows are counted and left out."""
    raw = read_parquet(written({" a ": ["x", " ", "y"], "b": [1, None, 2]}), file="x.parquet", sha256="h")
    assert (raw.headings, raw.rows, raw.dropped) == (("a", "b"), (2, 4), (("blank", 1),))
    assert [list(column) for column in raw.columns] == [["x", "y"], [1, 2]]
    assert (raw.sheet, raw.encoding, raw.separator, raw.sha256) == ("", "", "", "h")


@pytest.mark.parametrize("columns", [{}, {"a": []}, {"a": pa.nulls(0)}])
def test_a_file_without_rows_is_an_empty_table(written: Written, columns: dict[str, object]) -> None:
    """No fault of its own."""
    raw = read_parquet(written(columns), file="x.parquet", sha256="")
    assert (raw.headings, raw.rows, raw.faults) == (tuple(columns), (), ())


def test_bytes_are_refused_with_the_name_of_their_column(written: Written) -> None:
    """And what to do instead, in words."""
    with pytest.raises(DataRefused) as refused:
        read_parquet(written({"a": [1], "Photo": [b"\0"]}), file="x.parquet", sha256="")
    (fault,) = refused.value.faults
    assert (fault.code, fault.column, fault.columns) == ("column_not_flat", "Photo", (1,))
    assert "« Photo »".replace(" ", "\u00a0") in describe(fault, Words.of("fr"))


def test_metadata_of_pandas_is_not_heeded(written: Written, tmp_path: Path) -> None:
    """An index that they claim, code that they hold: the columns are read as they stand."""
    table = pa.table({"a": [1], "b": ["x"]}).replace_schema_metadata({b"pandas": b'{"index_columns": ["a"], "x": '})
    pq.write_table(table, tmp_path / "x.parquet")
    raw = read_parquet((tmp_path / "x.parquet").read_bytes(), file="x.parquet", sha256="")
    assert raw.headings == ("a", "b")


def test_a_page_that_does_not_match_its_sum_is_damaged(written: Written) -> None:
    """A flipped bit within the rows is told, where the file bears sums."""
    how = {"use_dictionary": False, "compression": "none", "write_statistics": False}
    data = bytearray(written({"a": ["abcdefgh" * 40]}, write_page_checksum=True, **how))
    data[data.index(b"abcdefgh") + 100] ^= 1
    with pytest.raises(DataRefused) as refused:
        read_parquet(bytes(data), file="x.parquet", sha256="")
    assert [fault.code for fault in refused.value.faults] == ["parquet_damaged"]


def test_a_text_shared_by_very_many_rows_is_refused_before_it_is_copied(written: Written) -> None:
    """A dictionary of one long text weighs little in the file, and gigabytes in a table."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 400_000, pa.int32()), ["x" * 1_000])
    with pytest.raises(DataRefused) as refused:
        read_parquet(written({"a": column}), file="x.parquet", sha256="")
    assert [fault.code for fault in refused.value.faults] == ["parquet_unfolds"]


def test_hours_of_universal_time_are_told(read: Callable[..., Intake], written: Written, tmp_path: Path) -> None:
    """The day is read, with a warning that names the column and the first row."""
    night = pa.array([dt.datetime(2025, 1, 2, 23, 30)], pa.timestamp("us", "UTC"))
    path = tmp_path / "v.parquet"
    path.write_bytes(written({"Code client": ["C1"], "Date": night, "Montant HT": [1.0]}))
    intake = read({"transactions": path})
    assert [(f.code, f.row, f.column, f.cell) for f in intake.faults] == [("utc_hours", 2, "Date", "B2")]
    assert f"{intake.tables['transactions'].frame['date'][0]:%d/%m/%Y}" == "02/01/2025"


def test_faults_are_located_and_the_copy_shows_them(
    read: Callable[..., Intake], written: Written, tmp_path: Path
) -> None:
    """Cells as in a sheet with its header; the annotated copy has the same rows."""
    path = sales(written, tmp_path / "v.parquet", ("C1", "13/01/2025", "1,5"), ("C2", "30/02/2025", "x"))
    intake = read({"transactions": path})
    assert [(f.code, f.cell) for f in intake.faults] == [("impossible_date", "B3"), ("bad_number", "C3")]
    book = openpyxl.load_workbook(
        io.BytesIO(annotated_copy(path.read_bytes(), "v.parquet", intake.faults, Words.of("fr")))
    )
    sheet = book.worksheets[1]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        list(HEAD), ["C1", "13/01/2025", "1,5"], ["C2", "30/02/2025", "x"],
    ]  # fmt: skip
    assert sheet["C3"].comment is not None
