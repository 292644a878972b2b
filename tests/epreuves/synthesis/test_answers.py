"""Answers 0.1 and 0.2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from gtkit.contracts import CheckedTable
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.synthesis import Settings, Signatory
from gtkit.epreuves.synthesis.answers import four_pillars, who_signs
from gtkit.epreuves.synthesis.results import Results, gather
from gtkit.evidence import Level, Quantity

from ..conftest import checked
from .conftest import AS_OF, answer, finding

Five = Callable[..., dict[str, Findings[Any]]]
TABLES = checked({"follow_up": pd.DataFrame({"decision": ["D1"]})})


def gathered(findings: dict[str, Findings[Any]], tables: dict[str, CheckedTable] = TABLES, **signatory: str) -> Results:
    """Results under settings that only say who signs."""
    settings = Settings.model_construct(
        as_of=AS_OF, firm_threshold=0.8, decisions_shown=7, signatory=Signatory(**signatory)
    )
    return gather(tables, findings, settings)


def test_the_answer_is_that_of_the_worst_pillar_and_counts_each(five: Five) -> None:
    """One pillar on conditions of four: the whole is on conditions, and three are a plain yes."""
    found = four_pillars(gathered(five(alignment=finding(2, Level.CONDITIONAL))))
    assert found.level is Level.CONDITIONAL
    counts = {k: v.value for k, v in found.statement.values.items() if isinstance(v, Quantity)}
    assert counts == {"passed": 3, "conditional": 1, "open": 0, "failed": 0, "n": 6, "asked": 6}


def test_what_is_not_answered_is_counted_apart(five: Five) -> None:
    """An undetermined answer is asked and not known."""
    unknown = finding(1, answers=(answer("1.0", Level.PASSED), answer("1.7", Level.UNDETERMINED)))
    found = four_pillars(gathered(five(perimeter=unknown)))
    assert (found.n, found.statement.values["asked"].value) == (6, 7)  # type: ignore[union-attr]


def test_without_any_table_nothing_is_said(five: Five) -> None:
    """No file, no answer: the reason stands in its place."""
    assert four_pillars(gathered(five(), {})).level is Level.UNDETERMINED


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ({"name": "Cabinet", "address": "1 rue", "email": "a@b.example"}, Level.PASSED),
        ({"name": "Cabinet", "email": "a@b.example"}, Level.CONDITIONAL),
        ({"address": "1 rue"}, Level.UNDETERMINED),
    ],
)
def test_who_signs_is_what_the_engagement_says(five: Five, told: dict[str, str], level: Level) -> None:
    """Name, address and mailbox; what is missing is named; without a name nobody answers for the report."""
    found = who_signs(gathered(five(), **told))
    assert found.level is level
    assert [m.rsplit(" ", 1)[1] for m in found.missing] == [k for k in ("name", "address", "email") if k not in told]
    assert all(source.file == "engagement.toml" for source in found.sources)
