"""Sales to customers who are in no row of the table of customers are told with what they are worth."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.intake import Intake, Severity, describe
from gtkit.words import Words

HEAD = "Code client;Date;Montant HT\n"
CUSTOMERS = "Code client;Raison sociale;Segment\n"
Read = Callable[..., Intake]


def test_rows_codes_and_money_are_told_and_the_sales_count(read: Read) -> None:
    """Three sales of two codes, one of them a credit note: 1 030 € in all; the table stands."""
    sales = HEAD + "A;13/01/2025;100\nX1;13/01/2025;1000\nX2;14/01/2025;50\nX1;15/01/2025;-20\n"
    intake = read({"transactions": sales, "customers": CUSTOMERS + "A;Alphonse;X\nB;Bertrand;X\n"})
    (fault,) = intake.faults
    assert (fault.code, fault.severity, fault.cell, fault.others) == (
        "unlisted_customers",
        Severity.WARNING,
        "A3",
        (4, 5),
    )
    french = describe(fault, Words.of("fr")).replace("\u202f", " ").replace("\u00a0", " ")
    assert all(said in french for said in ("3 lignes", "2 clients", "X1", "X2", "1 030 €", "« Clients »"))
    english = describe(fault, Words.of("en"))
    assert all(said in english for said in ("3 rows", "2 customers", "X1", "X2", "1,030", "“Customers”"))
    assert len(intake.tables["transactions"].frame) == 4


@pytest.mark.parametrize(("sold", "listed"), [("00001", "1"), ("abc", "ABC"), ("FA-0012", "fa-12")])
def test_codes_that_differ_by_zeros_or_case_alone_are_told(read: Read, sold: str, listed: str) -> None:
    """Both writings are named; a code that differs otherwise is merely unlisted."""
    files = {
        "transactions": HEAD + f"{sold};13/01/2025;5\nZ;14/01/2025;5\n",
        "customers": CUSTOMERS + f"{listed};Alpha;X\n",
    }
    (alike,) = [fault for fault in read(files).faults if fault.code == "unlisted_alike"]
    assert alike.row == 2
    for lang in ("fr", "en"):
        assert all(code in describe(alike, Words.of(lang)) for code in (sold, listed))


def test_a_code_that_stands_for_a_listed_one_is_listed(read: Read) -> None:
    """Grouped under a customer of the table, its sales are that customer's."""
    files = {"transactions": HEAD + "X1;13/01/2025;5\n", "customers": CUSTOMERS + "A;Alphonse;X\n"}
    assert [fault.code for fault in read(files).faults] == ["unlisted_customers"]
    groups = "Code client;Client de rattachement\nX1;A\n"
    assert [fault.code for fault in read(files | {"customer_groups": groups}).faults] == []


@pytest.mark.parametrize("customers", [None, CUSTOMERS, "Raison sociale;Segment\nA;X\n"])
def test_without_codes_to_compare_nothing_is_told(read: Read, customers: str | None) -> None:
    """No table of customers, none with a row, none with its codes."""
    files = {"transactions": HEAD + "X1;13/01/2025;5\n"} | ({"customers": customers} if customers else {})
    assert "unlisted_customers" not in {fault.code for fault in read(files).faults}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("ABXY"), st.integers(1, 9)), min_size=1, max_size=8))
def test_exactly_the_sales_of_other_codes_are_counted(read: Read, sales: list[tuple[str, int]]) -> None:
    """Their number and their sum, whatever stands among them."""
    rows = "".join(f"{who};2025-01-{day:02};{amount}\n" for day, (who, amount) in enumerate(sales, 1))
    intake = read({"transactions": HEAD + rows, "customers": CUSTOMERS + "A;Alphonse;X\nB;Bertrand;X\n"})
    others = [amount for who, amount in sales if who in "XY"]
    told = [fault for fault in intake.faults if fault.code == "unlisted_customers"]
    assert [(f.facts["n"].value, f.facts["total"].value) for f in told] == (
        [(len(others), sum(others))] if others else []
    )  # type: ignore[union-attr]
