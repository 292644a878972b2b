"""Two columns, debit and credit, are one signed amount, and nothing is guessed of which side sells."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.intake import Intake, Severity, WorkedOut, describe
from gtkit.words import Words

from .conftest import Settle

HEAD = "Code client;Date;N° de pièce;Débit;Crédit\n"
JOURNAL = HEAD + "C1;05/01/2026;FA1;1 200,00;0,00\nC1;17/01/2026;AV1;;300,00\nC2;25/02/2026;FA3;2 000,00;\n"


def amounts(intake: Intake) -> list[float]:
    """Amounts of a sound intake, to the cent."""
    assert intake.errors == ()
    return [round(amount, 2) for amount in intake.tables["transactions"].frame["amount"]]


def test_an_amount_is_the_debit_less_the_credit(settle: Settle) -> None:
    """1200 and 2000 sold, 300 credited: what was worked out is told, and that it is read as excluding VAT."""
    intake = settle(JOURNAL)
    assert amounts(intake) == [1200.0, -300.0, 2000.0]
    (file,) = intake.understood
    assert file.headings["amount"] == "Débit − Crédit"
    assert file.sales is not None
    assert file.sales.sides == WorkedOut(formula="Débit − Crédit", lines=3)
    assert (file.sales.credits.all.lines, file.sales.credits.all.total) == (1, -300.0)
    assert [(f.code, f.severity, f.row, f.column) for f in intake.faults] == [
        ("sides_without_vat", Severity.WARNING, None, "Débit + Crédit")
    ]
    for lang in ("fr", "en"):
        assert "vat_rate = 0.20" in describe(intake.faults[0], Words.of(lang))


def test_other_headings_are_offered_and_said(settle: Settle) -> None:
    """Without an amount the refusal is the line to write; written, the columns are read."""
    text = JOURNAL.replace("Débit", "Mvt débit").replace("Crédit", "Mvt crédit")
    (fault,) = settle(text).errors
    assert fault.code == "sided_columns"
    for lang in ("fr", "en"):
        assert 'columns = { debit = "Mvt débit", credit = "Mvt crédit" }' in describe(fault, Words.of(lang))
    assert amounts(settle(text, columns={"debit": "Mvt débit", "credit": "Mvt crédit"})) == [1200.0, -300.0, 2000.0]


def test_an_account_of_customers_includes_vat_where_its_rate_is_said(settle: Settle) -> None:
    """1200 at 20 % is 1000; nothing is assumed any more, so nothing is warned."""
    intake = settle(JOURNAL, vat_rate=0.2)
    assert amounts(intake) == [1000.0, -250.0, 1666.67]
    assert intake.faults == ()


def test_credits_too_large_to_be_credit_notes_are_refused_until_the_side_is_said(settle: Settle) -> None:
    """Sales on the credit side, or payments beside them: one error with both totals; said either way, it is obeyed."""
    turned = HEAD + "C1;05/01/2026;FA1;;1200\nC1;17/01/2026;AV1;300;\n"
    (fault,) = settle(turned).errors
    assert (fault.code, fault.row) == ("sides_doubtful", None)
    said = describe(fault, Words.of("fr")).replace("\u202f", " ")
    assert "1 200,00" in said
    assert "300,00" in said
    assert 'sales_side = "credit"' in said
    assert amounts(settle(turned, sales_side="credit")) == [1200.0, -300.0]
    assert amounts(settle(turned, sales_side="debit")) == [-1200.0, 300.0]


@pytest.mark.parametrize(("credit", "doubted"), [("600", False), ("600,01", True)])
def test_half_of_the_debits_is_the_limit(settle: Settle, credit: str, doubted: bool) -> None:
    """Credit notes of exactly half of the sales still pass."""
    intake = settle(HEAD + f"C1;15/01/2026;FA1;1200;\nC1;17/01/2026;AV1;;{credit}\n")
    assert ("sides_doubtful" in [fault.code for fault in intake.errors]) == doubted


def test_a_negative_debit_is_a_credit(settle: Settle) -> None:
    """How some packages cancel a line; it weighs on the side that it stands for."""
    assert amounts(settle(HEAD + "C1;15/01/2026;FA1;1200;\nC1;17/01/2026;FA1;-300;\n")) == [1200.0, -300.0]
    assert settle(HEAD + "C1;15/01/2026;FA1;1200;\nC1;17/01/2026;FA1;-900;\n").errors


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [("C1;15/01/2026;FA1;;\n", "missing_value", "Débit"), ("C1;15/01/2026;FA1;x;\n", "bad_number", "Débit")],
)
def test_a_line_without_either_is_told_once(settle: Settle, row: str, code: str, column: str) -> None:
    """A blank on both sides, a text on one."""
    faults = settle(HEAD + "C1;15/01/2026;FA0;10;\n" + row).errors
    assert [(fault.code, fault.row, fault.column) for fault in faults] == [(code, 3, column)]


def test_an_amount_that_is_given_is_kept(settle: Settle) -> None:
    """Beside the two sides of a customer's account, VAT included, the amount excluding it stands."""
    head = "Code client;Date;Montant HT;Débit;Crédit\n"
    intake = settle(head + "C1;15/01/2026;1000;1200;\nC1;17/01/2026;-250;;300\n")
    assert amounts(intake) == [1000.0, -250.0]
    assert intake.faults == ()


