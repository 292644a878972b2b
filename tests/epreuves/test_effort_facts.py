"""Entered facts and measured ones, on which épreuves 3 and 4 score customers alike."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.customer_value import Results, Settings, assess
from gtkit.epreuves.effort_facts import effort_facts, used
from gtkit.epreuves.findings import Findings
from gtkit.samples import Sample

from .conftest import checked


def test_late_days_are_the_facts_of_the_effort_that_payments_measure(sample: Sample) -> None:
    """One fact a customer, dated at the last day, proven by the file of the payments."""
    found = effort_facts(checked(sample.tables), as_of=sample.as_of, supposed_term=60)
    assert found.facts is not None
    own = found.facts[found.facts["effort"] == "paiement"].set_index("customer_id")
    told = sample.tables["payments"].dropna(subset="paid_on")
    complete = set(told["customer_id"]) - set(
        sample.tables["payments"].loc[sample.tables["payments"]["paid_on"].isna(), "customer_id"]
    )
    late = (told["paid_on"] - told["due_on"]).dt.days
    planted = (late * told["amount"]).groupby(told["customer_id"]).sum() / told.groupby("customer_id")["amount"].sum()
    assert len(complete) > 100
    pd.testing.assert_series_equal(
        own.loc[sorted(complete), "value"], planted[sorted(complete)], check_names=False, check_exact=False
    )
    assert (own["date"] == pd.Timestamp(sample.as_of)).all()
    assert set(own["proof"]) == {"data/payments.csv"}


def test_a_customer_without_invoice_stays_unknown(sample: Sample, settings: Settings) -> None:
    """Not zero days late, not prompt: no fact."""
    someone = sample.tables["payments"]["customer_id"].value_counts().index[0]
    paid = sample.tables["payments"]
    tables = dict(sample.tables) | {"payments": paid[paid["customer_id"] != someone]}
    results = assess(checked(tables), settings).results
    assert results.efforts is not None
    assert pd.isna(results.efforts.desirability.loc[someone, "paiement"])


def test_without_payments_the_effort_is_unknown_and_it_is_said(sample: Sample, settings: Settings) -> None:
    """Every other effort still scores; the page says what to give."""
    tables = {key: frame for key, frame in sample.tables.items() if key != "payments"}
    results = assess(checked(tables), settings).results
    assert results.efforts is not None
    assert results.efforts.desirability["paiement"].isna().all()
    assert results.efforts.desirability["engagement"].notna().any()
    assert [note.key for note in results.late_notes] == ["late.unknown"]


def test_measured_facts_alone_are_enough(sample: Sample) -> None:
    """A catalogue and a ledger, no entry at all: customers are scored on what they pay."""
    tables = {key: sample.tables[key] for key in ("effort_catalogue", "payments", "customers")}
    customers = pd.Index(sorted(set(sample.tables["payments"]["customer_id"])), name="customer_id")
    scores = effort_facts(checked(tables), as_of=sample.as_of, supposed_term=60).scores(customers)
    assert scores is not None
    assert scores.customers["score"].notna().sum() > 200


def test_payments_that_measure_nothing_are_no_source(sample: Sample, settings: Settings) -> None:
    """Where every effort is entered, the answer on efforts names no payment: late ones are a cost of service alone."""
    grid = sample.tables["effort_catalogue"].assign(measured_by="entered")
    tables = checked(dict(sample.tables) | {"effort_catalogue": grid})
    assert "payments" not in used(tables)
    found = assess(tables, settings)
    (answer,) = [a for a in found.answers if a.question == "3.6"]
    assert not [source for source in answer.sources if "payments" in source.file]
    assert found.results.late_notes == ()
    (served,) = [a for a in found.answers if a.question == "3.0"]
    assert [source for source in served.sources if "payments" in source.file]


def test_the_answer_on_efforts_names_the_ledger(findings: Findings[Results]) -> None:
    """Provenance leads from the quality of customers to the payments, and the notes tell convention and lower bound."""
    (answer,) = [a for a in findings.answers if a.question == "3.6"]
    assert "data/payments.csv" in [source.file for source in answer.sources]
    (energy,) = [f for f in findings.key_figures if f.key == "figure.energy"]
    assert energy.trace.parameters["payment_term_days"] == 60
    assert [note.key for note in findings.results.late_notes] == ["late.counted", "late.overdue"]


def test_a_supposed_term_is_told_as_a_convention(sample: Sample, settings: Settings) -> None:
    """Without due dates, customers whose term is not written down are counted and the convention is named."""
    paid = sample.tables["payments"].assign(due_on=pd.NaT)
    results = assess(checked(dict(sample.tables) | {"payments": paid}), settings).results
    assert [note.key for note in results.late_notes] == ["late.counted", "late.supposed", "late.overdue"]
    untold = sample.tables["customers"].loc[sample.tables["customers"]["payment_term"].isna(), "customer_id"]
    n = len(set(untold) & set(paid["customer_id"]))
    assert results.late_notes[1].values["n"].value == n  # type: ignore[union-attr]
