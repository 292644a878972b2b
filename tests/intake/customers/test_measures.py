"""An effort that payments measure has one source, one line and one direction."""

from __future__ import annotations

from collections.abc import Callable

from gtkit.intake import Severity, describe
from gtkit.words import Words

CATALOGUE = "Effort;Libellé;Unité;Sens;Valeur inacceptable;Valeur du client idéal;Poids;Mesuré par\n"
LATE = "paiement;Retard;jours;moins est mieux;45;0;3;délais de paiement\n"


def test_values_entered_for_a_measured_effort_are_a_located_fault(read: Callable) -> None:
    """At the first of its rows, counting the others, with what to do; an entered effort has none."""
    grid = CATALOGUE + LATE + "revue;Revues;%;plus est mieux;0;100;1;saisie\n"
    entered = "Code client;Effort;Valeur constatée\nC1;revue;50\nC1;paiement;12\nC2;paiement;3\n"
    intake = read({"effort_catalogue": grid, "efforts": entered})
    (fault,) = intake.faults
    assert (fault.code, fault.severity, fault.table, fault.row, fault.others) == (
        "measured_twice",
        Severity.ERROR,
        "efforts",
        3,
        (4,),
    )
    assert fault.cell == "B3"
    assert set(intake.tables) == {"effort_catalogue"}
    assert "2 valeurs sont saisies" in describe(fault, Words.of("fr"))
    assert "remove these rows" in describe(fault, Words.of("en")).casefold()


def test_a_measured_effort_alone_is_sound(read: Callable) -> None:
    """Its own line raises nothing; a blank measure is an entry."""
    grid = CATALOGUE + LATE + "revue;Revues;%;plus est mieux;0;100;1;\n"
    assert read({"effort_catalogue": grid}).faults == ()


def test_more_late_days_are_not_better_and_count_once(read: Callable) -> None:
    """A line whose direction rewards lateness, and a second line on the same days, are located in their cells."""
    grid = CATALOGUE + LATE + "retard;Retard;jours;plus est mieux;0;45;1;délais de paiement\n"
    faults = read({"effort_catalogue": grid}).faults
    assert [(fault.code, fault.cell, fault.value) for fault in faults] == [
        ("measure_direction", "D3", "retard"),
        ("measure_repeated", "H3", "retard"),
    ]
    for lang in ("fr", "en"):
        assert all("retard" in describe(fault, Words.of(lang)) for fault in faults)
