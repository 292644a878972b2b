"""The whale curve and the Gini index."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.scoring.customers.concentration import gini, whale

margins = st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 2)), min_size=1, max_size=40)


def series(values: list[float]) -> pd.Series:
    return pd.Series(values, index=[f"C{i:02d}" for i in range(len(values))], dtype=float)


def test_the_published_curve(references: dict[str, dict[str, Any]]) -> None:
    """Six customers: peak of 137.5 % at the fourth, 37.5 points destroyed after it; Gini of 1, 2, 3, 4."""
    case = references["A-WH"]
    found = whale(series(case["input"]["profits"]))
    expected = case["expected"]
    assert (100 * found.customers["cumulative_share"]).tolist() == pytest.approx(expected["cum_pct"], abs=1e-9)
    assert (100 * found.peak / found.total, found.peak_rank) == pytest.approx(
        (expected["peak_pct"], expected["peak_k"])
    )
    assert found.destroyed == pytest.approx(30.0)
    assert gini(case["input"]["gini_x"]) == pytest.approx(expected["gini"], abs=1e-12)


def test_the_gini_of_a_known_law_is_recovered() -> None:
    """Exponential incomes have a Gini index of one half."""
    assert gini(np.random.default_rng(0).exponential(1.0, 20_000)) == pytest.approx(0.5, abs=0.01)


@given(margins, st.floats(0.01, 100))
def test_the_curve_keeps_its_laws(values: list[float], scale: float) -> None:
    """It ends at the total, peaks at the sum of the gains, ignores file order, scales with money."""
    found = whale(series(values))
    assert found.customers["cumulative"].iloc[-1] == pytest.approx(sum(values), abs=1e-6)
    assert found.peak == pytest.approx(sum(v for v in values if v > 0), abs=1e-6)
    assert found.peak_rank <= sum(v > 0 for v in values)
    assert found.destroyed >= -1e-6
    again = whale(series(values).iloc[::-1] * scale)
    assert again.customers.index.tolist() == found.customers.index.tolist()
    assert again.destroyed == pytest.approx(scale * found.destroyed, rel=1e-6, abs=1e-4)


def test_ties_stand_by_customer_code() -> None:
    """Equal margins are ranked by code, whatever the order of the file."""
    assert whale(pd.Series([5.0, 5.0], index=["B", "A"])).customers.index.tolist() == ["A", "B"]


def test_a_base_that_earns_nothing_has_no_shares() -> None:
    """With a total of zero or less, shares mean nothing and are not given."""
    found = whale(series([10, -30]))
    assert np.isnan(found.top5_share)
    assert found.customers["cumulative_share"].isna().all()
    assert (found.peak, found.destroyed) == (10.0, 30.0)
    assert whale(series([-1.0])).peak_rank == 0


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40).filter(lambda v: sum(v) > 1e-3), st.floats(0.1, 10))
def test_gini_is_a_share_and_blind_to_scale(values: list[float], scale: float) -> None:
    """Between 0 and (n - 1) / n; money in another unit changes nothing."""
    index = gini(values)
    assert -1e-9 <= index <= (len(values) - 1) / len(values) + 1e-9
    assert gini(np.array(values) * scale) == pytest.approx(index, abs=1e-9)


def test_what_cannot_be_concentrated_is_refused() -> None:
    """No customer, a margin that is no number, a negative value, nothing to share."""
    with pytest.raises(NotEstimable):
        whale(pd.Series(dtype=float))
    with pytest.raises(OutOfRange):
        whale(series([1.0, float("nan")]))
    with pytest.raises(OutOfRange):
        gini([1.0, -1.0])
    with pytest.raises(NotEstimable):
        gini([0.0, 0.0])


def test_a_total_that_is_only_rounding_is_zero() -> None:
    """0.1 + 0.2 - 0.3 is 6e-17 in binary: no share is taken of it."""
    found = whale(series([0.1, 0.2, -0.3]))
    assert found.customers["cumulative_share"].isna().all()
    assert found.destroyed == pytest.approx(0.3)
