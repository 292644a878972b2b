"""What one answer settles is asked once a column; what each cell must have corrected is told cell by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gtkit.contracts import TABLES
from gtkit.intake import Fault, Severity, SourceSpec, describe, load_tables
from gtkit.intake.faults import HIDDEN, TOLD
from gtkit.intake.files.raw import RawTable
from gtkit.intake.tables.problems import problem_faults
from gtkit.intake.values.cells import Problem, Reading
from gtkit.words import Words

from ..conftest import Read

HEAD = "Code client;Date;Montant HT;Marge;Taux de TVA\n"


def _rows(n: int, *cells: str) -> str:
    """So many lines: two figures in place of #, the number of the line in place of @."""
    lines = (";".join(cells).replace("#", str(10 + at % 90)).replace("@", str(at)) for at in range(n))
    return HEAD + "".join(f"{line}\n" for line in lines)


def _sales(read: Read, text: str, **said: str) -> list[Fault]:
    faults = read({"transactions": text}, **said).faults
    return [fault for fault in faults if fault.code not in {"day_first_assumed", "exact_duplicates"}]


@pytest.mark.parametrize(
    ("text", "said", "code", "column", "setting"),
    [
        (_rows(150, "C@", "13/01/2025", "1.2#", "", ""), {}, "ambiguous_number", "Montant HT", 'decimal_mark = ","'),
        (
            _rows(150, "C@", "13/01/2025", "12,#", "", ""),
            {"decimal_mark": "."},
            "decimal_mark_wrong",
            "Montant HT",
            'decimal_mark = "."',
        ),
        (
            _rows(150, "C@", "13/01/2025", "1#", "", ""),
            {"date_order": "month_first"},
            "date_order_wrong",
            "Date",
            'date_order = "month_first"',
        ),
        (_rows(150, "C@", "13/01/2025", "1#", "32 %", ""), {}, "rate_found", "Marge", 'margin_rate = "Marge"'),
        (_rows(150, "C@", "13/01/2025", "-.#", "", ""), {"currency": "CHF"}, "dash_cents", "Montant HT", "0.50"),
    ],
    ids=["decimal mark", "another decimal mark", "date order", "percents", "cents"],
)
def test_one_question_is_one_message(
    read: Read, text: str, said: dict[str, str], code: str, column: str, setting: str
) -> None:
    """The column, how many rows, the first of them, what stood there, and the setting, in both languages."""
    rows = len(text.splitlines()) - 1
    errors = [fault for fault in _sales(read, text, **said) if fault.severity is Severity.ERROR]
    (fault,) = [fault for fault in errors if fault.code != "no_rate"]
    assert (fault.code, fault.column, fault.row) == (code, column, 2)
    assert fault.others[:3] == (3, 4, 5)
    assert len(fault.others) == rows - 1
    for lang in ("fr", "en"):
        said_so = describe(fault, Words.of(lang))
        assert setting in said_so
        assert f"{len(fault.others) + 1}" in said_so
        assert "2, 3, 4, 5" in said_so


def test_the_answer_settles_every_row(read: Read) -> None:
    """Each setting that a message names reads the file whole."""
    ambiguous = _rows(150, "C@", "13/01/2025", "1.2#", "", "")
    for mark, first in ((",", 1210.0), (".", 1.21)):
        intake = read({"transactions": ambiguous}, decimal_mark=mark)
        assert intake.errors == ()
        assert intake.tables["transactions"].frame["amount"].iloc[0] == first
    assert _sales(read, _rows(30, "C@", "13/01/2025", "1#", "", ""), date_order="day_first") == []


def test_shares_above_their_bound_are_one_message(read: Read) -> None:
    """Percents without a sign where a share is expected: the rows are counted."""
    text = "Code client;Raison sociale;Segment;Probabilité de concrétisation\n"
    text += "".join(f"C{at};Ateliers {at};Nord;{at}\n" for at in range(30, 60))
    faults = [fault for fault in read({"customers": text}).faults if fault.code != "near_names"]
    assert [(fault.code, fault.row, len(fault.others)) for fault in faults] == [("share_as_percent", 2, 29)]
    assert read({"customers": text.replace("\n", " %\n").replace("tion %", "tion")}).errors == ()


def test_cells_to_correct_are_told_one_by_one(read: Read) -> None:
    """A hundred of a kind, then how many more."""
    faults = _sales(read, _rows(TOLD + 20, "C@", "13/01/2025", "x#", "", ""))
    assert [fault.code for fault in faults] == ["bad_number"] * TOLD + ["many_more"]
    assert faults[-1].others == tuple(range(TOLD + 3, TOLD + 22))


def test_rows_that_are_no_data_and_persons_are_left_out() -> None:
    """A total is not asked about; a person is never named."""
    column = TABLES["collaborators"].column("collaborator_id")
    raw = RawTable(file="v.csv", sha256="", rows=(2, 3, 4))
    reading = Reading(values=None, problems=tuple(Problem("id_rounded", at) for at in range(3)))  # type: ignore[arg-type]
    faults = list(problem_faults(raw, "collaborators", column, ("Collaborateur", 0), ["a", "b", "c"], reading, {1}))
    assert [(fault.row, fault.value) for fault in faults] == [(2, HIDDEN), (4, HIDDEN)]


def test_a_note_of_several_rows_bears_its_sentence_in_the_singular(read: Read) -> None:
    """One row is one row."""
    (fault,) = _sales(read, _rows(1, "C@", "13/01/2025", "1.234", "", ""))
    assert "1 ligne : 2" in describe(fault, Words.of("fr")).replace("\u00a0", " ")


def test_every_file_is_asked_about_on_its_own(tmp_path: Path) -> None:
    """Two files, two questions."""
    folder = tmp_path
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text(_rows(3, name, "13/01/2025", "1.2#", "", ""), encoding="utf-8")
    sources = {"transactions": SourceSpec(files=("a.csv", "b.csv"))}
    intake = load_tables(sources, folder=folder, as_of=date(2026, 6, 30), salt=b"s" * 16, wanted=["transactions"])
    assert [(fault.code, fault.file) for fault in intake.errors] == [
        ("ambiguous_number", "a.csv"),
        ("ambiguous_number", "b.csv"),
    ]
