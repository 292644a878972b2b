"""The verdict of épreuve 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import Results, Settings, assess
from gtkit.epreuves.performance.verdict import judge
from gtkit.evidence import Level, State, Unit
from gtkit.samples import Planted, industrial_supplier

from ..conftest import checked
from .conftest import answered

Frames = Mapping[str, pd.DataFrame]


def test_the_worked_example_passes_on_conditions(told: Findings[Results]) -> None:
    """Planted: too many sheets lack a line, an owner or a reaction; objectives covered, few zombies, learning ahead."""
    states = [c.state for c in told.verdict.criteria]
    assert states == [State.NOT_MET, State.MET, State.MET, State.MET]
    assert told.verdict.level is Level.CONDITIONAL
    assert told.verdict.score == 75.0
    assert told.verdict.statement.key == "verdict.performance.below"
    assert all(c.quantity is not None and c.quantity.unit is Unit.SHARE for c in told.verdict.criteria)


def test_robustness_is_a_share_and_replays(told: Findings[Results]) -> None:
    """Same results, same seed: the same share of resamples agrees, neither all nor none."""
    again = judge(told.results)
    assert again.robustness == told.verdict.robustness
    assert 0.5 < (again.robustness or 0) < 1


@pytest.mark.parametrize(
    ("lined", "answerable", "level"),
    [(True, True, Level.PASSED), (True, False, Level.CONDITIONAL), (False, False, Level.FAILED)],
)
def test_whole_sheets_turn_the_verdict(told: Findings[Results], lined: bool, answerable: bool, level: Level) -> None:
    """Line, owner and reaction everywhere pass; a line alone keeps from the no; no line at all is a no."""
    indicators = told.results.indicators
    assert indicators is not None
    verdict = judge(replace(told.results, indicators=indicators.assign(lined=lined, answerable=answerable)))
    assert verdict.level is level
    assert (verdict.statement.key == "verdict.performance.failed") is (level is Level.FAILED)


def test_the_fatal_line_is_held_against_lines_alone(told: Findings[Results]) -> None:
    """By hand: weight of the indicators with a failure line, whatever their owner and reaction (METHODS section 5)."""
    indicators, weights = told.results.indicators, told.results.weights
    assert indicators is not None
    assert weights is not None
    held = told.verdict.criteria[0].fatal_quantity
    assert held is not None
    blank = indicators["failure_line"].isna()
    assert 0 < blank.sum() < len(blank)
    assert held.value == pytest.approx(weights[~blank].sum() / weights.sum())


def test_anxiety_is_fatal_comfort_is_not(measures: Frames, chosen: Settings) -> None:
    """The largest group decides: anxiety far ahead is a no; comfort far ahead only keeps from passing."""
    people = measures["collaborators"]["collaborator_id"].tolist()[:60]
    anxious = assess(checked({**measures, **answered(people, standards=0.8, safety=0.2)}), chosen).verdict
    easy = assess(checked({**measures, **answered(people, standards=0.2, safety=0.8)}), chosen).verdict
    assert (anxious.level, anxious.statement.key) == (Level.FAILED, "verdict.performance.anxious")
    assert easy.level is Level.CONDITIONAL
    assert anxious.criteria[3].state is easy.criteria[3].state is State.NOT_MET


def test_too_many_zombies_are_not_met(measures: Frames, chosen: Settings) -> None:
    """Five of sixteen indicators never decided on, above the ceiling of a fifth."""
    zombies = ("visites", "appels", "abonnes", "presque", "rotation")
    other = industrial_supplier(planted=Planted(zombies=zombies)).tables
    verdict = assess(checked({**measures, "decision_log": other["decision_log"]}), chosen).verdict
    living = verdict.criteria[2]
    assert living.state is State.NOT_MET
    assert living.quantity is not None
    assert living.quantity.value == pytest.approx(11 / 16)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"decision_log": None}, "reason.no_log"),
        ({"objective_alignment": None}, "reason.no_alignment"),
        ({"series": None}, "reason.no_series"),
        ({"indicators": None}, "reason.no_indicators"),
    ],
)
def test_what_the_verdict_waits_for(measures: Frames, chosen: Settings, changed: Frames, reason: str) -> None:
    """No log, no links, no series, no indicator: undetermined, with the reason."""
    verdict = assess(checked({k: f for k, f in measures.items() if k not in changed}), chosen).verdict
    assert verdict.level is Level.UNDETERMINED
    assert reason in {c.reason.key for c in verdict.criteria if c.reason and c.required}


def test_series_too_short_leave_it_open(measures: Frames, chosen: Settings) -> None:
    """Fewer than six values in every series, or a log of two meetings."""
    recent = measures["series"]["period"] >= pd.Timestamp("2026-02-01")
    short = assess(checked({**measures, "series": measures["series"][recent]}), chosen).verdict
    few = measures["decision_log"]["meeting"].isin(["CODIR 2026-05", "CODIR 2026-06"])
    young = assess(checked({**measures, "decision_log": measures["decision_log"][few]}), chosen).verdict
    assert short.level is young.level is Level.UNDETERMINED
    assert short.criteria[-1].reason is not None
    assert short.criteria[-1].reason.key == "reason.short_series"
    assert young.criteria[2].reason is not None
    assert young.criteria[2].reason.key == "reason.few_meetings"


def test_an_unread_survey_is_one_criterion_not_the_verdict(measures: Frames, chosen: Settings) -> None:
    """Without answers on fear the fourth criterion is unknown: conditions at best, never a silent pass."""
    frames = {k: f for k, f in measures.items() if k != "survey"}
    verdict = assess(checked(frames), chosen).verdict
    assert verdict.criteria[3].state is State.UNKNOWN
    assert verdict.level is Level.CONDITIONAL
