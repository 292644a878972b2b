"""Names under [sources] that are none of the contract's are told with the nearest."""

from __future__ import annotations

import pytest

from gtkit.engagement.source_names import unknown_sources


@pytest.mark.parametrize(
    ("sources", "where", "hint"),
    [
        ({"transactoins": {}}, "sources.transactoins", "transactions"),
        ({"time": {"parts": [{"file": "a.csv"}, {"currency": "USD"}]}}, "sources.time.parts.2.currency", ""),
        ({"time": {"parts": [{"file": "a.csv", "vat_rate": 0.2}]}}, "sources.time.parts.1.vat_rate", ""),
        ({"time": {"parts": [{"file": "a.csv", "sales_side": "debit"}]}}, "sources.time.parts.1.sales_side", ""),
        ({"transactions": {"columns": {"amout": "X"}}}, "sources.transactions.columns.amout", "amount"),
        ({"transactions": {"parts": [{"columns": {"dat": "X"}}]}}, "sources.transactions.parts.1.columns.dat", "date"),
        ({"transactions": {"fill_down": ["customer"]}}, "sources.transactions.fill_down.customer", "customer_id"),
        ({"transactions": {"fill_down": ["amount"]}}, "sources.transactions.fill_down.amount", "amount"),
    ],
)
def test_each_name_is_told_where_it_stands(sources: dict[str, object], where: str, hint: str) -> None:
    """Tables, columns, keys of sales, in the source or in one of its files; an amount is never repeated downwards."""
    (fault,) = unknown_sources(sources, "engagement.toml")
    assert fault.where == f"engagement.toml {where}"
    if hint and hint != "amount":
        assert fault.hint == hint
    if where.endswith("fill_down.amount"):
        assert "amount" not in fault.expected.split(" | ")


@pytest.mark.parametrize("sources", [None, 3, {"time": 3}, {"time": {"columns": 3, "parts": 3, "fill_down": "x"}}])
def test_what_is_no_table_is_left_to_others(sources: object) -> None:
    """No name, no fault; nothing fails."""
    assert list(unknown_sources(sources, "engagement.toml")) == []


def test_good_names_are_silent() -> None:
    """Every key in its place."""
    part = {"file": "b.csv", "columns": {"amount": "HT"}, "currency": "USD", "fill_down": ["customer_id", "date"]}
    assert list(unknown_sources({"transactions": {"files": ["a.csv"], "parts": [part]}}, "engagement.toml")) == []
