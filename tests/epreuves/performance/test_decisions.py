"""Decisions of épreuve 5: what the results support, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import Results
from gtkit.epreuves.performance.decisions import decide
from gtkit.evidence import DecisionKind, Unit
from gtkit.samples import Sample
from gtkit.words import Words

Frames = Mapping[str, pd.DataFrame]


def test_stops_come_first_and_save_what_measuring_costs(told: Findings[Results], sample: Sample) -> None:
    """The reward at war, then the dropped indicators, whose yearly cost is the effect."""
    first, second = told.decisions[:2]
    assert (first.kind, second.kind) == (DecisionKind.STOP, DecisionKind.STOP)
    planted = sample.truth.planted
    costs = sample.tables["indicators"].set_index("indicator")["yearly_cost"]
    assert second.effect is not None
    assert second.effect.value == pytest.approx(costs[[*planted.zombies, *planted.orphans]].sum())
    assert second.effect.unit is Unit.MONEY_PER_YEAR


def test_the_breach_is_named_in_words(told: Findings[Results], sample: Sample) -> None:
    """The opportunity that the reward pays for is told by its label, not by its code."""
    said = Words.of("fr", "EUR").say(told.decisions[0].statement)
    label = sample.tables["opportunities"].set_index("opportunity").loc[sample.truth.planted.breach, "label"]
    assert str(label) in said


def test_the_heaviest_criterion_to_mend_comes_first(told: Findings[Results]) -> None:
    """Lines are to be written where the strategy weighs most."""
    decision = next(d for d in told.decisions if d.statement.key == "decision.write_lines")
    names = [name.text for name in decision.statement.values["names"]]  # type: ignore[union-attr]
    weights = told.results.weights
    assert weights is not None
    by_label = weights.groupby(told.results.labels).sum()
    assert [by_label[name] for name in names] == sorted((by_label[name] for name in names), reverse=True)


def test_what_is_unknown_is_to_be_measured(told: Findings[Results]) -> None:
    """No log, no survey: two things to measure; with both, neither is asked."""
    blind = replace(told.results, use=None, system=None, choice=None, fear=None, fear_reason="reason.no_fear_survey")
    asked = {d.statement.key for d in decide(blind)}
    assert {"decision.keep_a_log", "decision.ask_about_fear"} <= asked
    assert not {"decision.keep_a_log", "decision.ask_about_fear"} & {d.statement.key for d in told.decisions}
    assert "decision.drop_indicators" not in asked
