"""Every intake table and column as plain data, for `gtkit schema`."""

from __future__ import annotations

from dataclasses import dataclass

from gtkit.contracts import TABLES, Column, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaRow:
    """One column of one table; `rule` is symbols and names, no prose."""

    table: str
    key: str
    french: str
    english: str
    type: str
    unit: str  # key of the words catalogue, empty when the type says it
    required: bool
    rule: str


def schema_rows() -> tuple[SchemaRow, ...]:
    """Every column of every table, in order.

    >>> next(row.rule for row in schema_rows() if row.key == "hours")
    '0 <= x <= 744'
    """
    return tuple(
        SchemaRow(
            table=table.key,
            key=column.key,
            french=column.french,
            english=column.english,
            type=column.kind.value,
            unit=column.unit,
            required=column.required,
            rule=_rule(column, table),
        )
        for table in TABLES.values()
        for column in table.columns
    )


def _rule(column: Column, table: Table) -> str:
    low = "" if column.minimum is None else f"{column.minimum:g} <= "
    high = "" if column.maximum is None else f" <= {column.maximum:g}"
    rules = [f"{low}x{high}"] if low or high else []
    rules += [" | ".join(choice.key for choice in column.choices)] if column.choices else []
    rules += [f"unique({', '.join(table.unique)})"] if column.key in table.unique else []
    rules += [f"in {table.references[column.key]}"] if column.key in table.references else []
    rules += [f"or {' | '.join(column.instead)}"] if column.instead else []
    rules += ["personal"] if column.personal else []
    return "; ".join(rules)
