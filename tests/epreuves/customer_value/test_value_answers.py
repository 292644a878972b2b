"""Answers 3.1 to 3.5: what customers are worth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.value_answers import answers
from gtkit.epreuves.findings import Findings
from gtkit.evidence import Level, Quantity
from gtkit.valuation import Flag


def number(findings: Findings[Results], question: str, name: str) -> float:
    value = findings.answer(question).statement.values[name]
    assert isinstance(value, Quantity)
    return value.value


def test_the_top_fifth_is_counted_on_the_last_year(findings: Findings[Results]) -> None:
    """The share printed is that of the best 20 % of the customers that brought a margin last year."""
    base = findings.results.base
    assert base is not None
    margin = base.last_year[base.last_year > 0].sort_values(ascending=False)
    assert number(findings, "3.1", "part") == pytest.approx(margin.head(round(0.2 * len(margin))).sum() / margin.sum())


def test_the_sum_of_lifetime_values_is_the_customer_equity(findings: Findings[Results]) -> None:
    """Answer 3.5 prints the sum of what answer 3.4 ranks."""
    equity = findings.results.equity
    assert equity is not None
    assert number(findings, "3.5", "total") == pytest.approx(equity.customers["ltv"].sum())
    assert number(findings, "3.4", "best") == equity.customers["ltv"].max()


def test_potential_is_told_apart_and_never_added(findings: Findings[Results]) -> None:
    """The gap to the potential is not in the equity."""
    assert findings.results.potential is not None
    assert number(findings, "3.3", "gap") == pytest.approx(findings.results.potential["gap"].sum())
    assert number(findings, "3.5", "total") == findings.results.equity.total  # type: ignore[union-attr]


def test_a_doubtful_model_answers_on_conditions(findings: Findings[Results]) -> None:
    """With a flag on the model, 3.4 and 3.5 are conditional and 3.2 is as before."""
    results = findings.results
    assert results.base is not None
    doubtful = replace(results, base=replace(results.base, flags=(Flag("no_dropout"),)))
    levels = {a.question: a.level for a in answers(doubtful)}
    assert (levels["3.4"], levels["3.5"]) == (Level.CONDITIONAL, Level.CONDITIONAL)
    assert levels["3.2"] is findings.answer("3.2").level


def test_what_is_not_known_is_undetermined_with_what_is_missing(findings: Findings[Results]) -> None:
    """No long history, no potential, no equity: each answer waits for its own column."""
    results = findings.results
    assert results.base is not None
    bare = replace(results, stability=None, potential=None, base=replace(results.base, equity=None))
    found = {a.question: a for a in answers(bare)}
    assert found["3.2"].missing == ("transactions.date",)
    assert found["3.3"].missing == ("customers.phase", "customers.potential")
    assert found["3.5"].level is Level.UNDETERMINED
    assert found["3.4"].statement.key == "reason.few_repeaters"


def test_marks_that_never_vary_rank_nobody(findings: Findings[Results]) -> None:
    """The same potential for all: two rankings cannot be compared, and the answer is on conditions."""
    flat = replace(findings.results, customers=findings.results.customers.assign(potential=1000.0))
    found = {a.question: a for a in answers(flat)}
    assert found["3.1"].level is Level.CONDITIONAL
