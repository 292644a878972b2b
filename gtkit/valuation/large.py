"""The summary of a log larger than memory: `summarise`, told once as an Ibis expression that any engine computes.

`summarise_files` runs it in DuckDB over Parquet or CSV, under a limit of memory; `summarise_table` wherever the table
lives: DuckDB, Spark. Only one row a customer comes back. Needs the extra `scale` (or `spark`).
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gtkit.errors import ConfigurationError, NotEstimable, OutOfRange
from gtkit.periods import Period
from gtkit.valuation.purchases import NOTHING, SALES, SaleColumns
from gtkit.valuation.summary import finished

if TYPE_CHECKING:
    import ibis.expr.types as ir

EPOCH = dt.date(1970, 1, 1)


def summarise_files(
    paths: str | Path | Sequence[str | Path],
    *,
    period: Period,
    end: str | dt.date | pd.Timestamp | None = None,
    columns: SaleColumns = SALES,
    memory_limit: str = "512MB",
) -> pd.DataFrame:
    """Summarise files of one kind that need not fit in memory.

    Parameters
    ----------
    paths : path or sequence of paths
        Parquet files (``.parquet``), else CSV with ISO dates and a decimal point; ``*`` may stand for many.
    period, end, columns
        As `summarise` takes them.
    memory_limit : str
        What DuckDB may hold, such as "512MB"; the rest waits on disk, in the system's temporary folder.

    Returns
    -------
    DataFrame, as `summarise` returns it.

    Raises ConfigurationError without the extra `scale`; else as `summarise` does.
    """
    ibis = _ibis()
    names = [str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    with tempfile.TemporaryDirectory() as spill:
        engine = ibis.duckdb.connect(memory_limit=memory_limit, temp_directory=spill, preserve_insertion_order=False)
        try:
            read = engine.read_parquet if names[0].endswith(".parquet") else engine.read_csv
            return summarise_table(read(names), period=period, end=end, columns=columns)
        finally:
            engine.disconnect()


def summarise_table(
    lines: ir.Table,
    *,
    period: Period,
    end: str | dt.date | pd.Timestamp | None = None,
    columns: SaleColumns = SALES,
) -> pd.DataFrame:
    """Summarise a table where it lives.

    Parameters
    ----------
    lines : Ibis table
        One row a line, columns as `summarise` reads them.
    period, end, columns
        As `summarise` takes them.

    Returns
    -------
    DataFrame, as `summarise` returns it.

    Raises ConfigurationError without the extra `scale` for a missing column, OutOfRange for a blank
    customer, date or amount, NotEstimable when no purchase lies on or before `end`.
    Source: as `summarise`.
    """
    ibis = _ibis()
    booked = columns.tied_in(lines.columns)
    table = lines.select(
        who=lines[columns.customer],
        day=lines[columns.date].cast("date").delta(EPOCH, unit="day").cast("int64"),
        value=lines[columns.amount].cast("float64") if columns.amount else ibis.literal(1.0),
        **({"piece": lines[columns.invoice], "names": lines[columns.credited_invoice]} if booked else {}),
    )
    last = _last(table, end, blank={"who": columns.customer, "day": columns.date, "value": columns.amount or ""})
    table = table.filter(table.day <= last)
    each = _counted(_booked(table) if booked else table).to_pandas()
    each = each.set_index("who").rename_axis(columns.customer).sort_index()
    never = each["first"].isna()
    if never.all():
        raise NotEstimable("purchases", found=0, expected="> 0")
    unassigned = float(each.loc[never, "net_amount"].sum())
    summary = _summary(each[~never], last=last, unit=period.days)
    return finished(summary, unassigned=unassigned, last=last, period=period, money=columns.amount is not None)


def _ibis() -> Any:
    try:
        import ibis  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as absent:
        raise ConfigurationError(
            "ibis", found="absent", expected="installed", hint="pip install gtkit[scale]"
        ) from absent
    return ibis


def _last(table: ir.Table, end: str | dt.date | pd.Timestamp | None, *, blank: dict[str, str]) -> int:
    """Last day observed, once every line up to it is whole."""
    last = None if end is None else int(np.datetime64(pd.Timestamp(end), "D").astype(np.int64))
    seen = table.day.notnull() if last is None else table.day <= last
    holes = {
        "day": table.day.isnull(),
        "who": table.who.isnull() & seen,
        "value": (table.value.isnull() | table.value.isnan() | table.value.isinf()) & seen,
    }
    counts = {name: hole.fill_null(False).sum() for name, hole in holes.items()}
    found = table.aggregate(**counts, lines=seen.sum(), last=table.day.max()).to_pandas().iloc[0]
    for name in holes:
        if found[name] > 0:
            raise OutOfRange(blank[name], found=f"{int(found[name])} blank", expected="none")
    if not found["lines"] > 0:
        raise NotEstimable("transactions", found=0, expected="> 0")
    return int(found["last"]) if last is None else last


def _booked(table: ir.Table) -> ir.Table:
    """Lines, with each credit note on the day of the invoice it names (its own number, when it names no other)."""
    sales, notes = table.filter(table.value >= 0), table.filter(table.value < 0)
    issued = sales.filter(sales.piece.notnull() & (sales.piece != ""))
    issued = issued.group_by("who", "piece").aggregate(issued_on=issued.day.min())
    notes = notes.mutate(named=(notes.names.nullif("")).coalesce(notes.piece)).drop("piece", "names")
    dated = notes.left_join(issued, [notes.who == issued.who, notes.named == issued.piece])
    notes = dated.select("who", day=dated.issued_on.coalesce(dated.day), value=dated.value)
    return sales.select("who", "day", "value").union(notes)


def _counted(lines: ir.Table) -> ir.Table:
    """What a summary is made of, a row a customer, in days; first and latest are blank where nothing was purchased."""
    ibis = _ibis()
    days = lines.group_by("who", "day").aggregate(
        net=lines.value.sum(),
        sold=ibis.greatest(lines.value, 0.0).sum(),
        touched=(lines.value >= 0).any(),
    )
    credited = days.sold - days.net > NOTHING * days.sold
    days = days.mutate(bought=days.touched & ~(credited & (days.net <= NOTHING * days.sold)))
    before = days.day.lag().over(group_by=["who", "bought"], order_by="day")
    days = days.mutate(gap=days.day - before)
    again = days.bought & days.gap.notnull()
    paying = again & (days.net > 0)
    return days.group_by("who").aggregate(
        purchases=days.bought.sum(),
        first=days.day.min(where=days.bought),
        latest=days.day.max(where=days.bought),
        logs=days.gap.cast("float64").ln().sum(where=again),
        count=paying.sum(),
        spent=days.net.sum(where=paying),
        kept=days.net.sum(where=days.bought),
        net_amount=days.net.sum(),
    )


def _summary(each: pd.DataFrame, *, last: int, unit: float) -> pd.DataFrame:
    """Columns of a summary.

    Divided here rather than by the engine: Spark takes the length of a month for a decimal and rounds.
    """
    kept = each["kept"].where(each["kept"] > 0)
    keep = (each["net_amount"] / kept).fillna(1.0).clip(lower=0.0)
    return pd.DataFrame(
        {
            "frequency": each["purchases"].astype(np.int64) - 1,
            "recency": (each["latest"] - each["first"]) / unit,
            "T": (last - each["first"]) / unit,
            "sum_log_gaps": each["logs"].fillna(0.0) - (each["purchases"] - 1) * np.log(unit),
            "monetary_value": keep * each["spent"].fillna(0.0) / each["count"].clip(lower=1),
            "spend_count": each["count"].where(keep > 0, 0).astype(np.int64),
            "net_amount": each["net_amount"],
        }
    )
