"""Answers 3.6 to 3.8: what customers do for the organisation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.effort_answers import answers, strategic_fit
from gtkit.epreuves.findings import Findings
from gtkit.evidence import Level, Name, Quantity


def test_the_ideal_customers_efforts_are_those_that_passed_the_gate(findings: Findings[Results]) -> None:
    """Kept and listed are counted, the rejected named, the kept weight is the gate's."""
    values = findings.answer("3.8").statement.values
    grid = findings.results.grid
    assert grid is not None
    assert isinstance(values["part"], Quantity)
    assert values["part"].value == pytest.approx(grid.loc[grid["kept"], "weight"].sum() / grid["weight"].sum())
    assert values["rejected"] == tuple(Name(label) for label in grid.loc[~grid["kept"], "label"])


@pytest.mark.parametrize(("kept", "level"), [(10, Level.PASSED), (9, Level.CONDITIONAL), (1, Level.FAILED)])
def test_the_level_follows_the_weight_beyond_dispute(findings: Findings[Results], kept: int, level: Level) -> None:
    """All kept is yes; enough weight is on conditions; too little is no."""
    grid = findings.results.grid
    assert grid is not None
    changed = grid.assign(kept=[i < kept for i in range(len(grid))])
    found = {a.question: a for a in answers(replace(findings.results, grid=changed))}
    assert found["3.8"].level is level


def test_quality_is_told_of_those_with_enough_known_efforts(findings: Findings[Results]) -> None:
    """The number n is that of customers known on 60 % of the weight or more."""
    assert findings.results.efforts is not None
    complete = findings.results.efforts.customers["completeness"] >= 0.6
    assert findings.answer("3.6").n == complete.sum()


@pytest.mark.parametrize(("score", "level"), [(70, Level.PASSED), (0, Level.FAILED)])
def test_the_level_of_fit_follows_the_customers_that_fit(
    findings: Findings[Results], score: float, level: Level
) -> None:
    """Everybody above the threshold is yes, nobody is no; the worked example lies between."""
    assert findings.results.fit is not None
    assert findings.answer("3.7").level is Level.CONDITIONAL
    alike = replace(findings.results.fit, customers=findings.results.fit.customers.assign(score=score))
    assert strategic_fit(replace(findings.results, fit=alike)).level is level


def test_who_hits_a_barrier_does_not_fit_whatever_its_score(findings: Findings[Results]) -> None:
    """All barred: nobody fits, and their number is told."""
    assert findings.results.fit is not None
    barred = replace(findings.results.fit, customers=findings.results.fit.customers.assign(score=99, barred=True))
    found = strategic_fit(replace(findings.results, fit=barred))
    assert found.level is Level.FAILED
    assert isinstance(found.statement.values["barred"], Quantity)
    assert found.statement.values["barred"].value == found.n


def test_without_tables_nothing_is_said(findings: Findings[Results]) -> None:
    """No effort, no catalogue, no ideal profile: undetermined, with the reason."""
    found = answers(replace(findings.results, efforts=None, grid=None, fit=None))
    assert {a.level for a in found} == {Level.UNDETERMINED}
    assert all(a.statement.key.startswith("reason.") for a in found)
