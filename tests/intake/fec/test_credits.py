"""Which invoice a credit note credits."""

from __future__ import annotations

import pytest

from gtkit.intake import Intake, describe
from gtkit.words import Words

from .conftest import Line, ReadFec, invoice, receipt


def credited(intake: Intake) -> dict[str, str]:
    """Credit note -> invoice that it credits."""
    assert intake.errors == ()
    frame = intake.tables["transactions"].frame
    notes = frame[frame["amount"] < 0]
    return dict(zip(notes["invoice"], notes["credited_invoice"], strict=True))


def labelled(lines: list[Line], label: str) -> list[Line]:
    """The same lines under another label."""
    return [own | {"EcritureLib": label} for own in lines]


F1, F2 = invoice("VE 1 20240115 F24-01", "C1", 100), invoice("VE 2 20240120 F24-02", "C1", 50)
A1 = invoice("VE 3 20240210 A24-01", "C1", -50)


def test_its_label_names_the_invoice(read_fec: ReadFec) -> None:
    """Whatever the case and the punctuation around the reference."""
    assert credited(read_fec(F1 + F2 + labelled(A1, "Avoir s/ (f24-01), retour"))) == {"A24-01": "F24-01"}


@pytest.mark.parametrize(
    "label",
    [
        "Avoir FA 0002",
        "Avoir/FA0002",
        "AV s/FA-0002",
        "avoir sur facture fa_0002 du 20/01/2024",
        "AV0007 FA 0002 retour",
        "AV-0007 / FA-0002",
        "Avoir facture n° 0002",
        "Avoir s/ 0002",
        "(FA.0002)",
    ],
)
def test_a_label_may_spell_the_invoice_otherwise(read_fec: ReadFec, label: str) -> None:
    """Other separators, a prefix stuck to it, its number alone behind the word that announces it."""
    lines = invoice("VE 1 20240115 FA0001", "C1", 100) + invoice("VE 2 20240120 FA0002", "C1", 50)
    note = labelled(invoice("VE 3 20240210 AV-0007", "C1", -50), label)
    assert credited(read_fec(lines + note)) == {"AV-0007": "FA0002"}


@pytest.mark.parametrize(
    "label",
    [
        "Avoir FA 0003",  # another customer's
        "Avoir FA-0002-3",  # a longer number
        "Avoir 12/FA-0002/2024",  # the same
        "Avoir FC 0002",  # another series
        "Avoir du 02/00/02",
        "AV 0002",  # its own number
        "Avoir FA 00022",
        "Avoir commande 1FA0002",
    ],
)
def test_a_label_that_spells_another_reference_ties_nothing(read_fec: ReadFec, label: str) -> None:
    """What only looks like the invoice's number is none: the note stays loose and is told."""
    lines = invoice("VE 1 20240115 FA0001", "C1", 100) + invoice("VE 2 20240120 FA0002", "C1", 50)
    lines += invoice("VE 4 20240120 FA0003", "C2", 50)
    note = labelled(invoice("VE 3 20240210 AV0002", "C1", -50), label)
    intake = read_fec(lines + note)
    assert credited(intake) == {"AV0002": ""}
    assert [fault.code for fault in intake.faults] == ["fec_loose_credit"]


def test_a_reference_that_two_invoices_bear_ties_nothing_and_is_told(read_fec: ReadFec) -> None:
    """FA-0002 and FA/0002 are spelled alike, FA0001 and FA0002 are named together, 0002 ends two numbers."""
    for numbers, label in (
        (("FA-0002", "FA/0002"), "Avoir FA 0002"),
        (("FA0001", "FA0002"), "Avoir FA0001 et FA0002"),
        (("FA0001", "FA0002"), "Avoir FA 0001, FA 0002"),
        (("FA0002", "FB0002"), "Avoir facture 0002"),
    ):
        first, second = (invoice(f"VE {n} 2024011{n} {own}", "C1", 100) for n, own in enumerate(numbers))
        intake = read_fec(first + second + labelled(A1, label))
        assert credited(intake) == {"A24-01": ""}
        (fault,) = intake.faults
        assert (fault.code, fault.row) == ("fec_ambiguous_credit", 9)
        assert describe(fault, Words.of("fr")).endswith("Nommez une seule facture dans son libellé.")


