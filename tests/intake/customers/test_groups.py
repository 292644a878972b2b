"""Several codes, one customer: replaced in every table, and what cannot be settled is located."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest

from gtkit.intake import Fault, Intake, Severity, describe
from gtkit.words import Words

SALES = "Code client;Date;Montant HT\n"
CUSTOMERS = "Code client;Raison sociale;Segment;Client depuis le;Potentiel annuel d'achat\n"
GROUPS = "Code client;Client de rattachement\n"
TIME = "Collaborateur;Service;Code client;Date;Heures\n"
EFFORTS = "Code client;Effort;Valeur constatée;Date de la preuve\n"
FOUR = CUSTOMERS + "A;Alpha;X;13/02/2020;1000\nB;Alpha Sud;X;15/03/2019;500\nC;Beta;X;;\nD;Gamma;X;13/01/2021;7\n"
SOLD = SALES + "A;13/01/2025;100\nB;14/01/2025;40\nC;15/01/2025;7\nE;16/01/2025;9\nD;17/01/2025;1\n"


def of_groups(intake: Intake) -> list[Fault]:
    """Every fault but that E has no row among the customers, of which its own test speaks."""
    return [fault for fault in intake.faults if fault.code != "unlisted_customers"]


def told(intake: Intake) -> list[tuple[str, str, int | None, str]]:
    """Faults by code, table, row and value."""
    return [(fault.code, fault.table, fault.row, fault.value) for fault in of_groups(intake)]


def test_every_table_bears_the_main_code(read: Callable) -> None:
    """Sales and time add up; the main's row stays, with the sum of the potentials and the first day."""
    sheets = {"transactions": SOLD, "customers": FOUR, "customer_groups": GROUPS + "B;A\nE;A\nA;A\n"}
    sheets["time"] = TIME + "P1;S;A;13/01/2025;2\nP1;S;B;13/01/2025;3\n"
    intake = read(sheets)
    assert intake.faults == ()
    sums = intake.tables["transactions"].frame.groupby("customer_id")["amount"].sum()
    assert sums.to_dict() == {"A": 149.0, "C": 7.0, "D": 1.0}
    assert intake.tables["time"].frame["customer_id"].tolist() == ["A", "A"]
    customers = intake.tables["customers"].frame.set_index("customer_id")
    assert customers["name"].to_dict() == {"A": "Alpha", "C": "Beta", "D": "Gamma"}
    assert customers.loc["A", "potential"] == 1500
    assert pd.isna(customers.loc["C", "potential"])
    assert customers.loc["A", "acquired_on"].date() == date(2019, 3, 15)
    assert intake.tables["customer_groups"].frame["customer_id"].tolist() == ["B", "E", "A"]


def test_what_left_is_counted_and_what_is_grouped_is_told(read: Callable) -> None:
    """One row of `customers` dropped as grouped; three codes are one customer."""
    intake = read({"transactions": SOLD, "customers": FOUR, "customer_groups": GROUPS + "B;A\nE;A\n"})
    by_table = {file.table: file for file in intake.understood}
    assert by_table["customers"].dropped == {"grouped": 1}
    assert (by_table["customers"].rows_read, by_table["customers"].rows_kept) == (4, 3)
    assert intake.tables["customers"].provenance[0].dropped == {"grouped": 1}
    found = by_table["customer_groups"].grouping
    assert found is not None
    assert (found.codes, found.customers) == (3, 1)
    assert by_table["transactions"].customers == 3


def test_a_chain_and_a_cycle_are_located(read: Callable) -> None:
    """Each row that leads to a grouped code, with the code to write instead; nothing is grouped then."""
    intake = read({"transactions": SOLD, "customers": FOUR, "customer_groups": GROUPS + "A;B\nB;C\n"})
    assert told(intake) == [("group_chain", "customer_groups", 2, "B")]
    assert intake.faults[0].cell == "B2"
    assert "« A » à « C » directement" in describe(intake.faults[0], Words.of("fr")).replace("\u00a0", " ")
    assert set(intake.tables["transactions"].frame["customer_id"]) == set("ABCDE")
    intake = read({"transactions": SOLD, "customers": FOUR, "customer_groups": GROUPS + "A;B\nB;A\n"})
    assert told(intake) == [("group_cycle", "customer_groups", 2, "B"), ("group_cycle", "customer_groups", 3, "A")]


