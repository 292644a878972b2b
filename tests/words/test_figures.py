"""Figures as a French and an English reader write them."""

from __future__ import annotations

import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange
from gtkit.words import figures

NNBSP, NBSP = "\u202f", "\u00a0"


def test_french_figures_use_comma_and_no_break_spaces() -> None:
    """Thousands by U+202F, decimals by a comma, the euro after a no-break space."""
    assert figures.number(1234567.891, "fr", 1) == f"1{NNBSP}234{NNBSP}567,9"
    assert figures.money(-91655.4, "fr", "EUR") == f"−91{NNBSP}655{NBSP}€"
    assert figures.share(0.0512, "fr") == f"5,1{NNBSP}%"
    assert figures.day(date(2026, 6, 1), "fr") == "1er juin 2026"
    assert figures.short_day(date(2025, 9, 8), "fr") == f"8{NBSP}sept.{NBSP}2025"


def test_a_sentence_says_millions() -> None:
    """From a million on, two decimals of a million; below, whole units; rounding does not cross the line."""
    assert figures.money_said(12_790_243, "fr", "EUR") == f"12,79{NBSP}M€"
    assert figures.money_said(-3_664_074, "fr", "USD") == f"−3,66{NBSP}M$US"
    assert figures.money_said(999_999.4, "fr", "EUR") == f"999{NNBSP}999{NBSP}€"
    assert figures.money_said(999_999.6, "fr", "EUR") == f"1,00{NBSP}M€"


def test_english_figures_use_point_and_commas() -> None:
    """The mirror of the French ones."""
    assert figures.money(91655.4, "en", "EUR") == "€91,655"
    assert figures.money(12.6, "en", "GBP") == "£13"
    assert figures.money(-12_790_243, "en", "GBP", decimals=2, power=6) == "−£12.79M"


@given(st.floats(-1e12, 1e12))
def test_no_french_figure_holds_a_point_and_no_zero_a_minus(value: float) -> None:
    """Whatever the value: no decimal point, no comma thousands, no minus zero."""
    for text in (figures.number(value, "fr", 1), figures.money(value, "fr", "EUR"), figures.share(value, "fr")):
        assert "." not in text
        assert not re.fullmatch(r"[-−][0,\s€%]*", text)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_figure_that_is_no_number_is_refused(value: float) -> None:
    """NaN and infinity never reach a page."""
    with pytest.raises(OutOfRange):
        figures.number(value, "fr")


def test_a_whole_amount_is_said_without_cents() -> None:
    """A threshold of one euro reads one euro, in both languages; a column of amounts is to the unit."""
    assert (figures.money_said(1, "fr", "EUR"), figures.money_said(1, "en", "EUR")) == ("1\u00a0€", "€1")
    assert figures.money_said(1.5, "fr", "EUR") == "1,50\u00a0€"
    assert figures.money(1, "fr", "EUR") == "1\u00a0€"


@given(st.lists(st.floats(-1e9, 1e9), max_size=8))
def test_a_column_never_loses_its_smallest_amount(values: list[float]) -> None:
    """The unit of a column leaves three figures at least to each amount that is not zero."""
    power = figures.common_power(values)
    assert power in (0, 3, 6)
    if power:
        assert all(abs(value) / 10**power >= (1 if power == 6 else 100) for value in values if value)
