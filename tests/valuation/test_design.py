"""Covariates as the models read them: checked by name, counted from the mean."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.valuation.design import designed, require_distinct, values_of

TABLE = pd.DataFrame({"size": [10.0, 30.0, 20.0], "online": [1, 0, 0]}, index=["a", "b", "c"])


def test_rows_follow_the_customers_asked_for() -> None:
    """Whatever the order of the table, and whoever else stands in it."""
    found = values_of(TABLE, pd.Index(["c", "a"]), ["online", "size"])
    np.testing.assert_array_equal(found, [[0.0, 20.0], [1.0, 10.0]])


def test_a_design_reads_other_customers_by_its_own_centre() -> None:
    """The mean of those it was made from is 0, whoever is read."""
    names = ("size", "online")
    design = designed(values_of(TABLE, TABLE.index, names), names)
    assert design.read(TABLE, TABLE.index).mean(axis=0) == pytest.approx([0, 0])
    mean = pd.DataFrame({"size": [20.0], "online": [1 / 3]}, index=["z"])
    assert design.read(mean, mean.index) == pytest.approx(np.zeros((1, 2)))


@given(shift=st.floats(-1e6, 1e6), scale=st.floats(1e-3, 1e6), seed=st.integers(0, 99))
def test_shift_and_scale_change_nothing(shift: float, scale: float, seed: int) -> None:
    """In euros or in millions, from 0 or from the year 2010: the same units from the centre."""
    values = np.random.default_rng(seed).normal(size=(30, 1))
    table, other = (pd.DataFrame(v, columns=["size"]) for v in (values, shift + scale * values))
    found, same = (designed(t.to_numpy(), ["size"]).read(t, t.index) for t in (table, other))
    np.testing.assert_allclose(same, found, atol=1e-9 * (1 + abs(shift) / scale))
    assert found.std() == pytest.approx(1)


def test_a_faulty_table_is_refused_by_the_name_of_what_is_wrong() -> None:
    """A column or a customer that is missing, a customer that comes twice, words, a blank."""
    index = TABLE.index
    with pytest.raises(WrongShape, match="sector"):
        values_of(TABLE, index, ["sector"])
    with pytest.raises(WrongShape, match="expected d"):
        values_of(TABLE, pd.Index(["a", "d"]), ["size"])
    with pytest.raises(WrongShape, match="one row a customer"):
        values_of(TABLE.set_axis(["a", "a", "c"]), pd.Index(["a"]), ["size"])
    with pytest.raises(OutOfRange, match=r"covariates\[sector\].*0 and 1"):
        values_of(TABLE.assign(sector=["x", "y", "x"]), index, ["sector"])
    for blank in (np.nan, np.inf):
        with pytest.raises(OutOfRange, match=r"covariates\[size\]\[b\]"):
            values_of(TABLE.assign(size=[1.0, blank, 2.0]), index, ["size"])


def test_a_value_out_of_all_measure_is_refused() -> None:
    """Sizes fitted from 10 to 30 say nothing of 10,000: another unit, no doubt; of 100 they do."""
    design = designed(TABLE[["size"]].to_numpy(), ["size"])
    other = pd.DataFrame({"size": [100.0, 10_000.0]}, index=["p", "q"])
    assert design.read(other, pd.Index(["p"])).shape == (1, 1)
    with pytest.raises(OutOfRange, match=r"covariates\[size\]\[q\].*-180 to 220"):
        design.read(other, other.index)


@pytest.mark.parametrize("value", [0.0, 3.0, 1e9, -1e-9])
def test_a_column_that_does_not_vary_is_refused_by_its_name(value: float) -> None:
    """Its effect would be that of the parameter itself."""
    values = np.column_stack([[1.0, 2.0, 3.0], np.full(3, value)])
    with pytest.raises(NotEstimable, match=r"covariates\[same\].*two values"):
        designed(values, ["size", "same"])


def test_a_column_that_others_tell_is_refused_with_their_names() -> None:
    """Levels that add up to 1, a copy in another unit: named with the columns that tell it; near copies too."""
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=(2, 200))
    names = ["a", "b", "c"]
    for third in (a - 2 * b, 1e6 * b, a + b + 1e-6 * rng.normal(size=200)):
        values = np.column_stack([a, b, third])
        scaled = designed(values, names).read(pd.DataFrame(values, columns=names), pd.RangeIndex(200))
        with pytest.raises(NotEstimable, match=r"covariates\[c\]; found '(a, )?b'"):
            require_distinct(scaled, names)
    require_distinct(np.column_stack([a, b, a + b + 0.01 * rng.normal(size=200)]), names)
