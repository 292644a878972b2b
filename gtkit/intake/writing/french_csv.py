"""A table as a French accounting package exports it: ``;``, decimal comma, DD/MM/YYYY."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from gtkit.contracts import Column, Kind, Table

_LIVE = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would run, or would be read back as guarded


def write_french_csv(
    path: Path, frame: pd.DataFrame, table: Table, *, encoding: str = "cp1252", columns: tuple[str, ...] = ()
) -> None:
    """Write a table as a French CSV.

    Parameters
    ----------
    path : Path
    frame : DataFrame
        Columns by contract key, typed as a CheckedTable's frame; money is written to the cent.
    table : Table
    encoding : str
        "cp1252" or "utf-8-sig".
    columns : tuple of str
        Keys of the columns to write, in order; empty for all that the frame holds.

    Raises UnicodeEncodeError for a letter that the encoding lacks.
    Source: RFC 4180, with the separator and the decimal mark of French Windows.
    """
    chosen = [table.column(key) for key in columns or table.keys if key in frame.columns]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.french for column in chosen])
    written = [[_written(value, column) for value in frame[column.key].tolist()] for column in chosen]
    writer.writerows(zip(*written, strict=True))
    path.write_bytes(buffer.getvalue().encode(encoding))


def _written(value: Any, column: Column) -> str:
    """A typed value as a French hand writes it, blank when missing."""
    match column.kind:
        case Kind.FLAG:
            return "oui" if value else "non"
        case _ if pd.isna(value) or value == "":
            return ""
        case Kind.DATE:
            return f"{value:%d/%m/%Y}"
        case Kind.MONEY:
            return f"{value:.2f}".replace(".", ",")
        case Kind.NUMBER | Kind.SHARE:
            return format(Decimal(repr(value)), "f").removesuffix(".0").replace(".", ",")
        case Kind.CHOICE:
            return {choice.key: choice.french for choice in column.choices}[value]
        case _:
            return f"'{value}" if _LIVE.match(value) else str(value)
