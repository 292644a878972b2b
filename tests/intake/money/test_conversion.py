"""Amounts of other currencies are converted at dated rates, and every conversion can be done again by hand."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.contracts import RateUsed
from gtkit.intake import Intake, Severity, Thresholds, describe
from gtkit.periods import Period
from gtkit.valuation import summarise
from gtkit.words import Words

from .conftest import Settle

HEAD = "Code client;Date;Montant HT;Marge;N° de pièce;Facture créditée;Devise\n"
RATES = "Devise;Date;Valeur d'une unité\n"
# Central banks quote dollars for a euro, here 1.0837 then 1.0826: what one dollar is worth is the inverse.
USD = RATES + f"USD;31/01/2024;{1 / 1.0837:.10f}\nUSD;29/02/2024;{1 / 1.0826:.10f}\n".replace(".", ",")


def amounts(intake: Intake) -> list[float]:
    """Amounts in the engagement's currency, to a millionth."""
    assert intake.errors == ()
    return [round(amount, 6) for amount in intake.tables["transactions"].frame["amount"]]


def codes(intake: Intake) -> list[str]:
    """Codes of the faults."""
    return [fault.code for fault in intake.faults]


def test_a_line_takes_the_last_rate_on_or_before_its_day(settle: Settle) -> None:
    """On the day itself the new one, the day before the old one; margins too; the engagement's currency as it is."""
    rows = "C1;31/01/2024;1083,7;108,37;F1;;USD\nC1;28/02/2024;1083,7;;F2;;usd\nC1;29/02/2024;1082,6;;F3;;USD\n"
    intake = settle(HEAD + rows + "C1;29/02/2024;50;;F4;;EUR\nC1;29/02/2024;60;;F5;;\n", rates=USD)
    assert amounts(intake) == pytest.approx([1000, 1000, 1000, 50, 60], abs=1e-5)
    frame = intake.tables["transactions"].frame
    assert frame["margin"][0] == pytest.approx(100, abs=1e-6)
    assert frame["currency"].tolist() == ["USD", "USD", "USD", "EUR", "EUR"]
    assert codes(intake) == []


def test_what_was_converted_is_told(settle: Settle) -> None:
    """By currency: lines, total in it, total converted, first and last rate; by rate: file, row, lines, totals."""
    rates = RATES + "CHF;31/12/2024;0,9\nUSD;31/12/2024;0,5\nUSD;31/01/2025;0,25\n"
    rows = "C1;13/01/2025;10;;;;USD\nC1;14/01/2025;20;;;;USD\nC2;03/02/2025;8;;;;USD\nC2;03/01/2025;1;;;;CHF\n"
    intake = settle(HEAD + rows, rates=rates)
    (sales,) = (file.sales for file in intake.understood if file.table == "transactions")
    assert sales is not None
    franc, dollar = sales.converted
    assert (franc.currency, franc.lines, franc.total, franc.converted) == ("CHF", 1, 1.0, 0.9)
    assert (dollar.currency, dollar.lines, dollar.total, dollar.converted) == ("USD", 3, 38.0, 17.0)
    assert (dollar.first.rate, dollar.last.rate, dollar.last.day) == (0.5, 0.25, date(2025, 1, 31))
    used = intake.tables["transactions"].rates
    assert used[1] == RateUsed(
        currency="USD", day=date(2024, 12, 31), rate=0.5, file="r.csv", sheet="", row=3, lines=2, total=30.0,
        converted=15.0,
    )  # fmt: skip
    assert [rate.row for rate in used] == [2, 3, 4]


def test_rates_used_by_several_files_are_told_once(settle: Settle) -> None:
    """Lines and totals add up over the files."""
    rates = RATES + "USD;31/12/2024;0,5\n"
    files = [HEAD + f"C1;1{day}/01/2025;10;;;;USD\n" for day in (3, 4)]
    (used,) = settle(*files, rates=rates).tables["transactions"].rates
    assert (used.lines, used.total, used.converted) == (2, 20.0, 10.0)


def test_nothing_is_told_where_nothing_is_converted(settle: Settle) -> None:
    """A column of the engagement's own currency changes no amount."""
    intake = settle(HEAD + "C1;13/01/2025;10;;;;EUR\n", rates=RATES + "USD;31/12/2024;0,5\n")
    assert amounts(intake) == [10.0]
    assert intake.tables["transactions"].rates == ()


def test_a_whole_source_may_be_in_one_currency(settle: Settle) -> None:
    """Said in engagement.toml; its sign may stand beside an amount; a column that says otherwise is refused."""
    rates = RATES + "USD;31/12/2024;0,5\n"
    text = "Code client;Date;Montant HT\nC1;13/01/2025;10\nC1;14/01/2025;$20\n"
    assert amounts(settle(text, rates=rates, currency="USD")) == [5.0, 10.0]
    filled = HEAD + "C1;13/01/2025;10;;;;USD\nC1;14/01/2025;10;;;;\nC1;15/01/2025;10;;;;EUR\nC1;16/01/2025;1;;;;EUR\n"
    intake = settle(filled, rates=rates, currency="USD")
    assert [(f.code, f.row, f.others, f.column, f.value) for f in intake.faults] == [
        ("currency_contradicted", 4, (5,), "Devise", "EUR")
    ]


