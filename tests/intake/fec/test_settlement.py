"""When each invoice was paid."""

from __future__ import annotations

import pandas as pd

from gtkit.intake import Intake

from .conftest import Line, ReadFec, invoice, line, receipt


def paid(intake: Intake) -> dict[str, tuple[str, str, float]]:
    """Invoice -> its date, the day of its payment ("" while open), its amount with VAT."""
    assert intake.errors == ()
    frame = intake.tables["payments"].frame
    days = [frame[key].dt.strftime("%Y%m%d").fillna("") for key in ("invoiced_on", "paid_on")]
    return dict(zip(frame["invoice"], zip(*days, frame["amount"], strict=True), strict=True))


def opening(year: int, customer: str, piece: str, day: str, debit: str, **more: str) -> list[Line]:
    """An opening entry that keeps a piece's own date."""
    entry = f"AN 1 {year}0101 {piece}"
    own = line(entry, "411000", debit, CompAuxNum=customer, **{"PieceDate": day, **more})
    return [own, line(entry, "890000", "", debit)]


def test_a_letter_dates_the_payment(read_fec: ReadFec) -> None:
    """On the day of the receipt, not of the lettering; what bears no letter is open."""
    first = invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A", DateLet="20240331")
    lines = first + receipt("BQ 1 20240220 R1", "C1", "120,00", EcritureLet="A", DateLet="20240331")
    assert paid(read_fec(lines + invoice("VE 2 20240201 F2", "C1", 50))) == {
        "F1": ("20240115", "20240220", 120.0),
        "F2": ("20240201", "", 60.0),
    }


def test_one_transfer_pays_several_invoices_and_several_pay_one(read_fec: ReadFec) -> None:
    """Oldest first: each invoice is paid when the receipts under its letter reach it."""
    lines = [
        *invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A"),
        *invoice("VE 2 20240120 F2", "C1", 50, EcritureLet="A"),
    ]
    for number, day, gross in ((1, "20240201", "70,00"), (2, "20240210", "80,00"), (3, "20240301", "30,00")):
        lines += receipt(f"BQ {number} {day} R{number}", "C1", gross, EcritureLet="A")
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240210", 120.0), "F2": ("20240120", "20240301", 60.0)}


def test_a_receipt_that_is_sent_back_pays_nothing(read_fec: ReadFec) -> None:
    """A direct debit refused, then presented again: paid the second time."""
    lines = invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A")
    lines += receipt("BQ 1 20240220 R1", "C1", "120,00", EcritureLet="A")
    lines += [line("BQ 2 20240225 R2", "411000", "120,00", CompAuxNum="C1", EcritureLet="A")]
    lines += [line("BQ 2 20240225 R2", "512000", "", "120,00")]
    lines += receipt("BQ 3 20240310 R3", "C1", "120,00", EcritureLet="A")
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240310", 120.0)}


def test_an_invoice_paid_in_its_own_entry_is_paid_on_the_day(read_fec: ReadFec) -> None:
    """Debited and credited in one entry, without a letter."""
    entry = "VE 1 20240115 F1"
    lines = invoice(entry, "C1", 100) + receipt(entry, "C1", "120,00")
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240115", 120.0)}


def test_a_credit_note_is_taken_off_the_invoice(read_fec: ReadFec) -> None:
    """In part: the rest is what was paid, on its day. In whole: there is no payment to speak of."""
    note = [own | {"EcritureLib": "Avoir F01"} for own in invoice("VE 2 20240201 A1", "C1", -40, EcritureLet="A")]
    lines = invoice("VE 1 20240115 F01", "C1", 100, EcritureLet="A") + note
    lines += receipt("BQ 1 20240220 R1", "C1", "72,00", EcritureLet="A")
    assert paid(read_fec(lines)) == {"F01": ("20240115", "20240220", 72.0)}
    whole = invoice("VE 1 20240115 F01", "C1", 40, EcritureLet="A") + note
    assert "payments" not in read_fec(whole).tables


def test_an_opening_entry_goes_on_where_last_year_stopped(read_fec: ReadFec) -> None:
    """The invoice keeps its date and the year that cleared it its letter; it is one row, of its own year's file."""
    first = invoice("VE 1 20231215 F1", "C1", 100)
    second = opening(2024, "C1", "F1", "20231215", "120,00", EcritureLet="A")
    second += receipt("BQ 1 20240220 R1", "C1", "120,00", EcritureLet="A")
    intake = read_fec(first, second)
    assert paid(intake) == {"F1": ("20231215", "20240220", 120.0)}
    kept = [file.rows_kept for file in intake.understood if file.table == "payments"]
    assert kept == [1, 0]


def test_an_invoice_from_before_the_first_file_is_known_by_its_opening(read_fec: ReadFec) -> None:
    """Where the opening entry keeps its date; one under the opening's own date is nobody's invoice."""
    lines = opening(2024, "C1", "F9", "20231102", "60,00", EcritureLet="A")
    lines += opening(2024, "C1", "AN", "20240101", "60,00", EcritureLet="A")
    lines += receipt("BQ 1 20240220 R1", "C1", "120,00", EcritureLet="A")
    assert paid(read_fec(lines + invoice("VE 1 20240301 F1", "C2", 10))) == {
        "F9": ("20231102", "20240220", 60.0),
        "F1": ("20240301", "", 12.0),
    }


