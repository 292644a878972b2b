"""The table of silences: who is overdue, the most valuable first; a silence in one cell."""

from __future__ import annotations

import pandas as pd

from gtkit.present import Origin, rhythm_table
from gtkit.present.tables.rhythm import silence_of
from gtkit.words import Words

EN, FR = Words.of("en", "EUR"), Words.of("fr", "EUR")


def silences() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "last_on": pd.to_datetime(["2026-03-02", "2026-05-31", "2026-01-01", "2026-06-01"]),
            "gap_days": [30.0, 10.0, float("nan"), 25.0],
            "silent_days": [120.0, 30.0, 180.0, 29.0],
            "times": [4.0, 3.0, float("nan"), 1.16],
            "overdue": [True, True, False, False],
            "no_order": [0.5, 0.1, 0.9, 0.01],
            "ltv": [100.0, 300.0, 50.0, 550.0],
        },
        index=["A", "B", "C", "D"],
    )


def test_the_overdue_are_listed_by_value(origin: Origin) -> None:
    """Two of the three that have a rhythm, with their share of the value."""
    names = pd.Series({"A": "Alpha", "B": "Beta"})
    table = rhythm_table(silences(), names, EN, origin)
    assert [row[0] for row in table.rows] == ["Beta", "Alpha"]
    assert table.rows[1][2:] == ("30\u00a0days", "120\u00a0days", EN.say("times", x="4.0"), "50%", "€100")
    assert "€400" in EN.say(table.title)
    assert "40%" in EN.say(table.title)


def test_nobody_overdue_is_told(origin: Origin) -> None:
    """An empty table says so, in both languages."""
    for words in (EN, FR):
        table = rhythm_table(silences().assign(overdue=False), pd.Series(dtype=str), words, origin)
        assert table.rows == ()
        assert words.say("table.rhythm.title_none") == words.say(table.title)


def test_a_silence_stands_beside_its_rhythm() -> None:
    """Both lengths in one cell, a half day told as one; a dash for one who bought once."""
    found = silences()
    assert silence_of(found.loc["A"].where(found.loc["A"] != 30.0, 16.5), EN) == "120\u00a0days / 16.5\u00a0days"
    assert silence_of(found.loc["A"], EN) == "120\u00a0days / 30\u00a0days"
    assert silence_of(found.loc["C"], EN) == "180\u00a0days / –"
