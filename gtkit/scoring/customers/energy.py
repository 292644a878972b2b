"""Where the energy goes: the cost of time by customer (time-driven costing), against what customers bring.

An hour costs a department's yearly cost over its practical capacity, the usable share of its paid hours. Capacity that
no customer used is shown apart and never spread over customers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import share, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

PRACTICAL_SHARE = 0.82  # usable share of paid hours where none is stated: 80 to 85 % (Kaplan & Anderson)
VACUUM_RATIO = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyReturn:
    """Time and its cost by customer, against value.

    Attributes
    ----------
    customers : DataFrame by customer: hours and cost (a year), energy_share (of the cost), value_share (of the positive
        value; NaN when nobody brings any), pull (energy_share / value_share; inf where time is taken and nothing
        brought, NaN without time), vacuum (bool: pull of `vacuum_ratio` or more).
    departments : DataFrame by department: rate (cost of an hour), capacity_hours, used_hours, unused_hours (a year;
        negative when over-used), unused_cost, assumed (bool: its usable share was not stated).
    vacuum_ratio : float
    """

    customers: pd.DataFrame
    departments: pd.DataFrame
    vacuum_ratio: float

    @property
    def rates(self) -> pd.Series:
        """Cost of an hour by department."""
        return self.departments["rate"]

    @property
    def unused_hours(self) -> float:
        """Practical capacity a year that no customer used, all departments together."""
        return float(self.departments["unused_hours"].sum())

    @property
    def unused_cost(self) -> float:
        """What it costs: with the customers' costs, it adds up to the cost of the departments."""
        return float(self.departments["unused_cost"].sum())


def hour_rates(service_costs: pd.DataFrame) -> pd.Series:
    """Cost of an hour of each department.

    Parameters
    ----------
    service_costs : DataFrame
        Columns service, yearly_cost (currency), paid_hours (a year), practical_share (0 to 1; NaN = 82 %).

    Returns
    -------
    Series by service: currency an hour.

    Raises OutOfRange when a department has no usable hour, WrongShape when one is listed twice.
    Source: Kaplan & Anderson (2004), Harvard Business Review 82(11).

    >>> department = {"service": ["A"], "yearly_cost": [56.0], "paid_hours": [100.0], "practical_share": [0.7]}
    >>> hour_rates(pd.DataFrame(department))["A"]
    np.float64(0.8)
    """
    return _departments(service_costs)["rate"]


def energy_return(
    time: pd.DataFrame,
    service_costs: pd.DataFrame,
    yearly_value: pd.Series,
    *,
    years: float,
    vacuum_ratio: float = VACUUM_RATIO,
) -> EnergyReturn:
    """Cost of the time that each customer took, and its share against the customer's share of value.

    Parameters
    ----------
    time : DataFrame
        Columns customer_id, service, hours; one row a time sheet line.
    service_costs : DataFrame
        As `hour_rates` reads it.
    yearly_value : Series by customer
        What each brings a year, currency; every customer that took time must be there.
    years : float
        Length of the time sheets, above 0; hours are brought to a year.
    vacuum_ratio : float
        Energy share over value share from which a customer drains energy.

    Returns
    -------
    EnergyReturn

    Raises WrongShape for a department without cost or a customer without value, OutOfRange for hours below 0,
    NotEstimable without an hour.
    Source: Kaplan & Anderson (2004), Harvard Business Review 82(11); the drain's ratio by METHODS M21.
    """
    share("years", years, low=1e-9, high=100)
    departments = _departments(service_costs)
    for name, column, known, where in (
        ("service", "service", departments.index, "service_costs"),
        ("customer", "customer_id", yearly_value.index, "yearly_value"),
    ):
        strangers = sorted(set(time[column]) - set(known))
        if strangers:
            raise WrongShape(f"time.{name}", found=strangers[:3], expected=f"one of {where}")
    vector("time.hours", time["hours"].to_numpy(), low=0)
    hours = time["hours"] / years
    cost = hours * time["service"].map(departments["rate"]).astype(float)
    if not hours.sum() > 0:
        raise NotEstimable("time", found=0, expected="> 0 hours")
    index = yearly_value.index
    by_customer = (
        pd.DataFrame({"hours": hours, "cost": cost}).groupby(time["customer_id"]).sum().reindex(index).fillna(0.0)
    )
    energy, value = by_customer["cost"] / by_customer["cost"].sum(), yearly_value.clip(lower=0.0)
    value_share = value / (value.sum() if value.sum() > 0 else np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        pull = pd.Series(energy.to_numpy() / value_share.to_numpy(), index=index).where(energy > 0)
    used = hours.groupby(time["service"]).sum().reindex(departments.index).fillna(0.0)
    unused = departments["capacity_hours"] - used
    return EnergyReturn(
        customers=by_customer.assign(
            energy_share=energy, value_share=value_share, pull=pull, vacuum=(pull >= vacuum_ratio)
        ),
        departments=departments.assign(used_hours=used, unused_hours=unused, unused_cost=unused * departments["rate"]),
        vacuum_ratio=vacuum_ratio,
    )


def _departments(service_costs: pd.DataFrame) -> pd.DataFrame:
    """Rate and practical capacity of each department."""
    costs = service_costs.set_index("service")
    if not costs.index.is_unique:
        raise WrongShape("service_costs", found=costs.index[costs.index.duplicated()][0], expected="each service once")
    capacity = costs["paid_hours"] * costs["practical_share"].fillna(PRACTICAL_SHARE)
    if not (capacity > 0).all():
        raise OutOfRange("paid_hours", found=float(capacity.min()), expected="> 0")
    return pd.DataFrame(
        {
            "rate": costs["yearly_cost"] / capacity,
            "capacity_hours": capacity,
            "assumed": costs["practical_share"].isna(),
        }
    )