def test_the_day_of_the_lettering_stands_for_a_receipt_of_another_file(read_fec: ReadFec) -> None:
    """Only where the letter holds no receipt, and only up to the last day of the data."""
    lines = invoice("VE 1 20231215 F1", "C1", 100, EcritureLet="A", DateLet="20240220")
    lines += invoice("VE 2 20231216 F2", "C2", 100, EcritureLet="A", DateLet="20260701")
    lines += invoice("VE 3 20231217 F3", "C3", 100, EcritureLet="A", DateLet="20240220")
    lines += receipt("BQ 1 20231220 R1", "C3", "60,00", EcritureLet="A", DateLet="20240220")
    assert [day for _, day, _ in paid(read_fec(lines)).values()] == ["20240220", "", ""]


def test_what_happens_after_the_last_day_is_not_known(read_fec: ReadFec) -> None:
    """A receipt of July leaves an invoice of June open; an invoice of July is not there."""
    lines = invoice("VE 1 20260615 F1", "C1", 100, EcritureLet="A")
    lines += receipt("BQ 1 20260710 R1", "C1", "120,00", EcritureLet="A")
    assert paid(read_fec(lines + invoice("VE 2 20260702 F2", "C1", 10))) == {"F1": ("20260615", "", 120.0)}


def test_two_due_dates_of_one_invoice_are_one_row(read_fec: ReadFec) -> None:
    """Paid when the last of them is."""
    lines = invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A")
    lines[0]["Debit"] = "60,00"
    lines.append(lines[0] | {"EcritureLet": "B"})
    lines += receipt("BQ 1 20240220 R1", "C1", "60,00", EcritureLet="A")
    open_still = paid(read_fec(lines))
    lines += receipt("BQ 2 20240320 R2", "C1", "60,00", EcritureLet="B")
    assert [open_still, paid(read_fec(lines))] == [
        {"F1": ("20240115", "", 120.0)},
        {"F1": ("20240115", "20240320", 120.0)},
    ]


def test_a_discount_or_a_rounding_does_not_put_the_payment_off(read_fec: ReadFec) -> None:
    """665 in the receipt's own entry, or booked a month later: paid when the money came."""
    for account in ("665000", "666000", "658000"):
        f1 = invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A")
        received = receipt("BQ 1 20240201 R1", "C1", "118,00", EcritureLet="A")
        later = [line("OD 1 20240229 D1", account, "2,00")]
        later += [line("OD 1 20240229 D1", "411000", "", "2,00", CompAuxNum="C1", EcritureLet="A")]
        assert paid(read_fec(f1 + received + later)) == {"F1": ("20240115", "20240201", 120.0)}
        at_once = [
            own | {"Debit": "118,00"} if own["Debit"] else own for own in receipt("BQ 1 20240201 R1", "C1", "120,00")
        ]
        at_once = [own | {"EcritureLet": "A"} if own["CompAuxNum"] else own for own in at_once]
        at_once.append(line("BQ 1 20240201 R1", account, "2,00"))
        assert paid(read_fec(f1 + at_once)) == {"F1": ("20240115", "20240201", 120.0)}


def test_an_exchange_gain_does_not_put_the_payment_off(read_fec: ReadFec) -> None:
    """The bank gives 122 for 120: 766 takes the rest, in the receipt's entry or afterwards."""
    f1 = invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A")
    over = receipt("BQ 1 20240201 R1", "C1", "122,00", EcritureLet="A")
    later = [line("OD 1 20240229 D1", "411000", "2,00", CompAuxNum="C1", EcritureLet="A")]
    later += [line("OD 1 20240229 D1", "766000", "", "2,00")]
    assert paid(read_fec(f1 + over + later)) == {"F1": ("20240115", "20240201", 120.0)}


def test_a_loss_is_no_payment(read_fec: ReadFec) -> None:
    """654 clears the account under the invoice's letter, whole or in part: the invoice was never paid."""
    f1 = invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A", DateLet="20241231")
    lost = [line("OD 1 20241231 P1", "654000", "100,00"), line("OD 1 20241231 P1", "445710", "20,00")]
    lost += [line("OD 1 20241231 P1", "411000", "", "120,00", CompAuxNum="C1", EcritureLet="A")]
    assert paid(read_fec(f1 + lost)) == {"F1": ("20240115", "", 120.0)}
    half = receipt("BQ 1 20240301 R1", "C1", "60,00", EcritureLet="A")
    part = [own | {side: "60,00"} for own, side in ((lost[0], "Debit"), (lost[2], "Credit"))]
    assert paid(read_fec(f1 + half + part)) == {"F1": ("20240115", "", 120.0)}


def test_what_is_set_against_what_is_owed_to_the_customer_pays(read_fec: ReadFec) -> None:
    """401 takes 119, 658 takes 1: paid on that day, charge or not."""
    f1 = invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A")
    against = [line("OD 1 20240229 D1", "401000", "119,00"), line("OD 1 20240229 D1", "658000", "1,00")]
    against += [line("OD 1 20240229 D1", "411000", "", "120,00", CompAuxNum="C1", EcritureLet="A")]
    assert paid(read_fec(f1 + against)) == {"F1": ("20240115", "20240229", 120.0)}


def test_the_order_of_lines_changes_nothing(read_fec: ReadFec) -> None:
    """Nor does their number in the file."""
    lines = [
        *invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A"),
        *invoice("VE 2 20240120 F2", "C1", 50, EcritureLet="A"),
    ]
    lines += receipt("BQ 1 20240201 R1", "C1", "130,00", EcritureLet="A")
    lines += receipt("BQ 2 20240301 R2", "C1", "50,00", EcritureLet="A")
    frames = [read_fec(own).tables["payments"].frame for own in (lines, lines[::-1])]
    pd.testing.assert_frame_equal(*frames)
