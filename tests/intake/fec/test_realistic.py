"""Ledgers as packages write them, with the truth worked out by hand: sales, days of payment, what is left and why."""

from __future__ import annotations

from gtkit.contracts.fec import AMOUNT_SIDE, DEBIT_CREDIT, FEC_COLUMNS
from gtkit.intake import Intake

from .conftest import Line, ReadFec, line, text_of
from .test_settlement import paid

Sold = list[tuple[str, str, float, str]]


def booked(entry: str, *lines: str, **more: str) -> list[Line]:
    """One entry; a line is "account debit credit", then its customer and letter where it has them, "-" for a blank."""
    made = []
    for text in lines:
        account, debit, credit, customer, letter = ["" if part == "-" else part for part in text.split()] + [""] * (
            5 - len(text.split())
        )
        made.append(line(entry, account, debit, credit, **{"CompAuxNum": customer, "EcritureLet": letter, **more}))
    return made


def sold(intake: Intake) -> Sold:
    """Customer, invoice, amount and credited invoice of each row."""
    assert intake.errors == ()
    frame = intake.tables["transactions"].frame
    keys = ["customer_id", "invoice", "amount", "credited_invoice"]
    return list(frame[keys].itertuples(index=False, name=None))


def left(intake: Intake) -> list[dict[str, int]]:
    """What each file leaves out, by reason; the rest is explained to the cent."""
    told = [file.ledger for file in intake.understood if file.table == "transactions" and file.ledger]
    assert all(own.difference == 0 for own in told)
    return [dict(own.left) for own in told]


F1 = booked("VE 1 20231210 F1", "411000 120,00 - C1", "707000 - 100,00", "445710 - 20,00")
CARRIED = booked("AN 1 20240101 F1", "411000 120,00 - C1 AA", "890000 - 120,00", PieceDate="20231210")
CASHED = booked("BQ 1 20240215 R1", "512000 120,00 -", "411000 - 120,00 C1 AA")


def test_two_years_lettered_late(read_fec: ReadFec) -> None:
    """Invoiced in December, carried over with its date, lettered and paid in February: 67 days, counted once."""
    intake = read_fec(F1, CARRIED + CASHED)
    assert sold(intake) == [("C1", "F1", 100.0, "")]
    assert paid(intake) == {"F1": ("20231210", "20240215", 120.0)}
    by_balance = [own | {"PieceDate": "20240101", "PieceRef": "AN"} for own in CARRIED]
    lettered = [own | {"EcritureLet": "AA", "DateLet": "20240215"} if own["CompAuxNum"] else own for own in F1]
    assert paid(read_fec(lettered, by_balance + CASHED)) == {"F1": ("20231210", "20240215", 120.0)}


def test_one_entry_of_three_customers_one_of_them_credited(read_fec: ReadFec) -> None:
    """156 with VAT in one line of class 70 of 130: 100 and 50 sold, 20 taken back."""
    lines = booked(
        "VE 1 20240131 LOT",
        *("411000 120,00 - C1", "411000 60,00 - C2", "411000 - 24,00 C3", "707000 - 130,00", "445710 - 26,00"),
    )
    assert sold(read_fec(lines)) == [("C1", "LOT", 100.0, ""), ("C2", "LOT", 50.0, ""), ("C3", "LOT", -20.0, "")]


def test_a_till_that_passes_through_an_account_of_its_own(read_fec: ReadFec) -> None:
    """411DIVERS is debited and credited in the till's entry: paid the same day."""
    till = booked("CA 1 20240105 T1", "411DIVERS 12,00 -", "707000 - 10,00", "445710 - 2,00")
    till += booked("CA 1 20240105 T1", "530000 12,00 -", "411DIVERS - 12,00")
    intake = read_fec(F1 + till)
    assert sold(intake) == [("C1", "F1", 100.0, ""), ("411DIVERS", "T1", 10.0, "")]
    assert paid(intake)["T1"] == ("20240105", "20240105", 12.0)


