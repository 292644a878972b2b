"""The table of peers: largest gap in margin first, how many peers and whether at equal size."""

from __future__ import annotations

import pandas as pd

from gtkit.present import Origin, peers_table
from gtkit.words import Words

EN, FR = Words.of("en", "EUR"), Words.of("fr", "EUR")
PEERS = pd.DataFrame(
    {
        "segment": ["Works", "Works", "Port", "Port"],
        "sales": [100.0, 900.0, 10.0, 40.0],
        "potential": [500.0, 500.0, 90.0, float("nan")],
        "gap": [400.0, 0.0, 80.0, float("nan")],
        "margin_gap": [20.0, 0.0, 60.0, float("nan")],
        "peers": [12, 12, 11, 11],
        "by_size": [False, False, True, False],
    },
    index=list("ABCD"),
)


def test_gaps_are_listed_by_margin(origin: Origin) -> None:
    """Who buys more than the mark, or has none, is not listed; who has none is counted."""
    table = peers_table(PEERS, pd.Series({"A": "Alpha", "C": "Gamma"}), EN, origin)
    assert table.rows == (
        ("Gamma", "Port", "11, at equal size", "€10", "€90", "€80", "€60"),
        ("Alpha", "Works", "12", "€100", "€500", "€400", "€20"),
    )
    assert "€480" in EN.say(table.title)
    assert table.note is not None
    assert EN.say(table.note).endswith("for want of peers or of a size: 1.")


def test_no_gap_is_told(origin: Origin) -> None:
    """Everybody at the mark: the title says so, of how many, in both languages."""
    for words in (EN, FR):
        table = peers_table(PEERS.assign(gap=0.0), pd.Series(dtype=str), words, origin)
        assert table.rows == ()
        assert table.title.key == "table.peers.title_none"
        assert "3" in words.say(table.title)
