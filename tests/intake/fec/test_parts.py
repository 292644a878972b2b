"""A ledger as parts of the tables that everything above reads like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtkit.contracts import TABLES
from gtkit.errors import PathRefused
from gtkit.intake import SourceSpec, load_tables

from .conftest import AS_OF, Line, ReadFec, invoice, line, receipt


def test_a_row_bears_its_line_and_its_file_tells_the_others(read_fec: ReadFec) -> None:
    """Read, kept and dropped lines of both tables add up to those of the file, blank ones included."""
    lines = receipt("BQ 1 20240220 R1", "C1", "120,00") + invoice("VE 1 20240115 F1", "C1", 100)
    lines += [line("CA 1 20240401 T1", "530000", "10,00"), line("CA 1 20240401 T1", "707000", "", "10,00")]
    intake = read_fec(lines)
    sales, payments = (intake.tables[key].provenance[0] for key in ("transactions", "payments"))
    assert (sales.rows_read, sales.rows_kept, dict(sales.dropped)) == (7, 1, {"no_customer": 1, "not_sales": 5})
    assert (payments.rows_read, payments.rows_kept, dict(payments.dropped)) == (7, 1, {"not_invoices": 6})
    assert intake.tables["transactions"].given == {"customer_id", "date", "amount", "invoice", "credited_invoice"}
    assert intake.tables["payments"].given == {"customer_id", "invoice", "invoiced_on", "paid_on", "amount"}
    assert sales.sha256 == payments.sha256


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (invoice("VE 1 20240115 F1", "C1", 100), "CompAuxNum"),
        (invoice("VE 1 20240115 F1", "", 100, CompteNum="411C1"), "CompteNum"),
        (
            invoice("VE 1 20240115 F1", "C1", 100) + invoice("VE 2 20240116 F2", "", 100, CompteNum="411C2"),
            "CompAuxNum, CompteNum",
        ),
    ],
    ids=["auxiliary", "its own account", "both"],
)
def test_the_customer_is_told_under_the_column_that_holds_it(
    read_fec: ReadFec, lines: list[Line], heading: str
) -> None:
    """The auxiliary account, or the 411 account where there is none."""
    intake = read_fec(lines)
    assert {file.headings["customer_id"] for file in intake.understood} == {heading}


def test_tables_keep_their_contract(read_fec: ReadFec) -> None:
    """Every column is there, typed as a CSV's would be."""
    intake = read_fec(invoice("VE 1 20240115 F1", "C1", 100))
    for key, table in intake.tables.items():
        assert tuple(table.frame.columns) == TABLES[key].keys
    frame = intake.tables["transactions"].frame
    assert [str(frame[key].dtype) for key in ("customer_id", "date", "amount")] == ["str", "datetime64[us]", "float64"]


def test_a_sale_booked_twice_is_told(read_fec: ReadFec) -> None:
    """Two entries of one customer, piece, day and amount: kept, with a warning at the second."""
    lines = invoice("VE 1 20240115 F1", "C1", 100) + invoice("VE 2 20240115 F1", "C1", 100)
    (fault,) = (fault for fault in read_fec(lines).faults if fault.table == "transactions")
    assert (fault.code, fault.row) == ("exact_duplicates", 6)


def test_a_customer_of_the_payments_is_one_of_the_customers(tmp_path: Path, read_fec: ReadFec) -> None:
    """The rule of the table holds for a ledger as for a file."""
    read_fec(invoice("VE 1 20240115 F1", "C1", 100) + invoice("VE 2 20240116 F2", "C9", 100))
    (tmp_path / "c.csv").write_text("Code client;Raison sociale;Segment\nC1;A;X\n", encoding="utf-8")
    sources = {"payments": SourceSpec(fec=("123456789FEC20231231.txt",)), "customers": SourceSpec(files=("c.csv",))}
    intake = load_tables(sources, folder=tmp_path, as_of=AS_OF, salt=b"salt" * 4, wanted=[*sources])
    assert [(fault.code, fault.value, fault.row) for fault in intake.errors] == [("unknown_reference", "C9", 5)]


def test_a_ledger_that_is_not_there_is_told_with_its_neighbours(tmp_path: Path, read_fec: ReadFec) -> None:
    """And nothing is read of the years that are; one outside the engagement is refused."""
    read_fec(invoice("VE 1 20240115 F1", "C1", 100))
    spec = SourceSpec(fec=("123456789FEC20231231.txt", "123456789FEC20241231.txt"))
    told = {"folder": tmp_path, "as_of": AS_OF, "salt": b"salt" * 4, "wanted": ["transactions"]}
    intake = load_tables({"transactions": spec}, **told)
    assert [(fault.code, fault.facts["nearest"]) for fault in intake.errors] == [
        ("file_missing", "123456789FEC20231231.txt")
    ]
    assert intake.tables == {}
    with pytest.raises(PathRefused):
        load_tables({"transactions": SourceSpec(fec=("../123456789FEC20231231.txt",))}, **told)
