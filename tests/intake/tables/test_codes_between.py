"""One number read as two codes, in two files of a table, is told; and no more once both files write it alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gtkit.intake import Fault, Severity, SourceSpec, describe, load_tables
from gtkit.words import Words

HEAD = ["Code client", "Date", "Montant HT"]


def _told(folder: Path, codes: list[object], text: str, *, table: str = "transactions") -> list[Fault]:
    """The faults of a workbook whose codes are shown in five figures, beside a text file."""
    head, rows = (HEAD, [[code, date(2025, 1, 13), 5] for code in codes]) if table == "transactions" else (
        ["Collaborateur", "Service"], [[code, "Ventes"] for code in codes]
    )  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (head, *rows):
        sheet.append(row)
    for at in range(len(codes)):
        sheet.cell(at + 2, 1).number_format = "00000"
    book.save(folder / "v.xlsx")
    (folder / "w.csv").write_text(";".join(head) + "\n" + text, encoding="utf-8")
    sources = {table: SourceSpec(files=("v.xlsx", "w.csv"))}
    intake = load_tables(sources, folder=folder, as_of=date(2026, 6, 30), salt=b"s" * 16, wanted=[table])
    return [fault for fault in intake.faults if fault.code.startswith("code_format")]


def test_a_number_bare_in_one_file_and_completed_in_another_is_told(tmp_path: Path) -> None:
    """At the bare ones, with both spellings and the other file; written alike, nothing is told."""
    text = "12;14/01/2025;3\n7;15/01/2025;4\n12;16/01/2025;5\n"
    (fault,) = _told(tmp_path, [12, 13], text)
    assert (fault.code, fault.severity, fault.file) == ("code_format_files", Severity.WARNING, "w.csv")
    assert (fault.row, fault.others, fault.column) == (2, (4,), "Code client")
    for lang in ("fr", "en"):
        said = describe(fault, Words.of(lang))
        assert all(word in said for word in ("00012", "12", "v.xlsx"))
    assert _told(tmp_path, [12, 13], text.replace("12;1", "00012;1")) == []


def test_persons_are_not_named(tmp_path: Path) -> None:
    """The codes of collaborators stay out of the sentence."""
    (fault,) = _told(tmp_path, [12, 13], "12;Ventes\n", table="collaborators")
    assert fault.code == "code_format_files_hidden"
    assert "00012" not in describe(fault, Words.of("fr"))


@pytest.mark.parametrize(
    ("codes", "text"),
    [([12], "13;14/01/2025;3\n"), ([123456], "123456;14/01/2025;3\n"), (["C12"], "12;14/01/2025;3\n")],
    ids=["another number", "no zero to add", "a text"],
)
def test_codes_that_do_not_meet_are_not_told(tmp_path: Path, codes: list[object], text: str) -> None:
    """Nothing to doubt."""
    assert _told(tmp_path, codes, text) == []
