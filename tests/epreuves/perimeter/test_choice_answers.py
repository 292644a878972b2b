"""Answers about the barriers and the choices."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results
from gtkit.epreuves.perimeter.choice_answers import barriers_raised, fundamental_choices, later
from gtkit.evidence import Level, Name, Term


def test_barriers_that_never_bit_or_refuse_a_success_are_named(found: Findings[Results]) -> None:
    """Planted: the liability limit, the payment limit."""
    answer = barriers_raised(found.results)
    assert answer.level is Level.CONDITIONAL
    assert answer.statement.values["decorative"] == (Name("Plafond de responsabilité"),)
    assert answer.statement.values["contradictory"] == (Name("Délai de paiement"),)


def test_barriers_that_all_bite_and_are_owned_are_a_yes(found: Findings[Results]) -> None:
    """All owned, all biting, none contradicted, none overdue; one overdue, and it is on conditions, by name."""
    results = found.results
    assert results.field is not None
    assert results.register is not None
    rows = results.register.barriers.assign(
        status="biting", contradictory=[() for _ in results.register.barriers.index]
    )
    owned = replace(results.field, criteria=results.field.criteria.assign(owner="Direction", review_on=pd.NaT))
    sound = replace(results, field=owned, register=replace(results.register, barriers=rows))
    assert barriers_raised(sound).level is Level.PASSED
    late = replace(results.field, criteria=owned.criteria.assign(review_on=results.field.criteria["review_on"]))
    answer = barriers_raised(replace(sound, field=late))
    assert answer.level is Level.CONDITIONAL
    assert answer.statement.values["overdue"] == (Name("Charge des équipes"),)


def test_choices_that_hold_are_a_yes(found: Findings[Results]) -> None:
    """A quarter fragile: on conditions. All robust: passed."""
    assert fundamental_choices(found.results).level is Level.CONDITIONAL
    held = found.results.held
    assert held is not None
    assert fundamental_choices(replace(found.results, held=held.assign(robust=True))).level is Level.PASSED


@pytest.mark.parametrize("question", ["1.7", "1.9", "1.10", "1.11", "1.13"])
def test_a_method_to_come_is_named(question: str, found: Findings[Results]) -> None:
    """The answer waits, and says for what."""
    method = later(found.results, question).statement.values["method"]
    assert isinstance(method, Term)
    assert method.key.startswith("method.")
