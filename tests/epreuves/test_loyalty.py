"""Épreuve 4: which strategy raises loyalty, at a cost that the customer's value justifies?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves import customer_value
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.loyalty import TABLES, Results, Settings, assess
from gtkit.epreuves.loyalty.planning import make
from gtkit.epreuves.loyalty.renewal import renew
from gtkit.epreuves.loyalty.serving import serve
from gtkit.epreuves.loyalty.staying import by_tier
from gtkit.epreuves.loyalty.tiering import assign
from gtkit.epreuves.loyalty.verdict import judge
from gtkit.evidence import Level, State
from gtkit.samples import Planted, Sample, industrial_supplier
from gtkit.words import Words

from .conftest import checked

LATER = {"4.1", "4.3", "4.5", "4.10", "4.11"}
Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def chosen(sample: Sample) -> Settings:
    return Settings(as_of=sample.as_of, customer_value=customer_value.Settings(as_of=sample.as_of))


@pytest.fixture(scope="module")
def quick(chosen: Settings) -> Settings:
    """The same with few draws, where no number is looked at."""
    few = chosen.customer_value.model_copy(update={"draws": 100})
    return chosen.model_copy(update={"draws": 200, "customer_value": few})


@pytest.fixture(scope="module")
def frames(sample: Sample) -> Frames:
    return {key: sample.tables[key] for key in TABLES}


@pytest.fixture(scope="module")
def found(frames: Frames, chosen: Settings) -> Findings[Results]:
    return assess(checked(frames), chosen)


def told(frames: Frames, chosen: Settings, **changed: pd.DataFrame | None) -> Findings[Results]:
    tables = {key: frame for key, frame in {**frames, **changed}.items() if frame is not None}
    return assess(checked(tables), chosen)


def actions(**columns: Any) -> pd.DataFrame:
    """Three actions: a sure one, one that pays only at best, one that costs more than it brings."""
    base = {
        "action": ["sure", "bold", "vain"],
        "label": ["Sure", "Bold", "Vain"],
        "nature": "money",
        "tier": "",
        "cost": [10.0, 10.0, 10.0],
        "hours": [1.0, 1.0, 1.0],
        "effect_low": [20.0, 2.0, 1.0],
        "effect_central": [30.0, 12.0, 2.0],
        "effect_high": [40.0, 60.0, 3.0],
        "exclusive_group": "",
        "requires": "",
    }
    return pd.DataFrame({**base, **columns})


def test_every_row_of_the_seed_is_answered(found: Findings[Results]) -> None:
    """Twelve rows in order; those whose method is to come wait, and name it."""
    assert [a.question for a in found.answers] == [f"4.{k}" for k in range(12)]
    assert {a.question for a in found.answers if a.statement.key == "reason.later"} == LATER
    assert {a.question for a in found.answers if a.level is Level.UNDETERMINED} == LATER


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_can_be_said(found: Findings[Results], lang: str) -> None:
    """Verdict, answers, decisions, criteria and figures have their words."""
    words = Words.of(lang)
    said = [found.verdict.statement, *(a.statement for a in found.answers), *(d.statement for d in found.decisions)]
    assert all(words.say(statement) for statement in said)
    assert all(words.say(c.key) for c in found.verdict.criteria)
    assert all(words.say(f.key) for f in found.key_figures)


@pytest.mark.parametrize("churning", ["A", "B", "C"])
def test_the_tier_planted_to_churn_is_the_one_that_leaves_first(
    frames: Frames, chosen: Settings, quick: Settings, churning: str
) -> None:
    """Its people stay the shortest, whichever tier it is, and answer 4.0 names it."""
    tables = industrial_supplier(planted=Planted(churning=churning)).tables
    retention = by_tier(tables["retention"], chosen)
    assert not isinstance(retention, str)
    assert retention.time_kept["years"].idxmin() == churning
    assert retention.p_value < 0.05
    said = Words.of("en").say(told(frames, quick, retention=tables["retention"]).answer("4.0").statement)
    assert f"tier {churning}" in said


def test_satisfaction_is_told_to_count_where_it_does(
    frames: Frames, chosen: Settings, found: Findings[Results]
) -> None:
    """Planted to have nothing to do with loyalty, it is proved negligible; planted to matter, it is not."""
    assert found.answer("4.4").level is Level.PASSED
    other = industrial_supplier(planted=Planted(satisfaction_counts=True)).tables
    assert told(frames, chosen, satisfaction=other["satisfaction"]).answer("4.4").level is Level.FAILED


def test_customer_equity_is_that_of_epreuve_3(found: Findings[Results], frames: Frames, sample: Sample) -> None:
    """The same number and interval, from the same call."""
    there = customer_value.assess(
        checked({k: sample.tables[k] for k in customer_value.TABLES}), customer_value.Settings(as_of=sample.as_of)
    )
    (three,) = [f.quantity for f in there.key_figures if f.key == "figure.equity"]
    (four,) = [f.quantity for f in found.key_figures if f.key == "figure.equity"]
    assert three == four


def test_the_plan_keeps_within_its_limits_and_its_gain_is_what_it_brings_less_what_it_costs(
    found: Findings[Results],
) -> None:
    """Cost under the budget, hours under the hours; the median gain lies inside its interval."""
    plan = found.results.plan
    assert plan is not None
    rows = plan.chosen
    assert rows["cost"].sum() <= found.results.settings.budget
    assert rows["hours"].sum() <= found.results.settings.hours
    middle, interval = plan.gain()
    assert interval.low <= middle <= interval.high
    assert plan.choice.central.value == pytest.approx(rows["central"].sum())


def test_an_action_good_in_all_cases_is_without_regret() -> None:
    """The sure one always, the bold one in two cases of three, the vain one never."""
    plan = make(actions(), budget=30, hours=10, draws=500, rng=np.random.default_rng(1))
    assert plan is not None
    assert plan.actions["chosen"].to_dict() == {"sure": True, "bold": True, "vain": False}
    assert plan.actions["no_regret"].to_dict() == {"sure": True, "bold": False, "vain": False}
    assert plan.no_regret_share() == pytest.approx(20 / 22)


def test_more_money_never_brings_less(found: Findings[Results]) -> None:
    """The frontier rises with the budget."""
    plan = found.results.plan
    assert plan is not None
    assert (plan.frontier["value"].diff().dropna() >= -1e-6).all()


def test_what_cannot_be_weighed_is_left_out_and_named() -> None:
    """No hours, a prerequisite that is not there; without any action there is no plan."""
    plan = make(
        actions(hours=[1.0, np.nan, 1.0], requires=["", "", "gone"]),
        budget=30,
        hours=10,
        draws=500,
        rng=np.random.default_rng(1),
    )
    assert plan is not None
    assert set(plan.left_out) == {"Bold", "Vain"}
    assert make(actions().iloc[:0], budget=30, hours=10, draws=500, rng=np.random.default_rng(1)) is None


def test_a_budget_of_nothing_is_a_no(frames: Frames, chosen: Settings) -> None:
    """Nothing can be bought, nothing is gained: the best plan's median is 0, which is fatal."""
    assert told(frames, chosen.model_copy(update={"budget": 0.0})).verdict.level is Level.FAILED


