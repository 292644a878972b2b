"""Intervals of a share."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.scoring.survey.intervals import clopper_pearson, hypergeometric, wilson

samples = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_published_intervals(references: dict[str, dict[str, Any]]) -> None:
    """Newcombe's table of 1998, to its four decimals."""
    case = references["A-CI"]
    for (k, n), w, c in zip(
        case["input"]["kn"], case["expected"]["wilson"], case["expected"]["clopper_pearson"], strict=True
    ):
        assert (wilson(k, n).low, wilson(k, n).high) == pytest.approx(w, abs=case["abs_tol"])
        assert (clopper_pearson(k, n).low, clopper_pearson(k, n).high) == pytest.approx(c, abs=case["abs_tol"])


def test_published_finite_populations(references: dict[str, dict[str, Any]]) -> None:
    """Units of the population by inversion of the test, as R's phyper gives them."""
    case = references["A-HG"]
    for (k, n, population), expected in zip(case["input"]["knN"], case["expected"]["M"], strict=True):
        found = hypergeometric(k, n, population)
        assert [round(found.low * population), round(found.high * population)] == expected


def test_a_finite_population_is_covered() -> None:
    """Over every possible truth of a population of 40, a 90 % interval of 12 draws misses at most one time in ten."""
    rng = np.random.default_rng(2)
    for truth in range(0, 41, 5):
        draws = rng.hypergeometric(truth, 40 - truth, 12, 400)
        held = [hypergeometric(int(k), 12, 40, level=0.9) for k in draws]
        covered = np.mean([i.low <= truth / 40 <= i.high for i in held])
        assert covered > 0.9 - 3 * np.sqrt(0.09 / 400)


@given(samples)
def test_every_interval_holds_the_share_seen(sample: tuple[int, int]) -> None:
    """Within 0 and 1, around k / n; successes and failures mirror each other; more confidence is wider."""
    k, n = sample
    for interval in (wilson, clopper_pearson):
        found, mirror, wider = interval(k, n), interval(n - k, n), interval(k, n, level=0.99)
        assert 0 <= found.low <= k / n <= found.high <= 1
        assert (mirror.low, mirror.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-9)
        assert wider.low <= found.low + 1e-12
        assert wider.high >= found.high - 1e-12


@given(samples, st.integers(0, 100))
def test_a_finite_population_lies_inside_clopper_pearson(sample: tuple[int, int], more: int) -> None:
    """Knowing how many there are never widens the interval by more than a unit; a census leaves none."""
    k, n = sample
    inside, outside = hypergeometric(k, n, n + more), clopper_pearson(k, n)
    assert inside.low >= outside.low - 1e-9
    assert inside.high <= outside.high + 1e-9
    if more == 0:
        assert (inside.low, inside.high) == (k / n, k / n)


def test_impossible_counts_are_refused() -> None:
    """No unit, more with than in all, a sample larger than the population."""
    with pytest.raises(NotEstimable):
        wilson(0, 0)
    with pytest.raises(OutOfRange):
        clopper_pearson(3, 2)
    with pytest.raises(OutOfRange):
        hypergeometric(1, 5, 4)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.99])
def test_the_finite_interval_is_the_whole_inversion(level: float) -> None:
    """Every number of units that neither tail rejects, found one by one, for each result of 9 out of 23."""
    for k in range(10):
        having = np.arange(k, 23 - (9 - k) + 1)
        tails = np.minimum(stats.hypergeom.sf(k - 1, 23, having, 9), stats.hypergeom.cdf(k, 23, having, 9))
        kept = having[tails > (1 - level) / 2]
        found = hypergeometric(k, 9, 23, level=level)
        assert (found.low * 23, found.high * 23) == pytest.approx((kept[0], kept[-1]))


def test_a_large_population_meets_the_endless_one() -> None:
    """Of a hundred million, the finite interval is Clopper and Pearson's, and costs no more time."""
    finite, endless = hypergeometric(300, 1000, 100_000_000), clopper_pearson(300, 1000)
    assert (finite.low, finite.high) == pytest.approx((endless.low, endless.high), abs=1e-6)
