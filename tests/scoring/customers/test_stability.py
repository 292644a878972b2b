"""Does the ranking of customers last?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.scoring.customers.stability import classes, yearly_ranks
from gtkit.scoring.survey.agreement import kendall_w


def years(values: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(values, index=[f"C{i:02d}" for i in range(len(values))], columns=range(values.shape[1]))


def test_classes_are_the_textbook_abc() -> None:
    """80 % of the value is A, up to 95 % B, the rest C; who brings nothing is C."""
    values = pd.Series([50.0, 30.0, 10.0, 5.0, 4.0, 1.0, 0.0, -3.0], index=list("abcdefgh"))
    assert "".join(classes(values)) == "AABBCCCC"


def test_a_planted_order_is_recovered() -> None:
    """Customers who keep their size through three noisy years stay in their class; shuffled ones do not."""
    rng = np.random.default_rng(4)
    size = rng.lognormal(8, 1.2, 80)
    kept = yearly_ranks(years(size[:, None] * rng.lognormal(0, 0.1, (80, 3))))
    lost = yearly_ranks(years(np.column_stack([rng.permutation(size) for _ in range(3)])))
    assert kept.concordance > 0.95
    assert kept.stable_share > 0.9
    assert kept.p_value < 1e-6 < lost.p_value
    assert lost.stable_share < kept.stable_share


@given(st.integers(2, 12), st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_ranks_and_moves_keep_their_laws(customers: int, count: int, seed: int) -> None:
    """W is that of the yearly values, every customer moves once, money's unit and the file's order change nothing."""
    values = np.random.default_rng(seed).normal(10, 30, (customers, count))
    found = yearly_ranks(years(values))
    assert found.concordance == pytest.approx(kendall_w(values.T).w)
    assert found.moves.to_numpy().sum() == customers
    assert np.trace(found.moves.to_numpy()) == round(found.stable_share * customers)
    again = yearly_ranks((years(values) * 100).iloc[::-1])
    assert again.stable_share == found.stable_share
    assert again.ranks.sort_index().equals(found.ranks.sort_index())


def test_what_has_no_years_is_refused() -> None:
    """One year, one customer, a missing year, customers that never differ."""
    with pytest.raises(NotEstimable):
        yearly_ranks(years(np.array([[1.0], [2.0]])))
    with pytest.raises(NotEstimable):
        yearly_ranks(years(np.array([[1.0, 2.0]])))
    with pytest.raises(OutOfRange):
        yearly_ranks(years(np.array([[1.0, np.nan], [1.0, 2.0]])))
    with pytest.raises(NotEstimable):
        yearly_ranks(years(np.ones((3, 3))))


def test_who_brought_nothing_at_either_end_is_in_no_class() -> None:
    """A customer of the middle year alone did not stay in class C: it was never in it."""
    found = yearly_ranks(years(np.array([[80.0, 80.0, 80.0], [20.0, 20.0, 20.0], [0.0, 50.0, 0.0]])))
    assert found.moves.to_numpy().sum() == 2
    assert found.stable_share == 1.0
    assert len(found.ranks) == 3
    with pytest.raises(NotEstimable, match="yearly_ranks"):
        yearly_ranks(years(np.array([[0.0, 1.0, 0.0], [0.0, 2.0, 0.0]])))