def test_deposits_and_what_they_pay(read_fec: ReadFec) -> None:
    """A deposit of 36 taken off an invoice of 120; one billed on its deposit alone; one cleared by it afterwards."""
    lines = booked("BQ 1 20240105 A1", "512000 36,00 -", "419100 - 36,00 C1")
    lines += booked("VE 2 20240210 F2", "411000 84,00 - C1 A", "419100 36,00 - C1", "707000 - 100,00", "445710 - 20,00")
    lines += booked("BQ 6 20240301 R6", "512000 84,00 -", "411000 - 84,00 C1 A")
    lines += booked("VE 3 20240211 F3", "419100 120,00 - C2", "707000 - 100,00", "445710 - 20,00")
    lines += booked("VE 4 20240212 F4", "411000 120,00 - C3 B", "707000 - 100,00", "445710 - 20,00")
    lines += booked("OD 5 20240220 F4", "419100 120,00 - C3", "411000 - 120,00 C3 B")
    intake = read_fec(lines)
    assert sold(intake) == [("C1", "F2", 100.0, ""), ("C2", "F3", 100.0, ""), ("C3", "F4", 100.0, "")]
    assert paid(intake) == {"F2": ("20240210", "20240301", 84.0), "F4": ("20240212", "20240220", 120.0)}
    assert left(intake) == [{}]


def test_exports_bear_no_vat(read_fec: ReadFec) -> None:
    """500 billed is 500 sold, carriage included."""
    lines = booked("VE 1 20240131 X1", "411000 500,00 - DE1", "707200 - 480,00", "708500 - 20,00")
    assert sold(read_fec(lines)) == [("DE1", "X1", 500.0, "")]


def test_sales_to_the_group_are_no_customers_and_no_cash(read_fec: ReadFec) -> None:
    """Ten times the customers' sales on 451: told under their own reason, and nothing is refused."""
    lines = F1 + booked("VE 2 20231212 G1", "451000 1200,00 - FIL1", "706000 - 1000,00", "445710 - 200,00")
    intake = read_fec(lines)
    assert sold(intake) == [("C1", "F1", 100.0, "")]
    assert left(intake) == [{"group": 100_000}]
    assert [fault.code for fault in intake.faults] == ["fec_left_group"]


def test_accruals_and_their_reversal_leave_the_invoice_alone(read_fec: ReadFec) -> None:
    """FAE of December taken back on 1 January, invoiced on the 15th: sold once, in January."""
    accrued = booked("OD 1 20231231 E1", "418100 120,00 - C1", "704000 - 100,00", "445870 - 20,00")
    back = booked("OD 1 20240101 E1", "704000 100,00 -", "445870 20,00 -", "418100 - 120,00 C1")
    invoiced = booked("VE 2 20240115 F7", "411000 120,00 - C1", "704000 - 100,00", "445710 - 20,00")
    intake = read_fec(F1 + accrued, back + invoiced)
    assert sold(intake) == [("C1", "F1", 100.0, ""), ("C1", "F7", 100.0, "")]
    assert left(intake) == [{"accrued": 10_000}, {"accrued": -10_000}]


def test_rebates_of_the_year(read_fec: ReadFec) -> None:
    """709 to the customer is a credit note on the invoice that it names; 4198 at year end is an accrual."""
    rebate = booked("VE 8 20231220 R1", "709700 10,00 -", "445710 2,00 -", "411000 - 12,00 C1", EcritureLib="RRR s/ F1")
    accrued = booked("OD 9 20231231 R2", "709700 5,00 -", "445870 1,00 -", "419800 - 6,00 C1")
    named = [own | {key: own[key].replace("F1", "F-0001") for key in ("PieceRef", "EcritureLib")} for own in F1]
    rebate = [own | {"EcritureLib": "RRR s/F 0001"} for own in rebate]
    intake = read_fec(named + rebate + accrued)
    assert sold(intake) == [("C1", "F-0001", 100.0, ""), ("C1", "R1", -10.0, "F-0001")]
    assert left(intake) == [{"accrued": -500}]


