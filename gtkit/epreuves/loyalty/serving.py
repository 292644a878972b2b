"""Who is served beyond what it brings, who short of what it was promised, and what the tiers' own grid would save."""

from __future__ import annotations

import numpy as np
import pandas as pd

BEST = 0.75  # rank by net margin from which a customer is among the best quarter


def serve(customers: pd.DataFrame, levels: pd.DataFrame | None, *, high_service: float) -> pd.DataFrame:
    """Each customer's service against its net margin.

    An over-served customer takes more time than most and loses money all the same; one on record as gone is neither
    over-served nor under-served, since nobody serves it any more. Bringing its time back to the grid
    of its own tier saves the cost of the hours beyond; a customer without a tier saves nothing. An under-served one is
    among the best quarter by net margin and receives fewer hours than its tier was promised.

    Parameters
    ----------
    customers : DataFrame by customer
        yearly_margin, hours and cost (a year; NaN = none), tier ("" = none), departed (bool).
    levels : DataFrame or None
        The `service_levels` table; without it nothing is saved and nobody is under-served.
    high_service : float
        Quantile of the hours, among the customers served, from which service is high.

    Returns
    -------
    DataFrame by customer that bought or took time: net (margin less cost of time), hours, cost, tier, departed,
    grid_hours and promised_hours (a year; NaN where the tier's are not known), over, under (bool), loss (0 or more) and
    kept (loss left once the time is back on the grid).

    Source: METHODS M21 and M23.
    """
    table = customers[["yearly_margin", "hours", "cost"]].fillna(0.0).join(customers[["tier", "departed"]])
    table = table[(table["yearly_margin"] != 0) | (table["cost"] != 0)]
    net = table["yearly_margin"] - table["cost"]
    served = table["hours"][table["hours"] > 0]
    high = table["hours"] >= (served.quantile(high_service) if len(served) else np.inf)
    there = ~table["departed"]
    grid, promised = _hours_of(levels)
    grid_hours, promised_hours = table["tier"].map(grid).astype(float), table["tier"].map(promised).astype(float)
    loss = (-net).clip(lower=0.0)
    beyond = (1 - grid_hours / table["hours"].where(table["hours"] > 0)).clip(lower=0.0).fillna(0.0)
    return table.assign(
        net=net,
        grid_hours=grid_hours,
        promised_hours=promised_hours,
        over=there & high & (net < 0),
        under=there & (net > 0) & (net >= net.quantile(BEST)) & (table["hours"] < promised_hours),
        loss=loss,
        kept=(loss - table["cost"] * beyond).clip(lower=0.0),
    )


def _hours_of(levels: pd.DataFrame | None) -> tuple[pd.Series, pd.Series]:
    """Hours a year of the grid, and of the promise, by tier; a tier that was promised nothing is not there."""
    if levels is None:
        empty = pd.Series(dtype=float)
        return empty, empty
    timed = levels[levels["hours"].notna()]
    given = (timed["cadence"] * timed["hours"]).groupby(timed["tier"]).sum()
    promised = (timed["promised"] * timed["hours"]).groupby(timed["tier"]).sum(min_count=1)
    return given, promised.dropna()
