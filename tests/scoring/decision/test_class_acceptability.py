"""Robustness of the classes."""

from __future__ import annotations

from math import log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.decision.class_acceptability import ClassAcceptability, class_acceptability
from gtkit.scoring.decision.electre_tri import Scale, scale, sort

CRITERIA = pd.DataFrame({"direction": "max", "weight": [1, 1], "q": 0, "p": 0, "v": np.nan}, index=["a", "b"])
EVEN = pd.DataFrame({"low": [0, 0], "high": [1, 1]}, index=["a", "b"])
ONE = scale(CRITERIA, pd.DataFrame({"a": [10], "b": [10]}))
CASE = pd.DataFrame({"a": [12.0], "b": [8.0]}, index=["case"])


def accepted(cuts: tuple[float, float], *, box: pd.DataFrame = EVEN, draws: int = 40_000) -> float:
    found = class_acceptability(CASE, ONE, box=box, rng=np.random.default_rng(5), cuts=cuts, draws=draws)
    return float(found.shares.at["case", 2])


def test_it_matches_the_closed_form_of_two_even_weights() -> None:
    """One of two criteria in favour: P(w1 / (w1 + w2) >= cut) is (1 - cut) / 2 cut; with an even cut, its mean."""
    assert accepted((0.75, 0.75)) == pytest.approx(1 / 6, abs=0.006)
    assert accepted((0.6, 0.9)) == pytest.approx((log(1.5) - 0.3) / 0.6, abs=0.006)


def test_a_barrier_never_yields_and_a_perfect_case_never_falls() -> None:
    """Whatever is drawn, what lies beyond every stretched veto is refused, what passes all is accepted."""
    guarded = scale(CRITERIA.assign(v=[np.nan, 5.0]), pd.DataFrame({"a": [10, 20], "b": [10, 20]}))
    cases = pd.DataFrame({"a": [30.0, 30.0], "b": [30.0, 3.9]}, index=["perfect", "barred"])
    found = class_acceptability(cases, guarded, box=EVEN, rng=np.random.default_rng(2))
    assert found.shares.loc["perfect", 3] == 1
    assert found.shares.loc["barred", 1] == 1
    assert found.held(pd.Series({"perfect": 3, "barred": 2})).tolist() == [1.0, 0.0]


def test_an_unknown_barrier_stays_closed_and_no_weight_known_is_unknown() -> None:
    """Missing on the barrier: never the best class; missing everywhere: no share at all."""
    guarded = scale(CRITERIA.assign(v=[np.nan, 5.0]), pd.DataFrame({"a": [10, 20], "b": [10, 20]}))
    cases = pd.DataFrame({"a": [30.0, np.nan], "b": [np.nan, np.nan]}, index=["capped", "blind"])
    found = class_acceptability(cases, guarded, box=EVEN, rng=np.random.default_rng(2))
    assert found.shares.loc["capped"].tolist() == [0, 1, 0]
    assert found.shares.loc["blind"].isna().all()
    assert np.isnan(found.held(pd.Series({"blind": np.nan}))["blind"])
    assert found.error == pytest.approx(1.96 * np.sqrt(0.25 / 2000))


@bounds(max_examples=40, deadline=None)
@given(
    values=st.lists(st.tuples(st.floats(0, 40), st.floats(0, 40)), min_size=1, max_size=5),
    cut=st.floats(0.55, 0.95),
)
def test_no_doubt_gives_the_sorting_itself(values: list[tuple[float, float]], cut: float) -> None:
    """With a box of no width, no stretch and one cut, all draws give the class of `sort`; shares add up to 1."""
    levels = pd.DataFrame({"a": [10, 20], "b": [10, 20]})
    told: Scale = scale(CRITERIA.assign(q=1, p=4, v=12.0), levels, cut=cut)
    cases = pd.DataFrame(values, columns=["a", "b"])
    box = pd.DataFrame({"low": [1, 1], "high": [1, 1]}, index=["a", "b"])
    found: ClassAcceptability = class_acceptability(
        cases, told, box=box, rng=np.random.default_rng(0), cuts=(cut, cut), stretch=0, draws=3
    )
    assert (found.held(sort(cases, told).classes["pessimistic"]) == 1).all()
    assert found.shares.sum(axis=1).to_numpy() == pytest.approx(1)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"box": EVEN.iloc[:1]}, WrongShape),
        ({"box": EVEN.assign(low=2)}, OutOfRange),
        ({"box": EVEN.assign(high=0)}, NotEstimable),
        ({"cuts": (0.9, 0.6)}, OutOfRange),
        ({"cuts": (0.4, 0.6)}, OutOfRange),
        ({"stretch": 1.0}, OutOfRange),
        ({"draws": 0}, OutOfRange),
    ],
)
def test_bad_bounds_are_refused(changed: dict[str, object], error: type[Exception]) -> None:
    """Each with its own error."""
    asked = {"box": EVEN, "rng": np.random.default_rng(0)} | changed
    with pytest.raises(error):
        class_acceptability(CASE, ONE, **asked)
