"""Who bought what: class 70 of each entry goes to the customer of its 411 line."""

from __future__ import annotations

from datetime import date

from gtkit.intake import Intake

from .conftest import Line, ReadFec, invoice, line


def sold(intake: Intake) -> list[tuple[str, str, float]]:
    """Customer, invoice and amount of each row."""
    assert intake.errors == ()
    frame = intake.tables["transactions"].frame
    return list(zip(frame["customer_id"], frame["invoice"], frame["amount"], strict=True))


def codes(intake: Intake) -> list[str]:
    """Codes of the faults told of sales."""
    return [fault.code for fault in intake.faults if fault.table == "transactions"]


def test_a_sale_is_its_class_70_net_of_vat(read_fec: ReadFec) -> None:
    """Goods, carriage (708) and a discount (709) of one invoice are one row, without VAT, dated as the piece."""
    entry = "VE 1 20240115 F1"
    lines = [
        line(entry, "411000", "1282,80", CompAuxNum="C1"),
        *(line(entry, account, "", amount) for account, amount in (("707100", "1000,00"), ("708500", "99,00"))),
        line(entry, "709700", "30,00"),
        line(entry, "445710", "", "213,80"),
    ]
    for own in lines:
        own["PieceDate"] = "20240112"
    intake = read_fec(lines)
    assert sold(intake) == [("C1", "F1", 1069.0)]
    assert intake.tables["transactions"].frame["date"].iloc[0].date() == date(2024, 1, 12)


def test_an_invoice_of_several_lines_is_the_same_row(read_fec: ReadFec) -> None:
    """Class 70 split over several lines, and a piece without a date, change nothing but the file."""
    whole = invoice("VE 1 20240115 F1", "C1", 100)
    parts = [own for own in whole if own["CompteNum"] != "707000"]
    parts += [line("VE 1 20240115 F1", "707000", "", amount) for amount in ("33,34", "33,33", "33,33")]
    for own in parts:
        own["PieceDate"] = ""
    frames = [read_fec(lines).tables["transactions"].frame for lines in (whole, parts)]
    assert frames[0].equals(frames[1])


def test_an_entry_of_several_invoices_goes_piece_by_piece(read_fec: ReadFec) -> None:
    """Two customers under one number, each with its piece: nothing is shared."""
    lines = invoice("VE 1 20240115 F1", "C1", 100) + invoice("VE 1 20240115 F2", "C2", 50)
    intake = read_fec(lines)
    assert sold(intake) == [("C1", "F1", 100.0), ("C2", "F2", 50.0)]
    assert codes(intake) == []


def test_cash_beside_an_invoice_is_not_the_customers(read_fec: ReadFec) -> None:
    """A till's day and an invoice under one number: each piece balances, so the till's sales are nobody's."""
    till = [line("VE 1 20240115 T1", "530000", "20,00"), line("VE 1 20240115 T1", "707000", "", "20,00")]
    intake = read_fec(invoice("VE 1 20240115 F1", "C1", 100) + till)
    assert sold(intake) == [("C1", "F1", 100.0)]
    assert codes(intake) == ["fec_left_no_customer"]


def test_a_sale_under_a_piece_of_its_own_is_the_entrys_customers(read_fec: ReadFec) -> None:
    """Carriage booked under another piece, which does not balance alone: the customer of the entry."""
    lines = invoice("VE 1 20240115 F1", "C1", 100)
    lines[0]["Debit"] = "130,00"
    assert sold(read_fec([*lines, line("VE 1 20240115 P9", "708500", "", "10,00")])) == [
        ("C1", "F1", 100.0),
        ("C1", "P9", 10.0),
    ]


def _batch(*labels: str) -> list[Line]:
    """One piece, one number, two customers of 100 and 50."""
    lines = []
    for customer, net, label in zip(("C1", "C2"), (100, 50), labels, strict=True):
        lines += [own | {"EcritureLib": label} for own in invoice("VE 1 20240115 LOT", customer, net)]
    return lines


def test_a_batch_goes_line_by_line_where_labels_tell(read_fec: ReadFec) -> None:
    """One piece for two customers: the label of each line names one of them."""
    intake = read_fec(_batch("Facture A", "Facture B"))
    assert sold(intake) == [("C1", "LOT", 100.0), ("C2", "LOT", 50.0)]
    assert codes(intake) == []


