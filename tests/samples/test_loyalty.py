"""Who stays with the invented firm, how satisfied, and what each uses."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.samples import Planted, industrial_supplier


@pytest.mark.parametrize("churning", ["A", "B", "C"])
def test_the_planted_tier_loses_most_of_its_customers(churning: str) -> None:
    """Its share of departures is the highest; whoever left did so after entering."""
    retention = industrial_supplier(planted=Planted(churning=churning)).tables["retention"]
    left = retention["left_on"].notna().groupby(retention["tier"]).mean().drop("", errors="ignore")
    assert left.idxmax() == churning
    gone = retention["left_on"].notna()
    assert (retention.loc[gone, "left_on"] >= retention.loc[gone, "entered_on"]).all()
    assert not (retention["renewed"] & gone).any()


def test_satisfaction_is_dealt_blindly_or_not() -> None:
    """By default who stays and who leaves were as satisfied; planted to count, who leaves was less so."""
    for counts, low, high in ((False, -0.6, 0.6), (True, 0.6, 9.0)):
        tables = industrial_supplier(planted=Planted(satisfaction_counts=counts)).tables
        gone = tables["retention"].set_index("customer_id")["left_on"].notna()
        marks = tables["satisfaction"].groupby("customer_id")["recommends"].mean()
        by = marks.groupby(gone.reindex(marks.index)).mean()
        assert low < by[False] - by[True] < high


def test_usages_are_those_of_the_sales() -> None:
    """Every channel used is one by which the customer bought in that year."""
    tables = industrial_supplier().tables
    used = tables["usages"].query("dimension == 'channel'")
    sales = tables["transactions"]
    bought = set(zip(sales["customer_id"], sales["date"].dt.year, sales["channel"], strict=True))
    keys = zip(used["customer_id"], used["year"].astype(int), used["option"], strict=True)
    assert set(keys) <= bought
    assert isinstance(used, pd.DataFrame)
