"""The four pillars as an exhibit."""

from __future__ import annotations

from typing import Any

import pytest

from gtkit.evidence import Level, Part, Pillar, Statement, Term
from gtkit.evidence.quantities import count
from gtkit.present import Origin, pillar_grid
from gtkit.words import Words

FR, EN = Words.of("fr"), Words.of("en")


def part(level: Level, number: int = 3, slug: str = "customer_value", anchor: str = "verdict") -> Part:
    reason = Statement(f"verdict.synthesis.{level.value}", {"n": count(1), "decisions": count(4)})
    return Part(
        name=Term("epreuve.customer_value.title"), level=level, reason=reason, number=number, slug=slug, anchor=anchor
    )


def pillars() -> tuple[Pillar, ...]:
    return (
        Pillar(name=Term("pillar.commerce"), parts=(part(Level.FAILED), part(Level.PASSED)), score=40.0),
        Pillar(name=Term("pillar.decision"), parts=(part(Level.PASSED, 5, "performance", "q-5-4"),), score=100.0),
    )


@pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])
def test_each_part_leads_to_its_proof_in_the_neighbouring_page(words: Words, origin: Origin, dom: Any) -> None:
    """Links stay in the run's folder, nothing is active, and each level is told in a word beside its colour."""
    page = dom(str(pillar_grid(pillars(), words, origin).html))
    assert page.active == []
    assert [link for link in page.links if not link.startswith("#")] == [
        "3_customer_value.html#verdict",
        "3_customer_value.html#verdict",
        "5_performance.html#q-5-4",
    ]
    assert page.text.count(words.say("level.failed")) >= 2
    assert words.say("pillar.commerce") in page.text


def test_a_reason_does_not_repeat_the_word_before_it(origin: Origin) -> None:
    """The level stands in bold: its sentence goes on from there."""
    grid = pillar_grid(pillars(), FR, origin)
    assert grid.reason(part(Level.FAILED)).startswith("1 épreuve")
    assert grid.told.startswith("Efficacité commerciale\u00a0: Non")
