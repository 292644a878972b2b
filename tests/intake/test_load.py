"""An engagement's sources become tables, or every fault of every file at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from gtkit.contracts import TABLES
from gtkit.errors import PathRefused
from gtkit.intake import Intake, Severity, SourceSpec, describe, load_tables, write_workbook
from gtkit.words import Words

AS_OF = date(2026, 6, 30)
SALES = "Code client;Date;Montant HT\n"
CUSTOMERS = "Code client;Raison sociale;Segment\n"
EFFORTS = "Code client;Effort;Valeur constatée\n"


def load(folder: Path, **sources: SourceSpec) -> Intake:
    """Every table of an engagement."""
    return load_tables(sources, folder=folder, as_of=AS_OF, salt=b"salt" * 4, wanted=TABLES)


def codes(intake: Intake) -> list[str]:
    """Codes of the faults."""
    return [fault.code for fault in intake.faults]


def test_ten_planted_faults_are_ten_located_messages(read: Callable) -> None:
    """One message each, no more: file, row, column and value, in both languages."""
    intake = read(
        {
            "transactions": SALES
            + "C1;30/02/2025;10,5\nC1;13/01/2025;1O\nC1;14/01/2027;5,5\n"
            + ";13/01/2025;7,5\nC2;15/01/2025;12.50\nC1;16/01/2025;3 $\n",
            "customers": CUSTOMERS + "C1;A;X\nC1;A;X\nC2;B;\n",
            "efforts": EFFORTS + "C1;e;1\nC9;e;1\n",
            "time": "Collaborateur;Service;Code client;Date;Heures\nP1;S;C1;13/01/2025;-2\n",
        }
    )
    planted = "impossible_date bad_number future_date missing_value mixed_decimals other_currency "
    planted += "duplicate_key missing_value unknown_reference below_minimum"
    assert Counter(codes(intake)) == Counter(planted.split())
    assert all(fault.file and fault.row and fault.column for fault in intake.faults)
    cells = Counter(fault.cell for fault in intake.faults)
    assert cells == Counter(["B2", "C3", "B4", "A5", "C6", "C7", "A3", "C4", "A3", "E2"])
    values = {fault.value for fault in intake.faults if fault.code != "missing_value"}
    assert values == {"30/02/2025", "1O", "14/01/2027", "12.50", "3 $", "C1", "C9", "-2"}
    assert intake.tables == {}
    for lang in ("fr", "en"):
        sentences = {describe(fault, Words.of(lang)): fault for fault in intake.faults}
        assert len(sentences) == 10
        assert all(fault.file in told and fault.value in told for told, fault in sentences.items())
        assert all(told.count(".") >= 2 for told in sentences)  # what is wrong, then what to do


def test_an_absent_or_empty_table_is_no_fault(read: Callable, tmp_path: Path) -> None:
    """It is not in the tables; a listed file without rows is told as a warning."""
    intake = read({"transactions": SALES + "C1;13/01/2025;1\n", "customers": CUSTOMERS, "time": b""})
    assert set(intake.tables) == {"transactions"}
    assert [(f.code, f.table, f.severity) for f in intake.faults] == [
        ("empty_file", "customers", Severity.WARNING),
        ("empty_file", "time", Severity.WARNING),
    ]
    assert load(tmp_path / "nowhere").tables == {}


def test_references_are_not_asked_of_a_table_that_is_not_there(read: Callable) -> None:
    """Nor of one whose own column is missing: one fault, not one a row."""
    assert codes(read({"efforts": EFFORTS + "C1;e;1\n"})) == []
    intake = read({"efforts": EFFORTS + "C1;e;1\nC2;e;1\n", "customers": "Raison sociale;Segment\nA;X\n"})
    assert codes(intake) == ["missing_column"]


def test_files_of_several_years_are_one_table(tmp_path: Path) -> None:
    """Each with its own mapping found, its own provenance, its own lines in what was understood."""
    (tmp_path / "data").mkdir()
    for year in (2024, 2025):
        (tmp_path / "data" / f"v{year}.csv").write_text(f"Client;Le;HT\nC1;13/01/{year};{year},5\n", encoding="utf-8")
    columns = {"customer_id": "Client", "date": "Le", "amount": "HT"}
    spec = SourceSpec(files=("data/v2024.csv", "data/v2025.csv"), columns=columns)
    intake = load(tmp_path, transactions=spec)
    table = intake.tables["transactions"]
    assert table.frame["amount"].tolist() == [2024.5, 2025.5]
    assert [u.file for u in intake.understood] == [s.file for s in table.provenance] == list(spec.files)
    assert all(not Path(source.file).is_absolute() for source in table.provenance)


def test_the_workbook_gives_the_tables_that_are_not_listed(tmp_path: Path) -> None:
    """A sheet of examples alone is an empty table; a listed source goes before the sheet."""
    contents = {"customers": pd.DataFrame({"customer_id": ["C1"], "name": ["Sheet"], "segment": ["X"]})}
    write_workbook(tmp_path / "intake.xlsx", TABLES.values(), lang="fr", contents=contents)
    intake = load(tmp_path)
    assert (set(intake.tables), codes(intake)) == ({"customers"}, [])
    (tmp_path / "c.csv").write_text(CUSTOMERS + "C1;File;X\n", encoding="utf-8")
    intake = load(tmp_path, customers=SourceSpec(files=("c.csv",)))
    assert intake.tables["customers"].frame["name"].tolist() == ["File"]


def test_a_damaged_workbook_is_told_once(tmp_path: Path) -> None:
    """Cut in half it is one sentence, though six tables are asked of it."""
    write_workbook(tmp_path / "whole.xlsx", TABLES.values(), lang="fr")
    data = (tmp_path / "whole.xlsx").read_bytes()
    (tmp_path / "intake.xlsx").write_bytes(data[: len(data) // 2])
    assert codes(load(tmp_path)) == ["damaged"]


def test_a_sheet_is_found_by_name_or_asked_for(tmp_path: Path) -> None:
    """A workbook of several sheets must hold the table's name or be told the sheet; one sheet needs no name."""
    frame = pd.DataFrame({"customer_id": ["C1"], "name": ["A"], "segment": ["X"]})
    write_workbook(tmp_path / "x.xlsx", [TABLES["customers"]], lang="fr", contents={"customers": frame})
    for spec, found in (
        (SourceSpec(files=("x.xlsx",)), []),
        (SourceSpec(files=("x.xlsx",), sheet="clients"), []),
        (SourceSpec(files=("x.xlsx",), sheet="Client"), ["sheet_missing"]),
    ):
        assert codes(load(tmp_path, customers=spec)) == found
    assert load(tmp_path, transactions=SourceSpec(files=("x.xlsx",))).faults[0].code == "sheet_missing"


