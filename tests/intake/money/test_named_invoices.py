"""Zeros before a number are left aside in the one file whose cells show them on one side alone, and nowhere else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake import Intake, SourceSpec, load_tables
from gtkit.intake.files.raw import RawTable
from gtkit.intake.money.named_invoices import half_formed, referred, without_zeros
from gtkit.intake.tables.part import read_part

SALES = TABLES["transactions"]
HEAD = ["Code client", "Date", "Montant HT", "N° de pièce", "Facture créditée"]


@pytest.mark.parametrize(
    ("formed", "half"), [((), False), ((3,), True), ((4,), True), ((3, 4), False), ((0,), False), ((0, 4), True)]
)
def test_a_file_is_half_formed_where_one_of_the_two_columns_shows_zeros(formed: tuple[int, ...], half: bool) -> None:
    """The number, the reference, both, or a column that is neither."""
    cells = (("C1",), (date(2025, 1, 13),), (5.0,), ("00123",), ("00122",))
    codes = tuple((at, np.array([2])) for at in formed)
    raw = RawTable(file="v.xlsx", sha256="", headings=tuple(HEAD), columns=cells, rows=(2,), codes=codes)
    assert half_formed(read_part(raw, SALES, {}, as_of=date(2026, 6, 30))) is half


def test_a_file_without_a_reference_is_not_half_formed() -> None:
    """Its one column of numbers says the same thing everywhere."""
    raw = RawTable(
        file="v.xlsx",
        sha256="",
        headings=tuple(HEAD[:4]),
        columns=(("C1",), (date(2025, 1, 13),), (5.0,), ("00123",)),
        rows=(2,),
        codes=((1, np.array([2])),),
    )
    assert half_formed(read_part(raw, SALES, {}, as_of=date(2026, 6, 30))) is False


def _read(folder: Path, text: str, *, formed: bool = True) -> Intake:
    """A workbook of an invoice 00123 and a note that names 123, beside a text file."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Transactions"
    for row in (HEAD, ["C1", date(2025, 1, 13), 100, 123, None], ["C1", date(2025, 2, 13), -30, 124, 123]):
        sheet.append(row)
    for row in (2, 3) if formed else ():
        sheet.cell(row, 4).number_format = "00000"
    book.save(folder / "v.xlsx")
    (folder / "w.csv").write_text(";".join(HEAD) + "\n" + text, encoding="utf-8")
    sources = {"transactions": SourceSpec(files=("v.xlsx", "w.csv"))}
    return load_tables(sources, folder=folder, as_of=date(2026, 6, 30), salt=b"s" * 16, wanted=["transactions"])


def _credited(intake: Intake) -> dict[str, str]:
    assert intake.errors == ()
    frame = intake.tables["transactions"].frame
    notes = frame[frame["amount"] < 0]
    return dict(zip(notes["invoice"], notes["credited_invoice"], strict=True))


def test_a_note_of_that_file_finds_its_invoice_and_one_of_another_file_does_not(tmp_path: Path) -> None:
    """C1's note names 123 and credits 00123; C2's, in a text file, names 88 where 088 was sold: another number."""
    text = "C2;14/01/2025;50;088;\nC2;14/03/2025;-10;A2;88\n"
    intake = _read(tmp_path, text)
    assert _credited(intake) == {"00124": "00123", "A2": "88"}
    unknown = [fault for fault in intake.faults if fault.code == "credit_unknown_invoice"]
    assert [(fault.file, fault.row) for fault in unknown] == [("w.csv", 3)]
    assert _credited(_read(tmp_path, text, formed=False)) == {"124": "123", "A2": "88"}


def test_a_number_written_as_it_is_named_goes_before_one_with_zeros(tmp_path: Path) -> None:
    """Invoice 123 of the text file is the one named; with 00123 and 0123 alone, neither is chosen."""
    assert _credited(_read(tmp_path, "C1;12/01/2025;70;123;\n"))["00124"] == "123"
    intake = _read(tmp_path, "C1;12/01/2025;70;0123;\n")
    assert "credit_unknown_invoice" in {fault.code for fault in intake.faults}


codes = st.integers(0, 3)


@given(st.lists(st.tuples(codes, codes, codes), max_size=6), st.tuples(codes, codes, codes, st.booleans()))
def test_a_reference_is_exact_or_the_only_one_alike(
    sold: list[tuple[int, int, int]], note: tuple[int, int, int, bool]
) -> None:
    """As a slow reader would look: by its name; else, where zeros are left aside, the single number that is alike."""
    numbers = {(who, number): bare for who, number, bare in sold}
    who, named, bare, aside = note
    notes = pd.DataFrame({"who": [who], "number": [9], "named": [named], "bare": [bare if aside else -1]})
    alike = [number for (w, number), b in numbers.items() if (w, b) == (who, bare)]
    expected = alike[0] if aside and (who, named) not in numbers and len(alike) == 1 else named
    frame = pd.DataFrame([(w, n, b) for (w, n), b in numbers.items()], columns=["who", "number", "bare"]).astype(int)
    assert referred(notes, frame).tolist() == [expected]


@given(st.from_regex(r"[0-9]{1,8}", fullmatch=True))
def test_zeros_aside_a_number_is_the_same_number(number: str) -> None:
    """It keeps its value and has no zero before it, unless it is nothing but zeros."""
    bare = without_zeros(number)
    assert int(bare) == int(number)
    assert bare[0] != "0" or int(number) == 0
