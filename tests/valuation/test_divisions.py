"""Divisions: each customer in one part of each, those of no part in a part of their own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import WrongShape
from gtkit.valuation.divisions import divide


@given(st.lists(st.sampled_from(["A", "B", "", None, float("nan")]), min_size=1, max_size=30))
def test_each_customer_is_of_one_part(values: list[object]) -> None:
    """Whatever is missing, each row of each division holds a single 1, and everybody comes first."""
    customers = pd.RangeIndex(len(values))
    told = divide(pd.DataFrame({"tier": values, "same": "x"}), customers)
    each = told.sums(np.eye(len(values)))
    assert (each[:, 0] == 1).all()
    for division in ("tier", "same"):
        mine = 1 + np.flatnonzero(told.keys.get_level_values("division") == division)
        assert (each[:, mine].sum(axis=1) == 1).all()


def test_without_a_division_there_is_everybody() -> None:
    """No division: one column, no key."""
    told = divide(None, pd.Index(["a", "b"]))
    assert told.sums(np.array([[2.0, 3.0]])).tolist() == [[5.0]]
    assert len(told.keys) == 0


def test_a_customer_that_comes_twice_is_refused() -> None:
    """A customer of two segments is refused by name."""
    with pytest.raises(WrongShape, match="a"):
        divide(pd.DataFrame({"tier": ["A", "B"]}, index=["a", "a"]), pd.Index(["a"]))
