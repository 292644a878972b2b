"""Headings find their column."""

from __future__ import annotations

import pytest

from gtkit.contracts import TABLES
from gtkit.intake import Severity
from gtkit.intake.files.raw import RawTable
from gtkit.intake.tables.columns import map_columns, under_two_lines

SALES = TABLES["transactions"]


def raw(*headings: str, keys: tuple[str, ...] = ()) -> RawTable:
    """A file of these headings."""
    return RawTable(file="v.csv", sha256="", headings=headings, keys=keys, columns=((),) * len(headings))


def test_headings_are_found_in_french_in_english_and_by_key() -> None:
    """Whatever the case, the accents and the punctuation; the rest is told as unused."""
    mapped = map_columns(raw("CODE CLIENT", "date", "Amount excl VAT", "n° de pièce", "Région", ""), SALES, {})
    assert dict(mapped.positions) == {"customer_id": 0, "date": 1, "amount": 2, "invoice": 3}
    assert (mapped.unused, mapped.faults) == (("Région",), ())


def test_what_engagement_toml_says_goes_first() -> None:
    """A heading claimed for one column is not taken for another."""
    mapped = map_columns(raw("Code client", "Date", "Marge", "Montant HT"), SALES, {"amount": "marge"})
    assert dict(mapped.positions) == {"customer_id": 0, "date": 1, "amount": 2}


def test_our_own_workbook_is_known_by_its_hidden_keys() -> None:
    """Headings reworded by the client change nothing."""
    mapped = map_columns(raw("Qui ?", "Quand ?", "Combien ?", keys=("customer_id", "date", "amount")), SALES, {})
    assert dict(mapped.positions) == {"customer_id": 0, "date": 1, "amount": 2}


def test_a_missing_column_names_the_columns_found_and_the_nearest() -> None:
    """One fault a column; a column that is not required is not missed."""
    faults = map_columns(raw("Code client", "Date", "Montant H.T"), SALES, {}).faults
    assert [(f.code, f.column, f.facts["nearest"]) for f in faults] == [("missing_column", "Montant HT", "Montant H.T")]
    assert [name.text for name in faults[0].facts["found"]] == ["Code client", "Date", "Montant H.T"]  # type: ignore


def test_a_heading_said_and_not_found_or_found_twice_is_told() -> None:
    """Neither is guessed."""
    faults = map_columns(raw("Client", "Date", "Date", "HT"), SALES, {"customer_id": "Clients", "amount": "HT"}).faults
    assert [(f.code, f.column) for f in faults] == [("heading_unknown", "Clients"), ("heading_twice", "Date")]
    assert faults[0].facts["nearest"] == "Client"


def test_one_column_cannot_stand_for_two_data() -> None:
    """Amount and margin both mapped to one heading: a fault that names both, never margin = sales in silence."""
    said = {"amount": "Montant HT", "margin": "Montant HT"}
    faults = map_columns(raw("Code client", "Date", "Montant HT"), SALES, said).faults
    assert [(f.code, f.column, dict(f.facts)) for f in faults] == [
        ("heading_shared", "Montant HT", {"key": "margin", "other_key": "amount"})
    ]


def lower(*rows: tuple[object, ...]) -> RawTable:
    """A file whose first record is the first of these rows."""
    columns = tuple(zip(*rows[1:], strict=True))
    head = tuple(map(str, rows[0]))
    return RawTable(file="v.csv", sha256="", headings=head, columns=columns, rows=tuple(range(2, len(rows) + 1)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Code", "Date", "Montant"), ("client", "", "HT")),
        (("", "", "Montant HT"), ("Code client", "Date", "")),
        (("Client", "Pièce", "Ventes"), ("Code client", "Date", "Montant HT")),
        (("Export des ventes", "", ""), ("Code client", "Date", "Montant HT")),
    ],
)
def test_a_header_over_two_lines_is_read_and_told(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    """Words cut in two, blanks filled from below, groups above, a title above: the columns are found, one row less."""
    read = under_two_lines(lower(first, second, ("C1", "13/01/2025", "5")), SALES, {})
    assert dict(map_columns(read, SALES, {}).positions) == {"customer_id": 0, "date": 1, "amount": 2}
    assert (read.rows, read.columns) == ((3,), (("C1",), ("13/01/2025",), ("5",)))
    assert [(fault.code, fault.row, fault.severity) for fault in read.faults] == [
        ("two_line_header", 2, Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("Code client", "Date", "Montant HT"), ("C1", "13/01/2025", "5")),
        (("Code", "Date", "Montant"), ("C1", "13/01/2025", "5")),
        (("Code", "Date", "Montant"), ("client", "", 5.0)),
        (("Code client", "Date", "Montant HT"),),
    ],
)
def test_a_row_of_data_is_never_taken_for_a_header(rows: tuple[tuple[object, ...], ...]) -> None:
    """Where one line says all, where two do not, where a number stands: the file stays as it came."""
    raw = lower(*rows) if len(rows) > 1 else RawTable(file="v.csv", sha256="", headings=("a",), columns=((),))
    assert under_two_lines(raw, SALES, {}) is raw


def test_what_engagement_toml_says_may_be_over_two_lines() -> None:
    """The heading named there is looked for in both."""
    raw = lower(("Code", "Date", "Total"), ("client", "", "net"), ("C1", "13/01/2025", "5"))
    read = under_two_lines(raw, SALES, {"amount": "Total net"})
    assert map_columns(read, SALES, {"amount": "Total net"}).positions["amount"] == 2


def test_two_sides_of_an_account_are_offered_in_place_of_an_amount() -> None:
    """Both must be there, under a heading that is not theirs; one alone is a missing column, theirs are read."""
    (fault,) = map_columns(raw("Code client", "Date", "Débit EUR", "Crédit EUR"), SALES, {}).faults
    assert fault.code == "sided_columns"
    assert {key: name.text for key, name in fault.facts.items()} == {  # type: ignore[union-attr]
        "debit": "Débit EUR",
        "credit": "Crédit EUR",
    }
    assert [f.code for f in map_columns(raw("Code client", "Date", "Débit EUR"), SALES, {}).faults] == [
        "missing_column"
    ]
    mapped = map_columns(raw("Code client", "Date", "Débit", "Credit"), SALES, {})
    assert dict(mapped.positions) == {"customer_id": 0, "date": 1, "debit": 2, "credit": 3}
    assert mapped.faults == ()
