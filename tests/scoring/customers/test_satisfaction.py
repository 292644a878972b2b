"""Satisfaction before the decision, what it foretells, and the four quadrants."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.customers.satisfaction import QUADRANTS, Foretelling, foretelling, last_before, quadrants

bases = st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=2, max_size=30).filter(
    lambda base: len({stayed for _, stayed in base}) == 2
)


def told(satisfaction: Any, stayed: Any, **changed: Any) -> Foretelling:
    return foretelling(satisfaction, stayed, rng=np.random.default_rng(0), **{"resamples": 100} | changed)


def test_the_published_area(references: dict[str, dict[str, Any]]) -> None:
    """The documented example of scikit-learn."""
    case = references["A-AUC"]
    found = told(case["input"]["s"], case["input"]["y"])
    assert found.auc == pytest.approx(case["expected"]["auc"], abs=case["abs_tol"])
    assert (found.stayed, found.left) == (2, 2)


def test_an_invented_foretelling_is_recovered() -> None:
    """Normal scores one apart have an area of Phi(1 / sqrt 2); scores unrelated to renewal know nothing."""
    rng = np.random.default_rng(3)
    stayed = rng.random(1500) < 0.7
    found = told(rng.standard_normal(1500) + stayed, stayed)
    assert found.interval.low < ndtr(1 / np.sqrt(2)) < found.interval.high
    blind = told(rng.standard_normal(1500), stayed)
    assert blind.interval.low < 0.5 < blind.interval.high


def test_the_interval_holds_the_truth_as_often_as_told() -> None:
    """Of 120 samples of 100, at least four in five 90 % intervals hold the area: fewer has a chance under 1 in 1000."""
    rng = np.random.default_rng(5)
    stayed = np.arange(100) < 60
    drawn = [told(rng.standard_normal(100) + stayed, stayed).interval for _ in range(120)]
    assert sum(i.low <= ndtr(1 / np.sqrt(2)) <= i.high for i in drawn) >= 96


@settings(max_examples=40)
@given(bases)
def test_the_area_keeps_its_laws(base: list[tuple[int, bool]]) -> None:
    """Every pair counted; blind to any rising scale; turned round, it mirrors; its interval holds it."""
    score, stayed = np.array([b[0] for b in base], dtype=float), np.array([b[1] for b in base])
    found = told(score, stayed)
    loyal, gone = score[stayed], score[~stayed]
    pairs = (loyal[:, None] > gone).mean() + (loyal[:, None] == gone).mean() / 2
    assert found.auc == pytest.approx(pairs)
    assert told(np.exp(score), stayed) == found
    assert told(-score, stayed).auc == pytest.approx(1 - found.auc)
    assert 0 <= found.interval.low <= found.auc <= found.interval.high <= 1


def test_only_what_was_asked_before_the_decision_counts() -> None:
    """Of answers before, on and after the day, the last one before; of two on a day, their mean; of none, unknown."""
    day = pd.Timestamp("2025-06-15")
    rows = [
        ("A", day - pd.Timedelta(days=90), 2.0),
        ("A", day - pd.Timedelta(days=1), 6.0),
        ("A", day - pd.Timedelta(days=1), 8.0),
        ("A", day, 10.0),
        ("B", day + pd.Timedelta(days=1), 9.0),
        ("C", day + pd.Timedelta(days=300), 4.0),
        ("C", day, np.nan),
        ("elsewhere", day, 1.0),
    ]
    answers = pd.DataFrame(rows, columns=["customer_id", "date", "score"])
    decided = pd.Series([day, day, pd.NaT, day], index=["A", "B", "C", "D"])
    for order in (answers, answers.iloc[::-1]):
        found = last_before(order, decided)
        assert found.index.tolist() == ["A", "B", "C", "D"]
        assert found.tolist() == pytest.approx([7.0, np.nan, 4.0, np.nan], nan_ok=True)


@given(bases, st.integers(0, 10))
def test_the_quadrants_share_everyone_out(base: list[tuple[int, bool]], cut: int) -> None:
    """Each known customer is in one quadrant, by cut and by stay; the cut itself is satisfied."""
    index = [f"C{i:02d}" for i in range(len(base) + 1)]
    score = pd.Series([*(float(b[0]) for b in base), np.nan], index=index)
    stayed = pd.Series([*(b[1] for b in base), True], index=index)
    found = quadrants(score, stayed, cut=cut)
    assert found.counts.index.tolist() == list(QUADRANTS)
    assert found.counts.sum() == len(base)
    assert found.customers.iloc[-1] == ""
    happy = found.customers.isin(["loyalist", "mercenary"])
    assert happy.tolist() == (score >= cut).tolist()
    assert found.counts["loyalist"] + found.counts["hostage"] == stayed.iloc[:-1].sum()


def test_what_cannot_be_foretold_is_refused() -> None:
    """All stayed, a hole, two lengths, too few draws; no satisfaction known, other customers, no cut."""
    with pytest.raises(NotEstimable, match="foretelling"):
        told([1, 2], [True, True])
    with pytest.raises(OutOfRange, match="satisfaction"):
        told([1, np.nan], [True, False])
    with pytest.raises(WrongShape):
        told([1, 2, 3], [True, False])
    with pytest.raises(OutOfRange, match="resamples"):
        told([1, 2], [True, False], resamples=5)
    with pytest.raises(NotEstimable, match="quadrants"):
        quadrants(pd.Series([np.nan]), pd.Series([True]), cut=5)
    with pytest.raises(WrongShape, match="stayed"):
        quadrants(pd.Series([1.0], index=["A"]), pd.Series([True], index=["B"]), cut=5)
    with pytest.raises(OutOfRange, match="cut"):
        quadrants(pd.Series([1.0]), pd.Series([True]), cut=np.nan)
