"""Columns of the customer table: what was computed of each customer, beside what the customers table says of it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.customer_base import CustomerBase
from gtkit.scoring.customers.efforts import EffortScores
from gtkit.scoring.customers.energy import EnergyReturn
from gtkit.valuation.service import ServedValue


def computed(
    base: CustomerBase | None,
    spent: EnergyReturn | None,
    served: ServedValue | None,
    scores: EffortScores | None,
) -> pd.DataFrame:
    """What was computed of each customer, NaN where it was not.

    Parameters
    ----------
    base, spent, served, scores : results, None where they could not be had.

    Returns
    -------
    DataFrame by customer: yearly_margin, ltv, service, net, net_q10, after, hours, cost, score, completeness, and the
    other columns of energy and efforts.
    """
    parts: list[pd.DataFrame | pd.Series] = []
    if base is not None:
        parts.append(base.last_year.rename("yearly_margin"))
    if served is not None:
        parts.append(served.customers[["ltv", "service", "net", "net_q10", "after"]])
    if spent is not None:
        parts.append(spent.customers[["hours", "cost", "energy_share", "value_share", "pull", "vacuum"]])
    if scores is not None:
        parts.append(scores.customers[["score", "completeness", "weakest"]])
    joined = pd.concat(parts, axis=1) if parts else pd.DataFrame()
    wanted = ["yearly_margin", "ltv", "service", "net", "net_q10", "after", "hours", "cost", "score", "completeness"]
    return joined.reindex(columns=list(dict.fromkeys([*wanted, *joined.columns])))


def last_year_sales(tables: Tables, as_of: date) -> pd.Series:
    """Sales of each customer over the last twelve months, net of credit notes."""
    if "transactions" not in tables:
        return pd.Series(dtype=float, name="yearly_sales")
    lines, last = tables["transactions"].frame, pd.Timestamp(as_of)
    inside = (lines["date"] > last - pd.DateOffset(years=1)) & (lines["date"] <= last)
    sums: pd.Series = lines["amount"].where(inside, 0.0).groupby(lines["customer_id"]).sum()
    return sums.rename("yearly_sales")