def test_amounts_below_nothing_are_the_other_side(read_fec: ReadFec) -> None:
    """A credit note written with minus signs on the sides of an invoice."""
    note = booked("VE 5 20231220 A1", "411000 -24,00 - C1", "707000 - -20,00", "445710 - -4,00", EcritureLib="Avoir A1")
    assert sold(read_fec(F1 + note)) == [("C1", "F1", 100.0, ""), ("C1", "A1", -20.0, "")]


def test_sales_moved_between_accounts_are_no_sales(read_fec: ReadFec) -> None:
    """707 to 701 at year end: nothing is sold, nothing is a cash sale."""
    intake = read_fec(F1 + booked("OD 4 20231231 X", "707000 100,00 -", "701000 - 100,00"))
    assert sold(intake) == [("C1", "F1", 100.0, "")]
    assert left(intake) == [{"moved": 0}]
    assert [fault.code for fault in intake.faults] == ["fec_left_moved"]


def test_discounts_and_differences_of_exchange_follow_the_money(read_fec: ReadFec) -> None:
    """665 of 2.40 in the receipt, 666 of 1 a month later, 766 of 2 on another: each paid when the bank was."""
    lines = [own | {"EcritureLet": "A"} if own["CompAuxNum"] else own for own in F1]
    lines += booked("BQ 1 20240105 R1", "512000 117,60 -", "665000 2,40 -", "411000 - 120,00 C1 A")
    lines += booked("VE 2 20240110 US1", "411000 200,00 - US A", "707200 - 200,00")
    lines += booked("BQ 2 20240210 R2", "512000 199,00 -", "411000 - 199,00 US A")
    lines += booked("OD 3 20240310 D2", "666000 1,00 -", "411000 - 1,00 US A")
    lines += booked("VE 3 20240111 US2", "411000 200,00 - US B", "707200 - 200,00")
    lines += booked("BQ 4 20240211 R3", "512000 202,00 -", "766000 - 2,00", "411000 - 200,00 US B")
    assert paid(read_fec(lines)) == {
        "F1": ("20231210", "20240105", 120.0),
        "US1": ("20240110", "20240210", 200.0),
        "US2": ("20240111", "20240211", 200.0),
    }


def test_dates_of_zeros(read_fec: ReadFec) -> None:
    """The piece's or the entry's may be missing, not both: a sale without any date is told, and refused."""
    for blank in ("PieceDate", "EcritureDate"):
        assert sold(read_fec([own | {blank: "00000000"} for own in F1])) == [("C1", "F1", 100.0, "")]
    errors = read_fec([own | {"PieceDate": "00000000", "EcritureDate": "00000000"} for own in F1]).errors
    assert [(fault.code, fault.row, fault.column) for fault in errors] == [
        ("fec_bad_date", row, "EcritureDate") for row in (2, 3, 4)
    ]


def test_one_amount_and_its_side_in_an_old_encoding(read_fec: ReadFec) -> None:
    """Montant and Sens, bars, ISO-8859-15 with a euro and an œ: the sales of the plain file."""
    columns = tuple(dict(zip(DEBIT_CREDIT, AMOUNT_SIDE, strict=True)).get(name, name) for name in FEC_COLUMNS)
    rebate = booked("VE 8 20231220 R1", "709700 10,00 -", "445710 2,00 -", "411000 - 12,00 Œuvre")
    sided = [
        own
        | {"Montant": own["Debit"] or own["Credit"], "Sens": "D" if own["Debit"] else "C", "EcritureLib": "Pièce à 3 €"}
        for own in F1 + rebate
    ]
    data = text_of(sided, columns=columns, separator="|").encode("iso-8859-15")
    assert sold(read_fec(data)) == [("C1", "F1", 100.0, ""), ("Œuvre", "R1", -10.0, "")]
