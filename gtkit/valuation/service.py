"""What a customer is worth once the time it takes is paid for.

The cost to serve is set against margin order by order: a customer that took C a year of service for N orders a
year costs C / N an order, and will go on doing so for each order still expected, at today's value. A customer that
took time without ordering is charged one year of it: nobody plans to serve a silent customer for longer.
"""

from __future__ import annotations

import pandas as pd

from gtkit.errors import WrongShape
from gtkit.valuation.equity import CustomerEquity


def after_service(equity: CustomerEquity, *, yearly_cost: pd.Series, orders_per_year: pd.Series) -> pd.DataFrame:
    """Lifetime value of each customer before and after its cost to serve.

    Parameters
    ----------
    equity : CustomerEquity
        Values before service.
    yearly_cost : Series by customer
        Cost to serve, engagement currency a year; a customer that is absent took no time.
    orders_per_year : Series by customer
        Orders a year over the same window as the cost; absent = none.

    Returns
    -------
    DataFrame indexed by customer: ltv, service (what serving it will cost, today's value), net (ltv - service),
    net_q10 (10 % quantile of the predicted ltv, less service); engagement currency.

    Raises WrongShape when a customer has a cost and no place in the equity.
    Source: Kaplan & Anderson (2004), Harvard Business Review 82(11), for the cost of an order.
    """
    customers = equity.customers
    strangers = yearly_cost.index.difference(customers.index)
    if len(strangers):
        raise WrongShape("yearly_cost", found=list(strangers[:3]), expected="customers of the equity")
    cost = yearly_cost.reindex(customers.index).fillna(0.0)
    orders = orders_per_year.reindex(customers.index).fillna(0.0)
    years_served = (customers["discounted_purchases"] / orders.where(orders > 0)).fillna(1.0)
    service = cost * years_served
    return pd.DataFrame(
        {
            "ltv": customers["ltv"],
            "service": service,
            "net": customers["ltv"] - service,
            "net_q10": customers["q10"] - service,
        }
    )
