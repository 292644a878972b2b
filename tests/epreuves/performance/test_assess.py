"""Épreuve 5 on the worked example: the planted truth is what the findings say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import TABLES, Results, Settings, assess
from gtkit.evidence import Level
from gtkit.samples import Planted, Sample, industrial_supplier
from gtkit.scoring.indicators.progress import Reading
from gtkit.words import Words

from ..conftest import checked

QUESTIONS = [f"5.{k}" for k in range(9)]
Frames = Mapping[str, pd.DataFrame]


def labels(sample: Sample, *keys: str) -> set[str]:
    return set(sample.tables["indicators"].set_index("indicator").loc[list(keys), "label"])


def chosen_as(results: Results, choice: str) -> set[str]:
    assert results.choice is not None
    return set(results.choice.loc[results.choice["choice"] == choice, "label"])


def test_every_row_of_the_seed_is_answered(told: Findings[Results]) -> None:
    """Questions 5.0 to 5.8, once each, in order; the value added waits for its method, and nothing else does."""
    assert [a.question for a in told.answers] == QUESTIONS
    assert [a.question for a in told.answers if a.level is Level.UNDETERMINED] == ["5.1"]
    assert told.answer("5.1").statement.key == "reason.later"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_can_be_said(told: Findings[Results], lang: str) -> None:
    """Verdict, answers, decisions, labels and assumptions all make a sentence in both languages."""
    words, figures = Words.of(lang), told.key_figures
    statements = [told.verdict.statement, *(a.statement for a in told.answers)]
    statements += [d.statement for d in told.decisions] + [s for f in figures for s in f.trace.assumptions]
    texts = [words.say(s) for s in statements] + [words.say(f.key) for f in figures]
    texts += [words.say(f"spoken.{f.key}", name="") for f in figures] + [
        words.say(c.key) for c in told.verdict.criteria
    ]
    assert all("{" not in text and "  " not in text for text in texts)


def read_as(results: Results, reading: Reading) -> set[str]:
    """Indicators whose series is read so."""
    return {track.indicator for track in results.tracks if track.progress.reading is reading}


def test_what_is_planted_is_found(told: Findings[Results], sample: Sample) -> None:
    """Zombies, orphans, the uncovered objective, the progress, the decline, the reward at war with the strategy."""
    planted, results = sample.truth.planted, told.results
    assert results.use is not None
    assert results.audit is not None
    assert set(results.use.indicators.index[results.use.indicators["zombie"]]) == set(planted.zombies)
    assert chosen_as(results, "drop") == labels(sample, *planted.zombies, *planted.orphans)
    assert results.audit.uncovered == (planted.uncovered,)
    assert planted.progress in read_as(results, Reading.PROGRESS)
    assert read_as(results, Reading.DECLINE) == {planted.decline}
    assert results.audit.conflicts.to_numpy().tolist() == [["chiffre", planted.breach]]
    assert told.answer("5.5").level is Level.FAILED


def test_a_changed_truth_changes_the_page(measures: Frames, chosen: Settings) -> None:
    """Other zombies, another objective forgotten, another decline, no breach: each is found in place of the first."""
    other = industrial_supplier(
        planted=Planted(
            zombies=("marge", "presque", "contrats", "rotation"), uncovered="marge", decline="rotation", breach=""
        )
    )
    found = assess(checked({**measures, **other.tables}), chosen)
    assert found.results.use is not None
    assert found.results.audit is not None
    assert found.results.use.indicators["zombie"].sum() == 4
    assert found.results.audit.uncovered == ("marge",)
    assert "rotation" in read_as(found.results, Reading.DECLINE)
    assert found.results.audit.conflicts.empty
    assert found.answer("5.5").level is Level.CONDITIONAL
    assert found.answer("5.4").level is Level.CONDITIONAL


def test_same_tables_same_findings_whatever_their_order(
    measures: Frames, chosen: Settings, told: Findings[Results]
) -> None:
    """Row order of every file is irrelevant to criteria, key figures and answers."""
    rng = np.random.default_rng(3)
    again = assess(
        checked({k: f.iloc[rng.permutation(len(f))].reset_index(drop=True) for k, f in measures.items()}), chosen
    )
    for one, other in zip(told.key_figures, again.key_figures, strict=True):
        assert other.quantity.value == pytest.approx(one.quantity.value)
    assert [a.level for a in again.answers] == [a.level for a in told.answers]
    assert [c.state for c in again.verdict.criteria] == [c.state for c in told.verdict.criteria]


@pytest.mark.parametrize("how", ["absent", "empty"])
@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows_leaves_no_hole(measures: Frames, chosen: Settings, table: str, how: str) -> None:
    """Whatever table is absent or empty, nothing fails, nothing is invented, and what is missing is named."""
    frames = {k: f for k, f in measures.items() if k != table or how == "empty"}
    if how == "empty":
        frames[table] = frames[table].iloc[:0]
    found = assess(checked(frames), chosen)
    assert [a.question for a in found.answers] == QUESTIONS
    waiting = [a for a in found.answers if a.level is Level.UNDETERMINED and a.question != "5.1"]
    assert all(a.missing for a in waiting)
    lifted = {"indicators": 8, "objectives": 4, "objective_alignment": 4, "decision_log": 4, "series": 2}
    assert len(waiting) == lifted.get(table, 0)
    if table in lifted:
        assert found.verdict.level is Level.UNDETERMINED
        assert found.verdict.robustness is None


def test_nothing_at_all_is_undetermined(chosen: Settings) -> None:
    """No table: every answer waits, no figure is made up, and what to measure is told."""
    found = assess({}, chosen)
    assert {a.level for a in found.answers} == {Level.UNDETERMINED}
    assert found.key_figures == ()
    assert all(d.effect is None for d in found.decisions)


def test_a_sheet_with_nothing_but_its_names_is_judged(measures: Frames, chosen: Settings) -> None:
    """Every column of the indicators that may be blank is: no sheet is complete, and the verdict is no."""
    bare = measures["indicators"].copy()
    kept = {"indicator", "label"}
    for column in set(bare.columns) - kept:
        blank = {"bool": False}.get(str(bare[column].dtype), np.nan if bare[column].dtype == float else "")
        bare[column] = blank
    found = assess(checked({**measures, "indicators": bare}), chosen)
    assert found.verdict.level is Level.FAILED
    assert found.answer("5.6").level is Level.FAILED
    assert found.answer("5.8").level is Level.UNDETERMINED
