"""The one list of tables is sound."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.contracts import TABLES, CheckedTable, Kind, Source, Table


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.key)
def test_a_contract_is_consistent(table: Table) -> None:
    """Keys and headings are unique, choices go with CHOICE, references and unique keys name real columns."""
    for names in (table.keys, [c.french for c in table.columns], [c.english for c in table.columns]):
        assert len(set(names)) == len(names)
    assert all((c.kind is Kind.CHOICE) == bool(c.choices) for c in table.columns)
    assert set(table.unique) <= set(table.keys)
    for column, other in table.references.items():
        assert column in table.keys
        assert column in TABLES[other].keys
    assert all(c.example for c in table.columns if c.required)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.key)
def test_headings_that_people_see_bear_typographic_apostrophes(table: Table) -> None:
    """In French headings and choices; a file that writes the straight one is read alike."""
    seen = [name for c in table.columns for name in (c.french, *(choice.french for choice in c.choices))]
    assert [name for name in seen if "'" in name] == []


def test_a_checked_table_tells_which_columns_were_given() -> None:
    """A column is given when at least one file held it."""
    sources = (
        Source(file="a.csv", sha256="", headings={"customer_id": "Code", "date": "Date"}),
        Source(file="b.csv", sha256="", headings={"customer_id": "Code", "amount": "HT"}),
    )
    table = CheckedTable(table=TABLES["transactions"], frame=pd.DataFrame(), provenance=sources)
    assert table.given == {"customer_id", "date", "amount"}


def test_a_column_is_found_by_its_key() -> None:
    """`column` answers by key, and says KeyError for another."""
    assert TABLES["time"].column("hours").french == "Heures"
    with pytest.raises(KeyError):
        TABLES["time"].column("heures")
