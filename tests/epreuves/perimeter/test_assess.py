"""Épreuve 1 as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.contracts import CheckedTable
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import TABLES, Results, Settings, assess
from gtkit.evidence import Level
from gtkit.samples import industrial_supplier
from gtkit.samples.planted import Planted
from gtkit.words import Words

from ..conftest import checked

ROWS = [f"1.{k}" for k in range(14)]
LATER = {"1.7", "1.9", "1.10", "1.11", "1.13"}


def said(findings: Findings[Results], lang: str) -> list[str]:
    words = Words.of(lang, "EUR")
    told = [findings.verdict.statement, *(a.statement for a in findings.answers)]
    return [words.say(s) for s in (*told, *(d.statement for d in findings.decisions))]


def test_every_row_of_the_seed_has_its_answer(found: Findings[Results]) -> None:
    """Fourteen rows, in order; only those whose method is to come wait, and say which."""
    assert [a.question for a in found.answers] == ROWS
    waiting = {a.question for a in found.answers if a.statement.key == "reason.later"}
    assert waiting == LATER
    assert {a.question for a in found.answers if a.level is Level.UNDETERMINED} == LATER


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_everything_can_be_said(found: Findings[Results], lang: str) -> None:
    """Each sentence is made, without a number that is none."""
    for sentence in said(found, lang):
        assert sentence
        assert "nan" not in sentence.split()


def test_another_truth_another_page(chosen: Settings) -> None:
    """Barriers broken elsewhere: other names are refused, in the answers and in the decisions."""
    other = industrial_supplier(planted=Planted(breaking={"M-09": "marge", "A-05": "paiement"}))
    found = assess(checked({key: other.tables[key] for key in TABLES}), chosen)
    refused = {q: found.answer(q).statement.values["refused"].value for q in ("1.1", "1.2", "1.3", "1.4")}  # type: ignore[union-attr]
    assert refused == {"1.1": 2, "1.2": 1, "1.3": 0, "1.4": 1}
    assert "decision.do_not_invest" not in {d.statement.key for d in found.decisions}
    assert any("Stock de secours" in sentence for sentence in said(found, "fr"))


@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("key", TABLES)
def test_a_table_absent_or_empty_is_told_never_a_crash(
    key: str, empty: bool, field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """Whatever table lacks, each row is answered, and what waits says for what."""
    lacking = {name: table for name, table in field_tables.items() if name != key}
    if empty:
        lacking[key] = replace(field_tables[key], frame=field_tables[key].frame.iloc[:0])
    found = assess(lacking, chosen.model_copy(update={"draws": 100}))
    assert [a.question for a in found.answers] == ROWS
    for answer in found.answers:
        if answer.n == 0 and answer.question not in LATER:
            assert answer.missing
    assert all("nan" not in sentence.split() for lang in ("fr", "en") for sentence in said(found, lang))


def test_nothing_given_is_undetermined(chosen: Settings) -> None:
    """No table: every answer waits, no decision, no figure."""
    found = assess({}, chosen)
    assert {a.level for a in found.answers} == {Level.UNDETERMINED}
    assert (found.verdict.level, found.decisions, found.key_figures) == (Level.UNDETERMINED, (), ())


def test_the_order_of_the_rows_changes_nothing(
    found: Findings[Results], field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """Files sorted another way give the same verdict, answers and figures."""
    turned = {k: replace(t, frame=t.frame.iloc[::-1].reset_index(drop=True)) for k, t in field_tables.items()}
    again = assess(turned, chosen)
    assert again.verdict.level is found.verdict.level
    assert {a.question: a.level for a in again.answers} == {a.question: a.level for a in found.answers}
    old = {f.key: f.quantity.value for f in found.key_figures if f.key != "figure.robust"}
    assert {f.key: f.quantity.value for f in again.key_figures if f.key in old} == pytest.approx(old)
