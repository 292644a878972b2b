"""The tables of service: every component in its row, every loss with what would mend it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from gtkit.evidence import Statement
from gtkit.present import Origin, negative_costs_table, negative_table, service_table
from gtkit.valuation import CustomerEquity
from gtkit.valuation.service import ACQUISITION, COMPONENTS, ServedValue, ServiceCosts, after_service
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
    sources = {"visits": ("time",), "late_payment": ("payments",)}
    costs = ServiceCosts(yearly=yearly, acquisition=None, unknown=unknown, sources=sources)
    return after_service(equity, costs, orders_per_year=pd.Series(0.0, index=index))


def test_each_component_has_its_row(served: ServedValue, origin: Origin) -> None:
    """Value before, components known or undetermined and why, value after; a component of nothing has no row."""
    table = service_table(served, EN, origin)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Lifetime value, before service"][1] == "€127,150"
    assert rows["− visits"][:2] == ("€900 a year", "−€900")
    assert rows["− visits"][-1] == "time of the visiting departments"
    assert rows["− late payment"][-1] == "not known of one customer, counted as nothing"
    assert rows["− support"][0] == "Undetermined"
    assert rows["− support"][-1] == "no department is said to give support, and no cost of support by customer"
    assert rows["− acquisition"][0] == "Undetermined"
    assert "− other time and other costs" not in rows
    assert rows["= value after what is known of service"][1] == "€126,200"
    assert rows["= value after what is known of service"][-1] == "not known: support and logistics"
    assert not [label for label in rows if label.startswith("= value after service")]
    assert "acquisition left out, as it is not known" in EN.say(table.title)


def test_a_value_after_acquisition_stands_where_all_is_known(equity: CustomerEquity, origin: Origin) -> None:
    """50 of service, then 500 of acquisition: three totals, each named by what it is after; time and bills are told."""
    index = equity.customers.index
    yearly = pd.DataFrame(0.0, index=index, columns=list(COMPONENTS))
    yearly.loc[index[0], "visits"] = 50.0
    spent = pd.Series(0.0, index=index)
    spent.iloc[0] = 500.0
    sources = {"visits": ("time", "customer_costs"), ACQUISITION: ("customer_costs",)}
    costs = ServiceCosts(yearly=yearly, acquisition=spent, unknown={}, sources=sources)
    served = after_service(equity, costs, orders_per_year=pd.Series(0.0, index=index))
    table = service_table(served, EN, origin)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["− visits"][-1] == "time of the visiting departments, and costs booked on customers"
    assert rows["= value after service"][1] == "€127,100"
    assert rows["= value after service and acquisition"][1] == "€126,600"
    assert EN.say(table.title) == (
        "Serving customers brings their value from €127,150 to €127,100, and to €126,600 once acquisition, already "
        "spent, is deducted."
    )


def test_bills_alone_do_not_stand_for_time(served: ServedValue, origin: Origin) -> None:
    """Visits that only bills tell are counted, and time is said to be unknown in the row, the total and the title."""
    billed = replace(served, costs=replace(served.costs, sources={"visits": ("customer_costs",)}))
    table = service_table(billed, FR, origin)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["− visites"][-1] == "coûts relevés par client"
    assert rows["− temps"][0] == "Indéterminé"
    assert rows["= valeur après ce qui est connu du service"][-1].endswith("coût du temps, assistance et logistique")
    assert FR.say(table.title).endswith("coût du temps, assistance et logistique.")


def test_those_beyond_the_list_are_in_its_last_row(equity: CustomerEquity, origin: Origin) -> None:
    """Thirty customers at a loss of 90 each: 25 rows, and five others that make the total of the title."""
    many = pd.Index([f"C{rank:02}" for rank in range(30)], name="customer_id")
    rows = pd.concat([equity.customers.iloc[[0]]] * 30).set_axis(many).assign(ltv=10.0, q10=0.0)
    yearly_value, no_parts = equity.yearly * (300.0 / equity.total), equity.parts.iloc[:0]
    value = replace(equity, customers=rows, total=300.0, yearly=yearly_value, parts=no_parts)
    yearly = pd.DataFrame(0.0, index=many, columns=list(COMPONENTS)).assign(visits=100.0)
    costs = ServiceCosts(
        yearly=yearly, acquisition=pd.Series(7.0, index=many), unknown={}, sources={"visits": ("time",)}
    )
    served = after_service(value, costs, orders_per_year=pd.Series(0.0, index=many))
    negative = served.negative.assign(yearly_sales=1.0, yearly_margin=1.0)
    names = pd.Series(many, index=many)
    *listed, others = negative_table(negative, served, names, EN, origin).rows
    assert len(listed) == 25
    assert others == ("5 other customers", "€5", "€5", "€50", "€500", "−€450", "€35", "–", "–")
    costs_of = negative_costs_table(negative, served, names, EN, origin)
    assert costs_of.rows[-1] == ("5 other customers", "€500", "€500")
    assert EN.say(costs_of.columns[-1].key) == "Total costs"


def test_each_loss_says_what_would_mend_it(served: ServedValue, origin: Origin, names: pd.Series) -> None:
    """One customer is worth 150.50 and costs 910: 150.50 a year is what it bears; no margin rate is enough."""
    negative = served.negative.assign(yearly_sales=2000.0, yearly_margin=800.0)
    (row,) = negative_table(negative, served, names, EN, origin).rows
    assert row[1:6] == ("€2,000", "€800", "€150", "€910", "−€760")
    assert row[6:] == ("€150 a year instead of €910 a year", "no rate is enough")
    (parts,) = negative_costs_table(negative, served, names, EN, origin).rows
    assert parts[1:] == ("€900", "€10", "€910")
    assert "what is known of service (not known: support and logistics)" in EN.say(
        negative_table(negative, served, names, EN, origin).title
    )


def test_no_loss_is_told_too(served: ServedValue, origin: Origin, names: pd.Series) -> None:
    """A table without a row says that nobody costs more than it brings, in both languages."""
    none = served.negative.iloc[:0].assign(yearly_sales=0.0, yearly_margin=0.0)
    for words in (EN, FR):
        table = negative_table(none, served, names, words, origin)
        assert table.rows == ()
        assert "6" in words.say(table.title)
