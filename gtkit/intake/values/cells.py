"""A cell as a file gives it, and what reading a column of them yields.

A text file holds texts only. A workbook or a Parquet file holds typed cells too: numbers, flags, dates; they are read
as what they are, and only texts go through the grammars of `numbers`, `dates` and `labels`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy.typing as npt

from gtkit.intake.faults import Facts, Severity

Cell: TypeAlias = str | int | float | Decimal | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Column: TypeAlias = Sequence[Cell]

EXCEL_ERRORS = frozenset(
    {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
    | {"#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "#PROPAGATION!"}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a column, or with the column when `at` is None."""

    code: str
    at: int | None = None  # position in the column
    severity: Severity = Severity.ERROR
    facts: Facts = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A column read: one typed value a cell (missing where blank or wrong), the problems met, and how it was read."""

    values: npt.NDArray[Any]
    problems: tuple[Problem, ...] = ()
    manner: str = ""  # "comma", "point", "day_first" ...: the one reading of the whole column


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How values are written, where engagement.toml says it; empty where the columns decide."""

    date_order: str = ""  # "day_first" or "month_first"
    decimal_mark: str = ""  # "," or "."


def shown(cell: Cell) -> str:
    """A cell as a person sees it: whole numbers without decimals, ISO dates.

    >>> shown(42.0), shown(dt.datetime(2025, 1, 2))
    ('42', '2025-01-02')
    """
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case Decimal():
            return format(cell.quantize(Decimal(1)) if cell == cell.to_integral_value() else cell, "f")
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case _:
            return str(cell)
