"""Credit notes of a sales file find their invoice, or are left where they are; nothing is guessed."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake import Intake, Severity, Thresholds, describe
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.money.credits import Tie, tied_credits
from gtkit.intake.money.lines import gathered
from gtkit.intake.sales import CreditNotes, Tally
from gtkit.intake.tables.part import read_part
from gtkit.periods import Period
from gtkit.valuation import summarise
from gtkit.words import Words

from .conftest import Settle

HEAD = "Code client;Date;Montant HT;N° de pièce;Facture créditée;Devise\n"
SALES = TABLES["transactions"]


def credited(intake: Intake) -> dict[str, str]:
    """Number of each negative line -> invoice that it credits."""
    frame = intake.tables["transactions"].frame
    notes = frame[frame["amount"] < 0]
    return dict(zip(notes["invoice"], notes["credited_invoice"], strict=True))


def notes_told(intake: Intake) -> CreditNotes:
    """What the one file of sales is told to hold."""
    (sales,) = (file.sales for file in intake.understood if file.table == "transactions")
    assert sales is not None
    return sales.credits


def codes(intake: Intake) -> list[str]:
    """Codes of the faults, the order of dates left aside."""
    return [fault.code for fault in intake.faults if fault.code != "day_first_assumed"]


F1 = "C1;13/01/2025;100;F1;;\n"
F2 = "C1;20/01/2025;50;F2;;\n"


@pytest.mark.parametrize(
    ("lines", "invoice", "way"),
    [
        (F1 + F2 + "C1;14/03/2025;-30;A1;F2;\n", "F2", "by_reference"),
        (F1 + F2 + "C1;14/03/2025;-30;A1;f2;\n", "F2", "by_reference"),
        (F1 + F2 + "C1;14/03/2025;-30;F1;;\n", "F1", "by_reference"),
        (F1 + F2 + "C1;14/03/2025;-50;A1;;\n", "F2", "by_amount"),
        (F1 + F2 + "C1;20/01/2025;-50;A1;;\n", "F2", "by_amount"),
        (F1 + F2 + "C1;14/03/2025;-20;A1;;\nC1;14/03/2025;-30;A1;;\n", "F2", "by_amount"),
        ("C1;13/01/2025;60;F1;;\nC1;13/01/2025;-10;F1;F1;\nC1;14/03/2025;-50;A1;;\n", "F1", "by_amount"),
        (F1 + F2 + "C1;14/03/2025;-50,01;A1;;\n", "", "unmatched"),
        (F1 + F2 + "C1;14/01/2025;-50;A1;;\n", "", "unmatched"),
        (F1 + F2 + "C2;14/03/2025;-50;A1;;\n", "", "unmatched"),
        (F2 + "C1;21/01/2025;50;F3;;\nC1;14/03/2025;-50;A1;;\n", "", "unmatched"),
        (F2 + "C1;14/03/2025;-50;A1;;\nC1;15/03/2025;-50;A2;;\n", "", "unmatched"),
        (F2 + "C1;13/03/2025;-50;A0;F2;\nC1;14/03/2025;-50;A1;;\n", "", "unmatched"),
        ("C1;20/01/2025;50;;;\nC1;14/03/2025;-50;A1;;\n", "", "unmatched"),
    ],
    ids=[
        "it names it", "whatever the case", "its own number", "the same amount", "on the same day",
        "lines of one note together", "a discount taken off the invoice", "a cent off", "an invoice still to come",
        "another customer's", "two invoices fit", "two notes claim one", "credited already", "no number to be named by",
    ],
)  # fmt: skip
def test_a_credit_note_finds_its_invoice_or_is_left(settle: Settle, lines: str, invoice: str, way: str) -> None:
    """By its reference, its number, its amount where one invoice alone fits; the way is told."""
    intake = settle(HEAD + lines)
    number = "F1" if "F1;;\n" in lines.splitlines(keepends=True)[-1] else "A1"
    assert credited(intake)[number] == invoice
    told = notes_told(intake)
    assert getattr(told, way).lines > 0
    assert told.all.lines == (intake.tables["transactions"].frame["amount"] < 0).sum()


def test_another_currency_is_another_amount(settle: Settle) -> None:
    """A hundred francs never credit a hundred euros."""
    rates = "Devise;Date;Valeur d'une unité\nCHF;31/12/2024;1\n"
    assert credited(settle(HEAD + F1 + "C1;14/03/2025;-100;A1;;CHF\n", rates=rates)) == {"A1": ""}


def test_files_are_looked_through_together(settle: Settle) -> None:
    """A note of one year credits an invoice of the year before."""
    intake = settle(HEAD + "C1;13/12/2024;100;F1;;\n", HEAD + "C1;14/01/2025;-100;A1;;\n")
    assert credited(intake) == {"A1": "F1"}
    told = [file.sales.credits.by_amount for file in intake.understood if file.sales is not None]
    assert told == [Tally(0, 0.0), Tally(1, -100.0)]


def test_a_named_invoice_takes_the_note_on_its_own_day(settle: Settle) -> None:
    """Wholly credited a month later, the purchase never happened; partly, it is smaller; the total is the file's."""
    lines = F1 + F2 + "C1;10/02/2025;80;F3;;\nC1;14/03/2025;-50;A1;F2;\nC1;15/03/2025;-30;A2;F3;\n"
    frame = settle(HEAD + lines).tables["transactions"].frame
    row = summarise(frame, period=Period.DAY, end="2025-06-30").loc["C1"]
    assert (row["frequency"], row["recency"], row["monetary_value"]) == (1, 28.0, 50.0)
    assert row["net_amount"] == frame["amount"].sum() == 150.0


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (F1 + "C1;14/03/2025;-30;A1;F9;\n", ("credit_unknown_invoice", 3)),
        (F1 + "C2;14/03/2025;-30;A1;F1;\n", ("credit_unknown_invoice", 3)),
        (F1 + "C1;10/01/2025;-30;A1;F1;\n", ("credit_before_invoice", 3)),
        (F1 + "C1;14/03/2025;-60;A1;F1;\nC1;15/03/2025;-40,01;A2;F1;\n", ("credit_above_invoice", 3)),
    ],
)
def test_what_looks_wrong_of_a_note_is_told(settle: Settle, lines: str, expected: tuple[str, int]) -> None:
    """A warning at its row: an invoice that nobody bears, a date before the invoice, more than the invoice."""
    intake = settle(HEAD + lines)
    assert [(fault.code, fault.row) for fault in intake.faults] == [expected]
    assert {fault.severity for fault in intake.faults} == {Severity.WARNING}


