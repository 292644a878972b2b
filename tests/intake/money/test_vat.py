"""Amounts including VAT become amounts excluding it by what the file or engagement.toml says, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake import Intake, Severity, describe
from gtkit.intake.sales import WorkedOut
from gtkit.words import Words

from .conftest import Settle

SALES = TABLES["transactions"]


def amounts(intake: Intake) -> list[float]:
    """Amounts excluding VAT, to a millionth."""
    assert intake.errors == ()
    return [round(amount, 6) for amount in intake.tables["transactions"].frame["amount"]]


def how(intake: Intake) -> WorkedOut | None:
    """What was told of the one file."""
    (sales,) = (file.sales for file in intake.understood)
    assert sales is not None
    return sales.without_vat


@pytest.mark.parametrize(
    ("head", "rows", "rate", "formula"),
    [
        ("Montant TTC;Montant de TVA", ("120;20", "-105,5;-5,5"), None, "Montant TTC − Montant de TVA"),
        ("Montant TTC;Taux de TVA", ("120;20 %", "-105,5;5,5 %"), None, "Montant TTC ÷ (1 + Taux de TVA)"),
        ("Montant TTC;Taux de TVA", ("120;20", "-105,5;5,5"), None, "Montant TTC ÷ (1 + Taux de TVA)"),
        ("Montant TTC;Taux de TVA", ("120;0,2", "-105,5;0,055"), None, "Montant TTC ÷ (1 + Taux de TVA)"),
        ("Montant TTC", ("120", "-120"), 0.2, "Montant TTC ÷ (1 + 20 %)"),
        ("Montant TTC;Taux de TVA", ("120;", "-105,5;5,5"), 0.2, "Montant TTC ÷ (1 + Taux de TVA | 20 %)"),
        (
            "Montant TTC;Montant de TVA;Taux de TVA",
            ("120;20;", "-105,5;;5,5"),
            None,
            "Montant TTC − Montant de TVA ; Montant TTC ÷ (1 + Taux de TVA)",
        ),
        ("Montant HT;Montant TTC;Montant de TVA", ("100;120;20", ";-105,5;-5,5"), None, "Montant HT"),
    ],
    ids=["VAT", "rates with %", "rates in percent", "shares", "rate said", "rate said for blanks", "both", "blank HT"],
)
def test_the_amount_excluding_vat_is_worked_out(
    settle: Settle, head: str, rows: tuple[str, str], rate: float | None, formula: str
) -> None:
    """120 at 20 % is 100 and a credit of 105.50 at 5.5 % is one of 100, by VAT, by rate or by both; how is told."""
    lines = "".join(f"C1;13/0{at}/2025;{row}\n" for at, row in enumerate(rows, 1))
    intake = settle(f"Code client;Date;{head}\n{lines}", vat_rate=rate)
    assert amounts(intake) == [100.0, -100.0]
    assert intake.understood[0].headings["amount"] == formula
    assert how(intake) is not None
    frame = intake.tables["transactions"].frame
    assert frame["vat_rate"].dropna().between(0, 0.3).all()


def test_an_amount_excluding_vat_is_kept(settle: Settle) -> None:
    """Whatever the rest says; a disagreement of more than a cent is a warning with rows, count and difference."""
    head = "Code client;Date;Montant HT;Montant TTC;Montant de TVA\n"
    rows = "C1;13/01/2025;100;120;20\nC1;14/01/2025;100;120,01;20\nC1;15/01/2025;100;121;20\nC1;16/01/2025;10;8;2\n"
    intake = settle(head + rows)
    assert amounts(intake) == [100.0, 100.0, 100.0, 10.0]
    assert how(intake) is None
    (fault,) = intake.faults
    assert (fault.code, fault.severity, fault.row, fault.others) == ("vat_disagrees", Severity.WARNING, 4, (5,))
    assert "5,00" in describe(fault, Words.of("fr"))


def test_of_forty_rows_the_three_that_do_not_add_up_are_named(settle: Settle) -> None:
    """Mixed rates, sales and credit notes: the three rows whose VAT is not that of their rate, and no other."""
    rates = ("20", "10", "5,5", "2,1")
    rows = []
    for at in range(40):
        rate = float(rates[at % 4].replace(",", "."))
        net = (-1 if at % 5 == 0 else 1) * (100 + at)
        vat = round(net * rate / 100, 2) + (1.5 if at in {7, 20, 33} else 0)
        rows.append(f"C1;13/01/2025;{net + vat:.2f};{vat:.2f};{rates[at % 4]}\n".replace(".", ","))
    intake = settle("Code client;Date;Montant TTC;Montant de TVA;Taux de TVA\n" + "".join(rows))
    (fault,) = intake.faults
    assert (fault.code, fault.severity, fault.row, fault.others) == ("vat_against_rate", Severity.WARNING, 9, (22, 35))
    assert fault.column == "Montant TTC + Montant de TVA + Taux de TVA"
    assert amounts(intake) == [(-1 if at % 5 == 0 else 1) * (100 + at) for at in range(40)]
    for lang in ("fr", "en"):
        assert describe(fault, Words.of(lang))


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("Montant TTC;Montant de TVA;Taux de TVA", ("120;20;20", "-120;20;20")),
        ("Montant TTC;Montant de TVA", ("120;20", "-120;20")),
        ("Montant HT;Montant TTC;Montant de TVA", ("100;120;20", "-100;-120;20")),
    ],
    ids=["its own rate", "the rate of other lines", "a given amount"],
)
def test_the_vat_of_a_credit_note_may_bear_no_sign(settle: Settle, head: str, rows: tuple[str, str]) -> None:
    """Judged by its size, −120 with a VAT of 20 is −100, and nothing is said to disagree."""
    intake = settle(f"Code client;Date;{head}\n" + "".join(f"C1;13/01/2025;{row}\n" for row in rows))
    assert amounts(intake) == [100.0, -100.0]
    assert intake.faults == ()
    assert intake.tables["transactions"].frame["vat"].tolist() == [20.0, -20.0]


def test_a_vat_that_no_rate_gives_keeps_its_doubt(settle: Settle) -> None:
    """−120 with 33 of VAT, where other lines hold 20 %: the amount excluding it cannot be worked out."""
    text = "Code client;Date;Montant TTC;Montant de TVA\nC1;13/01/2025;120;20\nC1;13/02/2025;-120;33\n"
    assert [(fault.code, fault.row) for fault in settle(text).errors] == [("vat_sign", 3)]


def test_the_rates_written_as_few_are_are_accused(settle: Settle) -> None:
    """Three of 20 among many of 0,2 are the ones to write again."""
    rows = "".join(f"C1;13/01/2025;{100 + at};{'20' if at in {5, 9} else '0,2'}\n" for at in range(12))
    (fault,) = settle("Code client;Date;Montant TTC;Taux de TVA\n" + rows).errors
    assert (fault.code, fault.row, fault.others) == ("vat_rate_mixed", 7, (11,))


def test_without_any_rate_the_file_is_refused_once(settle: Settle) -> None:
    """One error that says that the amounts include VAT, and where the rate is said; nothing is supposed."""
    rows = "".join(f"C1;{day}/01/2025;120\n" for day in range(13, 20))
    (fault,) = settle("Code client;Date;Montant TTC\n" + rows).faults
    assert (fault.code, fault.row, fault.column) == ("vat_rate_unknown", None, "Montant TTC")
    for lang in ("fr", "en"):
        assert "vat_rate = 0.20" in describe(fault, Words.of(lang))


def test_rows_without_rate_are_located(settle: Settle) -> None:
    """Where some rows have a rate, those that have none are told."""
    intake = settle("Code client;Date;Montant TTC;Taux de TVA\nC1;13/01/2025;120;20\nC1;14/01/2025;120;\n")
    assert [(fault.code, fault.row) for fault in intake.errors] == [("vat_rate_unknown", 3)]


@pytest.mark.parametrize(
    ("head", "row", "code"),
    [
        ("Montant TTC;Taux de TVA", "20;20\nC1;14/01/2025;30;0,9", "vat_rate_mixed"),
        ("Montant TTC;Montant de TVA", "-120;20", "vat_sign"),
        ("Montant TTC;Montant de TVA", "20;120", "vat_sign"),
        ("Montant TTC;Taux de TVA", "120;-20", "below_minimum"),
        ("Montant TTC;Taux de TVA", "120;vingt", "bad_number"),
        ("Montant TTC;Montant de TVA", ";20", "missing_value"),
        ("Montant HT;Montant TTC", ";", "missing_value"),
        ("Total TTC", "120", "taxed_column"),
        ("CA toutes taxes comprises", "120", "taxed_column"),
        ("Total", "120", "missing_column"),
    ],
)
def test_what_gives_no_amount_is_refused(settle: Settle, head: str, row: str, code: str) -> None:
    """A rate that reads two ways, VAT of the wrong sign or size, nothing at all; a TTC heading under another name."""
    assert code in [fault.code for fault in settle(f"Code client;Date;{head}\nC1;13/01/2025;{row}\n").errors]


def test_a_heading_that_says_ttc_is_never_taken_nor_offered_for_ht(settle: Settle) -> None:
    """The refusal names the column that it could be, not "did you mean"; said in engagement.toml, it is read."""
    text = "Code client;Date;Total TTC\nC1;13/01/2025;120\n"
    (fault,) = settle(text).errors
    assert "nearest" not in fault.facts
    assert 'amount_with_vat = "Total TTC"' in describe(fault, Words.of("en"))
    assert amounts(settle(text, columns={"amount_with_vat": "Total TTC"}, vat_rate=0.2)) == [100.0]
    intake = settle(text, columns={"amount": "Total TTC"})
    assert [(fault.code, fault.severity) for fault in intake.faults] == [("heading_with_vat", Severity.WARNING)]


def test_columns_of_vat_that_nothing_rests_on_refuse_nothing(settle: Settle) -> None:
    """Codes in place of rates are a warning where the amounts excluding VAT are there, an error where they are not."""
    head, row = "Code client;Date;Montant HT;Montant TTC;Taux de TVA\n", "C1;13/01/2025;{};120;T2\n"
    assert [fault.severity for fault in settle(head + row.format("100")).faults] == [Severity.WARNING]
    assert settle(head + row.format("")).errors


money = st.integers(-(10**7), 10**7).map(lambda cents: cents / 100)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(money, min_size=1, max_size=8), st.sampled_from([0.0, 0.021, 0.055, 0.1, 0.2]))
def test_vat_put_on_is_vat_taken_off(settle: Settle, nets: list[float], rate: float) -> None:
    """The same amounts come back, by VAT and by rate, whatever their sign."""
    written = [f"{net * (1 + rate):.8f};{net * rate:.8f}".replace(".", ",") for net in nets]
    rows = "".join(f"C1;13/01/2025;{row}\n" for row in written)
    by_vat = settle("Code client;Date;Montant TTC;Montant de TVA\n" + rows)
    rows = "".join(f"C1;13/01/2025;{row.split(';')[0]}\n" for row in written)
    by_rate = settle("Code client;Date;Montant TTC\n" + rows, vat_rate=rate)
    for intake in (by_vat, by_rate):
        assert intake.tables["transactions"].frame["amount"].tolist() == pytest.approx(nets, abs=1e-6)
