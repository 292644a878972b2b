"""What a number format says beside the figures is understood as Excel means it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.files.format_texts import FormatText, code_signs, format_text, in_signs


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        *(('#,##0.00 "CHF"', "CHF"), ("[$CHF-100C] #,##0.00", "CHF"), ("[$€-40C]#,##0", "EUR"), ('0.00\\ "€"', "EUR")),
        *(("#,##0.00 [$USD]", "USD"), ('"$"#,##0', "USD"), ("[$$-409]0", "USD"), ("[$£-809]0.00", "GBP")),
        *(("[$$-1009]0.00", "CAD"), ("[$-40C]d mmm yyyy", ""), ("0.00", ""), ("General", ""), ("[Red]-0.00", "")),
        *(('#,##0 "pcs"', ""), ('0.00 "EUR"/"CHF"', ""), ('"SFr." #,##0.00', "CHF"), ("[$SFr.-807] 0", "CHF")),
        *(("[$Fr.-100C] 0", "CHF"), ('0.00 "Fr."', "CHF"), ("[$R$-416] #,##0", "BRL"), ("0 [$zł-415]", "PLN")),
        *(("0\\ [$kr-41D]", "SEK"), ("0 [$kr-414]", "NOK"), ('0 "kr"', "DKK/ISK/NOK/SEK"), ("¥#,##0", "CNY/JPY")),
        *(("[$¥-411]0", "JPY"), ('0.00 "DH"', "AED/MAD"), ("[$€-x-euro2] 0", "EUR"), ('0 "k€"', "EUR")),
        *(("0.00 €", "EUR"), ('_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "EUR")),
    ],
)
def test_a_format_names_its_currency(code: str, currency: str) -> None:
    """By code or sign, quoted, bracketed, escaped or bare; a sign of several is told as all of them, two as none."""
    assert format_text(code).currency == currency


@pytest.mark.parametrize(
    ("code", "power", "hidden"),
    [('0.0 "k€"', 3, 0), ('0.0,, "M€"', 6, 6), ("#,##0,", 0, 3), ("#,##0.00", 0, 0), ('0 "KEUR"', 3, 0)],
)
def test_a_format_tells_thousands(code: str, power: int, hidden: int) -> None:
    """A unit of thousands or millions, and the digits that commas at the end hide; the comma of groups hides none."""
    told = format_text(code)
    assert (told.power, told.hidden) == (power, hidden)


@pytest.mark.parametrize(
    ("code", "text"), [('0 "lots"', "lots"), ('0.00 "€ HT"', ""), ("[$$-9999]0", "$"), ("0%", ""), ("yyyy-mm-dd", "")]
)
def test_a_text_that_is_neither_unit_nor_currency_is_kept(code: str, text: str) -> None:
    """The whole of it; a dollar of an unknown country is none that is known, and a date shows no text."""
    assert format_text(code).text == text


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('#,##0.00;[Red]-#,##0.00 "CHF"', FormatText(currency="CHF")),
        ('#,##0.00;-#,##0.00;0 "CHF"', FormatText(currency="CHF")),
        ('[>=1000]#,##0.00 "CHF";#,##0.00 "€"', FormatText(currency="CHF/EUR")),
        ('#,##0.00 "€";-#,##0.00 "€"', FormatText(currency="EUR")),
        ('#,##0;-#,##0 "k€"', FormatText(currency="EUR", power=3)),
        ('[>=1000]#,##0, "k€";#,##0 "€"', FormatText(currency="EUR", power=3, hidden=3)),
        ('#,##0;-#,##0 "lots"', FormatText(text="lots")),
        ('#,##0.00;-#,##0.00;"nul";@" CHF"', FormatText()),
        ('General;-General "CHF"', FormatText(currency="CHF")),
        ('General "€"', FormatText(currency="EUR")),
    ],
)
def test_what_a_later_form_says_is_heard(code: str, told: FormatText) -> None:
    """For negative numbers, for 0, under a condition; two currencies are both named; texts and a bare 0 say nothing."""
    assert format_text(code) == told


@given(st.integers(0, 10**12), st.text("0-", min_size=2, max_size=12).filter(lambda code: code.count("0") > 1))
def test_a_code_shown_keeps_its_digits(number: int, code: str) -> None:
    """Taken alone, the digits of a code are the number, and the hyphens are those of the format."""
    shown = in_signs(number, code_signs(code))
    assert int(shown.replace("-", "")) == number
    assert shown.count("-") == code.count("-")


@pytest.mark.parametrize("code", ["0", "0.00", '00 "€"', "#,##0", "dd/mm/yyyy", '0 "k€"', "General", "0%"])
def test_a_format_of_amounts_shows_no_code(code: str) -> None:
    """What is shown as a number, a date or money is not turned into a text."""
    assert code_signs(code) == ()


def test_a_zero_that_is_written_is_no_place() -> None:
    """Under "C0"00, 7 is C007 and not C700; too many digits stand at the first place."""
    assert in_signs(7, code_signs('"C0"00')) == "C007"
    assert in_signs(1234, code_signs('"C0"00')) == "C01234"


def test_nothing_is_said_by_the_usual_format() -> None:
    """The plain format adds nothing."""
    assert format_text("General") == FormatText()
