"""Épreuve 2: are all focused on the same priorities as management?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves.alignment import TABLES, Results, Settings, assess
from gtkit.epreuves.alignment.ideas import read_ideas
from gtkit.epreuves.alignment.shared_answers import shared_vision
from gtkit.epreuves.alignment.verdict import judge, statement
from gtkit.epreuves.alignment.voice_answers import perimeter
from gtkit.epreuves.findings import Findings
from gtkit.evidence import Criterion, DecisionKind, Interval, Level, Name
from gtkit.evidence.quantities import coefficient, share
from gtkit.samples import Planted, Sample, industrial_supplier
from gtkit.words import Words

from .conftest import checked

MISALIGNED = Planted().misaligned
NO_WEIGHTS = pd.Series(dtype=float)


@pytest.fixture(scope="module")
def asked(sample: Sample) -> Settings:
    return Settings(as_of=sample.as_of)


@pytest.fixture(scope="module")
def frames(sample: Sample) -> dict[str, pd.DataFrame]:
    return {key: sample.tables[key] for key in TABLES}


@pytest.fixture(scope="module")
def found(frames: dict[str, pd.DataFrame], asked: Settings) -> Findings[Results]:
    return assess(checked(frames), asked)


def without(frames: dict[str, pd.DataFrame], asked: Settings, *keys: str) -> Findings[Results]:
    return assess(checked({key: frame for key, frame in frames.items() if key not in keys}), asked)


def test_every_row_of_the_seed_is_answered(found: Findings[Results]) -> None:
    """Nine rows in order; two wait for a method and name it."""
    assert [a.question for a in found.answers] == [f"2.{k}" for k in range(9)]
    assert {a.question for a in found.answers if a.level is Level.UNDETERMINED} == {"2.4", "2.5"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_can_be_said(found: Findings[Results], lang: str) -> None:
    """Verdict, answers, decisions and figures have their words."""
    words = Words.of(lang)
    assert words.say(found.verdict.statement)
    assert all(words.say(a.statement) for a in found.answers)
    assert all(words.say(d.statement) and words.say(d.owner) for d in found.decisions)
    assert all(words.say(f.key) for f in found.key_figures)


@pytest.mark.parametrize("misaligned", ["Logistique", "Atelier"])
def test_the_department_planted_elsewhere_is_the_one_that_is_named(asked: Settings, misaligned: str) -> None:
    """It alone is far from management, and the decision names it; plant another, and the name changes."""
    tables = industrial_supplier(planted=Planted(misaligned=misaligned)).tables
    told = assess(checked({key: tables[key] for key in TABLES}), asked)
    departments = told.results.departments
    assert departments is not None
    assert departments.index[departments["far"]].tolist() == [misaligned]
    (decision,) = [d for d in told.decisions if d.statement.key == "decision.bring_round"]
    assert decision.statement.values["names"] == (Name(misaligned),)


def test_the_worked_example_is_on_conditions(found: Findings[Results]) -> None:
    """Most cite two of three, lists overlap too little: conditions, and a share of draws says the same."""
    assert found.verdict.level is Level.CONDITIONAL
    assert found.verdict.robustness is not None
    assert 0.5 < found.verdict.robustness < 1
    assert found.results.first == ("fidelite", "marge", "delai")


def test_nobody_can_be_recognised(found: Findings[Results], frames: dict[str, pd.DataFrame]) -> None:
    """No group under five is shown, in answers or in the frame, and none is one department less a shown part."""
    departments, drawn = found.results.departments, found.results.drawn
    ideas = found.results.ideas_shown
    assert departments is not None
    assert drawn is not None
    assert ideas is not None
    assert (departments["asked"] >= 5).all()
    assert (drawn["asked"] >= 5).all()
    assert (ideas["people"] >= 5).all()
    people = frames["collaborators"]
    assert departments["people"].sum() == (~people["management"]).sum()
    shown = {part for name in departments.index for part in str(name).split(" + ")}
    assert shown == set(people.loc[~people["management"], "service"])


def test_a_small_department_without_an_idea_is_not_told_alone(frames: dict[str, pd.DataFrame], asked: Settings) -> None:
    """Two people who gave none, among departments that all gave enough: they are told with another, never by name."""
    people, ideas = frames["collaborators"], frames["ideas"].head(10)
    givers = people["collaborator_id"].head(10).tolist()
    services = ["Nord"] * 5 + ["Sud"] * 5 + ["Cave"] * 2
    few = people.head(12).assign(service=services)
    told = ideas.assign(collaborator_id=givers, date=pd.Timestamp(asked.as_of) - pd.DateOffset(months=3))
    found = read_ideas(checked({"collaborators": few, "ideas": told}), asked)
    assert found is not None
    assert found.departments is not None
    assert sorted(found.departments.index) == ["Cave + Nord", "Sud"]


def test_no_respondent_leaves_the_findings(found: Findings[Results]) -> None:
    """Neither statement nor decision bears a collaborator's code."""
    said = repr((found.verdict, [a.statement for a in found.answers], found.decisions))
    assert not any(f"P{k:02d}" in said for k in range(1, 97))


