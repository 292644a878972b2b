"""The cases that intake was made from: each input, and what must come of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from gtkit.contracts import TABLES
from gtkit.engagement import load_engagement
from gtkit.errors import ConfigurationError
from gtkit.intake import Intake, Severity, describe, write_french_csv, write_workbook
from gtkit.intake.files.paths import KindNotRead
from gtkit.intake.writing.examples import example_frame
from gtkit.pipeline.checkup import everything
from gtkit.pipeline.telling import told
from gtkit.words import Words

HEAD = "Code client;Date;Montant HT\n"


@dataclass(frozen=True)
class Case:
    """Sales in text, and what is said of them: codes of the faults, words of the first, amounts read."""

    rows: str
    codes: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    amounts: tuple[float, ...] | None = None
    head: str = HEAD
    encoding: str = "utf-8"


CASES = {
    "amount column missing": Case(
        "C1;13/01/2025;1\n", ("missing_column",), ("transactions.csv", "Code client", "Montant H.T.?", "Vouliez-vous"),
        head="Code client;Date;Montant H.T.?2\n",
    ),
    "French CSV, cp1252": Case(
        "C1;13/01/2025;1\u00a0234,56\nC2;14/01/2025;0,44\n", amounts=(1234.56, 0.44), encoding="cp1252"
    ),
    "French CSV, UTF-8 with a mark": Case(
        "C1;13/01/2025;1\u202f234,56\nC2;14/01/2025;0,44\n", amounts=(1234.56, 0.44), encoding="utf-8-sig"
    ),
    "three decimal manners in one column": Case(
        "C1;13/01/2025;1 234,50\nC2;14/01/2025;12.50\nC3;15/01/2025;1.234,50\n", ("mixed_decimals",),
        ("ligne 3", "Montant HT", "12.50"),
    ),
    "30 February": Case("C1;30/02/2025;1\n", ("impossible_date",), ("ligne 2", "Date", "30/02/2025")),
    "12 exact duplicates": Case("C1;13/01/2025;1\n" * 13, ("exact_duplicates",), ("12 lignes",), (1.0,) * 13),
    "dates that fit both orders": Case("C1;03/04/2025;1\n", ("day_first_assumed",), ("03/04/2025",), (1.0,)),
    "customers named like nothing": Case(
        "".join(f"{name};13/01/2025;{n},5\n" for n, name in enumerate(("NA", "NULL", "None", "nan", "N/A"))),
        amounts=(0.5, 1.5, 2.5, 3.5, 4.5),
    ),
    "trailing separator on each row": Case("C1;13/01/2025;1,5;\nC2;14/01/2025;2,5;\n", amounts=(1.5, 2.5)),
    "bare serial dates": Case("C1;45292;1,5\n", amounts=(1.5,)),
    "a date of 1970 is what was written": Case("C1;0;1,5\n", ("bad_date",), ("ligne 2",)),
    "HTML and formulas as names": Case(
        '"<script>alert(1)</script>";13/01/2025;1\n"=cmd|\'/C calc\'!A0";14/01/2025;2\n', amounts=(1.0, 2.0)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_text_file_is_read_or_refused_as_said(read: Callable, name: str) -> None:
    """Codes, place and value told; where nothing refuses, the amounts to the cent."""
    case = CASES[name]
    intake: Intake = read({"transactions": (case.head + case.rows).encode(case.encoding)})
    assert tuple(fault.code for fault in intake.faults) == case.codes
    sentences = " ".join(describe(fault, Words.of("fr")) for fault in intake.faults)
    assert all(words in sentences for words in case.said)
    if case.amounts is None:
        assert intake.tables == {}
    else:
        assert tuple(intake.tables["transactions"].frame["amount"]) == case.amounts


def test_names_like_nothing_and_hostile_names_are_kept_to_the_letter(read: Callable) -> None:
    """No name is dropped, none is changed; and none is a formula in what gtkit writes."""
    names = ["NA", "NULL", "None", "nan", "N/A", "00123", "1E5", "<b>x</b>", "=1+1", "+33", "@x"]
    frame = read({"transactions": HEAD + "".join(f'"{name}";13/01/2025;1\n' for name in names)}).tables["transactions"]
    assert frame.frame["customer_id"].tolist() == names


def test_serial_dates_are_the_right_days(read: Callable) -> None:
    """45292 is 1 January 2024, never a day of 1970."""
    frame = read({"transactions": HEAD + "C1;45292;1\n"}).tables["transactions"].frame
    assert [f"{day:%Y-%m-%d}" for day in frame["date"]] == ["2024-01-01"]


def _book(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (["Code client", "Date", "Montant HT"], ["C1", "13/01/2025", 1.5], [None, "14/01/2025", 2.5]):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(tmp_path / "ventes.xlsx")
    return tmp_path / "ventes.xlsx"


def test_merged_customers_are_told_and_the_money_is_complete(read: Callable, tmp_path: Path) -> None:
    """The code stands for each row of its area."""
    intake = read({"transactions": _book(tmp_path)})
    assert [(fault.code, fault.severity) for fault in intake.faults] == [("merged_cells", Severity.WARNING)]
    frame = intake.tables["transactions"].frame
    assert (frame["customer_id"].tolist(), frame["amount"].sum()) == (["C1", "C1"], 4.0)


@pytest.mark.parametrize(
    ("spoil", "code", "said"),
    [
        (lambda data: data[: len(data) // 2], "damaged", "endommagé"),
        (lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096), "password_protected", "mot de passe"),
    ],
    ids=["cut in half", "password"],
)
def test_a_workbook_that_cannot_be_read_is_one_clear_sentence(
    read: Callable, tmp_path: Path, spoil: Callable[[bytes], bytes], code: str, said: str
) -> None:
    """One fault, no other."""
    path = _book(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    (fault,) = read({"transactions": path}).faults
    assert fault.code == code
    assert said in describe(fault, Words.of("fr"))


def test_a_workbook_open_in_excel_asks_to_be_closed(read: Callable, tmp_path: Path) -> None:
    """Its lock lies beside it."""
    path = _book(tmp_path)
    (tmp_path / "~$ventes.xlsx").touch()
    (fault,) = read({"transactions": path}).faults
    assert "Fermez-le" in describe(fault, Words.of("fr"))


def test_no_file_that_gtkit_writes_holds_a_live_formula(tmp_path: Path) -> None:
    """Names that start as formulas do, in a workbook and in a text file."""
    frame = example_frame(TABLES["customers"])
    frame["name"] = "=HYPERLINK(1)"
    write_workbook(tmp_path / "w.xlsx", [TABLES["customers"]], lang="fr", contents={"customers": frame})
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "w.xlsx").read_bytes()))
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    write_french_csv(tmp_path / "c.csv", frame, TABLES["customers"])
    assert b"'=HYPERLINK" in (tmp_path / "c.csv").read_bytes()


@pytest.mark.parametrize("name", ["x.feather", "x.xls", "x.xlsm", "x.ods"])
def test_a_file_of_another_kind_is_one_sentence(read: Callable, tmp_path: Path, name: str) -> None:
    """What it is, that it is not read, and what to export instead."""
    with pytest.raises(KindNotRead) as refused:
        read({"transactions": tmp_path / name})
    (sentence,) = told(refused.value, Words.of("fr"))
    assert name in sentence
    assert ".csv" in sentence
    assert "n’est pas lu" in sentence


@pytest.mark.parametrize(
    "line", ['id = "../x"', "\"__import__('os').system('id')\" = 1", 'sources.transactions.files = ["../x.csv"]']
)
def test_a_hostile_engagement_is_refused_and_nothing_runs(tmp_path: Path, line: str) -> None:
    """A name that climbs, a key that holds Python, a path that leads out."""
    head = "" if line.startswith("id") else 'id = "acme"\n'
    text = f'{line}\n{head}organisation = "Acme"\nas_of = 2026-06-30\n'
    (tmp_path / "engagement.toml").write_text(text, encoding="utf-8")
    (tmp_path / ".salt").write_bytes(b"s" * 32)
    with pytest.raises(ConfigurationError):
        everything(load_engagement(tmp_path))
