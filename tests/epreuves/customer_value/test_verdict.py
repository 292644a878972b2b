"""The verdict of épreuve 3."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gtkit.epreuves.customer_value import Results, Settings, assess
from gtkit.epreuves.customer_value.verdict import judge
from gtkit.epreuves.findings import Findings
from gtkit.evidence import Level, State
from gtkit.samples import Sample

from ..conftest import checked


def test_the_worked_example_passes_on_conditions(findings: Findings[Results]) -> None:
    """Planted: the drains take so much time that under 60 % goes to customers who deserve it, but above 30 %."""
    verdict = findings.verdict
    energy, proof, sound = verdict.criteria
    assert verdict.level is Level.CONDITIONAL
    assert (energy.state, proof.state, sound.state) == (State.NOT_MET, State.MET, State.MET)
    assert verdict.score == pytest.approx(200 / 3)
    assert verdict.blocking == (energy,)


def test_robustness_is_a_share_and_replays(findings: Findings[Results]) -> None:
    """Same results, same seed: the same share of resamples agrees."""
    again = judge(findings.results)
    assert again.robustness == findings.verdict.robustness
    assert 0.5 < (again.robustness or 0) <= 1


def test_every_customer_deserving_turns_the_verdict_to_yes(findings: Findings[Results]) -> None:
    """The rule reads the customers' levels: all deserving is passed, none is failed."""
    results = findings.results
    all_yes = replace(results, customers=results.customers.assign(level=Level.PASSED.value))
    none = replace(results, customers=results.customers.assign(level=Level.FAILED.value))
    assert judge(all_yes).level is Level.PASSED
    assert judge(none).level is Level.FAILED
    assert judge(all_yes).robustness == 1.0


def test_without_time_nothing_is_concluded_and_nothing_is_resampled(findings: Findings[Results]) -> None:
    """A required criterion that cannot be computed leaves the verdict undetermined, with its reason."""
    verdict = judge(replace(findings.results, energy=None))
    assert (verdict.level, verdict.robustness) == (Level.UNDETERMINED, None)
    assert verdict.criteria[0].reason is not None


@pytest.mark.parametrize(
    ("chosen", "key"),
    [
        ({}, "thresholds.kit"),
        ({"thresholds_chosen_by": "Comité"}, "thresholds.chosen"),
        ({"thresholds_chosen_by": "Comité", "thresholds_chosen_on": date(2026, 6, 15)}, "thresholds.chosen_on"),
    ],
)
def test_the_page_says_who_chose_the_thresholds(
    findings: Findings[Results], chosen: dict[str, object], key: str
) -> None:
    """The kit, someone, or someone on a day."""
    settings = findings.results.settings.model_copy(update=chosen)
    assert judge(replace(findings.results, settings=settings)).thresholds.key == key


def test_customers_who_cannot_be_judged_do_not_make_a_no(sample: Sample) -> None:
    """Without effort facts nearly all time goes to customers that nobody can judge: undetermined, never no."""
    frames = dict(sample.tables) | {"efforts": sample.tables["efforts"].head(3)}
    verdict = assess(checked(frames), Settings(as_of=sample.as_of)).verdict
    assert verdict.level is Level.UNDETERMINED
    assert verdict.criteria[0].reason is not None
    assert verdict.criteria[0].reason.key == "reason.unjudged"