def test_a_divided_management_fails_first(frames: dict[str, pd.DataFrame], asked: Settings) -> None:
    """Six members with six orders: no, whatever the field says, and to agree is the first decision."""
    told = frames["priorities"].merge(frames["collaborators"][["collaborator_id", "management"]])
    codes = ["fidelite", "marge", "delai", "stock", "securite", "entretien"]
    rows = told["management"]
    turn = told.loc[rows, "collaborator_id"].astype("category").cat.codes
    mixed = [codes[(int(t) + int(r)) % 6] for t, r in zip(turn, told.loc[rows, "rank"], strict=True)]
    told.loc[rows, "objective"] = mixed
    divided = assess(checked({**frames, "priorities": told.drop(columns="management")}), asked)
    assert divided.verdict.level is Level.FAILED
    assert divided.verdict.statement.key == "verdict.alignment.divided"
    assert divided.decisions[0].statement.key == "decision.agree_first"


def test_a_divided_management_is_no_no_where_the_field_is_open(found: Findings[Results]) -> None:
    """The sentence says the level: not "Non" while too few answers leave the verdict undetermined."""
    wide = Interval(0.4, 0.8, level=0.9)
    criteria = [
        Criterion(key="criterion.citing", quantity=share(0.62, wide), threshold=0.6, fatal=0.3, required=True, n=12),
        Criterion(key="criterion.overlap", quantity=coefficient(0.6, wide), threshold=0.5, n=12),
        Criterion(key="criterion.management", quantity=coefficient(0.2), threshold=0.7, fatal=0.5, n=6),
    ]
    assert statement(Level.UNDETERMINED, criteria, found.results).key == "verdict.alignment.open"
    assert statement(Level.FAILED, criteria, found.results).key == "verdict.alignment.divided"


def test_unreliable_coding_concludes_nothing(frames: dict[str, pd.DataFrame], asked: Settings) -> None:
    """Codes drawn at random: undetermined, and perceptions are not known either."""
    codes = frames["priority_codes"]
    rng = np.random.default_rng(1)
    shuffled = codes.assign(objective=rng.permutation(codes["objective"].to_numpy()))
    told = assess(checked({**frames, "priority_codes": shuffled}), asked)
    assert told.verdict.level is Level.UNDETERMINED
    assert told.answer("2.0").statement.key == "reason.coding"
    assert told.answer("2.6").level is Level.FAILED


def test_too_few_people_conclude_nothing_but_a_census_does(frames: dict[str, pd.DataFrame], asked: Settings) -> None:
    """Eight of the field are too few among many; when they are all there is, they are enough."""
    people = frames["collaborators"]
    field = people[~people["management"] & people["surveyed_on"].notna()].head(8)
    chosen = pd.concat([people[people["management"]], field])
    told = frames["priorities"][frames["priorities"]["collaborator_id"].isin(chosen["collaborator_id"])]
    few = assess(checked({**frames, "priorities": told}), asked)
    assert few.answer("2.0").statement.key == "reason.few_answers"
    whole = assess(checked({**frames, "priorities": told, "collaborators": chosen}), asked)
    assert whole.verdict.criteria[0].quantity is not None
    interval = whole.verdict.criteria[0].quantity.interval
    assert interval is not None
    assert interval.width == 0


@pytest.mark.parametrize("key", TABLES)
def test_any_table_may_be_absent(frames: dict[str, pd.DataFrame], asked: Settings, key: str) -> None:
    """What it would answer is undetermined with a reason, nothing breaks, no number is made up."""
    told = without(frames, asked, key)
    assert len(told.answers) == 9
    for answer in told.answers:
        said = answer.statement.key.startswith("reason.") or answer.statement.key == "answer.2.0.undetermined"
        assert (answer.level is Level.UNDETERMINED) == said


def test_nothing_given_nothing_said(asked: Settings) -> None:
    """Without a table: undetermined throughout, no decision, no figure."""
    told = assess({}, asked)
    assert {a.level for a in told.answers} == {Level.UNDETERMINED}
    assert (told.verdict.level, told.verdict.robustness, told.key_figures) == (Level.UNDETERMINED, None, ())


