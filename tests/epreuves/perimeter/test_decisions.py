"""Decisions of épreuve 1."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results
from gtkit.epreuves.perimeter.decisions import decide
from gtkit.evidence import Decision, DecisionKind, Name, Unit
from gtkit.words import Words


def by_key(results: Results) -> dict[str, Decision]:
    return {d.statement.key: d for d in decide(results)}


def test_stops_come_first_with_what_they_bring(found: Findings[Results]) -> None:
    """Ceasing is worth the cost of the hours, agreements apart (they are declined); not investing, the money asked."""
    decisions = found.decisions
    assert [d.kind for d in decisions[:2]] == [DecisionKind.STOP] * 2
    told = by_key(found.results)
    assert found.results.waste is not None
    assert told["decision.cease"].effect is not None
    assert told["decision.cease"].effect.unit is Unit.MONEY
    assert found.results.field is not None
    work = found.results.waste.to_cease
    agreed = found.results.field.classes["kind"].reindex(work.index) == "agreement"
    assert told["decision.cease"].effect.value == pytest.approx(work.loc[~agreed, "cost"].sum())
    assert told["decision.do_not_invest"].effect is not None
    assert told["decision.do_not_invest"].effect.value == 306_000


def test_the_department_that_does_not_know_is_told_and_no_small_one_named(found: Findings[Results]) -> None:
    """Planted: Logistique."""
    told = by_key(found.results)["decision.tell_limits"]
    assert told.statement.values["names"] == (Name("Logistique"),)
    assert "decision.tell_limits" not in by_key(replace(found.results, departments=None))


def test_doubtful_barriers_are_to_be_settled(found: Findings[Results]) -> None:
    """Decorative, contradicted, or due for review: the three planted, each with its own reason."""
    said = Words.of("fr").say(by_key(found.results)["decision.review_barriers"].statement)
    assert said.startswith("Décider s’il faut garder, déplacer ou supprimer 3 barrières\u00a0:")
    assert "Charge des équipes (devait déjà être revue)" in said
    assert "Délai de paiement (aurait fait perdre une affaire rentable)" in said
    assert "Plafond de responsabilité (n’a jamais rien refusé et n’a pas de responsable)" in said


def test_without_a_card_test_one_is_asked_for(found: Findings[Results]) -> None:
    """Where people were not asked, asking them is the decision."""
    assert "decision.run_card_test" not in by_key(found.results)
    blind = by_key(replace(found.results, test=None, knows=None, departments=None))
    assert blind["decision.run_card_test"].kind is DecisionKind.MEASURE


def test_an_unknown_cost_has_no_effect(found: Findings[Results]) -> None:
    """The hours are told, the effect is not invented."""
    waste = found.results.waste
    assert waste is not None
    free = replace(waste, opportunities=waste.opportunities.assign(cost=float("nan")))
    assert by_key(replace(found.results, waste=free))["decision.cease"].effect is None
