"""Sizes, strata, and the draw with its certificate."""

from __future__ import annotations

import dataclasses
import math
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtkit.errors import OutOfRange, WrongShape
from gtkit.evidence.plain import plain
from gtkit.scoring.survey.intervals import hypergeometric
from gtkit.scoring.survey.sampling import allocate, draw, invitations, raw_size, replays, sample_size

STAFF = pd.Series(["sales"] * 6 + ["support"] * 3 + ["legal"], index=[f"p{i:02d}" for i in range(10)])
SIZES = pd.Series({"sales": 3, "support": 2, "legal": 1})
strata = st.lists(st.integers(0, 60), min_size=1, max_size=8).filter(any)


def test_published_sizes(references: dict[str, dict[str, Any]]) -> None:
    """Krejcie and Morgan before rounding, with their chi-squared; rounded up where their table rounds down."""
    case = references["A-N"]
    d, p, level = case["input"]["d"], case["input"]["p"], float(stats.chi2.cdf(case["input"]["chi2"], 1))
    for population, raw in zip(case["input"]["N"], case["expected"]["raw"], strict=True):
        assert raw_size(population, margin=d, level=level, proportion=p) == pytest.approx(raw, abs=case["abs_tol"])
        assert sample_size(population, margin=d, level=level, proportion=p) == math.ceil(raw)
    sizes = [sample_size(n, margin=d, level=level, proportion=p) for n in case["input"]["N"]]
    assert sizes == case["expected"]["table_1970"]
    assert sample_size(140, margin=d, level=level) == 103  # 102.80
    assert sample_size(130, margin=d, level=level) == 98  # 97.32: the table of 1970 says 97, one short


def test_published_largest_remainder(references: dict[str, dict[str, Any]]) -> None:
    """The seats of the worked example, without floor."""
    case = references["A-LR"]
    found = allocate(pd.Series(case["input"]["quotas"]), case["input"]["n"], floor=0)
    assert found.tolist() == case["expected"]["alloc"]