def test_a_null_amount_beside_a_side_is_told(settle: Settle) -> None:
    """0 excluding VAT beside a credit counts as 0; the two columns that say otherwise are both named."""
    head = "Code client;Date;Montant HT;Débit;Crédit\n"
    (fault,) = settle(head + "C1;15/01/2026;1000;1200;\nC1;17/01/2026;0;;300\n").faults
    assert (fault.code, fault.severity, fault.row) == ("sides_beside_amount", Severity.WARNING, 3)
    assert (fault.others, fault.headings) == ((), ("Montant HT", "Débit", "Crédit"))


def test_sides_whose_headings_include_vat_ask_for_its_rate(settle: Settle) -> None:
    """Débit TTC and Crédit TTC are never read as excluding VAT: with a column of rates they are worked out of it."""
    text = "Code client;Date;Débit TTC;Crédit TTC{}\nC1;15/01/2026;120;{}\nC1;17/01/2026;;12{}\n"
    said = {"columns": {"debit": "Débit TTC", "credit": "Crédit TTC"}}
    assert [fault.code for fault in settle(text.format("", "", ""), **said).errors] == ["vat_rate_unknown"]
    assert amounts(settle(text.format(";Taux de TVA", ";20 %", ";20 %"), **said)) == [100.0, -10.0]


cents = st.integers(0, 10**7)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cents, cents), min_size=1, max_size=8))
def test_the_sum_is_what_stands_in_debit_less_what_stands_in_credit(
    settle: Settle, rows: list[tuple[int, int]]
) -> None:
    """To the cent, and turned round where sales stand in credit."""
    text = HEAD + "".join(
        f"C{at};13/01/2025;F;{a / 100:.2f};{b / 100:.2f}\n" for at, (a, b) in enumerate(rows)
    ).replace(".", ",")
    expected = sum(a - b for a, b in rows) / 100
    for side, sign in (("debit", 1), ("credit", -1)):
        assert sum(amounts(settle(text, sales_side=side))) == pytest.approx(sign * expected, abs=1e-6)


def test_two_sides_with_vat_ask_for_both_and_for_the_rate(settle: Settle) -> None:
    """Débit TTC and Crédit TTC: the remedy names both sides and the rate, and following it reads the file."""
    text = "Code client;Date;Débit TTC;Crédit TTC\nC1;05/01/2026;120,00;\nC1;06/01/2026;;12,00\n"
    (fault,) = settle(text).errors
    said = describe(fault, Words.of("fr"))
    assert 'columns = { debit = "Débit TTC", credit = "Crédit TTC" }' in said
    assert "vat_rate = 0.20" in said
    intake = settle(text, columns={"debit": "Débit TTC", "credit": "Crédit TTC"}, vat_rate=0.2)
    assert intake.errors == ()
    assert intake.tables["transactions"].frame["amount"].tolist() == pytest.approx([100.0, -10.0])
    assert intake.understood[0].headings["amount"] == "(Débit TTC − Crédit TTC) ÷ (1 + 20 %)"
