"""Lifetime value after the cost to serve."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.errors import WrongShape
from gtkit.evidence import Interval
from gtkit.valuation import CustomerEquity
from gtkit.valuation.divisions import divide
from gtkit.valuation.service import after_service


def equity(**ltv: float) -> CustomerEquity:
    """An equity of invented customers who each still owe ten discounted orders."""
    customers = pd.DataFrame({"ltv": ltv, "q10": {k: v / 2 for k, v in ltv.items()}}).assign(discounted_purchases=10.0)
    total = float(customers["ltv"].sum())
    return CustomerEquity(
        total=total,
        interval=Interval(total, total),
        prediction=Interval(total, total),
        customers=customers,
        parts=pd.DataFrame({"value": []}, index=divide(None, customers.index).keys),
        yearly=pd.DataFrame({"value": [total], "low": [total], "high": [total]}, index=[1]),
        model="invented",
        annual_rate=0.1,
        horizon_years=5.0,
        flags=(),
    )


def test_service_is_charged_by_the_order() -> None:
    """A customer that took 100 a year for 5 orders costs 20 an order: 200 for the ten orders to come."""
    cost, orders = pd.Series({"A": 100.0}), pd.Series({"A": 5.0})
    found = after_service(equity(A=1000.0, B=300.0), yearly_cost=cost, orders_per_year=orders)
    assert found.loc["A"].tolist() == pytest.approx([1000, 200, 800, 300])
    assert found.loc["B"].tolist() == pytest.approx([300, 0, 300, 150])


def test_a_customer_that_takes_time_and_orders_nothing_is_charged_a_year() -> None:
    """Without an order to bear it, one year of the cost is set against the value."""
    cost, orders = pd.Series({"A": 100.0}), pd.Series({"A": 0.0})
    found = after_service(equity(A=40.0), yearly_cost=cost, orders_per_year=orders)
    assert found.loc["A", ["service", "net"]].tolist() == [100.0, -60.0]


def test_doubling_cost_and_orders_changes_nothing() -> None:
    """Twice the time for twice the orders is the same cost of an order."""
    one, two = (
        after_service(
            equity(A=500.0), yearly_cost=pd.Series({"A": 50.0 * k}), orders_per_year=pd.Series({"A": 4.0 * k})
        )
        for k in (1, 2)
    )
    pd.testing.assert_frame_equal(one, two)


def test_a_cost_without_a_customer_is_refused() -> None:
    """Time spent on someone who is not in the equity cannot be set against a value."""
    with pytest.raises(WrongShape, match="yearly_cost"):
        after_service(equity(A=1.0), yearly_cost=pd.Series({"Z": 1.0}), orders_per_year=pd.Series(dtype=float))
