"""What serving each customer costs a year: the one count that épreuves 3 and 4 share."""

from __future__ import annotations

from datetime import date

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.customer_base import CustomerBase
from gtkit.periods import DAYS_PER_YEAR
from gtkit.scoring.customers import energy

FULL_YEAR = 0.95  # of a year covered by records, from which their sum is that of the year


def cost_to_serve(
    tables: Tables,
    base: CustomerBase | None,
    customers: pd.Index,
    *,
    as_of: date,
    vacuum_ratio: float = energy.VACUUM_RATIO,
) -> energy.EnergyReturn | None:
    """Cost of the time that each customer took over the last twelve months, against what it brought.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Reads time and service_costs.
    base : CustomerBase or None
    customers : Index
        Every customer known to any table.
    as_of : date
        Last day of the twelve months.
    vacuum_ratio : float
        Energy share over value share from which a customer drains energy.

    Returns
    -------
    EnergyReturn, or None when customers are not valued, or time or its cost is not known. Time sheets shorter than a
    year are brought to a year.

    Source: METHODS M21.
    """
    if base is None or not {"time", "service_costs"} <= set(tables):
        return None
    time = tables["time"].frame
    last = pd.Timestamp(as_of)
    time = time[(time["date"] > last - pd.DateOffset(years=1)) & (time["date"] <= last)]
    if not (time["hours"].sum() > 0 and tables["service_costs"].frame["yearly_cost"].sum() > 0):
        return None
    years = share_of_year(time["date"], as_of)
    value = base.last_year.reindex(customers).fillna(0.0)
    return energy.energy_return(time, tables["service_costs"].frame, value, years=years, vacuum_ratio=vacuum_ratio)


def share_of_year(dates: pd.Series, as_of: date) -> float:
    """Part of a year that records of the last twelve months cover, from the first of them on; 1 when it is nearly all.

    >>> share_of_year(pd.Series(pd.to_datetime(["2026-01-01"])), date(2026, 6, 30))
    0.49555099247091033
    """
    covered = ((pd.Timestamp(as_of) - dates.min()).days + 1) / DAYS_PER_YEAR
    return 1.0 if covered > FULL_YEAR else covered
