"""What must be known before a valuation is used: each sentence where its cause is, and only there."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.reservations import base_notes, doubts
from gtkit.epreuves.departures import Departures
from gtkit.epreuves.findings import Findings
from gtkit.evidence.quantities import count


def test_nobody_valued_nothing_is_doubted() -> None:
    """Without a valuation there is nothing to reserve."""
    assert doubts(None, None, pd.Series(dtype=str)) == ()
    assert base_notes({}, None, None) == ()


def test_who_came_back_is_named(findings: Findings[Results]) -> None:
    """A customer on record as gone that bought since is named, and no longer counted among those who left."""
    results = findings.results
    assert results.base is not None
    who = results.base.summary.index[:1]
    back = replace(results.base, departures=Departures(gone=who[:0], returned=who))
    (said,) = [doubt for doubt in doubts(back, results.truncation, results.names) if doubt.key == "doubt.returned"]
    assert said.values["n"] == count(1)
    assert [name.text for name in said.values["names"]] == [results.names[who[0]]]  # type: ignore[union-attr]
    assert "base.departed" not in [note.key for note in base_notes({}, back, None)]