@pytest.mark.parametrize(
    ("row", "rates", "expected"),
    [
        ("C1;13/01/2025;10;;;;DOLLAR\n", "USD;31/12/2024;0,5\n", ("unknown_currency", 2, "Devise")),
        ("C1;13/01/2025;10;;;;USD\n", "", ("no_rate", 2, "Devise")),
        ("C1;13/01/2025;10;;;;USD\n", "CHF;31/12/2024;0,5\n", ("no_rate", 2, "Devise")),
        ("C1;30/12/2024;10;;;;USD\n", "USD;31/12/2024;0,5\n", ("no_rate_yet", 2, "Date")),
        ("C1;13/01/2025;10;;;;USD\n", "USD;31/12/2024;0\n", ("rate_zero", 2, "Valeur d'une unité")),
        ("C1;13/01/2025;10;;;;USD\n", "USD;31/12/2024;-1\n", ("below_minimum", 2, "Valeur d'une unité")),
        ("C1;13/01/2025;10;;;;EUR\n", "EUR;31/12/2024;1,1\n", ("rate_of_home", 2, "Valeur d'une unité")),
        ("C1;13/01/2025;10;;;;EUR\n", "usd;31/12/2024;1,1\nUSD;31/12/2024;1\n", ("duplicate_key", 3, "Devise + Date")),
    ],
)
def test_what_cannot_be_converted_is_refused_where_it_stands(
    settle: Settle, row: str, rates: str, expected: tuple[str, int, str]
) -> None:
    """Row and column of the line or of the rate, in both languages; never a rate of another day or of 1."""
    intake = settle(HEAD + row, rates=RATES + rates if rates else "")
    assert expected in [(fault.code, fault.row, fault.column) for fault in intake.errors]
    for lang in ("fr", "en"):
        assert all(describe(fault, Words.of(lang)) for fault in intake.faults)


def test_rows_without_a_rate_are_counted(settle: Settle) -> None:
    """One fault a file and currency, at the first row, with the number of all."""
    rows = "".join(f"C1;{day}/12/2024;10;;;;USD\n" for day in range(13, 31))
    (fault,) = settle(HEAD + rows, rates=RATES + "USD;31/12/2024;0,5\n").errors
    assert (fault.row, len(fault.others)) == (2, 17)
    assert "18" in describe(fault, Words.of("fr"))


@pytest.mark.parametrize(("days", "told"), [(31, ["old_rate"]), (32, []), (400, [])])
def test_an_old_rate_is_told_past_the_threshold(settle: Settle, days: int, told: list[str]) -> None:
    """Exactly the days allowed still pass; the sentence says the age, the limit and where it is set."""
    text = HEAD + "C1;31/01/2025;10;;;;USD\nC1;01/02/2025;10;;;;USD\n"
    intake = settle(text, rates=RATES + "USD;31/12/2024;0,5\n", thresholds=Thresholds(rate_days=days))
    assert codes(intake) == told
    for fault in intake.faults:
        assert (fault.severity, fault.row, fault.others) == (Severity.WARNING, 3, ())
        assert describe(fault, Words.of("en")).endswith("rate_days = 31")
        assert "32" in describe(fault, Words.of("en"))


def test_a_note_takes_the_rate_of_its_invoice(settle: Settle) -> None:
    """An invoice wholly credited comes to nothing, whatever the currency did since; a note alone takes its day's."""
    rates = RATES + "USD;31/12/2024;0,5\nUSD;31/01/2025;0,25\n"
    rows = "C1;13/01/2025;100;;F1;;USD\nC1;14/02/2025;-100;;A1;F1;USD\nC1;14/02/2025;-8;;A2;;USD\n"
    intake = settle(HEAD + rows + "C1;15/02/2025;9;;F2;;\n", rates=rates)
    assert amounts(intake) == [50.0, -50.0, -2.0, 9.0]
    summary = summarise(intake.tables["transactions"].frame, period=Period.DAY, end="2025-06-30")
    assert summary.loc["C1", "frequency"] == 0


lines = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(1, 28), st.integers(-5000, 9000), st.sampled_from(["USD", "CHF", ""])
    ),
    min_size=1,
    max_size=15,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines)
def test_customers_and_unassigned_make_the_file_to_the_cent(
    settle: Settle, rows: list[tuple[str, int, int, str]]
) -> None:
    """Converted, the sum over customers and what is unassigned are the file's total, which is totals times rates."""
    text = "".join(f"{who};{day:02}/02/2025;{cents / 100:.2f};;;;{code}\n" for who, day, cents, code in rows)
    rates = {"USD": 0.9137, "CHF": 1.0641, "": 1.0}
    table = RATES + "USD;31/01/2025;0,9137\nCHF;31/01/2025;1,0641\n"
    intake = settle(HEAD + "z;01/02/2025;1,00;;;;\n" + text.replace(".", ","), rates=table)
    frame = intake.tables["transactions"].frame
    expected = 1 + math.fsum(cents / 100 * rates[code] for _, _, cents, code in rows)
    (told,) = (file.sums["amount"] for file in intake.understood if file.table == "transactions")
    assert told == pytest.approx(expected, abs=0.00501)
    summary = summarise(frame, period=Period.WEEK, end="2025-06-30")
    assert summary["net_amount"].sum() + summary.attrs["unassigned"] == pytest.approx(expected, abs=1e-6)
    split = frame.loc[frame.index.repeat(2)].assign(amount=lambda f: f["amount"] / 2)
    again = summarise(split, period=Period.WEEK, end="2025-06-30")
    pd.testing.assert_frame_equal(again, summary)


def test_amounts_without_a_rate_add_up_to_nothing_told(settle: Settle) -> None:
    """Where no line could be converted, no sum of 0 is shown beside the error."""
    text = "Code client;Date;Montant HT\nC1;15/01/2025;100\n"
    intake = settle(text, currency="CHF")
    assert [fault.code for fault in intake.errors] == ["no_rate"]
    assert dict(intake.understood[0].sums) == {}
