"""A ledger under `files`, a table under `fec`: one message, with the line to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from gtkit.contracts.fec import FEC_COLUMNS
from gtkit.intake import Fault, Intake, SourceSpec, describe, load_tables
from gtkit.intake.fec.misplaced import first_line
from gtkit.words import LANGUAGES, Words

from .conftest import invoice, text_of

LEDGER = text_of(invoice("VE 1 20240115 F1", "C1", 100))
SALES = "Code client;Date;Montant HT\nC1;15/01/2024;100,00\n"
NAMES = ("123456789FEC20241231.txt", "123456789FEC20251231.txt")


def read(folder: Path, **sources: SourceSpec) -> Intake:
    """What intake makes of sources."""
    return load_tables(sources, folder=folder, as_of=date(2026, 6, 30), salt=b"s" * 16, wanted=sources)


def sentence(fault: Fault, end: str) -> None:
    """Both languages end with what to write."""
    for lang in LANGUAGES:
        assert describe(fault, Words.of(lang)).endswith(end)


@pytest.mark.parametrize(
    "text", [LEDGER, text_of(invoice("VE 1 20240115 F1", "C1", 100), separator="|"), LEDGER + '"\t']
)
def test_a_ledger_among_files_is_pointed_to_its_place(tmp_path: Path, text: str) -> None:
    """One fault, no word of columns, even where the file breaks the grammar of a table."""
    (tmp_path / NAMES[0]).write_text(text, encoding="iso-8859-15")
    for table, section in (("transactions", "transactions"), ("payments", "payments"), ("customers", "transactions")):
        (fault,) = read(tmp_path, **{table: SourceSpec(files=(NAMES[0],))}).faults
        assert (fault.code, fault.table, fault.file) == ("ledger_as_files", table, NAMES[0])
        sentence(fault, f'fec = ["{NAMES[0]}"]')
        assert f"[sources.{section}]" in describe(fault, Words.of("fr"))


def test_several_ledgers_are_one_line_to_write(tmp_path: Path) -> None:
    """Beside a table, which is read as before."""
    for name in NAMES:
        (tmp_path / name).write_text(LEDGER, encoding="utf-8")
    (tmp_path / "v.csv").write_text(SALES, encoding="utf-8")
    (fault,) = read(tmp_path, transactions=SourceSpec(files=(NAMES[0], "v.csv", NAMES[1]))).faults
    sentence(fault, f'fec = ["{NAMES[0]}", "{NAMES[1]}"]')


def test_a_ledger_in_a_workbook_is_to_be_exported_as_text(tmp_path: Path) -> None:
    """Under `files` or under `fec`."""
    with xlsxwriter.Workbook(tmp_path / "fec.xlsx") as book:
        sheet = book.add_worksheet("FEC")
        for at, own in enumerate(
            [dict(zip(FEC_COLUMNS, FEC_COLUMNS, strict=True)), *invoice("V 1 20240115 F", "C", 1)]
        ):
            sheet.write_row(at, 0, list(own.values()))
    (fault,) = read(tmp_path, transactions=SourceSpec(files=("fec.xlsx",))).faults
    assert fault.code == "ledger_in_workbook"
    sentence(fault, 'fec = ["fec.txt"]')
    (fault,) = read(tmp_path, transactions=SourceSpec(fec=("fec.xlsx",))).faults
    assert fault.code == "not_a_text_ledger"
    sentence(fault, 'files = ["fec.xlsx"]')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_named_as_a_ledger_is_pointed_to_files(tmp_path: Path, encoding: str) -> None:
    """One fault for both tables that the ledger would give, with the columns found."""
    (tmp_path / "v.csv").write_text(SALES + "Éts Œuvre;15/01/2024;1,00\n" * 300, encoding=encoding)
    spec = SourceSpec(fec=("v.csv",))
    (fault,) = read(tmp_path, transactions=spec, payments=spec).faults
    assert (fault.code, fault.row) == ("table_as_ledger", 1)
    assert "Montant HT" in describe(fault, Words.of("fr"))
    sentence(fault, 'files = ["v.csv"]')


def test_what_is_neither_keeps_its_own_message(tmp_path: Path) -> None:
    """A ledger without its header line, a ledger that lacks a column, a table of other columns."""
    for text, code in (
        (LEDGER.split("\r\n", 1)[1], "fec_no_header"),
        (LEDGER.replace("CompAuxNum", "Tiers"), "fec_missing_column"),
        ("Jour;Cible;Total\n1;2;3\n", "fec_no_header"),
    ):
        (tmp_path / NAMES[0]).write_text(text, encoding="utf-8")
        intake = read(tmp_path, transactions=SourceSpec(fec=(NAMES[0],)))
        assert [fault.code for fault in intake.errors] == [code]


def test_only_the_first_line_is_looked_at() -> None:
    """However long the file, whatever it ends with; an empty or binary one has none."""
    assert first_line(SALES.encode() + b"\xc3" * 10_000) == ("Code client", "Date", "Montant HT")
    assert first_line(("é" * 5_000).encode()) != ()
    assert first_line(b"") == first_line(bytes(range(256)) * 40) == ()
