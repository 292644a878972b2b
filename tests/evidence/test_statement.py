"""Quantities, intervals, answers: what cannot be true refuses to exist."""

from __future__ import annotations

import math
from datetime import date

import pytest

from gtkit.contracts import Source
from gtkit.errors import OutOfRange
from gtkit.evidence import Answer, Interval, Level, Quantity, Statement, Unit


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_quantity_is_finite(value: float) -> None:
    """What cannot be computed is an undetermined answer, never a number."""
    with pytest.raises(OutOfRange):
        Quantity(value, Unit.MONEY)


@pytest.mark.parametrize("bounds", [(2, 1), (math.nan, 1), (0, math.nan)])
def test_an_interval_has_its_bounds_in_order(bounds: tuple[float, float]) -> None:
    """Crossed or missing bounds are refused."""
    with pytest.raises(OutOfRange):
        Interval(*bounds)


def test_an_answer_without_evidence_can_only_be_undetermined() -> None:
    """No unit or no source: the answer cannot say yes, no or on conditions."""
    today, said = date(2026, 6, 30), Statement("answer.3.1.passed")
    with pytest.raises(OutOfRange, match="answer"):
        Answer(question="3.1", level=Level.PASSED, statement=said, n=0, as_of=today, sources=())
    held = Answer(question="3.1", level=Level.UNDETERMINED, statement=said, n=0, as_of=today, sources=())
    assert held.anchor == "q-3-1"
    source = Source(file="a.csv", sha256="0" * 64)
    assert Answer(question="3.10", level=Level.PASSED, statement=said, n=1, as_of=today, sources=(source,)).anchor == (
        "q-3-10"
    )


def test_levels_are_ranked_by_severity() -> None:
    """A roll-up takes the worst: undetermined stands between on conditions and no."""
    assert sorted(Level, key=lambda level: level.severity) == [
        Level.PASSED,
        Level.CONDITIONAL,
        Level.UNDETERMINED,
        Level.FAILED,
    ]
