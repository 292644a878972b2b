"""The verdict of épreuve 1."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.contracts import CheckedTable
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results, Settings
from gtkit.epreuves.perimeter.results import compute
from gtkit.epreuves.perimeter.verdict import judge
from gtkit.evidence import Level, State


def quick(tables: dict[str, CheckedTable], settings: Settings, **frames: object) -> Results:
    changed = {key: replace(tables[key], frame=frame) for key, frame in frames.items()}
    return compute(tables | changed, settings)


def test_the_worked_example_passes_on_conditions(found: Findings[Results]) -> None:
    """Planted: most departments know the limits, each kind has a barrier, but a quarter of decisions are fragile."""
    knowledge, barriers, robust = found.verdict.criteria
    assert found.verdict.level is Level.CONDITIONAL
    assert (knowledge.state, barriers.state, robust.state) == (State.MET, State.MET, State.NOT_MET)
    assert 0.5 < (found.verdict.robustness or 0) <= 1
    assert judge(found.results) == found.verdict


def test_everybody_or_nobody_knowing_turns_it(found: Findings[Results]) -> None:
    """The rule reads who knows; robust classes and all right is a yes, nobody right a no."""
    results = found.results
    assert results.knows is not None
    assert results.held is not None
    sure = replace(results, held=results.held.assign(robust=True))
    assert judge(replace(sure, knows=results.knows | True)).level is Level.PASSED
    none = judge(replace(sure, knows=results.knows & False))
    assert none.level is Level.FAILED
    assert none.statement.key == "verdict.perimeter.failed"


def test_criteria_without_veto_are_a_no_when_asked_and_unknown_when_not(
    field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """A veto column left blank: no barrier, a no. No such column in the file: undetermined, with its reason."""
    table = field_tables["criteria"]
    blank = table.frame.assign(veto=float("nan"))
    few = chosen.model_copy(update={"minimum_cards": 2})  # without barriers, most cards are debated
    right = compute(field_tables | {"criteria": replace(table, frame=blank)}, few)
    assert right.knows is not None
    verdict = judge(replace(right, knows=right.knows | True))
    assert (verdict.level, verdict.statement.key) == (Level.FAILED, "verdict.perimeter.no_barrier")
    (source,) = table.provenance
    unasked = replace(source, headings={k: v for k, v in source.headings.items() if k != "veto"})
    silent = compute(field_tables | {"criteria": replace(table, frame=blank, provenance=(unasked,))}, few)
    verdict = judge(silent)
    assert verdict.level is Level.UNDETERMINED
    assert verdict.criteria[1].reason is not None
    assert verdict.criteria[1].reason.key == "reason.no_veto"


@pytest.mark.parametrize(
    ("cards", "people", "reason"),
    [(7, 48, "reason.few_cards"), (10, 9, "reason.few_people"), (0, 0, "reason.no_card_test")],
)
def test_too_little_is_undetermined(
    cards: int, people: int, reason: str, field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """Under 8 cards, under 10 people, or no test at all: no verdict, the reason, and nothing resampled."""
    frame = field_tables["card_sort"].frame
    kept = frame["opportunity"].isin(sorted(frame["opportunity"].unique())[:cards])
    kept &= frame["collaborator_id"].isin(sorted(frame["collaborator_id"].unique())[:people])
    verdict = judge(quick(field_tables, chosen, card_sort=frame[kept]))
    assert (verdict.level, verdict.robustness) == (Level.UNDETERMINED, None)
    assert verdict.criteria[0].reason is not None
    assert verdict.criteria[0].reason.key == reason


def test_an_open_share_says_how_many_people_would_settle_it(
    field_tables: dict[str, CheckedTable], chosen: Settings, found: Findings[Results]
) -> None:
    """With the threshold inside the interval: undetermined, and never more people than there are."""
    tight = replace(found.results, settings=chosen.model_copy(update={"knowledge_threshold": 0.80}))
    verdict = judge(tight)
    assert verdict.level is Level.UNDETERMINED
    assert verdict.statement.key == "verdict.perimeter.open"
    needed = verdict.statement.values["needed"]
    assert 48 < needed.value <= 96  # type: ignore[union-attr]
