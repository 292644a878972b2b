"""Answers 3.0, 3.9 and 3.10: who deserves energy, which segments, which plans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.action_answers import answers, deserves_energy
from gtkit.epreuves.customer_value.verdict import judge
from gtkit.epreuves.findings import Findings
from gtkit.evidence import Level, Quantity
from gtkit.words import Words


def test_every_customer_is_counted_once(findings: Findings[Results]) -> None:
    """Yes, on conditions, no and open add up to the customers that took time, and their shares to the whole time."""
    values = findings.answer("3.0").statement.values
    counts = [values[name] for name in ("passed", "conditional", "failed", "open")]
    served = (findings.results.customers["hours"] > 0).sum()
    assert sum(c.value for c in counts if isinstance(c, Quantity)) == served == findings.answer("3.0").n
    shares = [values[name] for name in ("share", "share_conditional", "share_failed", "share_open")]
    assert sum(c.value for c in shares if isinstance(c, Quantity)) == pytest.approx(1.0)


def test_the_answer_says_what_the_verdict_says(findings: Findings[Results]) -> None:
    """Question 3.0 and the verdict have one level; without time both wait for it."""
    assert findings.answer("3.0").level is findings.verdict.level
    blind = replace(findings.results, energy=None)
    answer = deserves_energy(blind, judge(blind))
    assert answer.missing == ("time.hours", "service_costs.yearly_cost")
    assert answer.sources, "the exhibits that stand under it have their files"


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("passed", "passed"), Level.PASSED),
        (("passed", "failed"), Level.CONDITIONAL),
        (("conditional", "failed"), Level.CONDITIONAL),
        (("failed", "failed"), Level.FAILED),
    ],
)
def test_plans_are_judged_together(findings: Findings[Results], levels: tuple[str, str], expected: Level) -> None:
    """All worth it is yes, some is on conditions, none is no."""
    plans = findings.results.plans
    assert plans is not None
    two = replace(plans, customers=plans.customers.head(2).assign(level=list(levels)))
    found = {a.question: a for a in answers(replace(findings.results, plans=two))}
    assert found["3.10"].level is expected
    said = Words.of("fr").say(found["3.10"].statement)
    assert ("aucun n’est à écarter" in said) == ("failed" not in levels)
    assert ("aucun ne rapporte seulement" in said) == ("conditional" not in levels)
    assert "; 0 " not in said.replace("\u202f;", ";")


def test_without_segments_or_plans_nothing_is_said(findings: Findings[Results]) -> None:
    """No declared segment, no costed plan: undetermined, with the columns to fill."""
    found = answers(replace(findings.results, segments=None, plans=None))
    assert [a.level for a in found] == [Level.UNDETERMINED] * 2
    assert "customers.segment" in found[0].missing
    assert "customers.plan_cost" in found[1].missing
