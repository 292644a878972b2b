"""Keys that come twice, rows that come twice, references that lead nowhere."""

from __future__ import annotations

from datetime import date

from gtkit.contracts import TABLES
from gtkit.intake.faults import HIDDEN, Severity, describe
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.part import Part, read_part
from gtkit.intake.tables.rules import crossed_values, repeated_keys, repeated_rows, unknown_references
from gtkit.words import Words


def parts(table: str, *texts: str) -> list[Part]:
    """Files of one table."""
    raws = [read_csv(text.encode(), file=f"{at}.csv", sha256="") for at, text in enumerate(texts, 1)]
    return [read_part(raw, TABLES[table], {}, as_of=date(2026, 6, 30)) for raw in raws]


HEAD = "Code client;Raison sociale;Segment\n"


def test_a_key_that_comes_twice_names_both_rows() -> None:
    """Within a file and across files; a blank key has its own fault already."""
    read = parts("customers", HEAD + "C1;A;X\nC2;B;X\nC1;A;X\n;D;X\n;E;X\n", HEAD + "C2;B;X\n")
    faults = repeated_keys(read, TABLES["customers"])
    assert [(f.code, f.file, f.row, f.value, f.facts["first_file"], f.facts["first_row"]) for f in faults] == [
        ("duplicate_key", "1.csv", 4, "C1", "1.csv", "2"),
        ("duplicate_key", "2.csv", 2, "C2", "1.csv", "3"),
    ]


def test_a_key_of_several_columns_is_the_whole_of_them() -> None:
    """The same effort of a customer at two dates is no duplicate; at one date, or at none, it is."""
    head = "Code client;Effort;Valeur constatée;Date de la preuve\n"
    read = parts("efforts", head + "C1;e;1;13/01/2025\nC1;e;2;14/01/2025\nC1;e;3;\nC1;e;4;\nC1;e;5;13/01/2025\n")
    faults = repeated_keys(read, TABLES["efforts"])
    assert [(fault.row, fault.value) for fault in faults] == [(5, "C1 + e"), (6, "C1 + e + 2025-01-13")]


def test_a_day_in_a_key_is_told_as_the_reader_writes_it() -> None:
    """In French words in French, in English words in English; never year-month-day."""
    head = "Code client;Effort;Valeur constatée;Date de la preuve\n"
    (fault,) = repeated_keys(parts("efforts", head + "C1;e;1;01/02/2025\nC1;e;2;01/02/2025\n"), TABLES["efforts"])
    assert "C1 + e + 1er février 2025" in describe(fault, Words.of("fr"))
    assert "C1 + e + February 1, 2025" in describe(fault, Words.of("en"))


def test_exact_duplicates_are_told_with_their_count_and_kept() -> None:
    """Twelve repeated rows are one warning of twelve; a column that we do not read tells rows apart."""
    head, row = "Code client;Date;Montant HT;Ligne\n", "C1;13/01/2025;5,5;1\n"
    read = parts("transactions", head + row * 13 + "C1;13/01/2025;5,5;2\n", head + row)
    faults = repeated_rows(read, TABLES["transactions"])
    assert [(f.code, f.severity, f.file, f.facts["n"].value) for f in faults] == [  # type: ignore[union-attr]
        ("exact_duplicates", Severity.WARNING, "1.csv", 12),
        ("exact_duplicates", Severity.WARNING, "2.csv", 1),
    ]
    assert len(read[0].frame) == 14


def test_an_unknown_reference_is_told_once_a_value_with_its_rows() -> None:
    """At its first row, with the nearest code; blanks refer to nothing."""
    head = "Code client;Effort;Valeur constatée\n"
    read = parts("efforts", head + "C0042;e;1\nC042;e;1\nC042;f;1\n")
    faults = unknown_references(read, TABLES["efforts"], "customer_id", {"C0042"}, TABLES["customers"])
    assert [(f.row, f.value, f.facts["n"].value, f.facts["nearest"]) for f in faults] == [(3, "C042", 2, "C0042")]  # type: ignore[union-attr]


def test_a_person_is_not_named_by_an_unknown_reference() -> None:
    """No value, no nearest name."""
    read = parts("time", "Collaborateur;Service;Code client;Date;Heures\nP07;Commerce;C1;13/01/2025;2\n")
    faults = unknown_references(read, TABLES["time"], "collaborator_id", {"P08"}, TABLES["customers"])
    assert [(fault.value, fault.facts["nearest"]) for fault in faults] == [(HIDDEN, "")]


def test_values_in_the_wrong_order_are_told_by_row() -> None:
    """A low uplift above the central one is a fault of that row; equal or unknown values cross nothing."""
    head = "Code client;Raison sociale;Segment;Hausse de valeur — basse;Hausse de valeur — centrale\n"
    read = parts("customers", head + "C1;A;X;0,2;0,1\nC2;B;X;0,1;0,1\nC3;C;X;;0,1\n")
    (fault,) = crossed_values(read, TABLES["customers"])
    assert (fault.code, fault.row, fault.column, fault.value) == (
        "crossed_values",
        2,
        "Hausse de valeur — centrale",
        "0.1",
    )
    assert "plus petit" in describe(fault, Words.of("fr"))


def test_a_table_without_an_order_has_nothing_to_cross() -> None:
    """Most tables ask for no order between columns."""
    read = parts("efforts", "Code client;Effort;Valeur constatée\nC1;e;1\n")
    assert crossed_values(read, TABLES["efforts"]) == []
