"""The annotated copy of a file: what is wrong is coloured, explained and listed; nothing else changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from gtkit.contracts import TABLES
from gtkit.intake import DataRefused, Fault, Intake, Severity, write_workbook
from gtkit.intake.writing import annotated as subject
from gtkit.intake.writing.annotated import annotated_copy, untouched_copy
from gtkit.words import Words

FR = Words.of("fr")
RED, YELLOW = "FFF4B6A6", "FFFFE699"
SALES = "Code client;Date;Montant HT\n"
TIME = "Collaborateur;Service;Code client;Date;Heures\n"


def copy_of(path: Path, intake: Intake) -> Workbook:
    """The annotated copy of a file, opened."""
    return openpyxl.load_workbook(io.BytesIO(annotated_copy(path.read_bytes(), path.name, intake.faults, FR)))


def coloured(book: Workbook) -> dict[str, str]:
    """Cell -> colour, on the first sheet after the list."""
    cells = (cell for row in book.worksheets[1].iter_rows() for cell in row)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in cells if cell.fill.fill_type == "solid"}


def test_a_text_file_is_copied_row_for_row_with_its_faults(read: Callable, tmp_path: Path) -> None:
    """Each record on its Excel row, blank ones included; cells at fault red, with fault and remedy in the note."""
    intake = read({"transactions": SALES + "\nC1;30/02/2025;10,5\nC2;13/01/2025;1O\n"})
    book = copy_of(tmp_path / "transactions.csv", intake)
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    assert rows[0] == ("Code client", "Date", "Montant HT")
    assert rows[1:] == [(None, None, None), ("C1", "30/02/2025", "10,5"), ("C2", "13/01/2025", "1O")]
    assert coloured(book) == {"B3": RED, "C4": RED}
    note = book.worksheets[1]["C4"].comment
    assert note is not None
    assert (
        note.text
        == "Erreur\u00a0: «\u00a01O\u00a0» n’est pas un nombre. Écrivez-le sous la forme 1234,50, sans lettres."
    )


def test_the_list_comes_first_and_leads_to_each_cell(read: Callable, tmp_path: Path) -> None:
    """Severity, place, value, remedy and code; errors before warnings; the place is a link that works."""
    intake = read({"transactions": SALES + "C1;03/04/2025;10,5\nC2;03/04/2025;1O\n"})
    book = copy_of(tmp_path / "transactions.csv", intake)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
    assert sheet.title == "Défauts"
    assert [(row[0], row[2], row[3], row[4], row[6]) for row in rows] == [
        ("Erreur", "C3", "Montant HT", "1O", "bad_number"),
        ("Avertissement", "B2", "Date", "03/04/2025", "day_first_assumed"),
    ]
    assert all(row[5] for row in rows)
    link = sheet["C7"].hyperlink
    assert link is not None
    assert link.location == "'transactions'!C3"
    assert coloured(book) == {"C3": RED, "B2": YELLOW}


def test_a_workbook_keeps_what_it_holds(tmp_path: Path, read: Callable) -> None:
    """Other sheets, formulas, widths and the client's own notes stay; the file's bytes are not touched."""
    path = tmp_path / "ventes.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Code client", "Date", "Montant HT"])
    sheet.append(["C1", datetime(2025, 1, 13), "douze"])
    sheet.append(["'=1+1", datetime(2025, 1, 14), 3.5])
    sheet["A3"].data_type = "s"
    sheet["E1"] = "=SUM(C2:C3)"
    sheet["C2"].comment = openpyxl.comments.Comment("à voir avec Paul", "client")
    sheet.column_dimensions["A"].width = 41
    book.create_sheet("Autre")["B7"] = "intact"
    book.save(path)
    before = path.read_bytes()
    intake = read({"transactions": path}, sheet="Sheet")
    copy = copy_of(path, intake)
    assert path.read_bytes() == before
    assert copy.sheetnames == ["Défauts", "Sheet", "Autre"]
    kept = copy["Sheet"]
    assert (kept["E1"].value, kept.column_dimensions["A"].width) == ("=SUM(C2:C3)", 41)
    assert copy["Autre"]["B7"].value == "intact"
    note = kept["C2"].comment
    assert note is not None
    assert note.text.startswith("à voir avec Paul\n\nErreur")


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula(read: Callable, tmp_path: Path, text: str) -> None:
    """Neither among the rows nor in the list, where values and headings come back."""
    head = f'Code client;Date;Montant HT;"{text}"\n'
    intake = read({"transactions": head + f'C1;13/01/2025;"{text}";"{text}"\n'})
    data = annotated_copy((tmp_path / "transactions.csv").read_bytes(), "transactions.csv", intake.faults, FR)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert book.worksheets[1]["D2"].value == text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_a_persons_value_is_in_no_note_and_no_list(read: Callable, tmp_path: Path) -> None:
    """The copied rows hold it, as the file does; what gtkit adds does not."""
    head = "Collaborateur;Service\nRenée;S\nRenée;S\n"
    intake = read({"collaborators": head})
    assert [fault.code for fault in intake.faults] == ["duplicate_key"]
    book = copy_of(tmp_path / "collaborators.csv", intake)
    said = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    said += [cell.comment.text for row in book.worksheets[1].iter_rows() for cell in row if cell.comment]
    assert "•••" in "".join(said)
    assert "Renée" not in "".join(said)


def test_every_cell_of_a_counted_fault_is_coloured(read: Callable, tmp_path: Path) -> None:
    """A hundred are told one by one; the others are coloured too."""
    intake = read({"transactions": SALES + "C1;13/01/2025;x\n" * 130})
    assert len(intake.faults) < 130
    assert [cell for cell in coloured(copy_of(tmp_path / "transactions.csv", intake)) if cell[0] == "C"] == [
        f"C{row}" for row in range(2, 132)
    ]


def test_a_whole_row_and_a_whole_column_are_marked(read: Callable, tmp_path: Path) -> None:
    """A row with too many cells in all its cells; an empty column at its heading; several faults make one note."""
    intake = read({"transactions": SALES + ";13/01/2025;1\n;14/01/2025;2,5;9;\n"})
    assert {fault.code for fault in intake.faults} == {"too_many_cells", "empty_column"}
    marked = coloured(copy_of(tmp_path / "transactions.csv", intake))
    assert set(marked) == {"A1", "B3", "C3", "D3"}


def test_a_merged_cell_is_marked_where_it_can_be(read: Callable, tmp_path: Path) -> None:
    """The note of a cell inside a merged area goes to the area's first cell."""
    path = tmp_path / "ventes.xlsx"
    book = openpyxl.Workbook()
    for row in (["Code client", "Date", "Montant HT"], ["C1", "13/01/2025", 1], [None, "14/01/2025", "x"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("C2:C3")
    book.save(path)
    faults = (Fault(code="bad_number", file=path.name, sheet="Sheet", row=3, column="Montant HT", columns=(2,)),)
    copy = openpyxl.load_workbook(io.BytesIO(annotated_copy(path.read_bytes(), path.name, faults, FR)))
    assert coloured(copy) == {"C2": RED}


def test_a_file_too_large_gives_the_list_alone(read: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its faults are still listed, and the list says why the rows are not there."""
    intake = read({"transactions": SALES + "C1;13/01/2025;x\n"})
    monkeypatch.setattr(subject, "_CELLS", 5)
    book = openpyxl.load_workbook(
        io.BytesIO(annotated_copy((tmp_path / "transactions.csv").read_bytes(), "t.csv", intake.faults, FR))
    )
    assert book.sheetnames == ["Défauts"]
    assert "trop grand" in str(book.worksheets[0]["A3"].value)
    assert book.worksheets[0]["C7"].hyperlink is None


def test_a_copy_given_back_is_read_without_its_list(read: Callable, tmp_path: Path) -> None:
    """A client may correct the copy and send it: its first sheet is no data, and its copy has one list again."""
    path = tmp_path / "ventes.xlsx"
    book = openpyxl.Workbook()
    for row in (["Code client", "Date", "Montant HT"], ["C1", datetime(2025, 1, 13), "douze"]):
        book.active.append(row)
    book.save(path)
    faults = read({"transactions": path}).faults
    back = tmp_path / "ventes.annoté.xlsx"
    back.write_bytes(annotated_copy(path.read_bytes(), path.name, faults, FR))
    again = read({"transactions": back})
    assert [(fault.code, fault.sheet, fault.cell) for fault in again.faults] == [("bad_number", "Sheet", "C2")]
    assert copy_of(back, again).sheetnames == ["Défauts", "Sheet"]


def test_a_copy_that_somebody_saved_is_no_longer_ours(read: Callable, tmp_path: Path) -> None:
    """Excel signs what it saves; another's workbook, or no workbook, never was ours."""
    path = tmp_path / "transactions.csv"
    read({"transactions": SALES + "C1;13/01/2025;x\n"})
    ours = annotated_copy(path.read_bytes(), path.name, (), FR)
    assert untouched_copy(ours)
    saved = openpyxl.load_workbook(io.BytesIO(ours))
    saved.properties.lastModifiedBy = "Client"
    buffer = io.BytesIO()
    saved.save(buffer)
    assert not untouched_copy(buffer.getvalue())
    assert not untouched_copy(path.read_bytes())


def test_our_own_workbook_is_annotated_under_its_hidden_row(tmp_path: Path, read: Callable) -> None:
    """The cell coloured is the one that Excel shows under that name."""
    path = tmp_path / "w.xlsx"
    write_workbook(path, [TABLES["transactions"]], lang="fr", examples=False)
    book = openpyxl.load_workbook(path)
    book["Transactions"]["A3"], book["Transactions"]["B3"], book["Transactions"]["C3"] = "C1", "30/02/2025", 3
    book.save(path)
    intake = read({"transactions": path})
    assert [(fault.code, fault.cell, fault.severity) for fault in intake.faults] == [
        ("impossible_date", "B3", Severity.ERROR)
    ]
    copy = copy_of(path, intake)
    assert copy["Transactions"]["B3"].fill.fgColor.rgb == RED
    assert copy["Transactions"].row_dimensions[1].hidden


def test_what_cannot_be_read_cannot_be_copied() -> None:
    """Half a workbook is refused here as it is there."""
    with pytest.raises(DataRefused):
        annotated_copy(b"PK\x03\x04", "x.xlsx", (), FR)
