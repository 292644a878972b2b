"""Debts that change accounts: the payment is that of the account they were moved to."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.fec.moves import moves

from .conftest import Line, ReadFec, invoice, line, receipt
from .test_settlement import paid

LINES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 1), st.sampled_from([411, 413, 416]), st.sampled_from([-2, -1, 1, 2])),
    max_size=12,
)


def moved(entry: str, customer: str, gross: str, *, source: str, target: str, letters: str = "  ") -> list[Line]:
    """A debt that leaves an account for another; the letters of what it leaves and of what it makes."""
    left, made = (letter.strip() for letter in letters)
    return [
        line(entry, target, gross, CompAuxNum=customer, EcritureLet=made),
        line(entry, source, "", gross, CompAuxNum=customer, EcritureLet=left),
    ]


def cashed(entry: str, account: str, customer: str, gross: str, letter: str) -> list[Line]:
    """Money for what stands on an account."""
    bank, received = receipt(entry, customer, gross, EcritureLet=letter)
    return [bank, received | {"CompteNum": account}]


F1 = invoice("VE 1 20240115 F1", "C1", 100, EcritureLet="A", DateLet="20240125")
ACCEPTED = moved("EF 1 20240125 LCR1", "C1", "120,00", source="411000", target="413000", letters="AB")


def test_an_accepted_bill_is_paid_when_the_bank_pays_it(read_fec: ReadFec) -> None:
    """411 to 413 in January under letter A, 413 to the bank in March under letter B: paid in March."""
    lines = F1 + ACCEPTED + cashed("BQ 1 20240331 R1", "413000", "C1", "120,00", "B")
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240331", 120.0)}


def test_a_bill_that_is_still_held_is_not_paid(read_fec: ReadFec) -> None:
    """Though the invoice is lettered against it; whether or not the bill bears a letter of its own year."""
    unlettered = moved("EF 1 20240125 LCR1", "C1", "120,00", source="411000", target="413000", letters="A ")
    assert paid(read_fec(F1 + unlettered)) == {"F1": ("20240115", "", 120.0)}
    dated = [own | {"DateLet": "20240331"} if own["EcritureLet"] == "B" else own for own in ACCEPTED]
    assert paid(read_fec(F1 + dated)) == {"F1": ("20240115", "20240331", 120.0)}


def test_a_debt_moved_twice_is_followed_to_its_end(read_fec: ReadFec) -> None:
    """411 to 413, 413 unpaid to 416, 416 to the bank."""
    doubtful = moved("OD 1 20240405 X1", "C1", "120,00", source="413000", target="416000", letters="BC")
    lines = F1 + ACCEPTED + doubtful
    assert paid(read_fec(lines)) == {"F1": ("20240115", "", 120.0)}
    lines += cashed("BQ 1 20240915 R1", "416000", "C1", "120,00", "C")
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240915", 120.0)}


def test_a_bill_that_comes_back_unpaid_is_followed_back(read_fec: ReadFec) -> None:
    """413 to 411 again, then a transfer: paid by the transfer."""
    back = moved("OD 1 20240405 X1", "C1", "120,00", source="413000", target="411000", letters="BA")
    lines = F1 + ACCEPTED + back + receipt("BQ 1 20240420 R1", "C1", "120,00", EcritureLet="A")
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240420", 120.0)}


def test_one_bill_for_several_invoices_and_several_for_one(read_fec: ReadFec) -> None:
    """F1 and F2 go into one bill, F3 into two that fall due apart."""
    f2 = invoice("VE 2 20240120 F2", "C1", 50, EcritureLet="A")
    one = moved("EF 1 20240125 LCR1", "C1", "180,00", source="411000", target="413000", letters="AB")
    lines = F1 + f2 + one + cashed("BQ 1 20240331 R1", "413000", "C1", "180,00", "B")
    lines += invoice("VE 3 20240201 F3", "C2", 100, EcritureLet="A")
    for number, day, letter in ((2, "20240301", "B"), (3, "20240401", "C")):
        entry = f"EF {number} 20240205 LCR{number}"
        lines += moved(entry, "C2", "60,00", source="411000", target="413000", letters=f"A{letter}")
        lines += cashed(f"BQ {number} {day} R{number}", "413000", "C2", "60,00", letter)
    assert paid(read_fec(lines)) == {
        "F1": ("20240115", "20240331", 120.0),
        "F2": ("20240120", "20240331", 60.0),
        "F3": ("20240201", "20240401", 120.0),
    }


def test_letters_of_two_accounts_are_two_letters(read_fec: ReadFec) -> None:
    """A on 411 and A on 413 of one customer clear different things."""
    f2 = invoice("VE 2 20240120 F2", "C1", 100, EcritureLet="B")
    crossed = moved("EF 1 20240125 LCR1", "C1", "120,00", source="411000", target="413000", letters="AB")
    lines = F1 + f2 + crossed + cashed("BQ 1 20240331 R1", "413000", "C1", "120,00", "B")
    lines += receipt("BQ 2 20240210 R2", "C1", "120,00", EcritureLet="B")
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240331", 120.0), "F2": ("20240120", "20240210", 120.0)}


def test_bills_without_auxiliary_accounts_are_followed_by_their_letters(read_fec: ReadFec) -> None:
    """413000 bears no customer: one remittance clears the bills of two, each paid on its day."""
    lines = F1 + invoice("VE 2 20240120 F2", "C2", 50, EcritureLet="A")
    for number, customer, gross in ((1, "C1", "120,00"), (2, "C2", "60,00")):
        made = moved(f"EF {number} 20240125 L{number}", customer, gross, source="411000", target="413000", letters="AZ")
        lines += [made[0] | {"CompAuxNum": ""}, made[1]]
    unpaid = paid(read_fec(lines))
    lines += [line("BQ 1 20240331 R1", "511300", "180,00")]
    lines += [line("BQ 1 20240331 R1", "413000", "", "180,00", EcritureLet="Z")]
    assert unpaid == {"F1": ("20240115", "", 120.0), "F2": ("20240120", "", 60.0)}
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240331", 120.0), "F2": ("20240120", "20240331", 60.0)}


def test_a_bill_carried_over_goes_on_next_year(read_fec: ReadFec) -> None:
    """Accepted in December, carried over, paid in February: one invoice, of its own date."""
    first = invoice("VE 1 20231215 F1", "C1", 100, EcritureLet="A")
    first += moved("EF 1 20231220 LCR1", "C1", "120,00", source="411000", target="413000", letters="A ")
    second = [line("AN 1 20240101 LCR1", "413000", "120,00", CompAuxNum="C1", EcritureLet="A", PieceDate="20231220")]
    second += [line("AN 1 20240101 LCR1", "890000", "", "120,00")]
    assert paid(read_fec(first, second)) == {"F1": ("20231215", "", 120.0)}
    second += cashed("BQ 1 20240220 R1", "413000", "C1", "120,00", "A")
    assert paid(read_fec(first, second)) == {"F1": ("20231215", "20240220", 120.0)}


def test_a_sale_on_a_bill_or_on_a_doubtful_customer_is_a_sale(read_fec: ReadFec) -> None:
    """The customer is the auxiliary of 413 or 416 as of 411, and the payment the one under its letter."""
    for account in ("413000", "416000"):
        sale = [own | {"CompteNum": account} if own["CompAuxNum"] else own for own in F1]
        intake = read_fec(sale + cashed("BQ 1 20240331 R1", account, "C1", "120,00", "A"))
        frame = intake.tables["transactions"].frame
        assert frame[["customer_id", "invoice", "amount"]].to_numpy().tolist() == [["C1", "F1", 100.0]]
        assert paid(intake) == {"F1": ("20240115", "20240331", 120.0)}


def test_a_bill_drawn_in_the_invoices_own_entry_is_the_invoice_once(read_fec: ReadFec) -> None:
    """411 debited and credited, 413 debited, class 70 credited: 120 is owed, not 240."""
    lines = F1 + moved("VE 1 20240115 F1", "C1", "120,00", source="411000", target="413000", letters="AB")
    lines += cashed("BQ 1 20240331 R1", "413000", "C1", "120,00", "B")
    intake = read_fec(lines)
    assert paid(intake) == {"F1": ("20240115", "20240331", 120.0)}
    assert intake.tables["transactions"].frame["amount"].tolist() == [100.0]


def test_accounts_that_bear_the_customers_name_are_one_customer(read_fec: ReadFec) -> None:
    """411DUPONT and 413DUPONT, no auxiliary anywhere; a bare 413100 is nobody's."""
    sale = [own | {"CompAuxNum": "", "CompteNum": own["CompteNum"].replace("411000", "411DUPONT")} for own in F1]
    bill = moved("EF 1 20240125 LCR1", "", "120,00", source="411DUPONT", target="413DUPONT", letters="AB")
    lines = sale + bill + cashed("BQ 1 20240331 R1", "413DUPONT", "", "120,00", "B")
    assert paid(read_fec(lines)) == {"F1": ("20240115", "20240331", 120.0)}
    bare = invoice("VE 2 20240116 F2", "", 10)
    bare[0]["CompteNum"] = "413100"
    assert "fec_left_no_customer" in [fault.code for fault in read_fec(sale + bare).faults]


@given(LINES)
def test_a_move_changes_what_no_customer_owes(lines: list[tuple[int, int, int, int]]) -> None:
    """The lines of each move add up to nothing, in one entry, over several accounts; order changes nothing."""
    entry, customer, collective, cents = (
        (np.array(column, dtype=np.int64) for column in zip(*lines, strict=True))
        if (lines)
        else (np.zeros(0, dtype=np.int64),) * 4
    )
    found = moves(entry, customer, collective, cents)
    for number in set(found.tolist()) - {-1}:
        own = found == number
        assert cents[own].sum() == 0
        assert len(set(entry[own].tolist())) == 1
        assert len(set(collective[own].tolist())) > 1
    back = moves(entry[::-1], customer[::-1], collective[::-1], cents[::-1])[::-1]
    assert ((back >= 0) == (found >= 0)).all()
