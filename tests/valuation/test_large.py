"""Logs larger than memory: the same summary as `summarise` from Parquet, from CSV, from DuckDB and from Spark."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.errors import ConfigurationError, NotEstimable, OutOfRange, WrongShape
from gtkit.periods import Period
from gtkit.samples import industrial_supplier
from gtkit.valuation import SaleColumns, summarise
from gtkit.valuation.large import summarise_files, summarise_table

ibis = pytest.importorskip("ibis", reason="the extra scale is not installed")
Lines = dict[str, tuple[pd.DataFrame, str | None]]


@pytest.fixture(scope="module")
def logs(cdnow_lines: pd.DataFrame, northwind_lines: pd.DataFrame) -> Lines:
    """Public and invented logs, each with its end: credit notes, free lines, lines of one day, hours, empty names."""
    supplier = industrial_supplier()
    sales = supplier.tables["transactions"][["customer_id", "date", "amount", "invoice", "credited_invoice"]]
    free = sales.iloc[::9].assign(amount=0.0, invoice=None, credited_invoice=None)
    again = sales.iloc[::7].assign(amount=lambda lines: lines["amount"] / 3)
    lost = sales.iloc[[5]].assign(customer_id="only credited", amount=-20.0, invoice="A9", credited_invoice="")
    mixed = pd.concat([sales, free, again, lost], ignore_index=True)
    hours = cdnow_lines.assign(date=pd.to_datetime(cdnow_lines["date"]) + pd.Timedelta(hours=23))
    return {
        "cdnow": (cdnow_lines, "1997-09-30"),
        "hours": (hours, None),
        "northwind": (northwind_lines, "1998-05-06"),
        "worked example": (sales, str(supplier.as_of)),
        "mixed": (mixed, "2025-12-31"),
    }


def written(lines: pd.DataFrame, file: Path) -> Path:
    if file.suffix == ".parquet":
        lines.to_parquet(file, index=False)
    else:
        lines.to_csv(file, index=False)
    return file


def alike(found: pd.DataFrame, plain: pd.DataFrame) -> None:
    unassigned, expected = found.attrs.pop("unassigned"), plain.attrs.pop("unassigned")
    assert unassigned == pytest.approx(expected, abs=1e-9)
    assert found.attrs == plain.attrs
    found.index = found.index.astype(plain.index.dtype)
    pd.testing.assert_frame_equal(found, plain, rtol=1e-10, atol=1e-9)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
@pytest.mark.parametrize("name", ["cdnow", "hours", "northwind", "worked example", "mixed"])
def test_duckdb_gives_the_summary_of_pandas(name: str, suffix: str, logs: Lines, tmp_path: Path) -> None:
    """Every column, attribute and type, under 512 MB."""
    lines, end = logs[name]
    found = summarise_files(written(lines, tmp_path / f"sales{suffix}"), period=Period.WEEK, end=end)
    alike(found, summarise(lines, period=Period.WEEK, end=end))


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of Spark on this machine."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not on this machine")
    sql = pytest.importorskip("pyspark.sql", reason="the extra spark is not installed")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield ibis.pyspark.connect(session)
    session.stop()


@pytest.mark.parametrize("name", ["cdnow", "northwind", "worked example", "mixed"])
def test_spark_gives_the_summary_of_pandas(name: str, logs: Lines, spark: Any, tmp_path: Path) -> None:
    """The same expression in Spark: every column, attribute and type."""
    lines, end = logs[name]
    table = spark.read_parquet(written(lines, tmp_path / "sales.parquet"))
    alike(summarise_table(table, period=Period.MONTH, end=end), summarise(lines, period=Period.MONTH, end=end))


ROW = st.tuples(
    st.sampled_from("abc"),
    st.integers(0, 20).map(lambda day: str(np.datetime64("2025-01-01") + day)),
    st.sampled_from([-100.0, -30.0, 0.0, 30.0, 70.0, 100.0]),
    st.sampled_from(["", "F1", "F2"]),
    st.sampled_from(["", "F1", "F2"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=12))
def test_whatever_the_lines_both_agree(rows: list[tuple[Any, ...]], tmp_path: Path) -> None:
    """Credits of invoices, of nothing, of the same day; both give one summary, or both refuse it."""
    columns = ["customer_id", "date", "amount", "invoice", "credited_invoice"]
    lines = pd.DataFrame(rows, columns=columns)
    file = written(lines, tmp_path / "sales.parquet")
    try:
        plain = summarise(lines, period=Period.DAY)
    except NotEstimable:
        with pytest.raises(NotEstimable):
            summarise_files(file, period=Period.DAY)
    else:
        alike(summarise_files(file, period=Period.DAY), plain)


def test_dates_alone_are_enough(cdnow_lines: pd.DataFrame, tmp_path: Path) -> None:
    """Without amounts, no column of money, in several files."""
    lines = cdnow_lines[["customer_id", "date"]]
    files = [written(lines[at::2], tmp_path / f"{at}.csv") for at in range(2)]
    dates = SaleColumns(amount=None)
    read = summarise_files(files, period=Period.DAY, columns=dates)
    alike(read, summarise(lines, period=Period.DAY, columns=dates))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda lines: lines.drop(columns="amount"), WrongShape),
        (lambda lines: lines.assign(amount=np.inf), OutOfRange),
        (lambda lines: lines.assign(amount=lines["amount"].mask(lines.index == 3)), OutOfRange),
        (lambda lines: lines.assign(customer_id=lines["customer_id"].mask(lines.index == 3)), OutOfRange),
        (lambda lines: lines.assign(date=lines["date"].mask(lines.index == 3)), OutOfRange),
        (lambda lines: lines.assign(date="2030-01-01"), NotEstimable),
        (lambda lines: lines.assign(amount=-1.0), NotEstimable),
    ],
)
def test_impossible_files_are_refused_as_in_memory(
    change: Callable[[pd.DataFrame], pd.DataFrame],
    error: type[Exception],
    northwind_lines: pd.DataFrame,
    tmp_path: Path,
) -> None:
    """A missing column, a blank or endless amount, a blank customer or date, no purchase: the same error."""
    lines = change(northwind_lines)
    with pytest.raises(error):
        summarise(lines, period=Period.WEEK, end="1998-05-06")
    with pytest.raises(error):
        summarise_files(written(lines, tmp_path / "sales.parquet"), period=Period.WEEK, end="1998-05-06")


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hint is the command."""
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(ConfigurationError, match=r"pip install gtkit\[scale\]"):
        summarise_files("sales.parquet", period=Period.WEEK)
