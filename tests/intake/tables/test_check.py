"""A table checked: files joined, persons hidden."""

from __future__ import annotations

from datetime import date

from gtkit.contracts import TABLES
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.check import Check, check_parts
from gtkit.intake.tables.part import read_part
from gtkit.intake.values.labels import pseudonym

TIME = TABLES["time"]
HEAD = "Collaborateur;Service;Code client;Date;Heures\n"


def check(*texts: str) -> Check:
    """Files of the time table."""
    raws = [read_csv(text.encode(), file=f"{at}.csv", sha256=str(at)) for at, text in enumerate(texts, 1)]
    return check_parts([read_part(raw, TIME, {}, as_of=date(2026, 6, 30)) for raw in raws], TIME)


def test_several_files_are_one_table_in_their_order() -> None:
    """Rows numbered from 0, one source a file."""
    done = check(HEAD + "P1;S;C2;13/01/2025;1\n", HEAD + "P2;S;C1;14/01/2025;2\nP1;S;C2;15/01/2025;3\n")
    table = done.checked(b"salt")
    assert table.frame["hours"].tolist() == [1.0, 2.0, 3.0]
    assert table.frame.index.tolist() == [0, 1, 2]
    assert [(s.file, s.sha256, s.rows_read, s.rows_kept) for s in table.provenance] == [
        ("1.csv", "1", 1, 1),
        ("2.csv", "2", 2, 2),
    ]
    assert (done.sound, done.rows, done.holds("customer_id")) == (True, 3, {"C1", "C2"})


def test_persons_leave_as_pseudonyms() -> None:
    """The same person is the same pseudonym, and the name is nowhere in the table."""
    frame = check(HEAD + "Renée;S;C2;13/01/2025;1\nRenée;S;C1;14/01/2025;2\n").checked(b"salt").frame
    assert frame["collaborator_id"].tolist() == [pseudonym("Renée", b"salt")] * 2
    assert frame["collaborator_id"].dtype == "str"
    assert "Ren" not in frame.to_csv()


def test_a_column_that_one_file_lacks_is_missing_there() -> None:
    """Read from the other, blank for this one."""
    head = "Code client;Date;Montant HT"
    texts = (head + ";Marge\nC1;13/01/2025;5;2\n", head + "\nC1;14/01/2025;6\n")
    raws = [read_csv(text.encode(), file=f"{at}.csv", sha256="") for at, text in enumerate(texts)]
    sales = TABLES["transactions"]
    done = check_parts([read_part(raw, sales, {}, as_of=date(2026, 6, 30)) for raw in raws], sales)
    table = done.checked(b"")
    assert table.frame["margin"].isna().tolist() == [False, True]
    assert "margin" in table.given


def test_an_error_makes_a_table_unsound_and_a_warning_does_not() -> None:
    """Severity decides, not the number of faults."""
    assert not check(HEAD + "P1;S;C2;13/01/2025;-1\n").sound
    told = check(HEAD + "P1;S;C2;03/04/2025;1\n")
    assert [fault.code for fault in told.faults] == ["day_first_assumed"]
    assert told.sound
