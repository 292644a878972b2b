"""A word beside an amount without sign makes a credit note of it; signs that are there stand, and are told."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.intake import Fault, Intake, Severity, WorkedOut, describe
from gtkit.words import Words

from .conftest import Settle

TYPED = "Code client;Date;N° de pièce;Type de pièce;Montant HT\n"
SIDED = "Code client;Date;N° de pièce;Montant HT;Sens\n"


def amounts(intake: Intake) -> list[float]:
    """Amounts of a sound intake."""
    assert intake.errors == ()
    return intake.tables["transactions"].frame["amount"].tolist()


def told(intake: Intake) -> list[tuple[str, Severity, int | None, int]]:
    """Code, severity, first row and number of rows of each fault."""
    return [(fault.code, fault.severity, fault.row, 1 + len(fault.others)) for fault in intake.faults]


@pytest.mark.parametrize(
    ("invoice", "note"),
    [
        ("Facture", "Avoir"),
        ("FA", "AV"),
        ("Invoice", "Credit note"),
        ("FACTURE CLIENT", "Note de crédit"),
        ("Facture comptabilisée", "Avoir de vente"),
    ],
)
def test_a_credit_note_told_by_its_type_is_negative(settle: Settle, invoice: str, note: str) -> None:
    """In French, in English and in the codes of packages; how many, and by which column, is told."""
    rows = f"C1;05/01/2026;1;{invoice};1200\nC1;17/01/2026;2;{note};300\nC2;25/02/2026;3;{invoice};2000\n"
    intake = settle(TYPED + rows)
    assert amounts(intake) == [1200.0, -300.0, 2000.0]
    assert intake.faults == ()
    (file,) = intake.understood
    assert file.sales is not None
    assert file.sales.signed == WorkedOut(formula="Type de pièce", lines=1)
    assert (file.sales.credits.all.lines, file.sales.credits.all.total) == (1, -300.0)
    assert file.sums["amount"] == 2900.0


@pytest.mark.parametrize(("debit", "credit"), [("D", "C"), ("débit", "crédit"), ("Dr", "Cr"), ("Soll", "Haben")])
def test_a_credit_note_told_by_its_side_is_negative(settle: Settle, debit: str, credit: str) -> None:
    """D and C, in words or letters."""
    intake = settle(SIDED + f"C1;15/01/2026;1;1200;{debit}\nC1;17/01/2026;2;300;{credit}\n")
    assert amounts(intake) == [1200.0, -300.0]
    (file,) = intake.understood
    assert file.sales is not None
    assert file.sales.signed == WorkedOut(formula="Sens", lines=1)


def test_which_side_sells_is_doubted_until_said(settle: Settle) -> None:
    """More in credit than half of the debit is refused; sales_side turns it round."""
    text = SIDED + "C1;15/01/2026;1;1200;C\nC1;17/01/2026;2;300;D\n"
    assert [fault.code for fault in settle(text).errors] == ["sides_doubtful"]
    assert amounts(settle(text, sales_side="credit")) == [1200.0, -300.0]
    assert amounts(settle(text, sales_side="debit")) == [-1200.0, 300.0]


def test_a_type_needs_no_side(settle: Settle) -> None:
    """In the account of sales, invoices in C and credit notes in D: the type is followed and nothing is doubted."""
    head = "Code client;Date;Montant HT;Sens;Type de pièce\n"
    rows = "C1;15/01/2026;1200;C;FA\nC1;16/01/2026;800;C;FA\nC1;17/01/2026;300;D;AV\n"
    assert amounts(settle(head + rows)) == [1200.0, 800.0, -300.0]
    assert settle(head + rows).faults == ()
    odd = settle(head + rows + "C1;18/01/2026;5;D;FA\n")
    assert told(odd) == [("type_against_side", Severity.WARNING, 5, 1)]


def test_everything_of_a_credit_note_follows_its_sign(settle: Settle) -> None:
    """Margin, VAT and amount with VAT too; a margin that is negative already stays."""
    head = "Code client;Date;Montant HT;Montant TTC;Montant de TVA;Marge;Type de pièce\n"
    rows = "C1;15/01/2026;100;120;20;40;FA\nC1;16/01/2026;10;12;2;{};AV\n"
    for margin in ("4", "-4"):
        intake = settle(head + rows.format(margin))
        frame = intake.tables["transactions"].frame
        assert frame[["amount", "amount_with_vat", "vat", "margin"]].iloc[1].tolist() == [-10, -12, -2, -4]
        assert intake.faults == ()


def test_amounts_with_vat_alone_are_signed_before_it_is_taken_off(settle: Settle) -> None:
    """A credit note of 120 at 20 % is −100."""
    rows = "C1;15/01/2026;Facture;240\nC1;16/01/2026;Avoir;120\n"
    assert amounts(settle("Code client;Date;Type de pièce;Montant TTC\n" + rows, vat_rate=0.2)) == [200.0, -100.0]


def test_signs_that_are_there_stand(settle: Settle) -> None:
    """Signed already: nothing is turned; a negative invoice and a positive credit note are told with their number."""
    rows = "C1;15/01/2026;1;FA;100\nC1;16/01/2026;2;AV;-30\nC1;17/01/2026;3;AV;-20\nC1;18/01/2026;4;AV;5\n"
    intake = settle(TYPED + rows + "C1;19/01/2026;5;FA;-7\nC1;20/01/2026;6;FA;-8\n")
    assert amounts(intake) == [100.0, -30.0, -20.0, 5.0, -7.0, -8.0]
    assert told(intake) == [
        ("credit_positive", Severity.WARNING, 5, 1),
        ("invoice_negative", Severity.WARNING, 6, 2),
    ]
    for fault in intake.faults:
        for lang in ("fr", "en"):
            assert describe(fault, Words.of(lang))


def test_credit_notes_of_either_sign_are_refused(settle: Settle) -> None:
    """Where as many are positive as negative, nothing says which way the file is written."""
    rows = "C1;15/01/2026;1;FA;100\nC1;16/01/2026;2;AV;-30\nC1;17/01/2026;3;AV;20\n"
    assert told(settle(TYPED + rows)) == [("credit_signs_mixed", Severity.ERROR, 3, 2)]


def _words(intake: Intake) -> Fault:
    (fault,) = [fault for fault in intake.faults if fault.code == "words_unknown"]
    return fault


def test_a_word_that_is_neither_is_told_once_a_column(settle: Settle) -> None:
    """An error where the sign hangs on words, with the words found and the number; a warning where it does not."""
    rows = "".join(f"C1;{day}/01/2026;{day};Devis;100\n" for day in range(10, 29)) + "C1;30/01/2026;1;BL;100\n"
    refused = _words(settle(TYPED + rows + "C1;31/01/2026;2;Avoir;50\n"))
    assert (refused.severity, refused.row, len(refused.others)) == (Severity.ERROR, 2, 19)
    said = describe(refused, Words.of("fr"))
    assert "20 lignes" in said
    assert "Devis et BL" in said
    assert "facture et avoir" in said
    alone = settle(TYPED + rows + "C1;31/01/2026;2;Avoir;-50\n")
    assert _words(alone).severity is Severity.WARNING
    assert amounts(alone)[-1] == -50.0


def test_a_side_that_is_no_side_changes_nothing(settle: Settle) -> None:
    """Entrant and sortant under « Sens »: one warning, and the amounts as they are."""
    intake = settle(SIDED + "C1;15/01/2026;1;1200;Sortant\nC1;17/01/2026;2;300;Entrant\n")
    assert amounts(intake) == [1200.0, 300.0]
    assert told(intake) == [("words_unknown", Severity.WARNING, 2, 2)]


@pytest.mark.parametrize("total", ["2900", "3500"])
def test_a_total_may_count_credit_notes_either_way(settle: Settle, total: str) -> None:
    """Net of them or as printed; any other total is refused."""
    rows = "C1;05/01/2026;1;FA;1200\nC1;17/01/2026;2;AV;300\nC2;25/02/2026;3;FA;2000\n"
    intake = settle(TYPED + rows + f"Total;;;;{total}\n")
    assert amounts(intake) == [1200.0, -300.0, 2000.0]
    assert [fault.code for fault in intake.faults] == ["total_row"]
    assert [f.code for f in settle(TYPED + rows + "Total;;;;3000\n").errors] == ["total_mismatch"]


def test_subtotals_may_be_net_of_credit_notes(settle: Settle) -> None:
    """The subtotal of a customer and the total below it are both proved by the signs that the words give."""
    rows = "C1;15/01/2026;1;FA;1200\nC1;17/01/2026;2;AV;300\nSous-total;;;;900\nC2;25/02/2026;3;FA;2000\n"
    intake = settle(TYPED + rows + "Total;;;;2900\n")
    assert amounts(intake) == [1200.0, -300.0, 2000.0]
    assert sorted(fault.code for fault in intake.faults) == ["subtotal_rows", "total_row"]


LINES = st.lists(st.tuples(st.booleans(), st.integers(1, 10**7)), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_the_same_sales_are_read_however_they_are_told(settle: Settle, lines: list[tuple[bool, int]]) -> None:
    """Signed, by type, by side and by two columns: the same amounts."""
    forms = {
        "Montant HT": lambda note, euros: f"-{euros}" if note else euros,
        "Montant HT;Type de pièce": lambda note, euros: f"{euros};{'Avoir' if note else 'Facture'}",
        "Montant HT;Sens": lambda note, euros: f"{euros};{'C' if note else 'D'}",
        "Débit;Crédit": lambda note, euros: f";{euros}" if note else f"{euros};",
    }
    read = []
    for heads, form in forms.items():
        rows = "".join(f"C1;13/01/2025;{form(note, f'{c / 100:.2f}')}\n".replace(".", ",") for note, c in lines)
        read.append(amounts(settle(f"Code client;Date;{heads}\n{rows}", sales_side="debit")))
    assert read[0] == read[1] == read[2] == read[3]


@pytest.mark.parametrize("label", ["Facture proforma", "Devis facture", "Facture d'acompte", "Règlement facture"])
def test_what_speaks_of_an_invoice_and_is_none_is_told(settle: Settle, label: str) -> None:
    """A quote, an order or a payment is no invoice for naming one."""
    rows = f"C1;05/01/2026;1;Facture de vente;1200\nC1;17/01/2026;2;{label};300\n"
    assert told(settle(TYPED + rows)) == [("words_unknown", Severity.WARNING, 3, 1)]
