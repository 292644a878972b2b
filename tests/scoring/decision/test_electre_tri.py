"""ELECTRE TRI-B."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.decision.electre_tri import Sorting, scale, sort

SEEDS = st.integers(0, 2**32 - 1)
CRITERIA = pd.DataFrame(
    {"direction": ["max", "min", "max"], "weight": [3, 4, 3], "q": [1, 5, 0], "p": [2, 10, 0], "v": [np.nan, 30, 2]},
    index=["margin", "days", "skill"],
)
LIMITS = pd.DataFrame({"margin": [10, 20], "days": [60, 45], "skill": [2, 3]}, index=["refused under", "accepted from"])


def test_published_classes_and_credibilities(references: dict[str, dict[str, Any]]) -> None:
    """The Ticino example: both credibilities of 7 alternatives against 2 profiles, both rules."""
    case = references["A-ETRI"]
    given_, expected = case["input"], case["expected"]
    criteria = pd.DataFrame({"direction": given_["direction"], "weight": given_["weights"]}).assign(
        **{name: given_[name] for name in "qpv"}
    )
    found = sort(
        pd.DataFrame(given_["performance"]), scale(criteria, pd.DataFrame(given_["profiles"]), cut=given_["lam"])
    )
    assert found.over.to_numpy() == pytest.approx(np.array(expected["S_a_b"]), abs=case["abs_tol"])
    assert found.under.to_numpy() == pytest.approx(np.array(expected["S_b_a"]), abs=case["abs_tol"])
    assert found.classes["pessimistic"].tolist() == expected["pessimistic"]
    assert found.classes["optimistic"].tolist() == expected["optimistic"]
    assert found.classes.index[found.classes["debated"]].tolist() == [1, 4]


def test_an_invented_order_is_recovered() -> None:
    """Without thresholds nor veto, a class is the count of profiles that a three-quarter majority reaches."""
    rng = np.random.default_rng(3)
    criteria = pd.DataFrame({"direction": "max", "weight": 1, "q": 0.0, "p": 0.0, "v": np.nan}, index=list("abcd"))
    limits = pd.DataFrame([[3.0] * 4, [6.0] * 4], columns=list("abcd"))
    cases = pd.DataFrame(rng.integers(0, 10, (200, 4)).astype(float), columns=list("abcd"))
    majority = [int((cases.iloc[i] >= 3).sum() >= 3) + int((cases.iloc[i] >= 6).sum() >= 3) + 1 for i in range(200)]
    assert sort(cases, scale(criteria, limits)).classes["pessimistic"].tolist() == majority


def test_one_barrier_refuses_whatever_the_rest_is_worth() -> None:
    """A veto against the lower profile refuses what is perfect elsewhere; it is named, even unweighed."""
    case = pd.DataFrame({"margin": [1e6], "days": [90.0], "skill": [5.0]})
    for weight in (4.0, 0.0):
        criteria = CRITERIA.assign(weight=[3.0, weight, 3.0])
        row = sort(case, scale(criteria, LIMITS)).classes.iloc[0]
        assert (row["pessimistic"], row["barriers"], row["debated"]) == (1, ("days",), False)


def test_decimal_weights_and_levels_reach_the_cut_that_they_write() -> None:
    """0.4 + 0.35 against a cut of 0.75, and 0.8 - 0.6 against a threshold of 0.2: binary rounding decides nothing."""
    criteria = pd.DataFrame({"direction": "max", "weight": [0.4, 0.35, 0.25], "q": 0.2, "p": 0.2, "v": np.nan})
    case = pd.DataFrame([[0.6, 0.6, 0.0]])
    limits = pd.DataFrame([[0.8, 0.8, 0.8]])
    found = sort(case, scale(criteria, limits))
    assert found.over.iat[0, 0] == pytest.approx(0.75)
    assert found.classes["pessimistic"].tolist() == [2]
    by_hundred = scale(criteria.assign(weight=[40, 35, 25]), limits)
    assert sort(case, by_hundred).classes["pessimistic"].tolist() == [2]


def test_an_unknown_is_neither_good_nor_bad() -> None:
    """The known criteria share the weight; an unknown veto closes the best class only; nothing known is no class."""
    cases = pd.DataFrame({"margin": [np.nan, 25, 25, 5], "days": [45, np.nan, 90, np.nan], "skill": [3, 3, np.nan, 1]})
    rows = sort(cases.astype(float), scale(CRITERIA, LIMITS)).classes
    assert rows["pessimistic"].tolist() == [3, 2, 1, 1]
    assert rows["optimistic"].max() <= 3
    assert rows["capped"].tolist() == [False, True, True, True]
    assert rows["missing"].tolist() == [("margin",), ("days",), ("skill",), ("days",)]
    nothing = sort(cases.iloc[:1] * np.nan, scale(CRITERIA, LIMITS))
    assert nothing.classes[["pessimistic", "optimistic"]].isna().all(axis=None)
    assert not nothing.classes["debated"].any()
    assert nothing.over.isna().all(axis=None)


def test_a_barrier_known_alone_refuses_all_the_same() -> None:
    """A pure veto that hits settles the pessimistic class though no weighted criterion is known."""
    criteria = CRITERIA.assign(weight=[1, 0, 1])
    row = sort(pd.DataFrame([[np.nan, 95.0, np.nan]], columns=CRITERIA.index), scale(criteria, LIMITS)).classes.iloc[0]
    assert row["pessimistic"] == 1
    assert pd.isna(row["optimistic"])
    assert row["barriers"] == ("days",)


@given(SEEDS)
def test_classes_keep_their_laws(seed: int) -> None:
    """Blind to weight units, to a criterion's unit or direction, to its company; pessimistic never above optimistic."""
    rng = np.random.default_rng(seed)
    cases, criteria, limits = _world(rng)
    found = sort(cases, scale(criteria, limits))
    known = found.classes.dropna()
    assert (known["pessimistic"] <= known["optimistic"]).all()
    assert ((found.over >= 0) & (found.over <= 1) | found.over.isna()).all(axis=None)

    heavier = sort(cases, scale(criteria.assign(weight=criteria["weight"] * 40), limits))
    pd.testing.assert_frame_equal(heavier.classes, found.classes)
    alone = sort(cases.iloc[[1]], scale(criteria, limits))
    pd.testing.assert_frame_equal(alone.classes, found.classes.iloc[[1]])

    first = criteria.index[0]
    unit = pd.Series(1.0, index=criteria.index)
    unit[first] = -8.0  # another unit, and the direction turned: exact in binary
    turned = criteria.assign(**{name: criteria[name] * unit.abs() for name in "qpv"})
    turned.loc[first, "direction"] = "max" if criteria.loc[first, "direction"] == "min" else "min"
    _same(sort(cases * unit, scale(turned, limits * unit)), found)


