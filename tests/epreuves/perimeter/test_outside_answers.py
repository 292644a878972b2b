"""Answers about what lies outside."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results
from gtkit.epreuves.perimeter.outside_answers import answers, beyond_skills
from gtkit.evidence import Level, Name, Quantity, Unit
from gtkit.words import Words


def test_each_kind_names_what_it_refuses_and_why(found: Findings[Results]) -> None:
    """Planted: two missions, two services and initiatives, two agreements, each with its criterion."""
    told = {a.question: a for a in answers(found.results)}
    assert {q: a.statement.values["refused"] for q, a in told.items()} == {
        "1.1": Quantity(6, Unit.COUNT),
        **{q: Quantity(2, Unit.COUNT) for q in ("1.2", "1.3", "1.4")},
    }
    assert Name("Marché d’un groupe de travaux publics (délai de paiement)") in told["1.4"].statement.values["names"]  # type: ignore[operator]
    assert told["1.3"].statement.values["amount"] == Quantity(306_000, Unit.MONEY)


def test_an_unknown_barrier_leaves_the_missions_on_conditions(found: Findings[Results]) -> None:
    """M-12's margin is unknown; agreements are all settled."""
    told = {a.question: a.level for a in answers(found.results)}
    assert told == {
        "1.1": Level.CONDITIONAL,
        "1.2": Level.CONDITIONAL,
        "1.3": Level.PASSED,
        "1.4": Level.PASSED,
    }


def test_what_is_to_be_confirmed_is_among_those_told(found: Findings[Results]) -> None:
    """The three classes add up to the whole, and the case to be confirmed is said to be one of them."""
    told = {a.question: a for a in answers(found.results)}["1.2"].statement
    counts = [v.value for k in ("refused", "conditions", "accepted") if isinstance(v := told.values[k], Quantity)]
    assert sum(counts) == 14
    assert "Parmi ces 14, 1 est à confirmer" in Words.of("fr").say(told)


def test_a_kind_without_barrier_is_a_no(found: Findings[Results]) -> None:
    """No veto on agreements: what is refused there is refused by addition only."""
    field = found.results.field
    assert field is not None
    open_door = field.criteria.assign(v=field.criteria["v"].where(field.criteria["kind"] != "agreement"))
    told = {a.question: a.level for a in answers(replace(found.results, field=replace(field, criteria=open_door)))}
    assert told["1.4"] is Level.FAILED
    assert told["1.3"] is Level.PASSED


def test_skills_not_listed_leave_conditions(found: Findings[Results]) -> None:
    """One case whose skill nobody lists: known only on conditions."""
    gaps = found.results.gaps
    assert gaps is not None
    assert beyond_skills(found.results).level is Level.PASSED
    blind = gaps.assign(action=gaps["action"].mask(pd.Series(gaps.index == "M-01", index=gaps.index), "unknown"))
    assert beyond_skills(replace(found.results, gaps=blind)).level is Level.CONDITIONAL
    assert beyond_skills(replace(found.results, gaps=None)).missing == ("skills.level", "required_skills.level")