def test_the_lettering_settles_an_ambiguous_label(read_fec: ReadFec) -> None:
    """Of the two invoices named, the one under the note's letter; an exact spelling needs no help."""
    first, second = invoice("VE 1 20240115 FA-0002", "C1", 100), invoice("VE 2 20240116 FA/0002", "C1", 50)
    note = labelled(A1, "Avoir FA 0002")
    lettered = [own | {"EcritureLet": "A"} if own["CompAuxNum"] else own for own in second + note]
    assert credited(read_fec(first + lettered)) == {"A24-01": "FA/0002"}
    assert credited(read_fec(first + second + labelled(A1, "Avoir FA/0002"))) == {"A24-01": "FA/0002"}


def test_the_longer_of_two_numbers_is_meant(read_fec: ReadFec) -> None:
    """FA 0002 A is not FA 0002."""
    lines = invoice("VE 1 20240115 FA0002", "C1", 100) + invoice("VE 2 20240116 FA0002A", "C1", 50)
    assert credited(read_fec(lines + labelled(A1, "Avoir FA 0002 A"))) == {"A24-01": "FA0002A"}


def test_its_own_piece_is_the_invoice(read_fec: ReadFec) -> None:
    """An accountant may book the credit note under the reference of what it credits."""
    again = invoice("VE 3 20240210 F24-01", "C1", -50)
    assert credited(read_fec(F1 + F2 + again)) == {"F24-01": "F24-01"}


def test_the_lettering_clears_them_together(read_fec: ReadFec) -> None:
    """The one invoice under the credit note's letter."""
    lettered = [own | {"EcritureLet": "AB" if own["CompAuxNum"] else ""} for own in F2 + A1]
    assert credited(read_fec(F1 + lettered)) == {"A24-01": "F24-02"}


def test_a_letter_of_another_customer_or_year_is_another_letter(read_fec: ReadFec) -> None:
    """Letters start again with each account and each file."""
    other = invoice("VE 4 20240116 F24-03", "C2", 50, EcritureLet="AB")
    note = [own | {"EcritureLet": "AB" if own["CompAuxNum"] else ""} for own in A1]
    assert credited(read_fec(F1 + F2 + note + other)) == {"A24-01": ""}
    earlier = [own | {"EcritureLet": "AB" if own["CompAuxNum"] else ""} for own in F1]
    assert credited(read_fec(earlier, F2 + note)) == {"A24-01": ""}


def test_a_note_that_nothing_ties_stays_negative_on_its_date(read_fec: ReadFec) -> None:
    """It is told with its amount; so is one whose letter clears two invoices, and one that names a later invoice."""
    for lines in (
        F1 + F2 + A1,
        [own | {"EcritureLet": "AB" if own["CompAuxNum"] else ""} for own in F1 + F2 + A1]
        + receipt("BQ 1 20240301 R1", "C1", "120,00", EcritureLet="AB"),
        F1 + labelled(A1, "Avoir F24-09") + invoice("VE 9 20240701 F24-09", "C1", 50),
        F1 + labelled(A1, "Avoir F24-03") + invoice("VE 9 20240101 F24-03", "C2", 50),
    ):
        intake = read_fec(lines)
        assert credited(intake) == {"A24-01": ""}
        assert [fault.code for fault in intake.faults] == ["fec_loose_credit"]


def test_a_label_goes_before_a_letter(read_fec: ReadFec) -> None:
    """What is written outweighs what was cleared together."""
    lettered = [own | {"EcritureLet": "AB" if own["CompAuxNum"] else ""} for own in F2 + labelled(A1, "Avoir F24-01")]
    assert credited(read_fec(F1 + lettered)) == {"A24-01": "F24-01"}
