"""What was made of sales is told file by file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gtkit.intake import FileSaid, FileSpec, Intake, SourceSpec, describe, load_tables
from gtkit.intake.sales import CreditNotes, SalesTold, Tally
from gtkit.words import Words

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


TAXED = "Code client;Date;N° de pièce;{}\nC1;13/01/2025;F1;{}\n"


def _read(folder: Path, files: dict[str, str], parts: dict[str, FileSaid]) -> Intake:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    spec = SourceSpec(
        files=tuple(name for name in files if name not in parts),
        parts=tuple(FileSpec(file=name, said=said) for name, said in parts.items()),
        vat_rate=0.2,
    )
    return load_tables(
        {"transactions": spec}, folder=folder, as_of=date(2026, 6, 30), salt=b"s" * 16, wanted=["transactions"]
    )


def test_each_file_has_the_rate_of_vat_and_the_side_that_are_said_of_it(tmp_path: Path) -> None:
    """120 at 20 % and 108.10 at 8.1 % are both 100; an account of sales beside one of customers."""
    files = {
        "fr.csv": TAXED.format("Montant TTC", "120"),
        "ch.csv": TAXED.format("Montant TTC", "108,1"),
        "707.csv": TAXED.format("Débit;Crédit", ";100") + "C1;14/01/2025;A1;40;\n",
        "411.csv": TAXED.format("Débit;Crédit", "120;"),
    }
    parts = {"ch.csv": FileSaid(vat_rate=0.081), "707.csv": FileSaid(sales_side="credit")}
    intake = _read(tmp_path, files, parts)
    assert intake.errors == ()
    frame = intake.tables["transactions"].frame
    assert [round(amount, 6) for amount in frame["amount"]] == [100.0, 100.0, 100.0, 100.0, -40.0]
    assert [file.headings["amount"] for file in intake.understood] == [
        "Montant TTC ÷ (1 + 20 %)",
        "(Débit − Crédit) ÷ (1 + 20 %)",
        "Montant TTC ÷ (1 + 8.1 %)",
        "Crédit − Débit",
    ]


def test_a_remedy_names_the_part_that_it_is_for(tmp_path: Path) -> None:
    """The side of one file's sales, its rate of VAT: written in its part, they are obeyed."""
    files = {"707.csv": TAXED.format("Débit;Crédit", ";100"), "ttc.csv": TAXED.format("Montant TTC", "120")}
    parts = {"707.csv": FileSaid(), "ttc.csv": FileSaid()}
    told = {fault.file: describe(fault, Words.of("fr")) for fault in _read(tmp_path, files, parts).errors}
    assert told.keys() == set(files)
    for file, setting in (("707.csv", 'sales_side = "credit"'), ("ttc.csv", "vat_rate = 0.20")):
        assert f'[[sources.transactions.parts]] (file = "{file}")' in told[file]
        assert setting in told[file]
    parts = {"707.csv": FileSaid(sales_side="credit"), "ttc.csv": FileSaid(vat_rate=0.2)}
    assert _read(tmp_path, files, parts).errors == ()
