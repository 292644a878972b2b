"""The tables of service: every component in its row, every loss with what would mend it."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.evidence import Statement
from gtkit.present import Origin, negative_costs_table, negative_table, service_table
from gtkit.valuation import CustomerEquity
from gtkit.valuation.service import ServedValue, ServiceCosts, after_service
from gtkit.words import Words

EN, FR = Words.of("en", "EUR"), Words.of("fr", "EUR")


@pytest.fixture
def served(equity: CustomerEquity) -> ServedValue:
    """Visits cost the last customer dearly; how the first one pays is not known; support and the rest are not told."""
    index = equity.customers.index
    yearly = pd.DataFrame({"visits": 0.0, "late_payment": 10.0, "other": 0.0}, index=index)
    yearly.loc[index[-1], "visits"] = 900.0
    yearly.loc[index[0], "late_payment"] = float("nan")
    unknown = {name: Statement(f"service.unknown.{name}") for name in ("support", "logistics", "acquisition")}
    costs = ServiceCosts(yearly=yearly, acquisition=None, unknown=unknown)
    return after_service(equity, costs, orders_per_year=pd.Series(0.0, index=index))


def test_each_component_has_its_row(served: ServedValue, origin: Origin) -> None:
    """Value before, components known or undetermined and why, value after; a component of nothing has no row."""
    table = service_table(served, EN, origin)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Lifetime value, before service"][1] == "€127,150"
    assert rows["− visits"][:2] == ("€900 a year", "−€900")
    assert rows["− late payment"][-1] == "not known of one customer, counted as nothing"
    assert rows["− support"][0] == "Undetermined"
    assert rows["− support"][-1] == "no department is said to give support, and no cost of support by customer"
    assert rows["− acquisition"][0] == "Undetermined"
    assert "− other time and other costs" not in rows
    assert rows["= value after service and acquisition"][1] == "€126,200"


def test_each_loss_says_what_would_mend_it(served: ServedValue, origin: Origin, names: pd.Series) -> None:
    """One customer is worth 150.50 and costs 910: 150.50 a year is what it bears; no margin rate is enough."""
    negative = served.negative.assign(yearly_sales=2000.0, yearly_margin=800.0)
    (row,) = negative_table(negative, served, names, EN, origin).rows
    assert row[1:6] == ("€2,000", "€800", "€150", "€910", "−€760")
    assert row[6:] == ("€150 a year instead of €910 a year", "no rate is enough")
    (parts,) = negative_costs_table(negative, served, names, EN, origin).rows
    assert parts[1:] == ("€900", "€10", "€910")


def test_no_loss_is_told_too(served: ServedValue, origin: Origin, names: pd.Series) -> None:
    """A table without a row says that nobody costs more than it brings, in both languages."""
    none = served.negative.iloc[:0].assign(yearly_sales=0.0, yearly_margin=0.0)
    for words in (EN, FR):
        table = negative_table(none, served, names, words, origin)
        assert table.rows == ()
        assert "6" in words.say(table.title)
