"""Numbers: one reading a column, exact, never a guess."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.values.cells import Column
from gtkit.intake.values.numbers import read_numbers


def codes(cells: Column, **asked: object) -> list[tuple[str, int | None]]:
    """Problem codes and positions of a column."""
    return [(problem.code, problem.at) for problem in read_numbers(cells, **asked).problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50", 1234.5),
        ("1\u202f234,50\u00a0€", 1234.5),
        ("€ 1 234,50", 1234.5),
        ("EUR 12,5", 12.5),
        ("(2 500,00)", -2500.0),
        ("2500,5-", -2500.5),
        ("−3,5", -3.5),
        ("+3,5", 3.5),
        ("-1.234.567,8", -1234567.8),
        (",5", 0.5),
        ("0,125", 0.125),
    ],
)
def test_french_forms_are_read(text: str, value: float) -> None:
    """Each form that a French export writes gives its number."""
    reading = read_numbers([text], currency="EUR")
    assert reading.problems == ()
    assert reading.values.tolist() == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("CHF 1'200.00", 1200.0), ("1’300.50", 1300.5), ("1'400.-", 1400.0), ("1’400.—", 1400.0), ("1400.–", 1400.0)),
        *(("Fr. 20.50", 20.5), ("SFr. 20.50", 20.5), ("20.50 Fr.", 20.5), ("Frs 20.50", 20.5), ("Fr. 100.--", 100.0)),
        *(("-1'400.-", -1400.0), ("(1'400.-)", -1400.0), ("100.- CHF", 100.0), (".50", 0.5), ("-0.50", -0.5)),
    ],
)
def test_swiss_forms_are_read(text: str, value: float) -> None:
    """Francs under each of their names, apostrophes of either kind, a dash in the place of cents."""
    reading = read_numbers([text], currency="CHF")
    assert reading.problems == ()
    assert reading.values.tolist() == [value]


@pytest.mark.parametrize("text", ["-.50", "–.50", "CHF -.50", "−.05"])
def test_a_dash_before_cents_is_asked_beside_francs(text: str) -> None:
    """Half a franc, or less than nothing: refused where amounts are, or may be, in francs."""
    assert codes([text, "0.75"], currency="CHF") == [("dash_cents", 0)]
    assert codes([text, "0.75"], currency="EUR", others=frozenset({"CHF"})) == [("dash_cents", 0)]
    assert codes([text.replace(".", ","), "0,75"], currency="CHF") == [("dash_cents", 0)]


def test_a_dash_before_cents_is_a_minus_elsewhere() -> None:
    """As databases write it, in euros, and among shares and counts."""
    for asked in ({"currency": "EUR"}, {}):
        reading = read_numbers(["-.50", ".50"], **asked)
        assert (reading.problems, reading.values.tolist()) == ((), [-0.5, 0.5])


def test_francs_are_no_euros() -> None:
    """Whatever their name, they are refused as another currency."""
    assert codes(["Fr. 20.50", "SFr 3.-"], currency="EUR") == [("other_currency", 0), ("other_currency", 1)]


@given(st.integers(0, 10**9), st.sampled_from([".-", ".–", ".—", ",-", ".--"]), st.booleans())
def test_a_dash_for_cents_changes_no_amount(units: int, cents: str, below: bool) -> None:
    """The amount is its whole francs."""
    text = f"{'-' if below else ''}{units:,}".replace(",", "'") + cents
    assert read_numbers([text], currency="CHF").values.tolist() == [-units if below else units]


@pytest.mark.parametrize(
    "text",
    [
        *[
            "12O",
            "1E5",
            "1e3",
            "nan",
            "inf",
            "-",
            "€",
            "1.23.456",
            "--5",
            "(5",
            "(-5)",
            "1,2,3",
            "1_000",
            "0.123.456",
            "1’23",
            "½",
            "٣",
            "3-4",
            "1250,",
            "1 23,5",
            "12 345 6",
            "12,50 k",
            "k€",
            "12 kk€",
            "12 k %",
        ],
        "9" * 400,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Nothing is read from what no explicit form covers; Python's own number syntax does not leak in."""
    assert codes([text, "1,5"], currency="EUR") == [("bad_number", 0)]


def test_the_column_decides_what_a_cell_alone_cannot() -> None:
    """``1.234`` is a thousand beside a decimal comma, a fraction beside a decimal point, refused beside neither."""
    assert read_numbers(["1.234", "5,5"]).values.tolist() == [1234.0, 5.5]
    assert read_numbers(["1.234", "5.5"]).values.tolist() == [1.234, 5.5]
    assert codes(["1.234", "12", "7"]) == [("ambiguous_number", 0)]
    assert read_numbers(["1,234,567", "1,234"]).values.tolist() == [1234567.0, 1234.0]


