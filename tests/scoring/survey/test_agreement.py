"""Kendall's W and tau-b."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.survey.agreement import kendall_tau, kendall_w

matrices = st.tuples(st.integers(2, 5), st.integers(2, 9), st.integers(0, 2**32 - 1))


def test_published_values(references: dict[str, dict[str, Any]]) -> None:
    """ProofWiki's four judges; R irr's anxiety data with ties, its chi-squared and its p."""
    one, two = references["A-W1"], references["A-W2"]
    assert kendall_w(one["input"]["ranks"]).w == pytest.approx(one["expected"]["W"], abs=one["abs_tol"])
    found = kendall_w(two["input"]["scores"])
    expected = two["expected"]
    assert (found.w, found.chi2, found.p_value) == pytest.approx(
        (expected["W_ties"], expected["chi2"], expected["p"]), abs=two["abs_tol"]
    )


def test_tau_matches_its_published_value(references: dict[str, dict[str, Any]]) -> None:
    """The documented example of scipy."""
    case = references["A-TAU"]
    assert kendall_tau(**case["input"]) == pytest.approx(tuple(case["expected"].values()), abs=case["abs_tol"])


def test_an_invented_agreement_is_recovered() -> None:
    """Raters who see one truth through noise agree as Friedman's statistic says, and more with less noise."""
    rng = np.random.default_rng(1)
    truth = np.arange(12.0)
    blurred, clear = (truth + noise * rng.standard_normal((6, 12)) for noise in (6.0, 0.5))
    w = kendall_w(blurred)
    assert w.chi2 == pytest.approx(stats.friedmanchisquare(*blurred.T).statistic)
    assert w.w < kendall_w(clear).w
    assert kendall_w(clear).p_value < 1e-6


@given(matrices)
def test_w_keeps_its_laws(shape: tuple[int, int, int]) -> None:
    """Between 0 and 1, blind to the order of items and raters, and 1 exactly when all rank alike."""
    m, n, seed = shape
    rng = np.random.default_rng(seed)
    ranks = np.array([rng.permutation(n) for _ in range(m)], dtype=float)
    w = kendall_w(ranks, rng=np.random.default_rng(0)).w if n >= 8 else _w_only(ranks)
    assert 0 <= w <= 1
    assert _w_only(ranks[::-1][:, rng.permutation(n)]) == pytest.approx(w)
    assert _w_only(np.repeat(ranks[:1], m, axis=0)) == pytest.approx(1.0)
    assert (w > 1 - 1e-12) == bool((ranks == ranks[0]).all())


def test_few_items_are_tested_by_permutation() -> None:
    """Whole agreement of three raters on four items has probability 1 / 24^2, of two on three items 1 / 6."""
    p = kendall_w([[1, 2, 3, 4]] * 3, rng=np.random.default_rng(5)).p_value
    assert p == pytest.approx(1 / 24**2, abs=0.0012)
    assert kendall_w([[1, 2, 3]] * 2).p_value == pytest.approx(1 / 6, abs=0.015)
    assert kendall_w([[1, 2, 3]] * 2).p_value == kendall_w([[3, 2, 1]] * 2).p_value


def test_what_has_no_agreement_to_measure_is_refused() -> None:
    """One rater, all tied, a hole in the rankings, a flat list."""
    with pytest.raises(NotEstimable):
        kendall_w([[1, 2, 3]])
    with pytest.raises(NotEstimable):
        kendall_w([[1, 1, 1], [2, 2, 2]])
    with pytest.raises(OutOfRange):
        kendall_w([[1, np.nan], [1, 2]])
    with pytest.raises(WrongShape):
        kendall_w([1, 2, 3])
    with pytest.raises(NotEstimable):
        kendall_tau([1, 1, 1], [1, 2, 3])
    with pytest.raises(WrongShape):
        kendall_tau([1, 2], [1, 2, 3])
    with pytest.raises(OutOfRange):
        kendall_tau([1, np.nan], [1, 2])


def _w_only(ranks: np.ndarray) -> float:
    """W by its definition on rank sums, without ties and without a test."""
    m, n = ranks.shape
    sums = stats.rankdata(ranks, axis=1).sum(axis=0)
    return float(12 * ((sums - sums.mean()) ** 2).sum() / (m**2 * (n**3 - n)))
