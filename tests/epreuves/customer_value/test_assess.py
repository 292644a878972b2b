"""Épreuve 3 on the worked example: the planted truth is what the findings say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves.customer_value import TABLES, Results, Settings, assess
from gtkit.epreuves.findings import Findings
from gtkit.errors import NotEstimable
from gtkit.evidence import Level
from gtkit.evidence.quantities import count
from gtkit.samples import Sample
from gtkit.words import Words

from ..conftest import checked

BESIDE = ("retention", "payments", "customer_costs")  # tables that no question waits for
QUESTIONS = [f"3.{k}" for k in range(11)]


def test_every_row_of_the_seed_is_answered(findings: Findings[Results]) -> None:
    """Questions 3.0 to 3.10, once each, in order; those that say something have units and sources."""
    assert [a.question for a in findings.answers] == QUESTIONS
    said = [a for a in findings.answers if a.level is not Level.UNDETERMINED]
    assert len(said) >= 9
    assert all(a.n > 0 and a.sources for a in said)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_can_be_said(findings: Findings[Results], lang: str) -> None:
    """Verdict, answers, decisions, labels and assumptions all make a sentence in both languages."""
    words = Words.of(lang)
    figures = findings.key_figures
    statements = [findings.verdict.statement, *(a.statement for a in findings.answers)]
    statements += [d.statement for d in findings.decisions] + [s for f in figures for s in f.trace.assumptions]
    for text in [words.say(s) for s in statements] + [words.say(f.key) for f in figures]:
        assert "{" not in text
        assert "." not in text.split(" ")[0][:-1]


def test_the_drains_planted_in_the_sample_are_found(findings: Findings[Results], sample: Sample) -> None:
    """Each customer whose time was planted far above its value is called a drain, and hardly any other."""
    found = set(findings.results.customers.index[findings.results.customers["vacuum"].eq(True)])
    assert set(sample.truth.drains) <= found


def test_the_efforts_planted_as_unprovable_are_rejected(findings: Findings[Results], sample: Sample) -> None:
    """The gate keeps exactly the efforts that have unit, proof and source."""
    grid = findings.results.grid
    assert grid is not None
    assert set(grid.index[~grid["kept"]]) == set(sample.truth.refused_efforts)


def test_customer_equity_is_near_the_truth_of_the_generating_process(
    findings: Findings[Results], sample: Sample
) -> None:
    """Within a quarter of the value that the sample's own process gives its living customers."""
    base = findings.results.base
    assert base is not None
    assert base.equity is not None
    assert base.equity.total == pytest.approx(sample.truth.value, rel=0.25)


def test_a_changed_truth_changes_the_page(sample: Sample, settings: Settings, findings: Findings[Results]) -> None:
    """When all time goes to the drains, the verdict turns to no."""
    frames = dict(sample.tables)
    time = frames["time"]
    frames["time"] = time[time["customer_id"].isin(sample.truth.drains)].reset_index(drop=True)
    turned = assess(checked(frames), settings)
    assert findings.verdict.level is not Level.FAILED
    assert turned.verdict.level in (Level.FAILED, Level.UNDETERMINED)
    assert turned.verdict.criteria[0].quantity.value < findings.verdict.criteria[0].quantity.value  # type: ignore[union-attr]


def test_same_tables_same_findings_whatever_their_order(
    sample: Sample, settings: Settings, findings: Findings[Results]
) -> None:
    """Row order of every file is irrelevant to verdict, key figures and answers."""
    rng = np.random.default_rng(3)
    frames = {k: f.iloc[rng.permutation(len(f))].reset_index(drop=True) for k, f in sample.tables.items()}
    again = assess(checked(frames), settings)
    assert again.verdict.level is findings.verdict.level
    for one, other in zip(findings.key_figures, again.key_figures, strict=True):
        assert other.quantity.value == pytest.approx(one.quantity.value, rel=1e-6)


