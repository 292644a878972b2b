"""The same invoices in two files are told, however each file writes them and their amounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake import Fault, Severity, SourceSpec, describe, load_tables
from gtkit.words import Words

HEAD = "Code client;Date;N° de pièce;Montant HT\n"
DAYS = [f"{at % 28 + 1:02}/01/2025" for at in range(30)]
TOTALS = HEAD + "".join(f"{at:05};{day};{at:06};{at + 100},50\n" for at, day in enumerate(DAYS))
OTHERS = {
    "zeros lost": HEAD + "".join(f"{at};{day};{at};{at + 100},50\n" for at, day in enumerate(DAYS)),
    "with VAT": HEAD.replace("HT", "TTC")
    + "".join(f"{at:05};{day};{at:06};{(at + 100.5) * 1.2:.2f}\n" for at, day in enumerate(DAYS)),
    "two sides": HEAD.replace("Montant HT", "Débit;Crédit")
    + "".join(f"{at:05};{day};{at:06};{at + 100}.50;\n" for at, day in enumerate(DAYS)),
    "by line": HEAD + "".join(f"X;{day};{at:06};{at},50\nX;{day};{at:06};100\n" for at, day in enumerate(DAYS)),
}


def found(folder: Path, texts: Sequence[str], **said: float) -> list[Fault]:
    """What is told of invoices in two files."""
    for at, text in enumerate(texts):
        (folder / f"{at}.csv").write_text(text, encoding="utf-8")
    source = SourceSpec(files=tuple(f"{at}.csv" for at in range(len(texts))), **said)  # type: ignore[arg-type]
    intake = load_tables(
        {"transactions": source}, folder=folder, as_of=dt.date(2026, 6, 30), salt=b"0" * 16, wanted=["transactions"]
    )
    return [fault for fault in intake.faults if fault.code == "invoices_in_two_files"]


@pytest.mark.parametrize("other", OTHERS)
def test_the_same_sales_written_in_another_way_refuse_the_data(tmp_path: Path, other: str) -> None:
    """Thirty invoices, 3 450 € in each file, worked out by hand: (100.5 + 129.5) / 2 × 30."""
    said = {"vat_rate": 0.2} if other == "with VAT" else {}
    (fault,) = found(tmp_path, [TOTALS, OTHERS[other]], **said)
    assert (fault.severity, fault.file, fault.row) == (Severity.ERROR, "1.csv", 2)
    french = describe(fault, Words.of("fr")).replace("\u202f", " ").replace("\u00a0", " ")
    assert all(said in french for said in ("30 factures", "« 0.csv »", "3 450 € ici", "3 450 € là-bas"))
    assert "duplicates_allowed" in describe(fault, Words.of("en"))


def test_an_invoice_split_between_two_files_is_told_alone(tmp_path: Path) -> None:
    """The carriage of each sale in a file of its own: the sums differ, nothing is refused."""
    carriage = HEAD + "".join(f"{at:05};{day};{at:06};9\n" for at, day in enumerate(DAYS))
    assert [fault.severity for fault in found(tmp_path, [TOTALS, carriage])] == [Severity.WARNING]


def test_numbers_that_begin_again_each_year_are_other_invoices(tmp_path: Path) -> None:
    """One number on two days is two invoices, and blank numbers are none."""
    assert found(tmp_path, [TOTALS, TOTALS.replace("/2025", "/2026")]) == []
    blank = HEAD + "C1;13/01/2025;;5\n"
    assert found(tmp_path, [blank, blank.replace("C1", "C2")]) == []


def test_rows_that_are_told_already_are_not_told_again(tmp_path: Path) -> None:
    """A file given twice with one more line says it once, by its rows."""
    assert found(tmp_path, [TOTALS, TOTALS + "00001;05/05/2025;7777;1\n"]) == []


@given(shared=st.integers(0, 30), order=st.booleans())
def test_as_many_as_are_shared(tmp_path_factory: pytest.TempPathFactory, shared: int, order: bool) -> None:
    """The number told is that of the invoices in common, whichever file comes first."""
    some = "".join(f"X;{day};{at};{at + 100},50\n" for at, day in enumerate(DAYS[:shared]))
    texts = [TOTALS, HEAD + some + "X;30/01/2025;none;1\n"]
    faults = found(tmp_path_factory.mktemp("sales"), texts if order else texts[::-1])
    assert sum(fault.facts["n"].value for fault in faults) == shared  # type: ignore[union-attr]
