"""The first screen: verdict, key figures, decisions."""

from __future__ import annotations

from typing import Any

import pytest

from gtkit.evidence import Decision, KeyFigure, Term, Verdict
from gtkit.present import DecisionList, KeyFigureRow, VerdictBox
from gtkit.present.conclusion import trace_anchor
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")
QUESTION = Term("epreuve.customer_value.question")


@pytest.mark.parametrize(("words", "level"), [(FR, "Sous conditions"), (EN, "On conditions")])
def test_a_verdict_says_its_level_once(words: Words, level: str, verdict: Verdict, dom: Any) -> None:
    """The level word stands apart, the sentence goes on without it and begins with a capital."""
    box = VerdictBox(words=words, verdict=verdict, question=QUESTION)
    assert box.level_word == level
    assert box.sentence.startswith("45")
    page = dom(str(box.html))
    assert page.text.count(level) == 1
    assert "78" in page.text
    assert "67" in page.text


def test_each_criterion_has_a_state_in_words(verdict: Verdict, dom: Any) -> None:
    """Met, not met and unknown are words beside the sign, never the sign alone."""
    box = VerdictBox(words=FR, verdict=verdict, question=QUESTION)
    text = dom(str(box.html)).text
    for state in ("non atteint", "atteint", "non calculable"):
        assert state in text
    assert len({box.mark(c) for c in verdict.criteria}) == 3


def test_a_verdict_that_could_not_be_resampled_tells_no_robustness(verdict: Verdict) -> None:
    """Nothing stands in its place."""
    without = Verdict(
        level=verdict.level,
        score=verdict.score,
        criteria=verdict.criteria,
        robustness=None,
        statement=verdict.statement,
    )
    box = VerdictBox(words=FR, verdict=without, question=QUESTION)
    assert box.robustness is None
    assert "rééchantillonnages" not in str(box.html)


def test_key_figures_bear_their_interval_and_lead_to_their_trace(figures: tuple[KeyFigure, ...], dom: Any) -> None:
    """Value, interval where there is one, link; the first three stand out."""
    row = KeyFigureRow(words=FR, figures=figures)
    page = dom(str(row.html))
    assert page.links == [f"#{trace_anchor(f.key)}" for f in figures]
    assert [a["class"] for a in page.all("div")] == ["lead", "lead", "lead", "second"]
    assert FR.interval(figures[0].quantity) in page.text
    assert FR.quantity(figures[2].quantity) in page.text


def test_a_decision_says_what_who_when_and_what_for(decisions: tuple[Decision, ...], dom: Any) -> None:
    """Kind, sentence with its names as text, role, horizon, effect."""
    page = dom(str(DecisionList(words=FR, decisions=decisions).html))
    for told in ("Action", "<script>alert(1)</script>", "Direction générale", "sous 12 mois", "62\u202f877"):
        assert told in page.text
    assert page.active == []