def test_few_departures_conclude_nothing(frames: Frames, chosen: Settings) -> None:
    """Under thirty known exits, and with satisfaction asked after the decision: undetermined, with the reason."""
    stayed = frames["retention"].assign(left_on=pd.NaT)
    assert told(frames, chosen, retention=stayed).verdict.level is Level.UNDETERMINED
    late = frames["satisfaction"].assign(date=pd.Timestamp("2026-06-30"))
    after = told(frames, chosen, satisfaction=late)
    assert after.verdict.level is Level.UNDETERMINED
    assert any(c.reason and c.reason.key == "reason.satisfaction_after" for c in after.verdict.criteria)


def test_a_tier_given_after_entry_compares_nobody(frames: Frames, chosen: Settings) -> None:
    """Today's tier would seem to hold those who stayed: the comparison is refused."""
    retention = frames["retention"].assign(tier_given_on=pd.Timestamp("2026-06-01"))
    assert by_tier(retention, chosen) == "reason.tier_after_entry"
    assert by_tier(retention.assign(tier=""), chosen) == "reason.no_tier_at_entry"
    assert told(frames, chosen, retention=retention).results.curves is None


def test_tiers_are_cut_as_a_hand_would() -> None:
    """Value first, then effort; who reaches no cut point has no tier; an unknown effort waits at an effort cut."""
    tiers = pd.DataFrame({"tier": ["A", "B"], "minimum_value": [100.0, 0.0], "minimum_effort": [60.0, np.nan]})
    value = pd.Series({"rich": 150.0, "lazy": 150.0, "poor": -1.0, "plain": 5.0})
    effort = pd.Series({"rich": 80.0, "lazy": 10.0, "poor": 90.0, "plain": 50.0})
    assert assign(tiers, value, effort).to_dict() == {"rich": "A", "lazy": "B", "poor": "", "plain": "B"}


