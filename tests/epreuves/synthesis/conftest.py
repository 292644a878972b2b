"""Findings of five épreuves, made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gtkit.contracts import Source
from gtkit.epreuves.findings import Findings
from gtkit.evidence import Answer, Decision, DecisionKind, KeyFigure, Level, Statement, Term, Trace, Verdict
from gtkit.evidence.quantities import money, share

AS_OF = date(2026, 6, 30)
SLUGS = ("perimeter", "alignment", "customer_value", "loyalty", "performance")
FILE = Source(file="data/x.csv", sha256="0" * 64, rows_read=1, rows_kept=1)


def answer(question: str, level: Level) -> Answer:
    """An answer of that level."""
    undetermined = level is Level.UNDETERMINED
    return Answer(
        question=question,
        level=level,
        statement=Statement("reason.no_data" if undetermined else f"answer.{question}.{level.value}"),
        n=0 if undetermined else 3,
        as_of=AS_OF,
        sources=() if undetermined else (FILE,),
    )


def decision(kind: DecisionKind, effect: float | None = None, customers: tuple[str, ...] = ()) -> Decision:
    """A decision of that kind, worth so much."""
    return Decision(
        kind=kind,
        statement=Statement("decision.any"),
        owner=Term("owner.management"),
        horizon_months=3,
        effect=None if effect is None else money(effect),
        customers=customers,
    )


def finding(
    number: int,
    level: Level = Level.PASSED,
    *,
    score: float = 100.0,
    robustness: float | None = 0.9,
    answers: tuple[Answer, ...] = (),
    decisions: tuple[Decision, ...] = (),
    results: Any = None,
) -> Findings[Any]:
    """Findings of one épreuve."""
    trace = Trace(function="gtkit.x", formula="a", parameters={}, sources=(FILE,))
    key = "figure.equity" if number in (3, 4) else f"figure.of_{number}"
    return Findings(
        verdict=Verdict(
            level=level, score=score, criteria=(), robustness=robustness, statement=Statement(f"verdict.{number}")
        ),
        answers=answers or (answer(f"{number}.0", level),),
        decisions=decisions,
        key_figures=(KeyFigure(key=key, quantity=share(0.5), trace=trace),),
        results=results,
    )


@pytest.fixture
def five() -> Callable[..., dict[str, Findings[Any]]]:
    """Five findings, all passed but those given by slug."""

    def make(**others: Findings[Any]) -> dict[str, Findings[Any]]:
        made = {slug: finding(n) for n, slug in enumerate(SLUGS, 1)}
        made["performance"] = finding(5, answers=(answer("5.0", Level.PASSED), answer("5.4", Level.PASSED)))
        return made | others

    return make
