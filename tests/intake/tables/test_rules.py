"""Values in the wrong order, references that lead nowhere."""

from __future__ import annotations

from datetime import date

from gtkit.contracts import TABLES
from gtkit.intake.faults import HIDDEN, describe
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.part import Part, read_part
from gtkit.intake.tables.rules import crossed_values, unknown_references
from gtkit.words import Words


def parts(table: str, *texts: str) -> list[Part]:
    """Files of one table."""
    raws = [read_csv(text.encode(), file=f"{at}.csv", sha256="") for at, text in enumerate(texts, 1)]
    return [read_part(raw, TABLES[table], {}, as_of=date(2026, 6, 30)) for raw in raws]


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
