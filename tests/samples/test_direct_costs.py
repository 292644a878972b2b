"""Costs booked on customers: a share of their sales, and newcomers alone were won."""

from __future__ import annotations

import pandas as pd

from gtkit.samples import industrial_supplier


def test_carriage_follows_sales_and_newcomers_alone_were_won() -> None:
    """Carriage of four quarters is one or two per cent of their sales; no old customer was acquired."""
    sample = industrial_supplier()
    costs, sales, customers = (sample.tables[key] for key in ("customer_costs", "transactions", "customers"))
    year = sales[sales["date"] > "2025-06-30"]
    carried = costs[costs["kind"] == "logistics"]
    assert 0.008 < carried["amount"].sum() / year["amount"].sum() < 0.022
    assert carried["date"].nunique() == 4
    assert set(carried["customer_id"]) <= set(year["customer_id"])
    won = costs.loc[costs["kind"] == "acquisition", "customer_id"]
    came = customers.loc[customers["acquired_on"] >= pd.Timestamp("2023-01-01"), "customer_id"]
    assert sorted(won) == sorted(came)
    assert (costs["amount"] > 0).all()
