"""Pages of a printed export: what each repeats is left out and counted, and no row of data is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake import Intake, Severity, describe
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.printed import without_print
from gtkit.words import Words

HEAD = "Code client;Date;N° de pièce;Montant HT\n"
TITLE = "Acme SA;;;Page {n}\nJournal des ventes;;;\n"
Read = Callable[..., Intake]


def printed(foot: str, *, title: str = "") -> str:
    """Three pages of two sales each."""
    pages = [
        f"{title.format(n=n)}{HEAD}C{n};13/0{n}/2025;F{n};10,5\nC{n};14/0{n}/2025;G{n};5\n{foot.format(n=n)}\n"
        for n in (1, 2, 3)
    ]
    return "".join(pages)


@pytest.mark.parametrize(
    "foot",
    [
        "Page {n}/3", ";;;Page {n} / 3", ";;;Page {n} sur 3", "Édité le 12/03/2026;;;Page {n}/3", "Seite {n} von 3;;;",
        "Page {n} of 3;;12/03/2026;", "Page : {n};;;", "Page n° {n};;;", "Confidentiel — page {n};;;",
        "Folio {n};;;", "Folio n° {n};;;", "Edité le 02/01/2026 à 10:32 par COMPTA;;;{n}/3", "Imprimé le 02/01/2026;;;",
        "Printed on 02/01/2026;;;", ";;;Édition du 02/01/2026", "Gedruckt am 02.01.2026;;;{n} / 3",
    ],
)  # fmt: skip
def test_headings_and_feet_of_pages_are_counted_out(read: Read, foot: str) -> None:
    """Two headings again, three feet, six sales: the money is whole, and nothing is told one by one."""
    intake = read({"transactions": printed(foot)})
    assert [(fault.code, fault.severity) for fault in intake.faults] == [
        ("repeated_headers", Severity.WARNING),
        ("page_lines", Severity.WARNING),
    ]
    (file,) = intake.understood
    assert (file.rows_kept, dict(file.dropped), file.sums["amount"]) == (6, {"header": 2, "page": 3}, 46.5)
    for lang in ("fr", "en"):
        headings, feet = (describe(fault, Words.of(lang)) for fault in intake.faults)
        assert all(row in headings for row in "59")
        assert all(row in feet for row in ("4", "8", "12"))


def test_the_title_of_each_page_goes_with_its_headings(read: Read) -> None:
    """As it stands above the first ones, whatever the number of the page in it."""
    intake = read({"transactions": printed("Page {n}/3;;;", title=TITLE)})
    assert [fault.code for fault in intake.faults] == ["lines_above", "repeated_headers", "page_lines"]
    assert dict(intake.understood[0].dropped) == {"header": 4, "page": 5}


def test_pages_of_a_workbook_are_read_alike(read: Read, tmp_path: Path) -> None:
    """Cells of a sheet, the headings on two lines."""
    book = openpyxl.Workbook()
    for n in (1, 2):
        book.worksheets[0].append(["Code", "Date", "Montants", "Montants"])
        book.worksheets[0].append(["client", "", "Montant HT", "Marge"])
        book.worksheets[0].append([f"C{n}", "13/01/2025", 10.5, 1])
        book.worksheets[0].append([None, None, None, f"Page {n}"])
    book.save(tmp_path / "v.xlsx")
    intake = read({"transactions": tmp_path / "v.xlsx"})
    assert [fault.code for fault in intake.faults] == ["two_line_header", "repeated_headers", "page_lines"]
    assert intake.tables["transactions"].frame["amount"].tolist() == [10.5, 10.5]


@pytest.mark.parametrize(
    "again",
    ["CODE CLIENT ;DATE;N° de pièce; Montant HT", "Code client;Date;N° pièce;Montant HT", "Code;Date;Pièce;Montant HT"],
    ids=["in capitals", "a word left out", "a required word left out"],
)
def test_headings_that_come_again_in_other_words_are_headings(read: Read, again: str) -> None:
    """Two of those that a row must fill say the same, and no date nor figure stands there."""
    intake = read({"transactions": f"{HEAD}C1;13/01/2025;F1;10,5\n{again}\nC2;14/01/2025;F2;5\n"})
    assert [(fault.code, fault.row) for fault in intake.faults] == [("repeated_headers", 3)]
    assert intake.tables["transactions"].frame["amount"].tolist() == [10.5, 5.0]


@pytest.mark.parametrize("rule", ["----------;----------;---;----------", "=====;;;", ";;;______", "+---;-;-;---+"])
def test_lines_of_dashes_are_counted_out(read: Read, rule: str) -> None:
    """Under the headings and above the total, which is then proved."""
    intake = read({"transactions": f"{HEAD}{rule}\nC1;13/01/2025;F1;10,5\nC2;14/01/2025;F2;5\n{rule}\nTotal;;;15,5\n"})
    told = [(fault.code, fault.severity, fault.row, fault.others) for fault in intake.faults]
    assert told == [("ruled_lines", Severity.WARNING, 2, (5,)), ("total_row", Severity.WARNING, 6, ())]
    for lang in ("fr", "en"):
        assert "2" in describe(intake.faults[0], Words.of(lang))
    assert dict(intake.understood[0].dropped) == {"rule": 2, "total": 1}


@pytest.mark.parametrize("row", ["--;13/01/2025;---;5", "-;;;", ";;;-", "---;13/01/2025;F1;5"])
def test_a_row_with_something_beside_dashes_stays(row: str) -> None:
    """A dash in the place of a blank is no rule."""
    raw = read_csv(f"{HEAD}{row}\n".encode(), file="v.csv", sha256="")
    positions = {"customer_id": 0, "date": 1, "invoice": 2, "amount": 3}
    assert without_print(raw, TABLES["transactions"], positions, [raw.headings]).rows == raw.rows


@pytest.mark.parametrize(
    "row",
    [
        "Page 3;13/01/2025;F1;10,5", "Seite 2;13/01/2025;F1;5", "C1;13/01/2025;Page 1/2;10,5",
        ";13/01/2025;Page 1/2;10,5", "Code client;13/01/2025;F1;10,5", "Acme SA;13/01/2025;;5",
        "Code client;Date;F1;10,5", "Edité le 2;13/01/2025;F1;5", "Folio 2;13/01/2025;;5", "Imprimé;;;",
    ],
)  # fmt: skip
def test_a_row_that_holds_data_stays(row: str) -> None:
    """A customer called Page, a piece called so, a row that lacks its customer alone: kept, and told if at fault."""
    raw = read_csv(f"Acme SA;;;\n{HEAD}{row}\n".encode(), file="v.csv", sha256="", begins=lambda _: 1)
    positions = {"customer_id": 0, "date": 1, "invoice": 2, "amount": 3}
    assert without_print(raw, TABLES["transactions"], positions, [raw.headings]).rows == raw.rows


@given(st.lists(st.sampled_from(["C1;13/01/2025;F1;10,5", "Total;;;", "x;;;", ";;;7", HEAD.strip(), "Page 2/3"])))
def test_only_headings_and_pages_go(lines: list[str]) -> None:
    """Whatever stands around them, every other row is there, at its own number."""
    raw = read_csv((HEAD + "".join(f"{line}\n" for line in lines)).encode(), file="v.csv", sha256="")
    positions = {"customer_id": 0, "date": 1, "invoice": 2, "amount": 3}
    bare = without_print(raw, TABLES["transactions"], positions, [raw.headings])
    gone = (HEAD.strip(), "Page 2/3")
    assert list(bare.rows) == [row for row, line in enumerate(lines, 2) if line not in gone]
    assert sum(n for _, n in bare.dropped) == sum(line in gone for line in lines)