def test_row_order_and_empty_tables_change_nothing(
    frames: dict[str, pd.DataFrame], asked: Settings, found: Findings[Results]
) -> None:
    """Files shuffled give the same; empty ones are as absent ones."""
    shuffled = {key: frame.sample(frac=1, random_state=3).reset_index(drop=True) for key, frame in frames.items()}
    again = assess(checked(shuffled), asked)
    assert (again.verdict, again.answers, again.key_figures) == (found.verdict, found.answers, found.key_figures)
    empty = assess(checked({key: frame.iloc[:0] for key, frame in frames.items()}), asked)
    assert {a.level for a in empty.answers} == {Level.UNDETERMINED}


def test_the_share_replays_from_its_trace(found: Findings[Results], frames: dict[str, pd.DataFrame]) -> None:
    """Weighing each shown group's own share by its people gives the printed figure."""
    figure = {f.key: f for f in found.key_figures}["figure.citing"]
    departments = found.results.departments
    assert departments is not None
    by_hand = np.average(departments["citing"], weights=departments["people"])
    assert figure.quantity.value == pytest.approx(by_hand)
    assert {s.file for s in figure.trace.sources} == {
        f"data/{k}.csv" for k in ("priorities", "collaborators", "objectives")
    }


@pytest.mark.parametrize(("far", "level"), [(0, Level.PASSED), (1, Level.CONDITIONAL), (6, Level.FAILED)])
def test_a_vision_is_shared_by_all_by_most_or_by_few(found: Findings[Results], far: int, level: Level) -> None:
    """No department far, some, more than half."""
    departments = found.results.departments
    assert departments is not None
    changed = departments.assign(far=[k < far for k in range(len(departments))])
    assert shared_vision(replace(found.results, departments=changed)).level is level


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({}, Level.PASSED),
        ({"signed_on": pd.Timestamp("2026-06-20")}, Level.FAILED),
        ({"included": True}, Level.CONDITIONAL),
        ({"signed_on": pd.NaT}, Level.UNDETERMINED),
    ],
)
def test_a_perimeter_frames_when_it_is_closed_and_signed_in_time(
    found: Findings[Results], frames: dict[str, pd.DataFrame], change: dict[str, Any], level: Level
) -> None:
    """Signed after the first interview it frames nothing; without an outside it is not closed."""
    tables = checked({**frames, "perimeter_sheet": frames["perimeter_sheet"].assign(**change)})
    assert perimeter(replace(found.results, tables=tables)).level is level


def test_what_no_objective_holds_and_all_cite_is_to_be_dropped(
    frames: dict[str, pd.DataFrame], asked: Settings
) -> None:
    """Most of the field after turnover, which is no objective: a stop."""
    told = frames["priorities"].copy()
    managers = set(frames["collaborators"].query("management")["collaborator_id"])
    told.loc[(told["rank"] == 1) & ~told["collaborator_id"].isin(managers), "objective"] = "chiffre"
    stop = [d for d in assess(checked({**frames, "priorities": told}), asked).decisions if d.kind is DecisionKind.STOP]
    assert [d.statement.values["name"] for d in stop] == [Name("chiffre")]


def test_verdict_is_replayable(found: Findings[Results]) -> None:
    """The same evidence gives the same robustness."""
    assert judge(found.results) == found.verdict


def test_no_department_answers_for_its_people(found: Findings[Results]) -> None:
    """In the planted department nobody cites the priorities: what is shown of it fits one or two who do, as well."""
    departments = found.results.departments
    assert departments is not None
    row = departments.loc[MISALIGNED]
    assert row["citing"] == 0
    assert (row["told"], row["side"], row["told_low"], row["told_high"]) == (0.20, "low", 0.0, 0.20)
    assert bool(row["under"])
    hits = (departments["citing"] * departments["asked"]).round()
    close = (hits <= 2) | (departments["asked"] - hits <= 2)
    assert (departments["side"] != "").tolist() == close.tolist()


def test_one_department_far_away_is_named_once(found: Findings[Results]) -> None:
    """Alone, its distance follows its name; beside others, the distance says whose it is."""
    said = Words.of("fr").say(shared_vision(found.results).statement)
    assert said.count(MISALIGNED) == 1
    departments = found.results.departments
    assert departments is not None
    several = replace(found.results, departments=departments.assign(far=departments.index != departments.index[-1]))
    assert f"pour {MISALIGNED})" in Words.of("fr").say(shared_vision(several).statement)
