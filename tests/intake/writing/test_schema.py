"""`gtkit schema` tells every column."""

from __future__ import annotations

from gtkit.contracts import TABLES
from gtkit.intake import schema_rows


def test_every_column_of_every_table_has_its_row() -> None:
    """In order, with both headings and its rule."""
    rows = schema_rows()
    assert [(row.table, row.key) for row in rows] == [(t.key, k) for t in TABLES.values() for k in t.keys]
    rules = {(row.table, row.key): row.rule for row in rows}
    assert rules["efforts", "effort"] == "unique(customer_id, effort, date); in effort_catalogue"
    assert rules["time", "collaborator_id"] == "personal"
    assert rules["effort_catalogue", "direction"] == "max | min"
    assert rules["customers", "potential"] == "0 <= x"


def test_what_may_stand_instead_of_a_required_column_is_a_rule() -> None:
    """The amount is required, or the amount with VAT, or the two sides of an account."""
    (rule,) = (row.rule for row in schema_rows() if (row.table, row.key) == ("transactions", "amount"))
    assert rule == "or amount_with_vat | debit | credit"
