"""A lifetime value opens into what makes it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.present import BreakdownList, Origin, breakdowns
from gtkit.valuation import CustomerEquity
from gtkit.words import Words


@pytest.fixture(scope="module")
def opened(equity: CustomerEquity, names: pd.Series, origin: Origin) -> BreakdownList:
    """Six customers; nothing is known of the time given to the first."""
    served = pd.DataFrame({"service": 1_000.0, "net": equity.customers["ltv"] - 1_000.0})
    served.iloc[0] = np.nan
    return breakdowns(equity, served, names, Words.of("en", "EUR"), origin)


def test_a_value_opens_into_its_factors(opened: BreakdownList, equity: CustomerEquity) -> None:
    """The most valuable first; the cost to serve only where time is known; no probability where none was found."""
    told = opened.customers
    assert [customer.value for customer in told][:2] == ["€60,000", "€30,000"]
    assert [len(customer.parts) for customer in told] == [1, 2, 2, 2, 2, 2]
    labels = [label for label, _ in told[2].parts[0]]
    assert "Probability of still being a customer" not in labels
    assert dict(told[1].parts[1])["= net value"] == "€29,000"
    assert str(opened.html).count("<details>") == len(equity.customers)


def test_factors_make_the_value(opened: BreakdownList, equity: CustomerEquity) -> None:
    """What stands in a breakdown is what the equity holds: purchases, amount, margin, value and both ranges."""
    first = dict(opened.customers[0].parts[0])
    row = equity.customers.iloc[0]
    assert first["× margin rate"] == "40%"
    assert first["× expected amount of a purchase"] == "€2,000"
    assert first["= Lifetime value"] == f"€{row['ltv']:,.0f}"
    assert first["where the expected value lies 90% of the time"] == "€48,000 to €72,000"
    assert first["where what it brings will lie 90% of the time"] == "€30,000 to €90,000"
