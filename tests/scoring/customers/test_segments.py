"""The segments that the organisation declares."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.scoring.customers.segments import profile


def base(margins: dict[str, list[float]]) -> pd.DataFrame:
    rows = [(segment, value) for segment, values in margins.items() for value in values]
    frame = pd.DataFrame(rows, columns=["segment", "yearly_margin"])
    return frame.assign(score=50.0, energy_share=1 / len(frame)).rename_axis("customer_id")


def test_a_profile_is_arithmetic() -> None:
    """Counts, sums, shares and means of each segment, the most valuable first."""
    frame = profile(base({"X": [10.0, 20.0], "Y": [60.0, 5.0, 5.0]}), rng=np.random.default_rng(0)).frame
    assert frame.index.tolist() == ["Y", "X"]
    assert frame.loc["Y", ["customers", "value", "effort", "energy_share"]].tolist() == pytest.approx([3, 70, 50, 0.6])
    assert frame["value_share"].tolist() == pytest.approx([0.7, 0.3])
    assert frame["small"].tolist() == [False, True]


def test_a_clear_order_is_firm_and_a_close_one_is_not() -> None:
    """Segments worth ten times each other keep their order; twins keep it about one time in two."""
    rng = np.random.default_rng(1)
    clear = base({k: list(rng.normal(10.0**e, 1, 40)) for e, k in enumerate("abc")})
    twins = base({k: list(rng.permutation(np.linspace(0, 100, 40))) for k in "ab"})
    assert profile(clear, rng=rng).stability > 0.98
    assert 0.3 < profile(twins, rng=rng).stability < 0.7


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12), st.lists(st.floats(-100, 100), min_size=1, max_size=12))
def test_nothing_is_lost_between_segments(first: list[float], second: list[float]) -> None:
    """Counts and values add up to the base; shares of positive value add up to one, or are none."""
    found = profile(base({"a": first, "b": second}), rng=np.random.default_rng(0), resamples=20)
    assert found.frame["customers"].sum() == len(first) + len(second)
    assert found.frame["value"].sum() == pytest.approx(sum(first) + sum(second), abs=1e-6)
    assert found.frame["value_share"].sum() == pytest.approx(1.0) or (found.frame["value"] <= 0).all()
    assert 0 <= found.stability <= 1


def test_no_customer_has_no_segment() -> None:
    """An empty base is refused."""
    with pytest.raises(NotEstimable):
        profile(base({"a": [1.0]}).iloc[:0], rng=np.random.default_rng(0))


def test_the_file_s_order_changes_nothing() -> None:
    """Same customers, same draws: the rows' order moves neither profile nor stability."""
    frame = base({"a": [1.0, 9.0, 4.0], "b": [2.0, 3.0, 8.0]}).set_axis(list("uvwxyz"))
    one, other = (profile(rows, rng=np.random.default_rng(2)) for rows in (frame, frame[::-1]))
    assert one.stability == other.stability
    pd.testing.assert_frame_equal(one.frame, other.frame)


def test_a_customer_without_a_segment_is_refused() -> None:
    """Undeclared is not a segment."""
    with pytest.raises(OutOfRange, match="segment"):
        profile(base({"a": [1.0], "": [2.0]}), rng=np.random.default_rng(0))
