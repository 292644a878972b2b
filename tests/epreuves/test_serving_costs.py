"""What serving costs by component, from the tables: by hand, in the worked example, where nothing is told."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from gtkit.contracts import TABLES
from gtkit.epreuves.customer_base import value_customers
from gtkit.epreuves.customer_value import Results, Settings
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.serving_costs import serving_costs
from gtkit.samples import Sample
from gtkit.samples.sample import contracted
from gtkit.valuation.service import ACQUISITION, COMPONENTS, ServiceCosts

from .conftest import checked

AS_OF = date(2026, 6, 30)


def told(*, rate: float = 0.1, **rows: list[dict[str, object]]) -> ServiceCosts:
    """Costs of A and B, who each bought for 1,000 on 1 July 2025 and 3,650 on 1 March 2026, and of what is told."""
    days = ("2023-07-03", "2025-07-01", "2026-03-01")
    sales = [
        {"customer_id": who, "date": day, "amount": amount, "margin": amount / 2}
        for who in "AB"
        for day, amount in zip(days, (10.0, 1000.0, 2650.0), strict=True)
    ]
    frames = {key: contracted(key, pd.DataFrame(given)) for key, given in rows.items()}
    tables = checked({"transactions": contracted("transactions", pd.DataFrame(sales)), **frames})
    settings = Settings(as_of=AS_OF, annual_rate=rate)
    base = value_customers(tables["transactions"], settings)
    assert base is not None
    return serving_costs(tables, base, settings)


def spent(kind: str, amount: float, day: str = "2025-07-01", who: str = "A") -> dict[str, object]:
    return {"customer_id": who, "kind": kind, "amount": amount, "date": pd.Timestamp(day)}


def test_late_payment_costs_days_times_sales_times_the_rate() -> None:
    """36.5 days late on 3,650 of sales at 10 %: 36.5 x 3,650 x 0.1 / 365 = 36.50; paying early costs nothing."""
    invoice = {"invoice": "F1", "invoiced_on": pd.Timestamp("2025-07-01"), "due_on": pd.Timestamp("2025-07-31")}
    late = [
        invoice | {"customer_id": "A", "amount": 100.0, "paid_on": pd.Timestamp("2025-09-05")},
        invoice | {"customer_id": "A", "amount": 100.0, "paid_on": pd.Timestamp("2025-09-06")},
        invoice | {"customer_id": "B", "amount": 100.0, "paid_on": pd.Timestamp("2025-07-10")},
    ]
    found = told(payments=late).yearly["late_payment"]
    assert found.to_dict() == pytest.approx({"A": 36.5, "B": 0.0})
    assert told(payments=late[:2]).yearly["late_payment"].isna().to_dict() == {"A": False, "B": True}
    assert told(payments=late, rate=0.2).yearly["late_payment"]["A"] == pytest.approx(73.0)


def test_time_goes_to_the_kind_of_its_department() -> None:
    """Two departments at 10 and 20 an hour; the one of no kind is told is "other"."""
    time = [
        {
            "customer_id": "A",
            "service": "Ventes",
            "hours": 3.0,
            "date": pd.Timestamp("2025-07-01"),
            "collaborator_id": "P",
        },
        {
            "customer_id": "B",
            "service": "Atelier",
            "hours": 2.0,
            "date": pd.Timestamp("2026-01-02"),
            "collaborator_id": "P",
        },
    ]
    departments = [
        {"service": "Ventes", "yearly_cost": 1000.0, "paid_hours": 100.0, "practical_share": 1.0, "kind": "visits"},
        {"service": "Atelier", "yearly_cost": 2000.0, "paid_hours": 100.0, "practical_share": 1.0, "kind": ""},
    ]
    found = told(time=time, service_costs=departments)
    assert found.yearly["visits"].to_dict() == pytest.approx({"A": 30.0, "B": 0.0})
    assert found.yearly["other"].to_dict() == pytest.approx({"A": 0.0, "B": 40.0})
    assert {"support", "logistics", "late_payment", ACQUISITION} == set(found.unknown)
    assert found.sources == {"visits": ("time",), "other": ("time",)}


def test_booked_costs_join_their_kind_and_acquisition_stands_apart() -> None:
    """Those of the last twelve months; an acquisition counts whenever it was, of customers that came with the sales."""
    booked = [
        spent("logistics", 70.0),
        spent("logistics", 30.0, "2026-06-30"),
        spent("logistics", 999.0, "2025-06-30"),
        spent("logistics", 999.0, "2026-07-01"),
        spent("acquisition", 400.0, "2023-07-03"),
        spent("acquisition", 400.0, "2023-07-03", who="B"),
    ]
    old = [{"customer_id": "B", "name": "B", "segment": "S", "acquired_on": pd.Timestamp("2010-01-01")}]
    found = told(customer_costs=booked, customers=old)
    assert found.yearly["logistics"].to_dict() == pytest.approx({"A": 100.0, "B": 0.0})
    assert found.sources == {"logistics": ("customer_costs",), ACQUISITION: ("customer_costs",)}
    assert found.acquisition is not None
    assert found.acquisition.to_dict() == {"A": 400.0, "B": 0.0}


def test_costs_booked_stand_as_they_are() -> None:
    """A bill of the end of June is one bill of the year, not the first of twelve."""
    found = told(customer_costs=[spent("support", 100.0, "2026-06-30")])
    assert found.yearly["support"]["A"] == 100.0


def test_nothing_told_is_nothing_known() -> None:
    """Each component says why it is not known; there is no cost of nothing."""
    found = told()
    assert found.yearly.columns.empty
    assert found.acquisition is None
    assert set(found.unknown) == {*COMPONENTS, ACQUISITION}
    assert {reason.key for reason in found.unknown.values()} == {f"service.unknown.{name}" for name in found.unknown}


def test_the_worked_example_tells_every_component(findings: Findings[Results], sample: Sample) -> None:
    """The sum of the three departments and of what was booked is in the components, and the page rests on it."""
    served = findings.results.served
    assert served is not None
    assert served.costs.unknown == {}
    energy = findings.results.energy
    assert energy is not None
    booked = sample.tables["customer_costs"]
    year = booked[(booked["date"] > "2025-06-30") & (booked["kind"] != "acquisition")]
    known = served.costs.yearly.index
    time = energy.customers["cost"].reindex(known).sum()
    yearly = served.costs.yearly[["visits", "support", "logistics", "other"]].sum().sum()
    assert yearly == pytest.approx(time + year.loc[year["customer_id"].isin(known), "amount"].sum())
    assert len(served.negative) > 0


def test_every_kind_has_its_column(sample: Sample) -> None:
    """The choices of the intake are the components of the count: none is lost between the two."""
    for table, more in (("service_costs", set()), ("customer_costs", {ACQUISITION})):
        kinds = {choice.key for choice in TABLES[table].column("kind").choices}
        assert kinds == {*COMPONENTS, *more} - {"late_payment"}
