"""What customers could buy as their peers do: by hand, recovered, lawful, refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.customers.peers import peer_potential

INDEX = pd.RangeIndex(12)


def found(sales: list[float], sizes: list[float] | None = None, **asked: float) -> pd.DataFrame:
    size = pd.Series(np.nan if sizes is None else sizes, index=INDEX, dtype=float)
    return peer_potential(pd.Series(sales, index=INDEX), pd.Series("s", index=INDEX), size, **asked)  # type: ignore[arg-type]


def test_the_mark_is_the_quantile_of_the_segment() -> None:
    """Sales of 1 to 12: three quarters of the way is 9.25; who buys more has no gap."""
    table = found([float(k) for k in range(1, 13)])
    assert set(table["potential"]) == {9.25}
    assert table["gap"].tolist()[:2] == [8.25, 7.25]
    assert (table["gap"].to_numpy()[9:] == 0).all()


def test_a_share_of_size_is_recovered() -> None:
    """Each buys a share of its size spread evenly up to 2 a head: the mark is 1.5 a head, whatever the size."""
    rng = np.random.default_rng(1)
    n = 4001
    size = pd.Series(rng.uniform(5, 5000, n))
    sales = size * np.linspace(0, 2, n)[rng.permutation(n)]
    table = peer_potential(sales, pd.Series("s", index=size.index), size)
    np.testing.assert_allclose(table["potential"] / size, 1.5, rtol=1e-9)
    assert table["by_size"].all()


def test_few_peers_few_sizes_and_no_segment() -> None:
    """Under ten peers there is no mark; sizes of a few are left out; one whose size is unknown among sized has none."""
    few = peer_potential(pd.Series([1.0] * 9), pd.Series(["s"] * 9), pd.Series([1.0] * 9))
    assert few["potential"].isna().all()
    sparse = found([float(k) for k in range(1, 13)], [1.0] * 3 + [float("nan")] * 9)
    assert not sparse["by_size"].any()
    assert sparse["potential"].notna().all()
    most = found([float(k) for k in range(1, 13)], [1.0] * 11 + [float("nan")])
    assert most["potential"].isna().tolist() == [False] * 11 + [True]
    alone = peer_potential(pd.Series([1.0] * 20), pd.Series([""] * 20), pd.Series([1.0] * 20))
    assert alone["potential"].isna().all()


@given(st.lists(st.floats(0, 1e6), min_size=12, max_size=12), st.floats(0.01, 100))
def test_the_laws_of_peers(sales: list[float], factor: float) -> None:
    """Another currency scales it, another unit of size changes nothing, a higher mark never lowers a gap."""
    sizes = [float(k) for k in range(1, 13)]
    one = found(sales, sizes)
    scaled = found([s * factor for s in sales], sizes)
    np.testing.assert_allclose(scaled["potential"], one["potential"] * factor, atol=1e-6)
    np.testing.assert_allclose(found(sales, [s * factor for s in sizes])["potential"], one["potential"], atol=1e-6)
    assert (found(sales, sizes, quantile=0.9)["gap"] >= one["gap"] - 1e-6).all()
    assert (one["gap"] >= 0).all()


def test_impossible_peers_are_refused() -> None:
    """Sales below zero, a size of nothing, other customers, a quantile of one."""
    with pytest.raises(OutOfRange, match="sales"):
        found([-1.0] * 12)
    with pytest.raises(OutOfRange, match="size"):
        found([1.0] * 12, [0.0] * 12)
    with pytest.raises(OutOfRange, match="quantile"):
        found([1.0] * 12, quantile=1.0)
    with pytest.raises(WrongShape, match="segment"):
        peer_potential(pd.Series([1.0]), pd.Series(["s"], index=[9]), pd.Series([1.0]))
