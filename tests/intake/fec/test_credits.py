"""Which invoice a credit note credits."""

from __future__ import annotations

from gtkit.intake import Intake

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
