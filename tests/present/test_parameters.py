"""Settings in words: each with its unit, in the page's language."""

from __future__ import annotations

import pytest

from gtkit.present.parameters import exact_share, parameter_value, plus
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")


@pytest.mark.parametrize(
    ("name", "value", "french", "english"),
    [
        ("annual_rate", 0.125, "12,5\u202f%", "12.5%"),
        ("horizon_years", 2.5, "2,5\u00a0ans", "2.5\u00a0years"),
        ("horizon_years", 5.0, "5\u00a0ans", "5\u00a0years"),
        ("horizon_years", 2.25, "2,25\u00a0ans", "2.25\u00a0years"),
        ("persistence", 0.725, "0,725", "0.725"),
        ("card_ratio", 6.25, "6,25", "6.25"),
        ("budget", 1_234_567.0, "1\u202f234\u202f567\u00a0€", "€1,234,567"),
        ("hours", 1200.5, "1\u202f200,5\u00a0h", "1,200.5\u00a0h"),
        ("payment_term_days", 60.0, "60\u00a0jours", "60\u00a0days"),
        ("payment_term_days", 1.0, "1\u00a0jour", "1\u00a0day"),
        ("as_of", "2026-06-30", "30 juin 2026", "30 June 2026"),
        ("seed", 20260630, "20260630", "20260630"),
        ("fear_cut", 0.5, "0,50", "0.50"),
        ("budget", 60_000.0, "60\u202f000\u00a0€", "€60,000"),
        ("hours", 1200.0, "1\u202f200\u00a0h", "1,200\u00a0h"),
        ("draws", 2000, "2\u202f000", "2,000"),
        ("odd_name", "as it is", "as it is", "as it is"),
    ],
)
def test_a_value_bears_its_unit(name: str, value: float | str, french: str, english: str) -> None:
    """Shares in percent, lengths in years, dates in full, a seed without digit groups; none is rounded."""
    assert (parameter_value(name, value, FR), parameter_value(name, value, EN)) == (french, english)


def test_a_share_is_told_whole() -> None:
    """As many decimals as it has and no more, four at most; floating point is not a decimal."""
    told = [exact_share(x, EN) for x in (0.1, 0.1 - 0.02, 0.075, 0.12345, 1 / 3, -0.1)]
    assert told == ["10%", "8%", "7.5%", "12.345%", "33.3333%", "−10%"]
    assert exact_share(0.125, FR) == "12,5\u202f%"


def test_a_rise_is_signed_and_nothing_is_not() -> None:
    """Plus before a rise; a fall has its own sign, nothing has none."""
    assert [plus(x, t) for x, t in ((1.0, "1"), (-1.0, "−1"), (0.0, "0"))] == ["+1", "−1", "0"]