def test_the_size_keeps_its_promise() -> None:
    """In a population of 300, 19 of 20 samples of that size know a share of one half within the margin."""
    n = sample_size(300, margin=0.08)
    low, high = math.ceil(0.42 * n), math.floor(0.58 * n)
    within = stats.hypergeom.cdf(high, 300, 150, n) - stats.hypergeom.cdf(low - 1, 300, 150, n)
    assert 0.93 <= within <= 0.97
    assert hypergeometric(n // 2, n, 300).width / 2 == pytest.approx(0.08, abs=0.01)


@given(st.integers(1, 5000), st.floats(0.01, 0.5), st.floats(0.5, 0.99))
def test_sizes_keep_their_laws(population: int, margin: float, level: float) -> None:
    """Within the population, no smaller for a finer margin, a higher level or one person more."""
    n = sample_size(population, margin=margin, level=level)
    assert 1 <= n <= population
    assert sample_size(population, margin=margin / 2, level=level) >= n
    assert sample_size(population, margin=margin, level=0.995) >= n
    assert sample_size(population + 1, margin=margin, level=level) >= n
    assert n <= invitations(n, response_rate=0.7, population=population) <= population
    assert invitations(n, response_rate=1.0, population=population) == n


@given(strata, st.integers(0, 3), st.floats(0, 1))
def test_allocations_keep_their_laws(people: list[int], floor: int, where: float) -> None:
    """They add up, respect floors and strata, follow size, and do not depend on the order of the strata."""
    sizes = pd.Series(people, index=[f"s{i}" for i in range(len(people))])
    least = sizes.clip(upper=floor)
    n = int(least.sum() + where * (sizes.sum() - least.sum()))
    found = allocate(sizes, n, floor=floor)
    assert found.sum() == n
    assert ((found >= least) & (found <= sizes)).all()
    order = sizes.sort_values(ascending=False).index
    assert all(found[a] >= found[b] for a, b in pairwise(order) if sizes[a] > sizes[b])
    pd.testing.assert_series_equal(allocate(sizes[::-1], n, floor=floor)[sizes.index], found)
    if floor == 0:
        assert ((found - n * sizes / sizes.sum()).abs() < 1).all()


def test_floors_are_paid_by_the_large_ones() -> None:
    """Two tiny strata get their floor, one whole though under it; the other two share what is left by size."""
    assert allocate(pd.Series([900, 88, 10, 1, 0]), 20, floor=2).tolist() == [15, 2, 2, 1, 0]


def test_the_draw_is_what_it_was() -> None:
    """A draw known by heart: the same on every machine, every version, for years."""
    found = draw(STAFF, SIZES, seed=2024, salt="acme")
    assert found.drawn == ("p09", "p05", "p07", "p01", "p08", "p03")
    assert found.replacements == ("p04", "p06", "p02", "p00")
    assert found.frame_sha256 == "4a22964060220dc19b18451f9a1e6f3c9226f6f157b654e299307145d3177927"


def test_the_draw_ignores_row_order_and_depends_on_the_rest() -> None:
    """Rows shuffled, the same people in the same order; another seed, another salt or a newcomer, others."""
    found = draw(STAFF, SIZES, seed=5)
    assert draw(STAFF.sample(frac=1, random_state=1), SIZES[::-1], seed=5) == found
    assert draw(STAFF, SIZES, seed=6).drawn != found.drawn
    assert draw(STAFF, SIZES, seed=5, salt="x").drawn != found.drawn
    assert found.strata == (("legal", 1, 1), ("sales", 6, 3), ("support", 3, 2))
    assert sorted(found.drawn + found.replacements) == list(STAFF.index)
    assert STAFF[list(found.drawn)].value_counts().to_dict() == SIZES.to_dict()
    assert found.population == 10
    assert plain(found)["seed"] == 5  # type: ignore[index,call-overload]


def test_everyone_is_drawn_as_often() -> None:
    """Over 1500 seeds, each of six sellers is drawn half the time, wherever the file lists him."""
    sellers = STAFF[STAFF == "sales"]
    counts = dict.fromkeys(sellers.index, 0)
    for seed in range(1500):
        for name in draw(sellers, pd.Series({"sales": 3}), seed=seed).drawn:
            counts[name] += 1
    # negatively dependent: the multinomial statistic is (1 - 3/6) * 6/5 of a chi-squared with 5 degrees of freedom
    statistic = sum((count - 750) ** 2 / 750 for count in counts.values()) / 0.6
    assert stats.chi2.sf(statistic, 5) > 0.001


def test_a_certificate_is_proof() -> None:
    """It replays on the frame it certifies, and on no other; a swapped name is found out."""
    found = draw(STAFF, SIZES, seed=11, salt="s")
    assert replays(found, STAFF[::-1])
    assert not replays(found, STAFF.iloc[1:])
    assert not replays(found, STAFF.replace("legal", "law"))
    swapped = (found.replacements[0], *found.drawn[1:])
    assert not replays(dataclasses.replace(found, drawn=swapped), STAFF)


def test_an_empty_frame_draws_nobody() -> None:
    """No one to ask is a draw of none, not an error."""
    nobody = draw(STAFF.iloc[:0], SIZES.iloc[:0], seed=0)
    assert (nobody.drawn, nobody.population) == ((), 0)


def test_what_cannot_be_drawn_is_refused() -> None:
    """Twins, blanks, more than there are, a stratum forgotten, a seed below zero, sizes without meaning."""
    for frame, sizes in ((pd.concat([STAFF, STAFF[:1]]), SIZES), (STAFF, SIZES[:2]), (STAFF[:9], SIZES)):
        with pytest.raises(WrongShape):
            draw(frame, sizes, seed=0)
    with pytest.raises(OutOfRange):
        draw(STAFF.rename({"p00": " "}), SIZES, seed=0)
    with pytest.raises(OutOfRange):
        draw(STAFF, SIZES + 1, seed=0)
    with pytest.raises(OutOfRange):
        draw(STAFF, SIZES, seed=-1)
    with pytest.raises(WrongShape):
        allocate(pd.Series([1, 2], index=["a", "a"]), 2)
    for people, n, floor in (([3, 3], 7, 1), ([3, 3], 1, 1), ([3, -3], 0, 0), ([3, 1.5], 2, 1), ([3, np.nan], 2, 1)):
        with pytest.raises(OutOfRange):
            allocate(pd.Series(people), n, floor=floor)
    for population, margin, proportion in ((0, 0.1, 0.5), (10, 0.0, 0.5), (10, 0.1, 1.0)):
        with pytest.raises(OutOfRange):
            sample_size(population, margin=margin, proportion=proportion)
    for answers, rate in ((5, 0.0), (5, 1.1), (11, 0.5)):
        with pytest.raises(OutOfRange):
            invitations(answers, response_rate=rate, population=10)
