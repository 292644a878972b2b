"""Silences against customers' own rhythm, beside what the model says of an order to come."""

from __future__ import annotations

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.customer_base import CustomerBase
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.valuation import rhythm


def rhythms(tables: Tables, base: CustomerBase | None, settings: Settings) -> pd.DataFrame | None:
    """Rhythm and silence of each customer valued, and the chance that it orders nothing in the next twelve months.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Reads transactions.
    base : CustomerBase or None
    settings : Settings

    Returns
    -------
    DataFrame by customer: last_on, gap_days, silent_days, times, overdue, ltv, and no_order, the probability, 1 of who
    is on record as gone; None where there is no model.
    """
    if base is None or base.fit is None or base.equity is None:
        return None
    own = rhythm(tables["transactions"].frame, end=settings.as_of)
    none = base.fit.probability(base.summary, purchases=0, periods=base.fit.known_period.per_year)
    gone = own.index.isin(base.departures.gone)
    return own.assign(
        ltv=base.equity.customers["ltv"],
        no_order=none.where(~none.index.isin(base.departures.gone), 1.0),
        overdue=own["overdue"] & ~gone,
    )
