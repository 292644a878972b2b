"""Lists of priorities: order, concordance, weighing by groups, correction of many tests."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves.alignment.departments import holm, most_cited
from gtkit.epreuves.alignment.lists import concordance, top_of, whole_field

NO_WEIGHTS = pd.Series(dtype=float)


def lists(*told: str) -> pd.Series:
    return pd.Series([tuple(one) for one in told], dtype=object)


def test_management_s_order_follows_median_places() -> None:
    """First by median, then by mean, then by weight; without management, by declared weight."""
    assert top_of(lists("abc", "abc", "bac"), NO_WEIGHTS) == ("a", "b", "c")
    assert top_of(lists("ab", "ba"), pd.Series({"b": 2.0, "a": 1.0}))[0] == "b"
    assert top_of(lists(), pd.Series({"x": 1.0, "y": 3.0})) == ("y", "x")


def test_concordance_needs_two_who_part_the_items() -> None:
    """One member, or one item, is no concordance; the same lists are a whole one."""
    assert concordance(lists("abc")) is None
    assert concordance(lists("a", "a")) is None
    assert concordance(lists("abc", "abc")) == pytest.approx(1)


def test_the_whole_field_weighs_each_group_by_its_people() -> None:
    """All of a large group and none of a small one: the large one's weight, no width when everybody was asked."""
    values, strata = np.array([True, True, False, False]), np.array([0, 0, 1, 1])
    whole = whole_field(values, strata, np.array([30, 10]), level=0.9)
    assert whole is not None
    assert whole[0] == 0.75
    census = whole_field(values, strata, np.array([2, 2]), level=0.9)
    assert census is not None
    assert census[1].width == 0
    assert whole_field(values[:3], strata[:3], np.array([30, 10]), level=0.9) is None


def test_many_tests_are_corrected() -> None:
    """Holm: the least of three is tripled, and the order is kept; an unknown one stays unknown."""
    corrected = holm(pd.Series([0.02, np.nan, 0.001, 0.5]))
    assert corrected[2] == pytest.approx(0.003)
    assert corrected[0] == pytest.approx(0.04)
    assert np.isnan(corrected[1])
    assert most_cited(lists("ab", "bc", "b")) == ("b", "a", "c")
