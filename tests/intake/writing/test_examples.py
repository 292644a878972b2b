"""The contracts' examples are values of their kind."""

from __future__ import annotations

import datetime as dt

import pytest

from gtkit.contracts import TABLES, Column, Kind, Table
from gtkit.intake.writing.examples import example_frame, example_value


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.key)
def test_every_contract_has_an_example_row(table: Table) -> None:
    """One row, every column, required ones filled."""
    frame = example_frame(table)
    assert (len(frame), tuple(frame.columns)) == (1, table.keys)
    assert all(example_value(column) is not None for column in table.columns if column.required)


@pytest.mark.parametrize(
    ("kind", "example", "value"),
    [
        (Kind.DATE, "2025-03-17", dt.date(2025, 3, 17)),
        (Kind.SHARE, "0.4", 0.4),
        (Kind.MONEY, "", None),
        (Kind.FLAG, "false", False),
        (Kind.IDENTIFIER, "007", "007"),
    ],
)
def test_an_example_is_typed_as_its_kind(kind: Kind, example: str, value: object) -> None:
    """Text in the contract, typed in the workbook."""
    assert example_value(Column("x", kind, "x", "x", example)) == value
