"""Payments and balances brought forward in an account of customers are refused, whatever engagement.toml says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.evidence import Quantity
from gtkit.intake import Intake, describe
from gtkit.words import Words

from .conftest import Settle

HEAD = "Code client;Date;Journal;Libellé;Débit;Crédit\n"
SALES = "".join(f"C{at};0{at}/01/2026;VE;Facture {at};{100 + at},00;\n" for at in range(1, 10))


def codes(intake: Intake) -> list[str]:
    """Codes of the errors."""
    return [fault.code for fault in intake.errors]


@pytest.mark.parametrize("said", [{}, {"sales_side": "debit"}, {"sales_side": "debit", "vat_rate": 0.2}])
@pytest.mark.parametrize(
    ("journal", "label"),
    [
        ("BQ", "FA 12"),
        ("BQ1", ""),
        ("OD", "Règlement facture 3"),
        ("OD", "VIR SEPA"),
        ("OD", "Chèque n° 12"),
        ("OD", "Encaissement"),
        ("OD", "Payment received"),
        ("OD", "Bank transfer"),
    ],
)
def test_a_payment_is_no_credit_note(settle: Settle, journal: str, label: str, said: dict[str, object]) -> None:
    """Words and journals of banks, in French and in English; no setting silences it; rows and sum are told."""
    intake = settle(HEAD + SALES + f"C1;20/01/2026;{journal};{label};;17,50\n", **said)
    assert codes(intake) == ["payments_among_sales"]
    (fault,) = intake.errors
    assert (fault.row, fault.others) == (11, ())
    total = fault.facts["total"]
    assert isinstance(total, Quantity)
    assert total.value == 17.5
    assert "17.50" in describe(fault, Words.of("en"))


@pytest.mark.parametrize("label", ["Avoir sur facture 3, virement", "Remise de fin d'année", "Credit note, bank error"])
def test_a_credit_note_stands(settle: Settle, label: str) -> None:
    """A credit note is no payment, even where its label speaks of a bank."""
    assert codes(settle(HEAD + SALES + f"C1;20/01/2026;VE;{label};;17,50\n")) == []


def test_what_stands_on_sales_too_tells_nothing(settle: Settle) -> None:
    """A mode of payment, or a customer called bank, is on sales and on credit notes alike."""
    head = "Code client;Date;Mode de règlement;Nom;Débit;Crédit\n"
    rows = "".join(f"C1;0{at}/01/2026;Virement;Banque de l'Est;{100 + at};\n" for at in range(1, 6))
    assert codes(settle(head + rows + "C1;20/01/2026;Virement;Banque de l'Est;;17\n")) == []


@pytest.mark.parametrize(
    ("journal", "label"), [("AN", "C1"), ("OD", "Report à nouveau"), ("OD", "A-nouveaux"), ("OD", "Opening balance")]
)
@pytest.mark.parametrize("amounts", ["50,00;", ";50,00"])
def test_a_balance_brought_forward_is_no_sale(settle: Settle, journal: str, label: str, amounts: str) -> None:
    """On either side, told by the journal or by the label."""
    assert codes(settle(HEAD + SALES + f"C1;01/01/2026;{journal};{label};{amounts}\n")) == ["balances_among_sales"]


def test_a_side_told_by_a_word_is_an_account_too(settle: Settle) -> None:
    """D and C beside an amount, a payment in C."""
    rows = "C1;05/01/2026;Facture 1;1200;D\nC1;17/01/2026;Règlement;300;C\n"
    assert codes(settle("Code client;Date;Libellé;Montant HT;Sens\n" + rows)) == ["payments_among_sales"]


def test_sales_of_an_account_of_sales_may_be_paid_at_once(settle: Settle) -> None:
    """In the account of sales, a sale in credit that a cheque pays is a sale."""
    rows = "C1;05/01/2026;VE;Vente par chèque;;100\nC2;06/01/2026;VE;Vente;;120\n"
    assert codes(settle(HEAD + rows, sales_side="credit")) == []


def test_credits_that_pay_debits_to_the_cent_are_refused(settle: Settle) -> None:
    """No word says it: three credits that each equal an earlier sale, and weigh; with a type they are credit notes."""
    head = "Code client;Date;Type de pièce;Débit;Crédit\n"
    rows = "".join(f"C{at};0{at}/01/2026;{{0}};{100 + at},10;\n" for at in range(1, 7))
    paid = "".join(f"C{at};2{at}/01/2026;{{1}};;{100 + at},10\n" for at in range(1, 4))
    bare = settle((head + rows + paid).format("", ""), sales_side="debit")
    assert codes(bare) == ["credits_pay_debits"]
    assert (bare.errors[0].row, bare.errors[0].others) == (8, (9, 10))
    assert codes(settle((head + rows + paid).format("Facture", "Avoir"))) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(st.integers(0, 9), st.booleans())
def test_only_earlier_equal_sales_are_paid(settle: Settle, cents: int, later: bool) -> None:
    """A credit that comes before the sale, or differs by a cent, pays nothing."""
    rows = "".join(f"C{at};10/02/2026;VE;;{100 + at},00;\n" for at in range(1, 7))
    day = "15/02" if later else "15/01"
    back = "".join(f"C{at};{day}/2026;VE;;;{100 + at},0{cents}\n" for at in range(1, 4))
    expected = ["credits_pay_debits"] if later and not cents else []
    assert codes(settle(HEAD + rows + back, sales_side="debit")) == expected