def test_an_invoice_may_be_credited_to_the_cent(settle: Settle) -> None:
    """In several notes, none of which is blamed; nor is a discount on the invoice itself."""
    lines = "C1;13/01/2025;0,3;F1;;\nC1;14/03/2025;-0,1;A1;F1;\nC1;15/03/2025;-0,2;A2;F1;\n"
    assert codes(settle(HEAD + lines)) == []
    assert codes(settle(HEAD + "C1;13/01/2025;10;F1;;\nC1;13/01/2025;-8;F1;;\n")) == []


def test_notes_are_told_with_their_total(settle: Settle) -> None:
    """By reference, by amount, without invoice: lines and sums, in the engagement's currency."""
    lines = F1 + F2 + "C1;14/03/2025;-30;A1;F1;\nC1;14/03/2025;-50;A2;;\nC1;15/03/2025;-7;A3;;\nC1;16/03/2025;-8;A4;;\n"
    assert notes_told(settle(HEAD + lines)) == CreditNotes(
        by_reference=Tally(1, -30.0), by_amount=Tally(1, -50.0), unmatched=Tally(2, -15.0)
    )


days = st.integers(1, 28)
documents = st.lists(
    st.tuples(st.sampled_from("ab"), days, st.sampled_from([10, 20, 30]), st.booleans()), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents)
def test_an_amount_ties_only_what_a_slow_reader_would(lines: list[tuple[str, int, int, bool]]) -> None:
    """One by one: the only invoice of that customer and amount so far, claimed by no other note."""
    rows = [(who, day, -cents if note else cents, f"N{at}") for at, (who, day, cents, note) in enumerate(lines)]
    text = HEAD + "".join(f"{who};{day:02}/01/2025;{amount};{number};;\n" for who, day, amount, number in rows)
    part = read_part(
        read_csv(text.encode(), file="v.csv", sha256=""), SALES, {}, as_of=pd.Timestamp("2026-06-30").date()
    )
    found = tied_credits(gathered([part]), SALES, home="EUR")
    single: dict[str, str] = {}
    for who, day, amount, number in rows:
        fits = [other for w, d, a, other in rows if amount < 0 and (w, a) == (who, -amount) and d <= day]
        if len(fits) == 1:
            single[number] = fits[0]
    expected = {note: one for note, one in single.items() if list(single.values()).count(one) == 1}
    frame = found.parts[0].frame
    tied = frame.loc[found.ties == Tie.AMOUNT]
    assert dict(zip(tied["invoice"], tied["credited_invoice"], strict=True)) == expected


RATES = "Devise;Date;Valeur d'une unité\nCHF;31/12/2024;0,5\nUSD;31/12/2024;0,9\n"


@pytest.mark.parametrize(("currency", "told"), [("", "EUR"), ("USD", "USD")])
def test_a_note_in_another_currency_than_its_invoice_is_told(settle: Settle, currency: str, told: str) -> None:
    """Named or blank, it counts in its own; both currencies, the row and what a blank is stand in the sentence."""
    rows = f"C1;13/01/2025;100;F1;;CHF\nC1;14/03/2025;-60;A1;F1;{currency}\nC1;15/03/2025;-20;A2;F1;CHF\n"
    intake = settle(HEAD + rows, rates=RATES)
    (fault,) = [fault for fault in intake.faults if fault.code == "credit_other_currency"]
    assert (fault.severity, fault.row, fault.others, fault.column) == (Severity.WARNING, 3, (), "Devise")
    assert credited(intake) == {"A1": "F1", "A2": "F1"}
    for lang in ("fr", "en"):
        said = describe(fault, Words.of(lang))
        assert all(code in said for code in (told, "CHF", "EUR"))


@pytest.mark.parametrize("currency", ["", "EUR"])
def test_a_blank_is_the_usual_currency(settle: Settle, currency: str) -> None:
    """Beside an invoice in euros a blank is euros: nothing is told, and an amount alone ties the two."""
    rows = f"C1;13/01/2025;100;F1;;EUR\nC1;14/03/2025;-60;A1;F1;{currency}\n"
    assert codes(settle(HEAD + rows)) == []
    alone = f"C1;13/01/2025;100;F1;;EUR\nC1;14/03/2025;-100;A1;;{currency}\n"
    assert credited(settle(HEAD + alone)) == {"A1": "F1"}


def test_an_invoice_in_two_currencies_may_be_credited_in_either(settle: Settle) -> None:
    """The line in the note's own currency is what it credits."""
    rows = "C1;13/01/2025;100;F1;;CHF\nC1;13/01/2025;90;F1;;EUR\nC1;14/03/2025;-60;A1;F1;EUR\n"
    assert codes(settle(HEAD + rows, rates=RATES, thresholds=Thresholds(rate_days=100))) == []
