"""Answers 5.0, 5.3 to 5.5 and 5.7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import Results, Settings, assess, system_answers
from gtkit.evidence import Level, Statement
from gtkit.words import Words

from ..conftest import checked

Frames = Mapping[str, pd.DataFrame]
EN = Words.of("en", "EUR")


def test_the_fear_is_told_beside_the_criteria(told: Findings[Results]) -> None:
    """The largest group and its interval; without survey, the reason in its place."""
    said = EN.say(told.answer("5.0").statement)
    assert "The largest group is “learning”" in said
    dumb = replace(told.results, fear=None, fear_reason="reason.no_fear_survey")
    unknown = EN.say(system_answers.healthy_fear(dumb, told.verdict).statement)
    assert "Whether this fear is healthy is not known" in unknown


def test_a_system_without_any_rule_kept_is_a_no(told: Findings[Results]) -> None:
    """All rules kept: yes; some: on conditions; none: no; a rule that bears on nobody is not counted as kept."""
    checks = told.results.system
    assert checks is not None
    for value, level in ((True, Level.PASSED), (False, Level.FAILED)):
        same = pd.DataFrame(value, index=checks.index, columns=checks.columns).astype("boolean")
        assert system_answers.beyond_the_list(replace(told.results, system=same)).level is level
    kept = pd.DataFrame(True, index=checks.index, columns=checks.columns).astype("boolean")
    unasked = kept.assign(review=pd.Series(pd.NA, index=checks.index, dtype="boolean"))
    assert system_answers.beyond_the_list(replace(told.results, system=unasked)).level is Level.CONDITIONAL


def test_no_decision_at_all_is_a_no(measures: Frames, chosen: Settings) -> None:
    """Sixteen indicators shown for a year, and nothing ever decided."""
    log = measures["decision_log"].assign(decided=False, reviewed=False, decision="")
    answer = assess(checked({**measures, "decision_log": log}), chosen).answer("5.4")
    assert answer.level is Level.FAILED
    assert "16 zombies" in EN.say(answer.statement)


def test_whole_and_at_peace_is_a_yes(measures: Frames, chosen: Settings) -> None:
    """All strongly measured, no orphan, no reward against a barrier: yes; unsorted opportunities forbid it."""
    links = measures["objective_alignment"].assign(strength=3.0)
    orphan = pd.DataFrame({"indicator": ["abonnes"], "objective": ["fidelite"], "strength": [1.0]})
    frames = {**measures, "objective_alignment": pd.concat([links, orphan], ignore_index=True)}
    frames["paid_for"] = measures["paid_for"].iloc[:0]
    assert assess(checked(frames), chosen).answer("5.5").level is Level.PASSED
    del frames["criteria"]
    blind = assess(checked(frames), chosen).answer("5.5")
    assert blind.level is Level.CONDITIONAL
    assert isinstance(blind.statement.values["conflicts"], Statement)
    assert blind.statement.values["conflicts"].key == "fit.unsorted"


@pytest.mark.parametrize(("kept", "level"), [("keep", Level.PASSED), ("drop", Level.FAILED)])
def test_the_choice_decides(told: Findings[Results], kept: str, level: Level) -> None:
    """Everything kept is a yes, everything dropped a no."""
    choice = told.results.choice
    assert choice is not None
    assert system_answers.criteria(replace(told.results, choice=choice.assign(choice=kept))).level is level