def test_a_batch_that_nothing_tells_apart_is_shared_and_told(read_fec: ReadFec) -> None:
    """In proportion to the 411 lines, to the cent, with a warning that counts the documents."""
    intake = read_fec(_batch("Ventes", "Ventes"))
    assert sold(intake) == [("C1", "LOT", 100.0), ("C2", "LOT", 50.0)]
    assert codes(intake) == ["fec_shared"]


def test_numbers_that_start_again_each_month_are_entries_of_their_own(read_fec: ReadFec) -> None:
    """The same journal and number on two days that balance each are two entries."""
    intake = read_fec(invoice("VE 1 20240115 F", "C1", 100) + invoice("VE 1 20240215 F", "C2", 50))
    assert sold(intake) == [("C1", "F", 100.0), ("C2", "F", 50.0)]
    assert codes(intake) == []


def test_an_entry_over_two_days_is_one(read_fec: ReadFec) -> None:
    """Lines of one number that balance over their days only stay together."""
    lines = invoice("VE 1 20240115 F1", "C1", 100)
    lines[1]["EcritureDate"] = "20240116"
    assert sold(read_fec(lines)) == [("C1", "F1", 100.0)]


def test_a_ledger_without_auxiliary_accounts_goes_by_its_accounts(read_fec: ReadFec) -> None:
    """411DUPONT is a customer, told once; a bare 411000 is none."""
    dupont, bare = invoice("VE 1 20240115 F1", "", 100), invoice("VE 2 20240116 F2", "", 10)
    dupont[0]["CompteNum"] = "411DUPONT"
    intake = read_fec(dupont + bare)
    assert sold(intake) == [("411DUPONT", "F1", 100.0)]
    assert codes(intake) == ["fec_customer_account", "fec_left_no_customer"]


def test_one_auxiliary_account_does_not_hide_the_others(read_fec: ReadFec) -> None:
    """411DUPONT stays a customer beside a collective account with auxiliaries; on that one a blank remains nobody."""
    dupont, other, nobody = (
        invoice(f"VE {n} 2024011{n} F{n}", who, net) for n, who, net in ((1, "", 100), (2, "DIV1", 100), (3, "", 50))
    )
    dupont[0]["CompteNum"] = "411DUPONT"
    other[0]["CompteNum"] = nobody[0]["CompteNum"] = "411DIVERS"
    intake = read_fec(dupont + other + nobody)
    assert sold(intake) == [("411DUPONT", "F1", 100.0), ("DIV1", "F2", 100.0)]
    assert codes(intake) == ["fec_customer_account", "fec_left_no_customer"]


def test_what_is_no_customers_sale_is_left_under_its_reason(read_fec: ReadFec) -> None:
    """Cash, accruals, closing and opening entries, later sales: each in the reconciliation, none in the rows."""
    cash = [line("CA 1 20240401 T1", "530000", "10,00"), line("CA 1 20240401 T1", "707000", "", "10,00")]
    accrued = [line("OD 1 20241231 R1", "418100", "20,00"), line("OD 1 20241231 R1", "704000", "", "20,00")]
    closing = [line("CL 1 20241231 R2", "707000", "30,00"), line("CL 1 20241231 R2", "120000", "", "30,00")]
    opening = [line("AN 1 20240101 R3", "110000", "40,00"), line("AN 1 20240101 R3", "707000", "", "40,00")]
    later = invoice("VE 2 20260701 F2", "C1", 50)
    intake = read_fec(invoice("VE 1 20240115 F1", "C1", 100) + cash + accrued + closing + opening + later)
    assert sold(intake) == [("C1", "F1", 100.0)]
    (understood,) = (file for file in intake.understood if file.table == "transactions")
    ledger = understood.ledger
    assert ledger is not None
    expected = {"opening": 4000, "closing": -3000, "accrued": 2000, "no_customer": 1000, "after_last_day": 5000}
    assert (ledger.balance, ledger.attributed, ledger.left, ledger.difference) == (19000, 10000, expected, 0)
    assert understood.rows_read == 14
    assert understood.rows_kept == 1
    assert dict(understood.dropped) == dict.fromkeys(expected, 1) | {"not_sales": 8}
