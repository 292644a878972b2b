"""Cronbach's alpha: the published value, an invented truth, its laws, its refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.survey.cronbach import cronbach_alpha


def test_the_published_value(references: dict[str, dict[str, Any]]) -> None:
    """R's attitude data, thirty departments and seven items: 0.843 (A-CRON)."""
    case = references["A-CRON"]
    assert cronbach_alpha(case["input"]["matrix"]) == pytest.approx(case["expected"]["alpha"], abs=case["abs_tol"])


def test_an_invented_consistency_is_found() -> None:
    """With k parallel items of correlation r, alpha is k r / (1 + (k - 1) r) (Spearman-Brown)."""
    rng = np.random.default_rng(11)
    truth, items, share = rng.standard_normal(40_000), 5, 0.4
    marks = np.sqrt(share) * truth[:, None] + np.sqrt(1 - share) * rng.standard_normal((40_000, items))
    assert cronbach_alpha(marks) == pytest.approx(items * share / (1 + (items - 1) * share), abs=0.01)


@given(st.integers(0, 10_000), st.integers(2, 7), st.floats(0.1, 50), st.floats(-100, 100))
def test_laws(seed: int, items: int, scale: float, shift: float) -> None:
    """At most 1; the order of people and items, a common scale and a shift change nothing."""
    marks = np.random.default_rng(seed).integers(1, 6, (12, items)).astype(float)
    marks[0], marks[1] = 1.0, 5.0
    alpha = cronbach_alpha(marks)
    assert alpha <= 1 + 1e-12
    assert cronbach_alpha(marks[::-1, ::-1] * scale + shift) == pytest.approx(alpha, abs=1e-6)


def test_an_item_that_was_not_turned_makes_it_negative() -> None:
    """Two items of which one says the contrary of the other."""
    honest = np.array([1.0, 2, 3, 4, 5, 4])
    assert cronbach_alpha(np.column_stack([honest, 6 - honest + [0, 0, 0, 0, 0, 0.5]])) < 0


def test_what_cannot_be_told_is_refused() -> None:
    """One item, one person, people who all add up to the same, a vector, a missing mark."""
    for marks in ([[1.0], [2.0]], [[1.0, 2.0]], [[1.0, 5.0], [5.0, 1.0]]):
        with pytest.raises(NotEstimable):
            cronbach_alpha(marks)
    with pytest.raises(WrongShape):
        cronbach_alpha([1.0, 2.0])
    with pytest.raises(OutOfRange):
        cronbach_alpha([[1.0, np.nan], [2.0, 3.0]])
