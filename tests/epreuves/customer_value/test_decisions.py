"""Decisions that épreuve 3 asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.decisions import decide
from gtkit.epreuves.findings import Findings
from gtkit.evidence import DecisionKind, Level


def test_the_first_decision_frees_time_and_its_effect_is_what_the_time_costs_less_the_margin_at_stake(
    findings: Findings[Results],
) -> None:
    """Customers whose value does not pay for the time, those behind a barrier and those who left apart."""
    stop = findings.decisions[0]
    customers = findings.results.customers
    failed = customers[(customers["level"] == Level.FAILED) & (customers["hours"] > 0) & (customers["barrier"] == "")]
    failed = failed[~failed["departed"]]
    assert stop.kind is DecisionKind.STOP
    assert stop.effect is not None
    assert stop.effect.value == pytest.approx(failed["cost"].sum() - failed["yearly_margin"].sum())
    assert (failed["net"] <= 0).all()


def test_customers_behind_a_barrier_are_a_decision_of_their_own(findings: Findings[Results]) -> None:
    """They are named with the margin that they bring, and none of them is among those to free time from."""
    settle = next(d for d in findings.decisions if d.statement.key == "decision.settle_barriers")
    customers = findings.results.customers
    hit = customers[(customers["barrier"] != "") & (customers["hours"] > 0)]
    assert settle.statement.values["margin"].value == pytest.approx(hit["yearly_margin"].sum())  # type: ignore[union-attr]
    assert set(hit.index).isdisjoint(findings.results.unpaid.index)


def test_plans_that_almost_surely_pay_are_asked_for(findings: Findings[Results]) -> None:
    """The effect of launching them is the sum of their expected values."""
    launch = next(d for d in findings.decisions if d.statement.key == "decision.launch_plans")
    assert findings.results.plans is not None
    plans = findings.results.plans.customers
    assert launch.effect is not None
    assert launch.effect.value == pytest.approx(plans.loc[plans["level"] == Level.PASSED, "mean"].sum())


def test_what_is_missing_is_to_be_measured(findings: Findings[Results]) -> None:
    """Rejected efforts are to be proven; without time, time comes first; owners are roles."""
    bare = replace(findings.results, energy=None, efforts=None, plans=None, grid=None)
    assert [d.statement.key for d in decide(bare)] == ["decision.measure_time"]
    keys = {d.statement.key for d in findings.decisions}
    assert {"decision.prove_efforts", "decision.obtain_effort"} <= keys
    assert all(d.owner.key.startswith("owner.") and d.horizon_months > 0 for d in findings.decisions)
