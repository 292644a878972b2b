"""The rates that were used stand on the page, each with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gtkit.contracts import RateUsed, Source
from gtkit.present import Origin, TraceList, rates_table
from gtkit.present.tables.rates import SHOWN
from gtkit.words import Words

ORIGIN = Origin((Source(file="data/cours.csv", sha256="ab" * 32),), date(2026, 6, 30))


def used(n: int) -> list[RateUsed]:
    """Rates of so many days, each for three lines."""
    return [
        RateUsed(
            currency="USD", day=date(2025, 1, 1 + at % 28), rate=0.9, file="data/cours.csv", sheet="", row=2 + at,
            lines=3, total=98765.0, converted=88888.5,
        )
        for at in range(n)
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_rate_has_its_day_its_lines_and_its_row(lang: str, dom: Any) -> None:
    """Currency, rate, lines, file and row; no amount, from which a single sale could be read."""
    words = Words.of(lang)
    table = rates_table(used(2), words, ORIGIN)
    assert table.rows[1] == (
        "USD", words.short_date(date(2025, 1, 2)), words.number(0.9, 6), "3",
        words.say("table.rates.place", file="cours.csv", row="3"),
    )  # fmt: skip
    assert "6" in table.told
    text = dom(str(table.html)).text
    assert "cours.csv" in text
    assert "98" not in text


def test_too_many_rates_are_cut_and_counted() -> None:
    """Sixty are shown, the note says how many others there are; all lines are counted."""
    words = Words.of("en")
    table = rates_table(used(SHOWN + 7), words, ORIGIN)
    assert len(table.rows) == SHOWN
    assert table.note is not None
    assert ": 7;" in words.say(table.note)
    assert str(3 * (SHOWN + 7)) in table.told


def test_the_traces_bear_the_table_only_where_something_was_converted(dom: Any) -> None:
    """The same section without it is what it was."""
    words = Words.of("fr")
    plain = str(TraceList(words=words, figures=()).html)
    told = str(TraceList(words=words, figures=(), rates=rates_table(used(1), words, ORIGIN)).html)
    assert "cours.csv" not in plain
    assert "cours.csv" in dom(told).text
    assert dom(told).active == []
