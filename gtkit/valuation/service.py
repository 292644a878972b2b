"""What a customer is worth once what serving it costs is paid for, component by component.

The cost to serve is set against margin order by order: a customer that cost C a year to serve for N orders a year
costs C / N an order, and will go on doing so for each order still expected, at today's value. A customer that was
served without ordering is charged one year of it: nobody plans to serve a silent customer for longer. One that is on
record as gone is not served any more. What was spent to acquire a customer is spent whatever is decided: it lowers
what the customer leaves at last, and is no reason to stop serving it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import vector
from gtkit.errors import OutOfRange, WrongShape
from gtkit.evidence import Statement
from gtkit.valuation.equity import CustomerEquity

COMPONENTS = ("visits", "support", "logistics", "other", "late_payment")
ACQUISITION = "acquisition"
TIME = "time"  # the table of which hours are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCosts:
    """What serving customers costs; engagement currency.

    Attributes
    ----------
    yearly : DataFrame by customer: a column for each component that is known, a year; NaN where it is not known of a
        customer.
    acquisition : Series by customer: spent once to acquire it; None where nothing tells.
    unknown : component -> why it is not known, a sentence to be.
    sources : component -> tables that its costs were counted from; none for a component of which nobody costs anything.

    Raises WrongShape when a component is neither known nor said to be unknown, or has a source and is not known,
    OutOfRange for a cost below 0.
    """

    yearly: pd.DataFrame
    acquisition: pd.Series | None
    unknown: Mapping[str, Statement]
    sources: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        known = {*self.yearly.columns, *(() if self.acquisition is None else (ACQUISITION,))}
        if known | set(self.unknown) != {*COMPONENTS, ACQUISITION} or known & set(self.unknown):
            raise WrongShape("components", found=sorted(known), expected=" | ".join((*COMPONENTS, ACQUISITION)))
        if not set(self.sources) <= known:
            raise WrongShape("sources", found=sorted(self.sources), expected=" | ".join(sorted(known)))
        for name, costs in self.yearly.items():
            vector(str(name), costs.dropna().to_numpy(), low=0)
        if self.acquisition is not None:
            vector(ACQUISITION, self.acquisition.to_numpy(), low=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedValue:
    """Lifetime values before and after service; engagement currency, today's value.

    Attributes
    ----------
    customers : DataFrame by customer: ltv; orders (still expected, each at today's value of one); service (what serving
        it will cost); net (ltv - service); net_q10 (10 % quantile of the predicted ltv, less service); acquisition;
        after (net - acquisition); yearly_cost (a year); margin_rate; bearable (yearly cost at which `net` would be 0;
        NaN where a loss is left without any service) and needed_rate (margin rate at which it would be; NaN where no
        sale is expected).
    to_come : DataFrame by customer: a column a known component; the columns add up to service.
    costs : ServiceCosts behind them.
    """

    customers: pd.DataFrame
    to_come: pd.DataFrame
    costs: ServiceCosts

    @property
    def negative(self) -> pd.DataFrame:
        """Rows of the customers that leave less than nothing after service, the largest loss first.

        What was spent to acquire a customer is no part of it; one that is on record as gone costs nothing any more.
        """
        return self.customers[self.customers["net"] < 0].sort_values("net", kind="stable")

    @property
    def told(self) -> pd.DataFrame:
        """`to_come`, NaN where a component is not known of a customer."""
        return self.to_come.where(self.costs.yearly.reindex(self.to_come.index).notna())

    @property
    def untold(self) -> tuple[str, ...]:
        """What is not known of service: `TIME` where no hour is priced, whatever is booked beside it, and components.

        With any, values after service are values after what is known of it.
        """
        priced = any(TIME in tables for tables in self.costs.sources.values())
        return (*(() if priced else (TIME,)), *(name for name in COMPONENTS if name in self.costs.unknown))


def after_service(equity: CustomerEquity, costs: ServiceCosts, *, orders_per_year: pd.Series) -> ServedValue:
    """Lifetime value of each customer before and after its cost to serve.

    Parameters
    ----------
    equity : CustomerEquity
        Values before service.
    costs : ServiceCosts
        A customer that is absent, or whose component is not known, costs nothing there.
    orders_per_year : Series by customer
        Orders a year over the same window as the costs; absent = none.

    Returns
    -------
    ServedValue, for the customers of the equity.

    Raises WrongShape when a customer has a cost to serve and no place in the equity, OutOfRange for orders below 0.
    Source: Kaplan & Anderson (2004), Harvard Business Review 82(11), for the cost of an order; Niraj, Gupta &
    Narasimhan (2001), Journal of Marketing 65(3), for the components of a customer's profitability.
    """
    customers = equity.customers
    strangers = costs.yearly.index[costs.yearly.sum(axis=1) > 0].difference(customers.index)
    if len(strangers):
        raise WrongShape("costs", found=list(strangers[:3]), expected="customers of the equity")
    orders = orders_per_year.reindex(customers.index).fillna(0.0)
    if (orders < 0).any():
        raise OutOfRange("orders_per_year", found=float(orders.min()), expected=">= 0")
    yearly = costs.yearly.reindex(customers.index).fillna(0.0)
    served = (customers["discounted_purchases"] / orders.where(orders > 0)).fillna(1.0)
    to_come = yearly.mul(served.where(customers["p_alive"] != 0, 0.0), axis=0)
    spent = 0.0 if costs.acquisition is None else costs.acquisition.reindex(customers.index).fillna(0.0)
    ltv, service, cost = customers["ltv"], to_come.sum(axis=1), yearly.sum(axis=1)
    table = pd.DataFrame(
        {
            "ltv": ltv,
            "orders": customers["discounted_purchases"],
            "service": service,
            "net": ltv - service,
            "net_q10": customers["q10"] - service,
            "acquisition": spent,
            "after": ltv - service - spent,
            "yearly_cost": cost,
            "margin_rate": customers["margin_rate"],
        }
    )
    return ServedValue(
        customers=table.assign(
            bearable=np.where((ltv >= 0) & (service > 0), cost * ltv / service.where(service > 0), np.nan),
            needed_rate=np.where(ltv > 0, customers["margin_rate"] * service / ltv.where(ltv > 0), np.nan),
        ),
        to_come=to_come,
        costs=costs,
    )