def test_one_code_has_one_main(read: Callable) -> None:
    """A code listed twice is a duplicate, even with the same main."""
    intake = read({"transactions": SOLD, "customers": FOUR, "customer_groups": GROUPS + "B;A\nB;A\nA;A\nA;A\n"})
    assert told(intake) == [("duplicate_key", "customer_groups", 3, "B"), ("duplicate_key", "customer_groups", 5, "A")]


def test_an_unknown_main_refuses_and_an_unknown_member_is_told(read: Callable) -> None:
    """The main must have its row; a member that no table knows changes nothing."""
    intake = read({"transactions": SOLD, "customers": FOUR, "customer_groups": GROUPS + "B;E\nZ;A\n"})
    assert [(f.code, f.severity, f.row, f.cell) for f in of_groups(intake)] == [
        ("unknown_main", Severity.ERROR, 2, "B2"),
        ("unknown_member", Severity.WARNING, 3, "A3"),
    ]
    intake = read({"transactions": SOLD, "customers": FOUR, "customer_groups": GROUPS + "Z;A\n"})
    assert set(intake.tables) == {"transactions", "customers", "customer_groups"}


def test_a_key_that_comes_twice_once_grouped_is_located(read: Callable) -> None:
    """The same effort on the same day of both codes; one that was there twice before is told once, as it was."""
    rows = "A;e;1;13/01/2025\nB;e;2;13/01/2025\nB;e;2;14/01/2025\nD;e;5;13/01/2025\nD;e;5;13/01/2025\n"
    intake = read({"customers": FOUR, "efforts": EFFORTS + rows, "customer_groups": GROUPS + "B;A\n"})
    assert told(intake) == [
        ("grouped_twice", "efforts", 3, "A + e + 2025-01-13"),
        ("duplicate_key", "efforts", 6, "D + e + 2025-01-13"),
    ]
    for lang in ("fr", "en"):
        assert "2" in describe(intake.faults[0], Words.of(lang))


def test_what_a_member_said_besides_is_told_not_lost(read: Callable) -> None:
    """Another segment of the member's row: a warning that names the column and the row to complete."""
    customers = FOUR.replace("B;Alpha Sud;X", "B;Alpha Sud;Y")
    intake = read({"transactions": SOLD, "customers": customers, "customer_groups": GROUPS + "B;A\n"})
    (fault,) = of_groups(intake)
    assert (fault.code, fault.severity, fault.row, fault.column, fault.value) == (
        "grouped_lost",
        Severity.WARNING,
        3,
        "Segment",
        "B",
    )
    assert intake.tables["customers"].frame["segment"].tolist() == ["X", "X", "X"]


@pytest.mark.parametrize("rows", ["", "A;A\nD;D\n"])
def test_without_a_group_nothing_changes(read: Callable, rows: str) -> None:
    """Codes that stand alone, or no row at all."""
    plain = read({"transactions": SOLD, "customers": FOUR})
    with_groups = read({"transactions": SOLD, "customers": FOUR, "customer_groups": GROUPS + rows})
    for key in ("transactions", "customers"):
        pd.testing.assert_frame_equal(plain.tables[key].frame, with_groups.tables[key].frame)


def test_a_customer_that_was_split_is_found_whole_again(read: Callable) -> None:
    """Sales of forty customers, written under two or three codes each: grouped, they are the sales before the split."""
    rng = np.random.default_rng(3)
    owners = [f"K{at:02d}" for at in rng.integers(0, 40, 400)]
    rest = [f"{day:02d}/01/2025;{amount}\n" for day, amount in zip(rng.integers(1, 29, 400), range(400), strict=True)]
    split = [f"{owner}-{at}" if at else owner for owner, at in zip(owners, rng.integers(0, 3, 400), strict=True)]
    whole = read({"transactions": SALES + "".join(f"{o};{r}" for o, r in zip(owners, rest, strict=True))})
    rows = "".join(f"{code};{code[:3]}\n" for code in sorted(set(split)) if "-" in code)
    sales = SALES + "".join(f"{o};{r}" for o, r in zip(split, rest, strict=True))
    found = read({"transactions": sales, "customer_groups": GROUPS + rows})
    assert found.faults == ()
    pd.testing.assert_frame_equal(found.tables["transactions"].frame, whole.tables["transactions"].frame)
