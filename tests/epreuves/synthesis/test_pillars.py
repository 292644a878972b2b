"""Which verdicts and answers carry each pillar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.synthesis.pillars import pillars_of
from gtkit.evidence import Level, Pillar

from .conftest import answer, finding

Five = Callable[..., dict[str, Findings[Any]]]


def levels(findings: dict[str, Findings[Any]], threshold: float = 0.8) -> list[Level]:
    return [pillar.level for pillar in pillars(findings, threshold)]


def pillars(findings: dict[str, Findings[Any]], threshold: float = 0.8) -> tuple[Pillar, ...]:
    return pillars_of(findings, firm_threshold=threshold)[1]


def test_all_passed_and_firm_holds_everywhere(five: Five) -> None:
    """Five firm verdicts passed: four pillars hold."""
    assert levels(five()) == [Level.PASSED] * 4


@pytest.mark.parametrize(
    ("slug", "number", "hit"),
    [("perimeter", 1, 0), ("alignment", 2, 1), ("customer_value", 3, 2), ("loyalty", 4, 2)],
)
def test_a_failed_epreuve_brings_down_its_own_pillar(five: Five, slug: str, number: int, hit: int) -> None:
    """A no in one épreuve is a no of its pillar, and of no other."""
    found = levels(five(**{slug: finding(number, Level.FAILED)}))
    assert [k for k, level in enumerate(found) if level is Level.FAILED] == [hit]


def test_the_use_of_indicators_carries_managerial_effectiveness(five: Five) -> None:
    """Answer 5.4 weighs on the second pillar, the verdict of épreuve 5 on the fourth."""
    unused = finding(5, answers=(answer("5.0", Level.PASSED), answer("5.4", Level.FAILED)))
    assert levels(five(performance=unused)) == [Level.PASSED, Level.FAILED, Level.PASSED, Level.PASSED]
    judged = finding(5, Level.FAILED, answers=(answer("5.4", Level.PASSED),))
    assert levels(five(performance=judged))[3] is Level.FAILED


def test_a_verdict_that_other_evidence_would_change_weakens_decision_support(five: Five) -> None:
    """One verdict under the threshold: conditions; one that could not be replayed: conditions; none: undetermined."""
    assert levels(five(loyalty=finding(4, robustness=0.5)))[3] is Level.CONDITIONAL
    assert levels(five(loyalty=finding(4, robustness=None)))[3] is Level.CONDITIONAL
    blind = {slug: finding(n, robustness=None) for n, slug in enumerate(five(), 1)}
    blind["performance"] = finding(5, robustness=None, answers=(answer("5.4", Level.PASSED),))
    assert levels(blind)[3] is Level.UNDETERMINED


def test_a_pillars_score_is_that_of_its_weakest_verdict(five: Five) -> None:
    """Of 60 and 20, 20; what is no verdict has no score."""
    found = pillars(five(customer_value=finding(3, score=60), loyalty=finding(4, score=20)))
    assert [p.score for p in found] == [100, 100, 20, 100]


def test_each_part_leads_to_its_proof(five: Five) -> None:
    """Anchors are those of the épreuves' pages, in the order of the épreuves."""
    verdicts, found = pillars_of(five(), firm_threshold=0.8)
    assert [(p.number, p.anchor) for p in verdicts] == [(n, "verdict") for n in range(1, 6)]
    assert [(p.number, p.anchor) for p in found[1].parts] == [(2, "verdict"), (5, "q-5-4")]