@given(SEEDS)
def test_lifting_all_vetoes_never_lowers_a_pessimistic_class(seed: int) -> None:
    """Barriers only close classes."""
    cases, criteria, limits = _world(np.random.default_rng(seed))
    cases = cases.fillna(limits.iloc[0])
    held = sort(cases, scale(criteria, limits)).classes["pessimistic"]
    free = sort(cases, scale(criteria.assign(v=np.nan), limits)).classes["pessimistic"]
    assert (free >= held).all()


@given(SEEDS)
def test_a_better_performance_never_lowers_a_class(seed: int) -> None:
    """Each criterion is monotone in its direction, whatever the credibility does between thresholds."""
    rng = np.random.default_rng(seed)
    cases, criteria, limits = _world(rng)
    before = sort(cases, scale(criteria, limits)).classes
    sign = np.where(criteria["direction"] == "max", 1.0, -1.0)
    after = sort(cases + rng.uniform(0, 5, cases.shape) * sign, scale(criteria, limits)).classes
    for rule in ("pessimistic", "optimistic"):
        assert (after[rule].fillna(0) >= before[rule].fillna(0)).all()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"q": [3.0, 5.0, 0.0]}, OutOfRange),
        ({"v": [1.0, 30.0, 2.0]}, OutOfRange),
        ({"v": [np.nan, -30.0, 2.0]}, OutOfRange),
        ({"p": [np.nan, 10.0, 0.0]}, OutOfRange),
        ({"direction": ["max", "less", "max"]}, OutOfRange),
        ({"direction": ["max", "max", "max"]}, OutOfRange),
        ({"weight": [3.0, -4.0, 3.0]}, OutOfRange),
        ({"weight": [0.0, 0.0, 0.0]}, NotEstimable),
    ],
)
def test_a_scale_that_means_nothing_is_refused(change: dict[str, list[Any]], error: type[Exception]) -> None:
    """Thresholds out of order or in the wrong sense, an unknown or wrong direction, weights below zero or all zero."""
    with pytest.raises(error):
        scale(CRITERIA.assign(**change), LIMITS)


def test_what_cannot_be_sorted_is_refused() -> None:
    """Profiles equal, reversed, absent; a cut of one half; a criterion without column or listed twice; twins."""
    for limits in (LIMITS.iloc[::-1], LIMITS.iloc[[0, 0]]):
        with pytest.raises(OutOfRange):
            scale(CRITERIA, limits)
    for limits in (LIMITS.iloc[:0], LIMITS[["margin", "days"]]):
        with pytest.raises(WrongShape):
            scale(CRITERIA, limits)
    with pytest.raises(WrongShape):
        scale(pd.concat([CRITERIA, CRITERIA.iloc[:1]]), LIMITS)
    for cut in (0.5, 1.01):
        with pytest.raises(OutOfRange):
            scale(CRITERIA, LIMITS, cut=cut)
    good = scale(CRITERIA, LIMITS)
    with pytest.raises(WrongShape):
        sort(LIMITS[["margin", "days"]], good)
    with pytest.raises(WrongShape):
        sort(LIMITS.iloc[[0, 0]], good)
    with pytest.raises(OutOfRange):
        sort(LIMITS.assign(margin=np.inf), good)


def _world(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Six alternatives with holes, four criteria of either direction, three profiles."""
    names = list("wxyz")
    direction = rng.choice(["max", "min"], 4)
    sign = np.where(direction == "max", 1.0, -1.0)
    steps = np.sort(rng.uniform(0, 4, (3, 4)), axis=0)
    steps[2] += 0.1
    veto = np.where(rng.random(4) < 0.5, steps[2] + 1, np.nan)
    criteria = pd.DataFrame({"direction": direction, "weight": rng.integers(1, 9, 4), "q": steps[0], "p": steps[1]})
    limits = pd.DataFrame(np.cumsum(rng.uniform(1, 4, (3, 4)), axis=0) * sign, columns=names)
    cases = rng.uniform(-3, 14, (6, 4)) * sign
    cases[rng.random((6, 4)) < 0.15] = np.nan
    return pd.DataFrame(cases, columns=names), criteria.assign(v=veto).set_axis(names), limits


def _same(one: Sorting, other: Sorting) -> None:
    pd.testing.assert_frame_equal(one.classes, other.classes)
    pd.testing.assert_frame_equal(one.over, other.over)
