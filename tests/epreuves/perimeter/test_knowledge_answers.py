"""Answers about people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results
from gtkit.epreuves.perimeter.knowledge_answers import knows_limits, wasted_time
from gtkit.evidence import Interval, Level, Quantity, Statement, Unit
from gtkit.words import Words


def test_the_answer_takes_the_verdict_s_level_and_its_people(found: Findings[Results]) -> None:
    """48 people sorted ten cards."""
    answer = knows_limits(found.results, found.verdict)
    assert (answer.level, answer.n) == (found.verdict.level, 48)
    assert answer.statement.values["cards"] == Quantity(10, Unit.COUNT)


def test_cards_that_the_rule_wavers_on_are_told(found: Findings[Results]) -> None:
    """Planted: one of the ten; where none is, the answer says so."""
    said = Words.of("fr").say(knows_limits(found.results, found.verdict).statement)
    assert "Un de ces cas est fragile" in said
    assert "Surveillance à distance des centrales" in said
    held = found.results.held
    assert held is not None
    firm = knows_limits(replace(found.results, held=held.assign(robust=True)), found.verdict)
    assert firm.statement.values["fragile"] == Statement("card_test.firm")


def test_an_open_verdict_still_tells_what_is_known(found: Findings[Results]) -> None:
    """Undetermined because the interval straddles: the share is told all the same."""
    answer = knows_limits(found.results, replace(found.verdict, level=Level.UNDETERMINED))
    assert (answer.level, answer.n) == (Level.UNDETERMINED, 48)
    assert answer.statement.key == "answer.1.0.undetermined"


@pytest.mark.parametrize(
    ("low", "high", "level"),
    [(0.0, 0.1, Level.PASSED), (0.05, 0.2, Level.CONDITIONAL), (0.11, 0.2, Level.FAILED)],
)
def test_time_is_judged_by_its_whole_interval(low: float, high: float, level: Level, found: Findings[Results]) -> None:
    """Under the threshold, astride, above."""
    waste = found.results.waste
    assert waste is not None
    share = Quantity((low + high) / 2, Unit.SHARE, Interval(low, high))
    assert wasted_time(replace(found.results, waste=replace(waste, share=share))).level is level


def test_what_lacks_is_named(found: Findings[Results]) -> None:
    """Without time sheets, the column that the answer waits for."""
    answer = wasted_time(replace(found.results, waste=None))
    assert answer.missing == ("opportunity_time.hours",)
