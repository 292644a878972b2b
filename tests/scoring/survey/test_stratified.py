"""Shares and means of a population drawn by strata."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.survey.intervals import hypergeometric
from gtkit.scoring.survey.stratified import stratified_mean, stratified_share

SEEDS = st.integers(0, 2**32 - 1)


def test_published_mean(references: dict[str, dict[str, Any]]) -> None:
    """Hours before the television in three districts: mean, variance, bound of two errors."""
    case = references["A-STR"]
    answers = case["input"]["y"]
    values = pd.Series(np.concatenate(answers))
    strata = pd.Series(np.repeat(["town a", "town b", "rural"], [len(y) for y in answers]))
    people = pd.Series(case["input"]["N"], index=["town a", "town b", "rural"])
    found = stratified_mean(values, strata, people)
    expected = case["expected"]
    assert (found.value, found.error**2, 2 * found.error) == pytest.approx(
        (expected["mean"], expected["var"], expected["bound2se"]), abs=case["abs_tol"]
    )
    assert found.interval.width / 2 == pytest.approx(1.959963984540054 * found.error)
    assert found.collapsed == ()


def test_the_variance_of_a_share_is_that_of_the_formula() -> None:
    """The sum of W_h^2 (1 - f_h) p_h (1 - p_h) / (n_h - 1), term by term."""
    trait, strata = _answers({"a": (3, 10), "b": (4, 5)})
    found = stratified_share(trait, strata, pd.Series({"a": 60, "b": 20}))
    variance = 0.75**2 * (1 - 10 / 60) * 0.3 * 0.7 / 9 + 0.25**2 * (1 - 5 / 20) * 0.8 * 0.2 / 4
    assert found.value == pytest.approx(0.75 * 0.3 + 0.25 * 0.8)
    assert found.error**2 == pytest.approx(variance)


def test_an_invented_share_is_recovered() -> None:
    """Of 300 draws in three unequal services, the interval holds the true share at least 19 times of 20; no bias."""
    rng = np.random.default_rng(6)
    people = pd.Series({"sales": 120, "support": 60, "legal": 12})
    frame = {"sales": 40, "support": 45, "legal": 2}  # who has the trait, out of these
    truth = sum(frame.values()) / people.sum()
    held, values = 0, []
    for _ in range(300):
        drawn = {name: (int(rng.hypergeometric(k, people[name] - k, 12)), 12) for name, k in frame.items()}
        drawn["legal"] = (int(rng.hypergeometric(2, 10, 4)), 4)
        found = stratified_share(*_answers(drawn), people)
        held += found.interval.low <= truth <= found.interval.high
        values.append(found.value)
    assert np.mean(values) == pytest.approx(truth, abs=0.02)
    assert 0.95 <= held / 300 < 1


def test_a_unanimous_sample_is_no_certainty_and_a_census_is() -> None:
    """No variance seen is not none; when all were asked, the interval is the share itself."""
    found = stratified_share(*_answers({"a": (0, 6), "b": (0, 6)}), pd.Series({"a": 50, "b": 50}))
    assert (found.value, found.error, found.interval.low) == (0, 0, 0)
    assert 0.1 < found.interval.high < 0.5
    census = stratified_share(*_answers({"a": (2, 6), "b": (1, 1)}), pd.Series({"a": 6, "b": 1}))
    assert census.value == pytest.approx(3 / 7)
    assert (census.error, census.interval.width, census.collapsed) == (0, pytest.approx(0), ())


def test_a_stratum_too_thin_joins_the_smallest_other() -> None:
    """One answer of five, none of eight: joined, said, and weighed together; nobody disappears from the population."""
    trait, strata = _answers({"a": (5, 10), "b": (1, 1), "c": (1, 4)})
    found = stratified_share(trait, strata, pd.Series({"a": 50, "b": 5, "c": 40, "d": 8, "e": 0}))
    assert found.collapsed == ("b + c + d",)
    assert found.strata.loc["b + c + d", ["people", "asked", "value"]].tolist() == [53, 5, 0.4]
    assert found.value == pytest.approx((50 * 0.5 + 53 * 0.4) / 103)


@given(SEEDS)
def test_shares_keep_their_laws(seed: int) -> None:
    """Inside 0 and 1; the opposite mirrors; order is nothing; one stratum gives the plain exact interval."""
    rng = np.random.default_rng(seed)
    names = list("abc")
    people = pd.Series(rng.integers(3, 40, 3), index=names)
    drawn = {name: int(rng.integers(2, size + 1)) for name, size in people.items()}
    trait, strata = _answers({str(name): (int(rng.integers(0, n + 1)), n) for name, n in drawn.items()})
    found = stratified_share(trait, strata, people)
    assert 0 <= found.interval.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.interval.high <= 1
    other = stratified_share(~trait, strata, people)
    assert (1 - other.interval.high, 1 - other.interval.low) == pytest.approx((found.interval.low, found.interval.high))
    order = rng.permutation(len(trait))
    shuffled = stratified_share(trait.iloc[order], strata.iloc[order], people[::-1])
    assert (shuffled.value, shuffled.interval.low) == pytest.approx((found.value, found.interval.low))
    assert stratified_share(trait, strata, people, level=0.8).interval.width <= found.interval.width + 1e-12
    one = trait[strata == "a"]
    alone = stratified_share(one, strata[strata == "a"], people[["a"]])
    exact = hypergeometric(int(one.sum()), len(one), int(people["a"]))
    assert (alone.interval.low, alone.interval.high) == pytest.approx((exact.low, exact.high))


@given(SEEDS, st.floats(0.5, 4), st.floats(-5, 5))
def test_means_follow_the_unit(seed: int, scale: float, shift: float) -> None:
    """Another unit, another origin: value, error and bounds follow."""
    rng = np.random.default_rng(seed)
    strata = pd.Series(np.repeat(["a", "b"], [5, 4]))
    values, people = pd.Series(rng.normal(size=9)), pd.Series({"a": 30, "b": 9})
    one = stratified_mean(values, strata, people)
    other = stratified_mean(values * scale + shift, strata, people)
    assert other.value == pytest.approx(one.value * scale + shift)
    assert other.error == pytest.approx(one.error * scale)
    assert other.interval.low == pytest.approx(one.interval.low * scale + shift)


def test_what_cannot_be_estimated_is_refused() -> None:
    """One answer in all, none, holes, twins, strata without size, more asked than there are."""
    trait, strata = _answers({"a": (1, 3), "b": (2, 3)})
    people = pd.Series({"a": 9, "b": 9})
    for some in (trait[:1], trait[:0]):
        with pytest.raises(NotEstimable):
            stratified_share(some, strata[some.index], people)
    with pytest.raises(NotEstimable):
        stratified_share(trait[:0], strata[:0], people * 0)
    for x, y, z in (
        (trait, strata[:5], people),
        (trait.set_axis([0] * 6), strata.set_axis([0] * 6), people),
        (trait, strata, people[["a"]]),
        (trait, strata, pd.concat([people, people])),
    ):
        with pytest.raises(WrongShape):
            stratified_share(x, y, z)
    for sizes in (people - 7, people + 0.5, people * -1):
        with pytest.raises(OutOfRange):
            stratified_share(trait, strata, sizes)
    with pytest.raises(OutOfRange):
        stratified_mean(trait.astype(float).mask(trait), strata, people)
    with pytest.raises(OutOfRange):
        stratified_share(trait.astype("boolean").mask(trait), strata, people)


def _answers(drawn: dict[str, tuple[int, int]]) -> tuple[pd.Series, pd.Series]:
    """So many with the trait of so many asked, in each stratum."""
    trait = np.concatenate([np.arange(n) < k for k, n in drawn.values()])
    return pd.Series(trait), pd.Series(np.repeat(list(drawn), [n for _, n in drawn.values()]))