def test_a_column_that_mixes_decimal_marks_names_each_row_of_the_minority() -> None:
    """The three forms of the case list: the point among commas is located, and shown a cell of the usual form."""
    reading = read_numbers(["1 234,50", "12.50", "1.234,50"])
    assert [(p.code, p.at) for p in reading.problems] == [("mixed_decimals", 1)]
    assert reading.problems[0].facts["usual"].text == "1 234,50"  # type: ignore[union-attr]
    assert codes(["12.50", "12,50"]) == [("mixed_decimals", 1)]


def test_typed_numbers_stand_beside_texts() -> None:
    """A workbook's own numbers are neutral: they never change how texts beside them are read."""
    reading = read_numbers([1250.5, "1 250,50", 3, ""])
    assert reading.values[:3].tolist() == [1250.5, 1250.5, 3.0]
    assert codes([True, 1, "1"]) == [("bad_number", 0)]


def test_a_percentage_among_numbers_is_told_as_one() -> None:
    """It is no misspelt number: whoever wrote it meant a share of something."""
    assert codes(["12", "12 %", "32,5%"]) == [("percent_found", 1), ("percent_found", 2)]


def test_percents_and_currencies_are_read_only_where_they_mean_something() -> None:
    """A percentage is a share, and only of a share; an amount in another currency is refused."""
    assert read_numbers(["12,5 %", "0,4"], percent=True).values.tolist() == [0.125, 0.4]
    assert codes(["12 $", "12 €", "12 CHF"], currency="EUR") == [("other_currency", 0), ("other_currency", 2)]


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=30), st.sampled_from(["", " ", "\u202f", "."])
)
def test_amounts_come_back_to_the_cent(amounts: list[Decimal], group: str) -> None:
    """Whatever the amounts and the grouping, each is read back equal and the sum is exact to the cent."""
    texts = [f"{amount:,.2f}".replace(",", "\0").replace(".", ",").replace("\0", group) for amount in amounts]
    reading = read_numbers(texts)
    assert reading.problems == ()
    assert reading.values.tolist() == [float(amount) for amount in amounts]
    assert round(math.fsum(reading.values), 2) == float(sum(amounts))


@given(st.lists(st.text(max_size=12), max_size=8))
def test_no_text_makes_it_fail(texts: list[str]) -> None:
    """Any text is read or told, and what is neither blank nor told is finite."""
    reading = read_numbers(texts, percent=True, currency="EUR")
    told = {problem.at for problem in reading.problems}
    assert all(text == "" or at in told or math.isfinite(reading.values[at]) for at, text in enumerate(texts))


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,5 k€", 12_500.0), ("12.5 K€", 12_500.0), ("-3 kEUR", -3_000.0), ("(1 234,567 k€)", -1_234_567.0),
     ("1,2 M€", 1_200_000.0), ("0,07 MEUR", 70_000.0), ("1,1\u202fk€", 1_100.0), ("3,3 k€-", -3_300.0)],
)  # fmt: skip
def test_thousands_and_millions_are_read_where_the_cell_says_so(text: str, value: float) -> None:
    """Exactly: the decimal places are moved, nothing is multiplied; another currency is still told."""
    assert read_numbers([text], currency="EUR").values.tolist() == [value]
    assert codes([text], currency="CHF") == [("other_currency", 0)]


def test_the_decimal_mark_that_engagement_toml_says_is_taken() -> None:
    """What fits both readings is read as it is said; what fits the other alone is refused with the setting."""
    assert read_numbers(["1.234", "1 250"], mark=",").values.tolist() == [1234.0, 1250.0]
    assert read_numbers(["1.234", "1 250"], mark=".").values.tolist() == [1.234, 1250.0]
    assert read_numbers(["1,234"], mark=".").values.tolist() == [1234.0]
    assert codes(["12.5", "3,25", 7.5], mark=",") == [("decimal_mark_wrong", 0)]
    (problem,) = read_numbers(["12.5"], mark=",").problems
    assert problem.facts["setting"].text == 'decimal_mark = ","'  # type: ignore[union-attr]


@given(st.lists(st.integers(1_000, 999_999), min_size=1, max_size=20))
def test_whole_numbers_grouped_by_a_point_come_back_once_the_mark_is_said(amounts: list[int]) -> None:
    """Without it each would be refused as readable in two ways."""
    texts = [f"{amount:,}".replace(",", ".") for amount in amounts]
    assert read_numbers(texts, mark=",").values.tolist() == amounts
    assert {code for code, _ in codes(texts)} == {"ambiguous_number"}
