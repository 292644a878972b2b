"""The synthesis of the worked example: it says what the five pages say, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from gtkit.desk import settings_of
from gtkit.engagement import Engagement
from gtkit.epreuves import EPREUVES, synthesis
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.synthesis import Results, Settings, assess, conclude
from gtkit.evidence import Level, Statement
from gtkit.samples import Sample
from gtkit.words import Words

from ..conftest import checked
from .conftest import AS_OF, finding

Five = Callable[..., dict[str, Findings[Any]]]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    told = {"id": "acme", "organisation": "Acme", "as_of": AS_OF, "folder": tmp_path_factory.mktemp("acme")}
    found = settings_of(Engagement.model_validate(told), synthesis)
    assert isinstance(found, Settings)
    return found


@pytest.fixture(scope="module")
def whole(sample: Sample, settings: Settings) -> Findings[Results]:
    return assess(checked(sample.tables), settings)


def test_each_verdict_is_that_of_its_own_epreuve(whole: Findings[Results], sample: Sample, settings: Settings) -> None:
    """Assessed alone on its own tables, each épreuve concludes as it does inside the synthesis."""
    tables = checked(sample.tables)
    for slug in synthesis.SHARED:
        module = EPREUVES[slug]
        own = {key: tables[key] for key in module.TABLES if key in tables}
        alone = module.assess(own, getattr(settings, slug))
        assert alone.verdict == whole.results.findings[slug].verdict, slug
        assert alone.answers == whole.results.findings[slug].answers, slug


def test_customer_equity_is_one_number_everywhere(whole: Findings[Results]) -> None:
    """Synthesis, épreuve 3 and épreuve 4 print the same Capital-Clients, interval included."""
    equity = {
        f.quantity for found in whole.results.findings.values() for f in found.key_figures if f.key == "figure.equity"
    }
    assert len(equity) == 1
    assert whole.key_figures[0].key == "figure.equity"
    assert {whole.key_figures[0].quantity} == equity


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_can_be_said(whole: Findings[Results], lang: str) -> None:
    """Verdict, answers, decisions and pillars have their words."""
    words = Words.of(lang)
    parts = [part for pillar in whole.results.pillars for part in pillar.parts]
    said: list[Statement] = [whole.verdict.statement, *(a.statement for a in whole.answers)]
    said += [d.statement for _, d in whole.results.register.entries] + [part.reason for part in parts]
    assert all(words.say(statement) for statement in said)
    assert all(words.say(part.name) for part in parts)


def test_the_verdict_is_the_worst_and_counts_who_gives_it(five: Five, settings: Settings) -> None:
    """Two failed épreuves of five: no, and two are told."""
    findings = five(perimeter=finding(1, Level.FAILED, score=0), loyalty=finding(4, Level.FAILED, score=0))
    found = conclude({}, findings, settings)
    assert (found.verdict.level, found.verdict.score) == (Level.FAILED, 60)
    assert found.verdict.statement.values["n"].value == 2  # type: ignore[union-attr]
    assert found.verdict.robustness is None


def test_without_any_table_nothing_is_concluded(settings: Settings) -> None:
    """No data at all: five undetermined épreuves, an undetermined whole, no number."""
    found = assess({}, settings)
    assert found.verdict.level is Level.UNDETERMINED
    assert found.key_figures == ()
    assert found.answer("0.1").level is Level.UNDETERMINED


def test_row_order_changes_nothing(whole: Findings[Results], sample: Sample, settings: Settings) -> None:
    """Every file shuffled: the same levels, robustness, sentences and figures, to the last sign printed."""
    shuffled = {
        key: frame.sample(frac=1, random_state=5).reset_index(drop=True) for key, frame in sample.tables.items()
    }
    again = assess(checked({key: pd.DataFrame(frame) for key, frame in shuffled.items()}), settings)
    words = Words.of("fr")
    for slug, found in whole.results.findings.items():
        other = again.results.findings[slug]
        assert (other.verdict.level, other.verdict.robustness) == (found.verdict.level, found.verdict.robustness), slug
        for one, two in zip(other.answers, found.answers, strict=True):
            assert (one.level, words.say(one.statement)) == (two.level, words.say(two.statement)), slug
        told = [[words.quantity(figure.quantity) for figure in side.key_figures] for side in (other, found)]
        assert told[0] == told[1], slug
