"""Register of barriers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.decision.barriers import refusals, register
from gtkit.scoring.decision.electre_tri import scale, sort

BARRIERS = pd.DataFrame(
    [
        ("margin", "max", 0.10, "", True),
        ("days", "min", 90.0, "deal", True),
        ("liability", "min", 1.0, "deal", True),
        ("travel", "min", 50.0, "mission", True),
        ("margin", "max", 0.20, "", False),
    ],
    columns=["criterion", "direction", "limit", "kind", "active"],
    index=["no loss", "no bank", "capped liability", "near", "old floor"],
)
CASES = pd.DataFrame(
    [
        ("deal", 0.05, 95.0, 0.0, np.nan, True, 90.0),
        ("deal", 0.30, 90.0, 0.0, np.nan, True, 10.0),
        ("deal", 0.30, 30.0, 0.0, np.nan, True, 20.0),
        ("deal", 0.10, 30.0, np.nan, np.nan, False, np.nan),
        ("mission", 0.30, 120.0, 1.0, 10.0, False, 99.0),
        ("mission", 0.15, np.nan, np.nan, np.nan, False, 5.0),
    ],
    columns=["kind", "margin", "days", "liability", "travel", "won", "profit"],
    index=list("abcdef"),
)
PAST = CASES.assign(share=CASES["margin"], margin=CASES["profit"])
LIMITS = BARRIERS.assign(criterion=BARRIERS["criterion"].replace("margin", "share"))


def test_one_barrier_is_enough_and_each_is_named() -> None:
    """At the limit is refused; a clause of another kind of case does not bite; an unknown leaves the case open."""
    found = refusals(CASES, BARRIERS)
    assert found["refused"].tolist() == [True, True, False, True, False, pd.NA]
    assert found["barriers"].tolist() == [("no loss", "no bank"), ("no bank",), (), ("no loss",), (), ()]
    assert found.loc["d", "unknown"] == ("capped liability",)
    assert found.loc["f", "unknown"] == ("near",)


def test_the_register_says_what_each_barrier_is_worth() -> None:
    """Counts by hand: biting, decorative, inactive; alone; the success that two barriers would have refused."""
    found = register(PAST, LIMITS)
    assert found.barriers["status"].tolist() == ["biting", "biting", "decorative", "decorative", "inactive"]
    assert found.barriers["seen"].tolist() == [6, 4, 3, 1, 6]
    assert found.barriers["hits"].tolist() == [2, 2, 0, 0, 3]
    assert found.barriers["alone"].tolist() == [1, 1, 0, 0, 1]
    assert found.barriers["contradictory"].tolist() == [("a",), ("a",), (), (), ()]
    assert found.coverage == 0.5
    assert found.overlap.loc["no loss"].tolist() == [2, 1, 0, 0]
    assert found.overlap.columns.tolist() == ["no loss", "no bank", "capped liability", "near"]
    assert found.kinds.loc["deal"].tolist() == [3, 4, 3]
    assert found.kinds.loc["mission"].tolist() == [2, 2, 0]


def test_a_barrier_without_a_case_is_untested_not_decorative() -> None:
    """No past case, no proof either way; a kind guarded by its own barrier alone is still listed."""
    found = register(PAST.iloc[:0], LIMITS)
    assert found.barriers["status"].tolist() == ["untested"] * 4 + ["inactive"]
    assert np.isnan(found.coverage)
    assert found.kinds.loc["deal"].tolist() == [3, 0, 0]
    nobody = register(PAST, LIMITS.iloc[:0])
    assert nobody.kinds["barriers"].tolist() == [0, 0]
    assert nobody.overlap.empty
    assert not nobody.cases["refused"].any()


def test_the_register_agrees_with_the_vetoes_of_the_sorting() -> None:
    """A limit at the lower profile less the veto threshold is the barrier of ELECTRE TRI."""
    rng = np.random.default_rng(2)
    cases = pd.DataFrame(rng.integers(0, 30, (300, 2)).astype(float), columns=["x", "y"]).assign(kind="deal")
    criteria = pd.DataFrame(
        {"direction": ["max", "min"], "weight": 1, "q": 0.0, "p": 1.0, "v": [6.0, 5.0]}, index=["x", "y"]
    )
    sorted_ = sort(cases, scale(criteria, pd.DataFrame({"x": [12.0], "y": [20.0]}))).classes
    limits = pd.DataFrame(
        {"criterion": ["x", "y"], "direction": ["max", "min"], "limit": [6.0, 25.0], "kind": "", "active": True},
        index=["x", "y"],
    )
    found = refusals(cases, limits)
    assert found["barriers"].tolist() == sorted_["barriers"].tolist()
    assert (sorted_.loc[found["refused"].astype(bool), "pessimistic"] == 1).all()


@given(st.integers(0, 2**32 - 1))
def test_the_register_keeps_its_laws(seed: int) -> None:
    """Order changes nothing; hits count the overlap's diagonal; one barrier more never frees a case."""
    rng = np.random.default_rng(seed)
    cases = PAST.iloc[rng.integers(0, 6, 12)].reset_index(drop=True)
    limits = LIMITS.assign(active=rng.random(5) < 0.7)
    found = register(cases, limits)
    active = limits.index[limits["active"]]
    assert np.diag(found.overlap).tolist() == found.barriers.loc[active, "hits"].tolist()
    assert (found.barriers["alone"] <= found.barriers["hits"]).all()
    shuffled = register(cases.iloc[rng.permutation(12)], limits.iloc[rng.permutation(5)])
    numbers = ["status", "seen", "hits", "alone"]
    pd.testing.assert_frame_equal(shuffled.barriers.loc[limits.index, numbers], found.barriers[numbers])
    pd.testing.assert_frame_equal(shuffled.kinds, found.kinds)
    more = refusals(cases, limits.assign(active=True))["refused"]
    assert more[found.cases["refused"].fillna(value=False).astype(bool)].all()


def test_what_is_no_register_is_refused() -> None:
    """A criterion without column, a case or barrier listed twice, an unknown direction, no limit."""
    for cases, barriers in (
        (CASES.drop(columns="days"), BARRIERS),
        (CASES.iloc[[0, 0]], BARRIERS),
        (CASES, BARRIERS.iloc[[0, 0]]),
    ):
        with pytest.raises(WrongShape):
            refusals(cases, barriers)
    with pytest.raises(OutOfRange):
        refusals(CASES, BARRIERS.assign(direction="under"))
    with pytest.raises(OutOfRange):
        register(PAST, LIMITS.assign(limit=np.nan))
