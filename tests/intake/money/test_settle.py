"""What was made of sales is told file by file."""

from __future__ import annotations

from gtkit.intake.sales import CreditNotes, SalesTold, Tally

from .conftest import Settle

HEAD = "Code client;Date;Montant HT;N° de pièce\n"
NOTHING = Tally(0, 0.0)


def test_days_free_deliveries_and_notes_are_counted(settle: Settle) -> None:
    """Three lines of one customer on a day are one purchase; a credit note is none; a free delivery is one."""
    same_day = "C1;13/01/2025;10;F1\nC1;13/01/2025;20;F1\nC1;13/01/2025;0;F1\n"
    intake = settle(HEAD + same_day + "C2;14/01/2025;0;F2\nC1;20/01/2025;-30;A1\n")
    (file,) = intake.understood
    assert file.sales == SalesTold(
        purchases=4,
        days=2,
        free=2,
        credits=CreditNotes(by_reference=NOTHING, by_amount=Tally(1, -30.0), unmatched=NOTHING),
    )


def test_the_same_rows_in_another_file_are_told(settle: Settle) -> None:
    """Duplicates are counted over the files of a table, each file's own at its rows."""
    intake = settle(
        HEAD + "C1;13/01/2025;10;F1\nC2;13/01/2025;20;F2\n", HEAD + "C2;13/01/2025;20;F2\nC1;14/01/2025;1;F3\n"
    )
    (fault,) = intake.faults
    assert (fault.code, fault.file, fault.row, fault.others) == ("rows_in_two_files", "v1.csv", 2, ())


def test_other_faults_keep_the_money_from_being_blamed(settle: Settle) -> None:
    """A bad amount and a bad date are each told once; no rate or invoice is asked of them."""
    intake = settle(
        "Code client;Date;Montant HT;Devise\nC1;13/01/2025;x;USD\nC1;45/01/2025;-3;\n",
        rates="Devise;Date;Valeur d'une unité\nUSD;31/12/2024;0,5\n",
    )
    assert sorted(fault.code for fault in intake.faults) == ["bad_number", "impossible_date"]


def test_a_note_without_a_rate_is_counted_and_adds_nothing(settle: Settle) -> None:
    """What cannot be converted is an error; what is told beside it is a number all the same."""
    intake = settle("Code client;Date;Montant HT;Devise\nC1;13/01/2025;-3;USD\nC1;13/01/2025;-4;\n")
    assert [fault.code for fault in intake.errors] == ["no_rate"]
    (sales,) = (file.sales for file in intake.understood)
    assert sales is not None
    assert sales.credits.unmatched == Tally(2, -4.0)
