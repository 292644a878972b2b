"""A lifetime value opens into what makes it."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from gtkit.evidence import Statement
from gtkit.present import BreakdownList, Origin, breakdowns, ranked_table
from gtkit.valuation import CustomerEquity
from gtkit.valuation.service import ACQUISITION, COMPONENTS, ServiceCosts, after_service
from gtkit.words import Words


@pytest.fixture(scope="module")
def opened(equity: CustomerEquity, names: pd.Series, origin: Origin) -> BreakdownList:
    """Six customers served for 1,000 of visits each, the first for nothing; the second cost 500 to acquire."""
    index = equity.customers.index
    visits = pd.DataFrame({"visits": 1_000.0}, index=index)
    visits.iloc[0] = 0.0
    unknown = {name: Statement("unknown") for name in (*COMPONENTS, ACQUISITION) if name not in ("visits", ACQUISITION)}
    spent = pd.Series([0.0, 500.0, 0.0, 0.0, 0.0, 0.0], index=index)
    costs = ServiceCosts(yearly=visits, acquisition=spent, unknown=unknown, sources={})
    served = after_service(equity, costs, orders_per_year=pd.Series(dtype=float))
    return breakdowns(equity, served, names, Words.of("en", "EUR"), origin)


def test_a_value_opens_into_its_factors(opened: BreakdownList, equity: CustomerEquity) -> None:
    """The most valuable first; each component that costs something; no probability where none was found."""
    told = opened.customers
    assert [customer.value for customer in told][:2] == ["€60,000", "€30,000"]
    assert [len(customer.parts) for customer in told] == [2] * 6
    free = dict(told[0].parts[1])
    assert "− visits to come" not in free
    assert free["− support to come"] == "Undetermined"
    assert list(free)[-1] == "= value after what is known of service"
    labels = [label for label, _ in told[2].parts[0]]
    assert "Probability of still being a customer" not in labels
    assert dict(told[1].parts[1])["− visits to come"] == "€1,000"
    assert dict(told[1].parts[1])["= value after what is known of service"] == "€29,000"
    assert dict(told[1].parts[1])["= value after what is known of service, and acquisition"] == "€28,500"
    assert str(opened.html).count("<details") == len(equity.customers)


def test_factors_make_the_value(opened: BreakdownList, equity: CustomerEquity) -> None:
    """What stands in a breakdown is what the equity holds: purchases, amount, margin, value and both ranges."""
    first = dict(opened.customers[0].parts[0])
    row = equity.customers.iloc[0]
    assert first["× margin rate"] == "40%"
    assert first["× expected amount of a purchase"] == "€2,000"
    assert first["= Lifetime value"] == f"€{row['ltv']:,.0f}"
    assert first["where the expected value lies 90% of the time"] == "€48,000 to €72,000"
    assert first["where what it brings will lie 90% of the time"] == "€30,000 to €90,000"


def test_without_any_cost_the_value_stands_alone(equity: CustomerEquity, names: pd.Series, origin: Origin) -> None:
    """No component is known: the breakdown ends at the lifetime value."""
    unknown = {name: Statement("unknown") for name in (*COMPONENTS, ACQUISITION)}
    yearly = pd.DataFrame(index=equity.customers.index)
    costs = ServiceCosts(yearly=yearly, acquisition=None, unknown=unknown, sources={})
    served = after_service(equity, costs, orders_per_year=pd.Series(dtype=float))
    told = breakdowns(equity, served, names, Words.of("en", "EUR"), origin).customers
    assert {len(customer.parts) for customer in told} == {1}


def test_a_name_leads_to_its_breakdown(
    opened: BreakdownList, equity: CustomerEquity, names: pd.Series, origin: Origin
) -> None:
    """The ranking and the breakdowns count alike: the k-th name leads to the k-th breakdown, which bears its name."""
    rhythms = pd.DataFrame({"gap_days": 30.0, "silent_days": 3.0}, index=equity.customers.index)
    table = ranked_table(equity, rhythms, names, Words.of("en", "EUR"), origin)
    assert table.links == tuple(customer.anchor for customer in opened.customers)
    assert [row[0] for row in table.rows] == [customer.name for customer in opened.customers]
    assert '<th scope="row"><a href="#value-1">' in str(table.html)
    assert re.search(r'<details class="screen">\s*<summary>[^\n]*</summary>\s*<div id="value-6">', str(opened.html))
    assert opened.printed.values["n"].value == 5  # type: ignore[union-attr]
