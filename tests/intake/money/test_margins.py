"""Margins given as rates become amounts, and rates taken for amounts are doubted."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.intake import Intake, Severity, WorkedOut, describe
from gtkit.words import Words

from .conftest import Settle

HEAD = "Code client;Date;Montant HT;{}\n"


def _sales(heading: str, *rows: str) -> str:
    return HEAD.format(heading) + "".join(f"C1;1{at}/01/2026;{row}\n" for at, row in enumerate(rows, 3))


def margins(intake: Intake) -> list[float]:
    """Margins of a sound intake, to a millionth."""
    assert intake.errors == ()
    return [round(margin, 6) for margin in intake.tables["transactions"].frame["margin"]]


@pytest.mark.parametrize("rates", [("32 %", "25 %"), ("0,32", "0,25"), ("32", "25")])
def test_a_margin_is_its_rate_times_the_amount(settle: Settle, rates: tuple[str, str]) -> None:
    """With the sign, as a share or in percent; a credit note takes its margin back; how is told."""
    intake = settle(_sales("Taux de marge", f"1000;{rates[0]}", f"-200;{rates[1]}"))
    assert margins(intake) == [320.0, -50.0]
    assert [(fault.code, fault.severity) for fault in intake.faults] == [("margin_rate_read", Severity.WARNING)]
    (file,) = intake.understood
    assert file.headings["margin"] == "Taux de marge × Montant HT"
    assert file.sales is not None
    assert file.sales.margins == WorkedOut(formula="Taux de marge × Montant HT", lines=2)


def test_a_rate_is_of_the_amount_without_vat(settle: Settle) -> None:
    """32 % of 120 with VAT at 20 % is 32; a margin that is given is kept."""
    text = "Code client;Date;Montant TTC;Marge;Taux de marge\nC1;15/01/2026;120;;32\nC1;16/01/2026;120;7;32\n"
    assert margins(settle(text, vat_rate=0.2)) == [32.0, 7.0]


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [(("100;32", "100;0,9"), "margin_rate_mixed", 3), (("100;32", "100;120"), "margin_rate_above", 3)],
)
def test_a_rate_that_reads_two_ways_or_is_of_the_cost_is_refused(
    settle: Settle, rows: tuple[str, ...], code: str, row: int
) -> None:
    """0,9 among percents; 120 % of the amount, which only a rate on the cost can be."""
    (fault,) = settle(_sales("Taux de marge", *rows)).errors
    assert (fault.code, fault.row, fault.column) == (code, row, "Taux de marge")
    for lang in ("fr", "en"):
        assert describe(fault, Words.of(lang))


def test_margins_that_are_all_small_are_doubted(settle: Settle) -> None:
    """0,32 of 1000 is counted as 0,32 and told with the setting; written, it is 320."""
    text = _sales("Marge", "1000;0,32", "200;0,25", "50;")
    intake = settle(text)
    assert margins(intake)[:2] == [0.32, 0.25]
    (fault,) = intake.faults
    assert (fault.code, fault.severity, fault.row) == ("margin_like_rate", Severity.WARNING, None)
    for lang in ("fr", "en"):
        assert 'columns = { margin_rate = "Marge" }' in describe(fault, Words.of(lang))
    assert margins(settle(text, columns={"margin_rate": "Marge"}))[:2] == [320.0, 50.0]


@pytest.mark.parametrize("rows", [("1000;0", "200;0"), ("0,9;0,3", "0,8;0,2"), ("1000;0,32", "200;50"), ("5;1", "6;1")])
def test_margins_that_may_be_amounts_are_not_doubted(settle: Settle, rows: tuple[str, ...]) -> None:
    """None at all, small ones of small amounts, one that is above 1, whole euros."""
    assert settle(_sales("Marge", *rows)).faults == ()


def test_a_percentage_among_margins_is_refused_with_the_setting(settle: Settle) -> None:
    """The remedy is the column of rates, not another way to write a number; a heading in % says it as well."""
    (fault,) = settle(_sales("Marge", "1000;32 %")).errors
    assert fault.code == "rate_found"
    headed = _sales("Marge %", "1000;32", "200;25")
    (heading,) = settle(headed).errors
    assert (heading.code, heading.row) == ("margin_under_rate", None)
    assert [f.code for f in settle(_sales("Taux", "1000;32"), columns={"margin": "Taux"}).errors] == [
        "margin_under_rate"
    ]
    for lang in ("fr", "en"):
        assert 'columns = { margin_rate = "Marge" }' in describe(fault, Words.of(lang))
        assert 'columns = { margin_rate = "Marge %" }' in describe(heading, Words.of(lang))
    assert margins(settle(headed, columns={"margin_rate": "Marge %"})) == [320.0, 50.0]


def test_a_margin_above_its_amount_is_told_with_the_count(settle: Settle) -> None:
    """130 of 100, 30 of a credit note of 100, −130 of one; a loss and an equal margin are told not."""
    rows = ("100;130", "-100;30", "-100;-130", "100;-30", "100;100", "-100;-100")
    (fault,) = settle(_sales("Marge", *rows)).faults
    assert (fault.code, fault.severity, fault.row, fault.others) == ("margin_above", Severity.WARNING, 2, (3, 4))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.integers(1, 100)), min_size=1, max_size=6))
def test_percents_and_signed_percents_give_the_same_margins(settle: Settle, rows: list[tuple[int, int]]) -> None:
    """Whatever the amounts, 32 % and 0,32 are one rate, and the margin divided by the amount is it again."""
    signed = settle(_sales("Taux de marge", *(f"{amount};{rate} %" for amount, rate in rows)))
    shares = settle(_sales("Taux de marge", *(f"{amount};{rate / 100:.2f}".replace(".", ",") for amount, rate in rows)))
    assert margins(signed) == margins(shares)
    for (amount, rate), margin in zip(rows, margins(signed), strict=True):
        assert margin == pytest.approx(amount * rate / 100, abs=1e-6)


@pytest.mark.parametrize(
    ("heading", "expected"), [("Taux de marque", [250.0, 150.0]), ("Taux de marge sur coût", [200.0, 130.434783])]
)
def test_the_heading_says_what_a_rate_is_a_share_of(settle: Settle, heading: str, expected: list[float]) -> None:
    """25 % of a price of 1000 is 250, on a cost of 800 it is 200; a heading that says so leaves no doubt."""
    intake = settle(_sales(heading, "1000;25 %", "1000;15 %"), columns={"margin_rate": heading})
    assert margins(intake) == expected
    assert intake.faults == ()
    (unread,) = settle(_sales(heading, "1000;25 %")).faults
    assert (unread.code, unread.severity) == ("heading_like", Severity.WARNING)
    assert f'columns = {{ margin_rate = "{heading}" }}' in describe(unread, Words.of("fr"))


def test_a_percent_with_its_sign_is_never_divided_twice(settle: Settle) -> None:
    """150 % is 1.5: refused as a share of a price, 60 of 100 as a share of the cost; the two readings are named."""
    rows = ("100;150 %", "100;120 %", "100;130 %")
    (fault,) = settle(_sales("Taux de marge", *rows)).errors
    assert (fault.code, fault.row, fault.others) == ("margin_rate_above", 2, (3, 4))
    on_cost = settle(_sales("Marge sur coût", *rows), columns={"margin_rate": "Marge sur coût"})
    assert margins(on_cost) == [60.0, 54.545455, 56.521739]
    (told,) = settle(_sales("Taux de marge", "100;30 %")).faults
    assert "Taux de marge sur coût" in describe(told, Words.of("fr"))
    assert "Margin on cost" in describe(told, Words.of("en"))
