"""A customer is not acquired after it bought."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gtkit.intake import Severity, describe
from gtkit.words import Words

SALES = (
    "Code client;Date;Montant HT\nA;13/01/2025;100\nA;14/02/2025;40\nB;15/01/2025;7\nC;16/01/2025;-9\nD;1/2/2025;1\n"
)
CUSTOMERS = "Code client;Raison sociale;Segment;Client depuis le\n"


def test_the_first_contradiction_is_located_and_the_others_counted(read: Callable) -> None:
    """Two rows of four; the day itself, a blank and a customer with only a credit note contradict nothing."""
    rows = "A;Alphonse;X;14/01/2025\nB;Bertrand;X;15/01/2025\nC;Claudine;X;20/02/2025\nD;Dorothée;X;02/02/2025\n"
    intake = read({"transactions": SALES, "customers": CUSTOMERS + rows})
    (fault,) = intake.faults
    assert (fault.code, fault.severity, fault.row, fault.cell, fault.others) == (
        "acquired_late",
        Severity.WARNING,
        2,
        "D2",
        (5,),
    )
    assert set(intake.tables) == {"transactions", "customers"}
    assert "2 fiches" in describe(fault, Words.of("fr"))
    assert "2 rows" in describe(fault, Words.of("en"))
    assert "14 janvier 2025" in describe(fault, Words.of("fr"))
    assert "2025-01-14" not in describe(fault, Words.of("en"))


@pytest.mark.parametrize("day", ["13/01/2025", "01/01/2001", ""])
def test_a_day_before_or_none_is_sound(read: Callable, day: str) -> None:
    """No warning."""
    assert read({"transactions": SALES, "customers": CUSTOMERS + f"A;Alphonse;X;{day}\n"}).errors == ()
    codes = [f.code for f in read({"transactions": SALES, "customers": CUSTOMERS + f"A;Alphonse;X;{day}\n"}).faults]
    assert "acquired_late" not in codes


def test_without_a_purchase_nothing_is_contradicted(read: Callable) -> None:
    """Sales without a row, or whose every customer is another."""
    customers = CUSTOMERS + "A;Alphonse;X;14/01/2025\n"
    for rows in ("", "Z;13/01/2024;5\n"):
        codes = [
            fault.code
            for fault in read({"transactions": "Code client;Date;Montant HT\n" + rows, "customers": customers}).faults
        ]
        assert "acquired_late" not in codes


def test_the_first_day_of_a_group_counts(read: Callable) -> None:
    """A code opened late, grouped under one that is older: no contradiction any more."""
    customers = CUSTOMERS + "A;Alphonse;X;31/03/2025\nB;Bertrand;X;01/01/2020\n"
    sheets = {"transactions": SALES.replace("C;", "A;").replace("D;", "A;"), "customers": customers}
    assert [fault.code for fault in read(sheets).faults] == ["acquired_late"]
    groups = "Code client;Client de rattachement\nB;A\n"
    assert [fault.code for fault in read(sheets | {"customer_groups": groups}).faults] == []
