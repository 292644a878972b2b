"""Decisions that épreuve 3 asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.epreuves.customer_value import Findings
from gtkit.epreuves.customer_value.decisions import decide
from gtkit.evidence import DecisionKind, Level


def test_the_first_decision_is_to_stop_and_its_effect_is_the_cost_of_that_time(findings: Findings) -> None:
    """The customers who do not deserve it took so many hours, at such a cost a year."""
    stop = findings.decisions[0]
    customers = findings.results.customers
    failed = customers[(customers["level"] == Level.FAILED) & (customers["hours"] > 0)]
    assert stop.kind is DecisionKind.STOP
    assert stop.effect is not None
    assert stop.effect.value == pytest.approx(failed["cost"].sum())


def test_plans_that_almost_surely_pay_are_asked_for(findings: Findings) -> None:
    """The effect of launching them is the sum of their expected values."""
    launch = next(d for d in findings.decisions if d.statement.key == "decision.launch_plans")
    assert findings.results.plans is not None
    plans = findings.results.plans.customers
    assert launch.effect is not None
    assert launch.effect.value == pytest.approx(plans.loc[plans["level"] == Level.PASSED, "mean"].sum())


def test_what_is_missing_is_to_be_measured(findings: Findings) -> None:
    """Rejected efforts are to be proven; without time, time comes first; owners are roles."""
    bare = replace(findings.results, energy=None, efforts=None, plans=None, grid=None)
    assert [d.statement.key for d in decide(bare)] == ["decision.measure_time"]
    keys = {d.statement.key for d in findings.decisions}
    assert {"decision.prove_efforts", "decision.obtain_effort"} <= keys
    assert all(d.owner.key.startswith("owner.") and d.horizon_months > 0 for d in findings.decisions)
