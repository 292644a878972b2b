"""A remedy says where it is written: it must not break the other files of its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake import Fault, FileSaid, FileSpec, SourceSpec, describe, load_tables
from gtkit.intake.sections import placed
from gtkit.words import Words

FRENCH = "Code client;Date;N° de pièce;Montant HT\nC1;13/01/2025;F1;1,5\n"
GERMAN = "Kunde;Datum;Rechnung;Betrag CHF\nK1;13.01.2025;R1;2.50\n"
COLUMNS = {"customer_id": "Kunde", "date": "Datum", "amount": "Betrag CHF"}


def sentences(folder: Path, files: Mapping[str, str], spec: SourceSpec, lang: str = "fr") -> list[str]:
    """What is said of some files of sales."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    intake = load_tables(
        {"transactions": spec}, folder=folder, as_of=dt.date(2026, 6, 30), salt=b"0" * 16, wanted=["transactions"]
    )
    return [describe(fault, Words.of(lang)) for fault in intake.faults]


def test_the_remedy_of_a_part_names_the_part(tmp_path: Path) -> None:
    """The currency of the German file would convert the French one too, were it said of the source."""
    spec = SourceSpec(files=("v.csv",), parts=(FileSpec(file="de.csv", said=FileSaid(columns=COLUMNS)),))
    said = sentences(tmp_path, {"v.csv": FRENCH, "de.csv": GERMAN}, spec)
    currency = next(sentence for sentence in said if "CHF" in sentence and "EUR" in sentence)
    assert 'sous [[sources.transactions.parts]] (file = "de.csv")' in currency
    assert all("sous [sources.transactions]" not in sentence for sentence in said)


@pytest.mark.parametrize(("lang", "leave"), [("fr", "à retirer de files"), ("en", "to take out of files")])
def test_a_file_with_other_headings_is_to_have_a_part_of_its_own(tmp_path: Path, lang: str, leave: str) -> None:
    """Its columns said of the source would be looked for in the other file too."""
    for sentence in sentences(
        tmp_path, {"v.csv": FRENCH, "de.csv": GERMAN}, SourceSpec(files=("v.csv", "de.csv")), lang
    ):
        assert f'[[sources.transactions.parts]] (file = "de.csv", {leave})' in sentence


def test_files_that_are_alike_are_told_of_their_source(tmp_path: Path) -> None:
    """One line mends them all."""
    said = sentences(
        tmp_path, {"a.csv": GERMAN, "b.csv": GERMAN + "K2;14.01.2025;R2;3\n"}, SourceSpec(files=("a.csv", "b.csv"))
    )
    assert any("sous [sources.transactions]" in sentence for sentence in said)
    assert not any("parts" in sentence for sentence in said)


def test_two_sheets_of_a_workbook_are_told_apart() -> None:
    """Each is a part: the file's name alone would not say which."""
    parts = tuple(FileSpec(file="v.xlsx", said=FileSaid(sheet=sheet)) for sheet in ("2025", "2026"))
    fault = Fault(code="bad_date", table="transactions", file="v.xlsx", sheet="2026")
    (told,) = placed([fault], {"transactions": SourceSpec(parts=parts)}, {})
    assert told.facts["section"] == '[[sources.transactions.parts]] (file = "v.xlsx", sheet = "2026")'


@given(st.lists(st.sampled_from(["bad_date", "bad_number", "missing_value"]), max_size=6))
def test_faults_of_other_files_are_left_as_they_came(codes: list[str]) -> None:
    """In their order, untouched, where no part is concerned."""
    faults = [Fault(code=code, table="transactions", file="v.csv") for code in codes]
    assert placed(faults, {"transactions": SourceSpec(files=("v.csv",))}, {}) == faults