def test_a_path_out_is_refused_at_once(tmp_path: Path) -> None:
    """That is a matter of configuration, not of data."""
    with pytest.raises(PathRefused):
        load(tmp_path, customers=SourceSpec(files=("../x.csv",)))


def test_only_what_is_wanted_is_read(tmp_path: Path) -> None:
    """A faulty table that nobody asks for harms nobody."""
    (tmp_path / "t.csv").write_text("nothing\n1\n", encoding="utf-8")
    sources = {"time": SourceSpec(files=("t.csv",))}
    wanted = load_tables(sources, folder=tmp_path, as_of=AS_OF, salt=b"s", wanted=["customers"])
    assert wanted == Intake(tables={}, faults=(), understood=())


def test_a_table_with_an_error_is_not_handed_on(read: Callable) -> None:
    """The others are; `errors` holds what refuses."""
    intake = read({"transactions": SALES + "C1;13/01/2025;x\n", "customers": CUSTOMERS + "C1;A;X\n"})
    assert set(intake.tables) == {"customers"}
    assert [fault.code for fault in intake.errors] == ["bad_number"]
    assert len(intake.understood) == 2


def test_a_file_listed_twice_is_refused(tmp_path: Path) -> None:
    """The same content under one name or two would count every row twice."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(SALES + "C1;13/01/2025;10,5\n", encoding="utf-8")
    for files in (("a.csv", "a.csv"), ("a.csv", "b.csv")):
        intake = load(tmp_path, transactions=SourceSpec(files=files))
        assert codes(intake) == ["file_twice"]
        assert "a.csv" in describe(intake.faults[0], Words.of("fr"))
        assert intake.tables == {}
