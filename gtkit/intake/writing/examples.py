"""The example row of a contract, typed: the workbook writes it, the reader knows it again."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

import pandas as pd

from gtkit.contracts import Column, Kind, Table

Typed: TypeAlias = str | float | bool | dt.date | None


def example_value(column: Column) -> Typed:
    """The contract's example of a column as its kind holds it, None for a blank.

    >>> example_value(Column("hours", Kind.NUMBER, "Heures", "Hours", "2.5"))
    2.5
    """
    match column.kind:
        case Kind.FLAG:
            return column.example == "true"
        case _ if not column.example:
            return None
        case Kind.DATE:
            return dt.date.fromisoformat(column.example)
        case Kind.MONEY | Kind.NUMBER | Kind.SHARE:
            return float(column.example)
        case _:
            return column.example


def example_frame(table: Table) -> pd.DataFrame:
    """The example row of a table, as a frame of one row.

    >>> from gtkit.contracts import TABLES
    >>> example_frame(TABLES["service_costs"])["paid_hours"].tolist()
    [8040.0]
    """
    return pd.DataFrame({column.key: [example_value(column)] for column in table.columns})
