"""Answers 5.1, 5.2, 5.6 and 5.8."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import Results, Settings, assess, measure_answers
from gtkit.evidence import Level, Quantity
from gtkit.words import Words

from ..conftest import checked

Frames = Mapping[str, pd.DataFrame]
FR = Words.of("fr", "EUR")


def value(answer: object, name: str) -> float:
    found = answer.statement.values[name]  # type: ignore[attr-defined]
    assert isinstance(found, Quantity)
    return found.value


def test_progress_names_what_moved(told: Findings[Results]) -> None:
    """Names of what progressed and declined; the rest is counted; too few indicators are followed for a yes."""
    answer = told.answer("5.2")
    said = FR.say(answer.statement)
    assert answer.level is Level.CONDITIONAL
    assert "Lignes livrées au jour promis" in said.partition("Progrès prouvé")[2].partition("Recul prouvé")[0]
    assert "Recul prouvé\u00a0: Réclamations pour cent commandes" in said
    assert value(answer, "n") == 11
    assert value(answer, "noise") + 3 == value(answer, "series")


def test_nothing_moved_is_said_so(told: Findings[Results]) -> None:
    """Without a move, no empty list of names."""
    still = tuple(t for t in told.results.tracks if t.progress.reason == "steady")
    said = FR.say(measure_answers.progress(replace(told.results, tracks=still)).statement)
    assert "Aucun progrès n’est prouvé. Aucun recul n’est prouvé." in said


def test_sheets_are_counted_and_the_rarest_field_told(told: Findings[Results]) -> None:
    """Whole sheets of all; a yes when all are whole."""
    sheets = told.results.sheets
    assert sheets is not None
    answer = told.answer("5.6")
    assert value(answer, "n") == sheets.all(axis=1).sum()
    assert value(answer, "blank") == (~sheets).sum().max()
    assert measure_answers.how_measured(replace(told.results, sheets=sheets | True)).level is Level.PASSED


def test_tools_in_time_and_sourced_are_a_yes(measures: Frames, chosen: Settings) -> None:
    """Every wait within its cycle and every source named; none within, a no."""
    indicators = measures["indicators"].assign(source="ERP", cycle_days=365.0)
    assert assess(checked({**measures, "indicators": indicators}), chosen).answer("5.8").level is Level.PASSED
    late = assess(checked({**measures, "indicators": indicators.assign(cycle_days=0.0)}), chosen).answer("5.8")
    assert late.level is Level.FAILED


def test_the_cost_of_measuring_is_the_file_s_own(told: Findings[Results], measures: Frames) -> None:
    """The sum of what is known."""
    cost = told.answer("5.8").statement.values["cost"]
    assert cost.values["cost"].value == measures["indicators"]["yearly_cost"].sum()  # type: ignore[union-attr]
