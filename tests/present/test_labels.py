"""Labels are short, round and in the page's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.evidence import Unit
from gtkit.present.labels import clip, compact_money, scale, short, years
from gtkit.present.theme import WIDE, canvas, themed
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0\u00a0€", "€0"),
        (-0.0, "0\u00a0€", "€0"),
        (84.6, "85\u00a0€", "€85"),
        (1500, "1,5\u00a0k€", "€1.5K"),
        (-1_250_000, "−1,2\u00a0M€", "−€1.2M"),
    ],
)
def test_money_is_compact_in_each_language(value: float, french: str, english: str) -> None:
    """Units, thousands, millions: the comma and the signs of the language, at most one decimal."""
    assert compact_money(value, FR) == french
    assert compact_money(value, EN) == english


def test_a_label_reads_its_unit() -> None:
    """Shares are percents, counts are whole, other numbers bear a decimal when they need one."""
    assert short(0.25, Unit.SHARE, FR) == "25\u202f%"
    assert short(3.0, Unit.COUNT, FR) == "3"
    assert short(2.5, Unit.RATIO, FR) == "2,5"
    assert years(5.0, FR) == "5\u00a0ans"


@given(st.text(max_size=200), st.integers(min_value=2, max_value=40))
def test_a_clipped_name_fits_on_a_line(name: str, width: int) -> None:
    """Whatever the name: no longer than asked, no control character, and whole when there is room."""
    clipped = clip(name, width=width)
    assert len(clipped) <= width
    assert clipped.isprintable()
    if len(name) <= width and name.isascii() and name.isprintable() and "  " not in name:
        assert clipped == name.strip()


def test_ticks_are_few_round_and_localised() -> None:
    """An axis of money bears at most so many intervals, each in the language."""
    with themed():
        _, ax = canvas(WIDE)
        ax.set_ylim(0, 3_290_011)
        scale(ax, "y", Unit.MONEY, FR)
        told = [label.get_text() for label in ax.get_yticklabels()]
    assert "1\u00a0M€" in told
    assert len(told) <= 7