def test_over_served_is_much_time_at_a_loss() -> None:
    """Only the customer that takes most and loses money; its tier's hours would spare the cost of those beyond."""
    customers = pd.DataFrame(
        {"yearly_margin": [100.0, 10.0, 500.0], "hours": [10.0, 90.0, 80.0], "cost": [10.0, 90.0, 80.0], "tier": "A"},
        index=list("abc"),
    ).assign(departed=False)
    levels = pd.DataFrame({"tier": ["A"], "cadence": [3.0], "hours": [10.0], "promised": [np.nan]})
    served = serve(customers, levels, high_service=0.5)
    assert served.index[served["over"]].tolist() == ["b"]
    assert served.loc["b", "loss"] == 80
    assert served.loc["b", "kept"] == pytest.approx(80 - 90 * (1 - 30 / 90))
    assert not served["under"].any()
    left = serve(customers.assign(departed=[False, True, False]), levels, high_service=0.5)
    assert not left["over"].any(), "nobody serves a customer on record as gone"


def test_vitality_is_the_share_of_new_offers(sample: Sample) -> None:
    """Two offers, one of them new: its share of the last year's sales; an offer not listed has no age."""
    day = pd.Timestamp("2026-03-01")
    sales = pd.DataFrame(
        {"customer_id": list("abc"), "date": day, "amount": [60.0, 30.0, 10.0], "product": ["old", "new", "?"]}
    )
    offers = pd.DataFrame({"offer": ["old", "new"], "launched_on": pd.to_datetime(["2010-01-01", "2025-09-01"])})
    found = renew(
        sales, offers, as_of=sample.as_of, novelty_months=24, level=0.9, draws=200, rng=np.random.default_rng(1)
    )
    assert found is not None
    assert found.share == pytest.approx(30 / 90)
    assert found.untold_share == pytest.approx(0.1)
    assert found.interval.low <= found.share <= found.interval.high


@pytest.mark.parametrize("key", TABLES)
def test_any_table_may_be_empty(frames: Frames, quick: Settings, key: str) -> None:
    """What it would answer is undetermined with a reason, and nothing breaks."""
    empty = told(frames, quick, **{key: frames[key].iloc[:0]})
    assert len(empty.answers) == 12
    for answer in empty.answers:
        assert (answer.level is Level.UNDETERMINED) == answer.statement.key.startswith("reason.")


def test_an_absent_table_is_as_an_empty_one(frames: Frames, quick: Settings) -> None:
    """No row and no table say the same nothing."""
    for keys in (("transactions", "time"), ("retention", "actions")):
        empty, gone = ({key: frames[key].iloc[:0] for key in keys}, dict.fromkeys(keys))
        assert told(frames, quick, **empty).answers == told(frames, quick, **gone).answers


def test_nothing_given_nothing_said(chosen: Settings) -> None:
    """Without a table: undetermined throughout, no decision, no figure."""
    nothing = assess({}, chosen)
    assert {a.level for a in nothing.answers} == {Level.UNDETERMINED}
    assert (nothing.verdict.level, nothing.verdict.robustness, nothing.key_figures) == (Level.UNDETERMINED, None, ())
    assert {c.state for c in nothing.verdict.criteria} == {State.UNKNOWN}


def test_row_order_changes_nothing(frames: Frames, chosen: Settings, found: Findings[Results]) -> None:
    """Files shuffled: the same verdict, answers and figures."""
    shuffled = {key: frame.sample(frac=1, random_state=4).reset_index(drop=True) for key, frame in frames.items()}
    again = assess(checked(shuffled), chosen)
    assert (again.verdict.level, again.verdict.robustness) == (found.verdict.level, found.verdict.robustness)
    assert [a.level for a in again.answers] == [a.level for a in found.answers]
    words = Words.of("fr")
    assert [words.say(a.statement) for a in again.answers] == [words.say(a.statement) for a in found.answers]
    assert [f.key for f in again.key_figures] == [f.key for f in found.key_figures]
    for one, other in zip(again.key_figures, found.key_figures, strict=True):
        assert one.quantity.value == pytest.approx(other.quantity.value)


def test_the_verdict_is_replayable(found: Findings[Results]) -> None:
    """Yes on the worked example, nearly whatever the draw; the same each time."""
    assert judge(found.results) == found.verdict
    assert found.verdict.level is Level.PASSED
    assert found.verdict.robustness is not None
    assert found.verdict.robustness > 0.9
