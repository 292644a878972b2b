"""Regularity: Wheat & Morrison's own statistic agrees, an invented shape is found, laws, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import OutOfRange, WrongShape
from gtkit.valuation.history import history
from gtkit.valuation.regularity import EXTREMES, regularity


def wheat_morrison(lines: pd.DataFrame, end: str) -> float:
    """(1 - 4 V) / (8 V), V the variance around 1/2 of the share of one gap in a customer's last two."""
    days = lines.assign(date=pd.to_datetime(lines["date"]))
    days = days[days["date"] <= end].drop_duplicates(["customer_id", "date"]).sort_values(["customer_id", "date"])
    gaps = days.groupby("customer_id")["date"].diff().dt.days.groupby(days["customer_id"])
    last, before = gaps.nth(-1), gaps.nth(-2)
    pairs = pd.DataFrame({"a": last.set_axis(days.loc[last.index, "customer_id"])})
    pairs["b"] = before.set_axis(days.loc[before.index, "customer_id"])
    pairs = pairs.dropna()
    spread = float(((pairs["a"] / (pairs["a"] + pairs["b"]) - 0.5) ** 2).mean())
    return (1 - 4 * spread) / (8 * spread)


def test_public_orders_are_as_irregular_as_the_published_statistic_says(
    cdnow: pd.DataFrame, cdnow_lines: pd.DataFrame, northwind: pd.DataFrame, northwind_lines: pd.DataFrame
) -> None:
    """On CDNOW and on Northwind both say random: 1.04 against 1.05, 1.03 against 1.03."""
    for summary, lines, end in ((cdnow, cdnow_lines, "1997-09-30"), (northwind, northwind_lines, "1998-05-06")):
        found = regularity(history(summary))
        assert found == pytest.approx(wheat_morrison(lines, end), rel=0.03)
        assert found == pytest.approx(1.04, abs=0.02)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_an_invented_regularity_is_found_whatever_the_pace_and_the_dropout(k: int, invent: Callable[..., Any]) -> None:
    """2,000 customers of very unequal pace, many of whom leave: their k within 6 %."""
    base = invent(np.random.default_rng(3), 2000, r=0.8, alpha=5.0 / k, a=0.9, b=3.0, k=k)
    assert regularity(history(base.summary)) == pytest.approx(k, rel=0.06)


def test_each_customers_own_pace_does_not_matter(cdnow: pd.DataFrame) -> None:
    """One customer's time stretched tenfold leaves the estimate as it is."""
    slow = cdnow.copy()
    who = cdnow["frequency"].idxmax()
    slow.loc[who, ["recency", "T"]] *= 10
    slow.loc[who, "sum_log_gaps"] += cdnow.loc[who, "frequency"] * np.log(10)
    assert regularity(history(slow)) == pytest.approx(regularity(history(cdnow)), rel=1e-9)


def table(*rows: tuple[float, float, float]) -> Any:
    data = pd.DataFrame(rows, columns=["frequency", "recency", "sum_log_gaps"]).assign(T=50.0)
    return history(data)


def test_the_ends_of_the_scale() -> None:
    """Equal gaps are as regular as is told, bursts as little; without two gaps nothing is known."""
    assert regularity(table((4, 20, 4 * np.log(5)))) == EXTREMES[1]
    assert regularity(table((2, 40, -400.0))) == EXTREMES[0]
    assert regularity(table((1, 7, np.log(7)), (0, 0, 0))) is None


@pytest.mark.parametrize("row", [(4, 20, 4 * np.log(5) + 0.01), (1, 7, 0.0), (0, 0, 1.0), (3, 9, np.nan)])
def test_impossible_gaps_are_refused(row: tuple[float, float, float]) -> None:
    """A product of gaps that no gaps of that sum have, a lone gap that is not the recency, a gap of nobody, none."""
    with pytest.raises(OutOfRange, match="sum_log_gaps"):
        regularity(table(row))


def test_gaps_that_are_not_told_are_asked_for() -> None:
    """Without the column, its name is told."""
    with pytest.raises(WrongShape, match="sum_log_gaps"):
        regularity(history(pd.DataFrame({"frequency": [2], "recency": [3.0], "T": [4.0]})))
