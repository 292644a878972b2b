"""A column that would tell credit notes, and that nobody reads, is named with the line to write."""

from __future__ import annotations

import pytest

from gtkit.intake import Intake, Severity, describe
from gtkit.words import Words

from .conftest import Settle

HEAD = "Code client;Date;N° de pièce;Montant HT;{}\n"


def _sales(heading: str, *values: str, amounts: tuple[str, ...] = ("1200", "300", "2000")) -> str:
    rows = zip(amounts, values, strict=True)
    return HEAD.format(heading) + "".join(f"C1;1{at}/01/2026;{at};{a};{v}\n" for at, (a, v) in enumerate(rows, 3))


def codes(intake: Intake) -> list[str]:
    """Codes of the faults."""
    return [fault.code for fault in intake.faults]


@pytest.mark.parametrize(
    ("heading", "values", "key"),
    [
        ("Type", ("Facture", "Avoir", "Facture"), "document_type"),
        ("Nature du document", ("FA", "AV", "FA"), "document_type"),
        ("Kind", ("Invoice", "Credit note", "Invoice"), "document_type"),
        ("D/C", ("D", "C", "D"), "side"),
        ("Sens écriture", ("Débit", "Crédit", "Débit"), "side"),
    ],
)
def test_a_column_of_such_words_is_named_with_its_setting(
    settle: Settle, heading: str, values: tuple[str, ...], key: str
) -> None:
    """A warning at its rows; once the setting is written the credit note is negative and the warning gone."""
    text = _sales(heading, *values)
    (fault,) = settle(text).faults
    assert (fault.code, fault.severity, fault.row, fault.column) == ("signs_untold", Severity.WARNING, 3, heading)
    assert fault.cell == "E3"
    for lang in ("fr", "en"):
        assert f'columns = {{ {key} = "{heading}" }}' in describe(fault, Words.of(lang))
    said = settle(text, columns={key: heading})
    assert said.faults == ()
    assert said.tables["transactions"].frame["amount"].tolist() == [1200.0, -300.0, 2000.0]


def test_a_type_that_calls_lines_quotes_is_named(settle: Settle) -> None:
    """Quotes and orders beside an invoice are no sales; under a heading that says no type they are left alone."""
    (fault,) = settle(_sales("Type de document", "Devis", "Commande", "Facture")).faults
    assert (fault.code, fault.row, fault.others) == ("signs_untold", 2, (3,))
    assert "« Devis »" in describe(fault, Words.of("fr")).replace("\u00a0", " ")
    assert codes(settle(_sales("Famille", "Devis", "Commande", "Facture"))) == []


def test_one_side_of_an_account_is_named(settle: Settle) -> None:
    """« Crédit EUR » unread beside an amount, no debit anywhere."""
    text = "Code client;Date;Montant HT;Crédit EUR\nC1;15/01/2026;1200;0\nC1;17/01/2026;250;300\n"
    (fault,) = settle(text).faults
    assert (fault.code, fault.column, fault.row, fault.others) == ("side_untold", "Crédit EUR", 3, ())
    for lang in ("fr", "en"):
        assert 'columns = { credit = "Crédit EUR" }' in describe(fault, Words.of(lang))


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Type", ("Facture", "Facture", "Facture")),
        ("Type", ("Produit", "Service", "Produit")),
        ("Canal", ("D", "C", "D")),
        ("Crédit", ("", "0", "0,00")),
        ("Avoirs liés", ("AV1", "", "")),
    ],
    ids=["one word alone", "other words", "letters under another name", "nothing in credit", "a credit note's number"],
)
def test_what_tells_no_credit_note_is_left_alone(settle: Settle, heading: str, values: tuple[str, ...]) -> None:
    """No warning."""
    assert codes(settle(_sales(heading, *values))) == []


def test_a_file_with_a_negative_amount_tells_its_credit_notes_already(settle: Settle) -> None:
    """The column may say what it likes."""
    assert codes(settle(_sales("Type", "Facture", "Avoir", "Facture", amounts=("1200", "-300", "2000")))) == []


@pytest.mark.parametrize(
    ("heading", "invoice", "note"),
    [("N° de pièce", "FA0001", "AV0001"), ("Libellé", "Vente", "Avoir sur FA0001"), ("Texte", "Sale", "Credit note 3")],
)
def test_a_credit_note_named_by_a_number_or_a_label_is_told(
    settle: Settle, heading: str, invoice: str, note: str
) -> None:
    """All amounts are positive and no column tells types: the lines, how many and their sum."""
    head = f"Code client;Date;{heading};Montant HT\n"
    rows = f"C1;05/01/2026;{invoice};100\nC2;06/01/2026;{invoice}2;50\nC1;07/01/2026;{note};30,5\n"
    (fault,) = [fault for fault in settle(head + rows).faults if fault.code == "credits_named"]
    assert (fault.code, fault.severity, fault.row, fault.column) == ("credits_named", Severity.WARNING, 4, heading)
    assert "30.50" in describe(fault, Words.of("en"))
    signed = settle(head + rows.replace("30,5", "-30,5"))
    assert "credits_named" not in {fault.code for fault in signed.faults}


def test_amounts_outside_the_one_side_that_is_given_are_told(settle: Settle) -> None:
    """Montant HT beside Débit alone: what is not in debit may be a credit note; with Crédit added, it is one."""
    rows = ("C1;15/01/2026;1200;1440", "C1;17/01/2026;300;", "C1;18/01/2026;30;0,00")
    text = "Code client;Date;Montant HT;Débit\n" + "".join(f"{row}\n" for row in rows)
    (fault,) = settle(text).faults
    assert (fault.code, fault.severity, fault.row, fault.others) == ("side_alone", Severity.WARNING, 3, (4,))
    added = "Code client;Date;Montant HT;Débit;Crédit\n"
    added += "".join(f"{row};{'' if at == 0 else 9}\n" for at, row in enumerate(rows))
    intake = settle(added)
    assert (intake.faults, intake.tables["transactions"].frame["amount"].tolist()) == ((), [1200.0, -300.0, -30.0])