@pytest.mark.parametrize("missing", [t for t in TABLES if t not in ("transactions", *BESIDE)])
def test_a_missing_table_leaves_answers_undetermined_with_what_is_missing(
    sample: Sample, settings: Settings, missing: str
) -> None:
    """Whatever optional table is absent, nothing fails and nothing is invented."""
    found = assess(checked({k: f for k, f in sample.tables.items() if k != missing}), settings)
    assert [a.question for a in found.answers] == QUESTIONS
    waiting = [a for a in found.answers if a.level is Level.UNDETERMINED and a.n == 0]
    assert waiting
    if missing in ("time", "service_costs"):
        assert found.verdict.level is Level.UNDETERMINED
        assert found.verdict.robustness is None


def test_transactions_alone_without_margin_value_nobody(sample: Sample, settings: Settings) -> None:
    """Without a margin column or a margin rate there is no value, and each answer says so."""
    bare = sample.tables["transactions"].assign(margin=np.nan)
    found = assess(checked({"transactions": bare}), settings)
    assert found.verdict.level is Level.UNDETERMINED
    assert {a.level for a in found.answers} == {Level.UNDETERMINED}
    stated = assess(checked({"transactions": bare}), settings.model_copy(update={"margin_rate": 0.3}))
    assert stated.answer("3.5").level is not Level.UNDETERMINED


def test_money_in_another_unit_scales_money_and_moves_no_level(
    sample: Sample, settings: Settings, findings: Findings
) -> None:
    """Cents instead of euros: equity times a hundred, same verdict."""
    frames = {key: frame.copy() for key, frame in sample.tables.items()}
    for table, columns in {
        "transactions": ["amount", "margin"],
        "customers": ["potential", "plan_cost"],
        "service_costs": ["yearly_cost"],
    }.items():
        frames[table][columns] = frames[table][columns] * 100
    scaled = assess(checked(frames), settings)
    assert scaled.verdict.level is findings.verdict.level
    assert scaled.results.base.equity.total == pytest.approx(100 * findings.results.base.equity.total, rel=1e-4)  # type: ignore[union-attr]


def test_no_transaction_before_the_date_is_refused(sample: Sample) -> None:
    """An as-of date before the first invoice cannot be answered."""
    early = Settings(as_of=pd.Timestamp("2000-01-01").date())
    with pytest.raises(NotEstimable, match="transactions"):
        assess(checked({"transactions": sample.tables["transactions"]}), early)


def test_costs_that_are_not_booked_are_components_not_known(sample: Sample, settings: Settings) -> None:
    """Without costs by customer every answer stands, and acquisition is said to be unknown, never nothing."""
    found = assess(checked({k: f for k, f in sample.tables.items() if k != "customer_costs"}), settings).results
    assert found.served is not None
    assert found.served.costs.acquisition is None
    assert set(found.served.costs.unknown) == {"acquisition"}


def test_nothing_is_asked_of_who_has_left(sample: Sample, settings: Settings) -> None:
    """Who is on record as gone has no value to come, which is told; no plan, effort or stop is asked of it."""
    findings = assess(checked(dict(sample.tables)), settings)
    gone = set(sample.tables["retention"].dropna(subset="left_on")["customer_id"])
    results = findings.results
    assert set(results.customers.index[results.customers["departed"]]) == gone
    assert results.plans is not None
    assert not gone & set(results.plans.customers.index)
    assert results.base is not None
    told = {note.key: note.values for note in results.base_notes}["base.departed"]
    sold = gone & set(results.base.summary.index)
    assert told["n"] == count(len(sold))
    assert (results.customers.loc[sorted(sold), ["ltv", "net_q10"]] <= 0).all(axis=None)
    assert not gone & set(results.unpaid.index)
    asked = {d.statement.key: d.statement.values["n"] for d in findings.decisions}["decision.obtain_effort"]
    rows = results.customers[(results.customers["level"] == Level.CONDITIONAL) & (results.customers["hours"] > 0)]
    assert asked == count(len(rows) - len(gone & set(rows.index)))
    without = assess(checked({k: f for k, f in sample.tables.items() if k != "retention"}), settings)
    assert not without.results.customers["departed"].any()
    assert without.results.equity is not None
    assert results.equity is not None
    withheld = without.results.customers.loc[sorted(sold), "ltv"].sum()
    assert withheld > 0
    assert without.results.equity.total - results.equity.total == pytest.approx(withheld)
    assert told["value"].value == pytest.approx(withheld)
