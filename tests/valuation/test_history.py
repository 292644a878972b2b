"""History: rows are checked, and each distinct one is computed once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.periods import Period
from gtkit.valuation.history import declared_period, history, mean_rate, require_repeaters, thinned


def summary(*rows: tuple[float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["frequency", "recency", "T"], dtype=float)


def test_groups_spread_back_to_their_customers() -> None:
    """Grouping and spreading back gives each customer its own row."""
    table = summary((2, 3, 9), (0, 0, 9), (2, 3, 9), (0, 0, 4))
    rows = history(table)
    assert rows.n == 4
    assert rows.count.sum() == 4
    assert len(rows.x) == 3
    for values, column in ((rows.x, "frequency"), (rows.t_x, "recency"), (rows.T, "T")):
        np.testing.assert_array_equal(rows.spread(values, column), table[column])
    assert mean_rate(rows) == 4 / 31


def test_gaps_part_no_group_and_keep_their_sum() -> None:
    """Customers alike but for their gaps share a group, which holds the mean of them; nothing told, nothing held."""
    table = summary((2, 3, 9), (2, 3, 9), (0, 0, 9))
    assert history(table).log_gaps is None
    rows = history(table.assign(sum_log_gaps=[0.2, 0.8, 0.0]))
    assert len(rows.x) == 2
    assert rows.log_gaps is not None
    assert rows.count @ rows.log_gaps == pytest.approx(1.0)
    np.testing.assert_allclose(rows.log_gaps, [0.0, 0.5])


def test_cells_forget_the_date_of_the_last_purchase() -> None:
    """Groups that differ by t_x alone share a cell, and each group finds its own x and T there."""
    rows = history(summary((2, 3, 9), (2, 4, 9), (0, 0, 9), (2, 3, 5)))
    x, T, cell = rows.cells()
    assert len(x) == 3
    np.testing.assert_array_equal(x[cell], rows.x)
    np.testing.assert_array_equal(T[cell], rows.T)


def test_undated_histories_know_purchases_and_age_alone() -> None:
    """Groups that differ by t_x alone become one, and every customer finds its x and T there."""
    rows = history(summary((2, 3, 9), (2, 4, 9), (0, 0, 9), (2, 3, 5)))
    bare = rows.undated()
    assert (len(bare.x), bare.n, bare.count.sum()) == (3, 4, 4)
    np.testing.assert_array_equal(bare.x[bare.group], [2, 2, 0, 2])
    np.testing.assert_array_equal(bare.T[bare.group], [9, 9, 9, 5])
    np.testing.assert_array_equal(bare.days[bare.ends], bare.T)


@pytest.mark.parametrize("customers", [5, 400])
def test_what_depends_on_one_number_alone_is_given_to_each_row(customers: int) -> None:
    """Of x, of t_x and of T: the same whether ages are looked up, 400 customers over 20 days, or not."""
    rng = np.random.default_rng(customers)
    T = rng.integers(10, 20, customers).astype(float)
    x = rng.integers(0, 4, customers)
    t_x = np.where(x > 0, np.minimum(rng.integers(1, 20, customers), T), 0)
    rows = history(pd.DataFrame({"frequency": x, "recency": t_x, "T": T}))
    np.testing.assert_array_equal(rows.of_x(np.sqrt), np.sqrt(rows.x))
    early, late = rows.of_ages(np.sqrt)
    np.testing.assert_array_equal(early, np.sqrt(rows.t_x))
    np.testing.assert_array_equal(late, np.sqrt(rows.T))
    np.testing.assert_array_equal(np.column_stack([rows.x, rows.t_x, rows.T])[rows.group], np.column_stack([x, t_x, T]))
    some = rows.only(slice(1, 4))
    np.testing.assert_array_equal(rows.by_x(np.sqrt)(some), np.sqrt(some.x))
    np.testing.assert_array_equal(rows.by_age(np.sqrt)(some)[0], np.sqrt(some.t_x))


def test_a_sample_is_spread_over_the_histories() -> None:
    """A tenth of the customers holds a tenth of each large group, and each of them finds its own history."""
    rows = history(summary(*[(k % 5, 2.0 if k % 5 else 0.0, 9.0) for k in range(1000)]))
    some = thinned(rows, 100)
    assert (some.n, some.count.tolist()) == (100, [20.0] * 5)
    np.testing.assert_array_equal(some.x, rows.x)
    assert some.spread(some.x, "x").sum() == some.count @ some.x
    odd = thinned(rows, 7)
    assert odd.count.sum() == 7


def test_the_period_is_read_from_the_summary() -> None:
    """attrs["period"] tells the unit; without it, nothing does."""
    table = summary((0, 0, 1))
    assert declared_period(table) is None
    table.attrs["period"] = "week"
    assert declared_period(table) is Period.WEEK


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ((-1, 0, 5), "frequency"),
        ((1.5, 2, 5), "frequency"),
        ((1, 6, 5), "recency"),
        ((1, 0, 5), "recency"),
        ((0, 2, 5), "recency"),
        ((0, 0, -5), "T"),
        ((1, 2, np.nan), "T"),
        ((1, 0, 0), "recency"),
    ],
)
def test_an_impossible_row_is_named(row: tuple[float, float, float], told: str) -> None:
    """Negative, fractional, contradictory or missing values are refused with column and row."""
    with pytest.raises(OutOfRange, match=rf"{told}\[1\]"):
        history(summary((0, 0, 5), row))


def test_wrong_tables_are_refused() -> None:
    """A missing column, an empty table, a customer twice: each has its error."""
    with pytest.raises(WrongShape, match="recency"):
        history(summary((0, 0, 5)).drop(columns="recency"))
    with pytest.raises(NotEstimable, match="summary"):
        history(summary().iloc[:0])
    with pytest.raises(WrongShape, match="one row a customer"):
        history(summary((0, 0, 5), (0, 0, 5)).set_axis(["a", "a"]))


def test_a_base_without_a_repeat_purchase_is_refused() -> None:
    """No repeat buyer, or customers who all came on the last day: not estimable."""
    with pytest.raises(NotEstimable, match="repeat_customers"):
        require_repeaters(history(summary((0, 0, 5), (0, 0, 4))))
    with pytest.raises(NotEstimable, match="T"):
        require_repeaters(history(summary((0, 0, 0))))
