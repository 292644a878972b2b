"""Lifetime value after the cost to serve, component by component."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.evidence import Interval, Statement
from gtkit.valuation import CustomerEquity
from gtkit.valuation.divisions import divide
from gtkit.valuation.service import ACQUISITION, COMPONENTS, ServedValue, ServiceCosts, after_service


def equity(**ltv: float) -> CustomerEquity:
    """An equity of invented customers who each still owe ten discounted orders."""
    customers = pd.DataFrame({"ltv": ltv, "q10": {k: v / 2 for k, v in ltv.items()}}).assign(
        discounted_purchases=10.0, p_alive=1.0, margin_rate=0.3
    )
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


def costs(*, acquisition: pd.Series | None = None, **components: dict[str, float]) -> ServiceCosts:
    """Yearly costs of the components named; nothing tells of the others."""
    known = {*components, *(() if acquisition is None else (ACQUISITION,))}
    return ServiceCosts(
        yearly=pd.DataFrame(components),
        acquisition=acquisition,
        unknown={name: Statement("unknown") for name in (*COMPONENTS, ACQUISITION) if name not in known},
        sources=dict.fromkeys(known, ("customer_costs",)),
    )


def served(value: CustomerEquity, paid: ServiceCosts, **orders: float) -> ServedValue:
    return after_service(value, paid, orders_per_year=pd.Series(orders, dtype=float))


def test_service_is_charged_by_the_order() -> None:
    """A customer that took 100 a year for 5 orders costs 20 an order: 200 for the ten orders to come."""
    found = served(equity(A=1000.0, B=300.0), costs(visits={"A": 100.0}), A=5.0).customers
    assert found.loc["A", ["ltv", "service", "net", "net_q10"]].tolist() == pytest.approx([1000, 200, 800, 300])
    assert found.loc["B", ["ltv", "service", "net", "net_q10"]].tolist() == pytest.approx([300, 0, 300, 150])


def test_components_add_up_and_acquisition_comes_last() -> None:
    """By hand: 60 + 30 + 10 a year for 5 orders, ten to come: 120 + 60 + 20; 150 were spent to acquire."""
    paid = costs(visits={"A": 60.0}, support={"A": 30.0}, late_payment={"A": 10.0}, acquisition=pd.Series({"A": 150.0}))
    found = served(equity(A=1000.0), paid, A=5.0)
    assert found.to_come.loc["A"].to_dict() == pytest.approx({"visits": 120, "support": 60, "late_payment": 20})
    row = found.customers.loc["A"]
    assert row[["net", "acquisition", "after", "yearly_cost"]].tolist() == pytest.approx([800, 150, 650, 100])


def test_what_it_takes_brings_the_value_to_zero() -> None:
    """At the bearable cost, or at the needed margin rate, the value after service is zero, acquisition apart."""
    paid, orders = costs(visits={"A": 400.0}, acquisition=pd.Series({"A": 100.0})), {"A": 4.0}
    loss = served(equity(A=600.0), paid, **orders).negative
    assert loss[["net", "after"]].to_numpy().tolist() == [pytest.approx([-400.0, -500.0])]
    cheaper = costs(visits={"A": float(loss.loc["A", "bearable"])})
    assert served(equity(A=600.0), cheaper, **orders).customers.loc["A", "net"] == pytest.approx(0)
    dearer = equity(A=600.0 * float(loss.loc["A", "needed_rate"]) / 0.3)
    assert served(dearer, paid, **orders).customers.loc["A", "net"] == pytest.approx(0)


def test_acquisition_makes_no_loss_of_service() -> None:
    """Acquired for more than it will bring, A is no loss to serve; gone, B is served no more and loses nothing."""
    paid = costs(visits={"A": 4.0, "B": 400.0}, acquisition=pd.Series({"A": 700.0, "B": 700.0}))
    value = equity(A=600.0, B=0.0)
    value.customers.loc["B", "p_alive"] = 0.0
    found = served(value, paid, A=4.0, B=4.0)
    assert found.customers["after"].tolist() == pytest.approx([-110.0, -700.0])
    assert found.negative.empty


def test_some_losses_no_service_and_no_rate_would_mend() -> None:
    """Worth less than nothing before any service: none is bearable. Nothing expected: no rate is enough."""
    paid = costs(visits={"A": 40.0, "B": 40.0})
    found = served(equity(A=-600.0, B=0.0), paid, A=4.0, B=4.0).customers
    assert pd.isna(found.loc["A", "bearable"])
    assert pd.isna(found.loc["B", "needed_rate"])
    assert found.loc["B", "bearable"] == 0


def test_a_customer_that_takes_time_and_orders_nothing_is_charged_a_year() -> None:
    """Without an order to bear it, one year of the cost is set against the value; nothing for who is gone."""
    found = served(equity(A=40.0), costs(other={"A": 100.0}), A=0.0).customers
    assert found.loc["A", ["service", "net"]].tolist() == [100.0, -60.0]
    gone = equity(A=40.0)
    gone.customers["p_alive"] = 0.0
    assert served(gone, costs(other={"A": 100.0}), A=0.0).customers.loc["A", "service"] == 0


@given(st.floats(0.1, 1e4), st.floats(0, 1e5), st.floats(0, 1e5), st.floats(0.5, 50))
def test_the_laws_of_service(factor: float, visits: float, support: float, orders: float) -> None:
    """Twice the cost for twice the orders changes nothing; parts add up; more service never leaves more."""
    value = equity(A=500.0)
    one = served(value, costs(visits={"A": visits}, support={"A": support}), A=orders)
    scaled = costs(visits={"A": visits * factor}, support={"A": support * factor})
    pd.testing.assert_frame_equal(
        one.customers[["ltv", "service", "after"]],
        served(value, scaled, A=orders * factor).customers[["ltv", "service", "after"]],
    )
    assert one.to_come.sum(axis=1).tolist() == pytest.approx(one.customers["service"].tolist())
    less = served(value, costs(visits={"A": visits}), A=orders)
    assert less.customers.loc["A", "after"] >= one.customers.loc["A", "after"]


def test_a_component_not_known_of_a_customer_costs_it_nothing() -> None:
    """NaN is no cost in the sum, and is still told apart; bills alone do not tell what time costs."""
    paid = costs(visits={"A": 10.0, "B": 10.0}, late_payment={"A": float("nan"), "B": 10.0})
    found = served(equity(A=100.0, B=100.0), paid, A=10.0, B=10.0)
    assert found.customers["service"].tolist() == pytest.approx([10, 20])
    priced = replace(paid, sources={"visits": ("time",)})
    assert served(equity(A=100.0, B=100.0), priced, A=10.0).untold == ("support", "logistics", "other")
    assert found.told["late_payment"].isna().tolist() == [True, False]
    assert found.untold == ("time", "support", "logistics", "other")


def test_impossible_costs_are_refused() -> None:
    """A cost of a stranger, a cost or orders below zero, a component of which nothing is said, a source of none."""
    with pytest.raises(WrongShape, match="costs"):
        served(equity(A=1.0), costs(visits={"Z": 1.0}))
    with pytest.raises(OutOfRange, match="visits"):
        costs(visits={"A": -1.0})
    with pytest.raises(OutOfRange, match="orders_per_year"):
        served(equity(A=1.0), costs(visits={"A": 1.0}), A=-1.0)
    with pytest.raises(WrongShape, match="components"):
        ServiceCosts(yearly=pd.DataFrame({"visits": {"A": 1.0}}), acquisition=None, unknown={}, sources={})
    with pytest.raises(WrongShape, match="sources"):
        replace(costs(visits={"A": 1.0}), sources={"support": ("time",)})
