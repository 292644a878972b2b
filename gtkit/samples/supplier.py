"""An industrial supplier of hydraulic parts: 260 business customers, three and a half years of invoices."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.samples import efforts, ledger, loyalty, offers, orders, profile, roster, service, staff, timesheets
from gtkit.samples.opening import open_day
from gtkit.samples.planted import Planted
from gtkit.samples.population import AS_OF, HAZARD, Population, populate
from gtkit.samples.sample import Sample, Truth

ORGANISATION = "Hydrovaltane Services"
PLANTED = Planted()
_CUSTOMERS = 260
_ANNUAL_RATE, _HORIZON_YEARS = 0.10, 5.0


def industrial_supplier(seed: int = 20_260_630, planted: Planted = PLANTED) -> Sample:
    """An invented French supplier, its tables of every épreuve, and the truth behind them.

    Parameters
    ----------
    seed : int
        Same seed, same tables.
    planted : Planted
        What the pages of épreuves 1, 2, 4 and 5 are to find.

    Returns
    -------
    Sample

    >>> sample = industrial_supplier()
    >>> len(sample.tables["customers"]), len(sample.tables["collaborators"])
    (260, 96)
    """
    people, sales, notes, facts, hours, staffing, traits = np.random.default_rng(seed).spawn(7)
    population = populate(_CUSTOMERS, people)
    transactions = orders.invoice(population, sales)
    time, drains = timesheets.book_time(transactions, hours)
    customers = roster.describe(population, transactions, notes)
    tables = {
        "transactions": transactions,
        "customers": customers,
        "effort_catalogue": efforts.catalogue(),
        "efforts": efforts.observe(population, transactions, facts),
        "time": time,
        "service_costs": timesheets.cost_services(),
        "collaborators": staff.employ(staffing),
        "objectives": staff.objectives(),
        "ideal_profile": profile.ideal(),
        "customer_attributes": profile.describe(population, traits),
    }
    tables |= _loyalty(population, tables, planted, np.random.default_rng([seed, 4]))
    return Sample(
        organisation=ORGANISATION,
        as_of=AS_OF,
        tables=MappingProxyType(tables),
        truth=_truth(population, drains, planted),
    )


def _loyalty(
    population: Population, tables: dict[str, pd.DataFrame], planted: Planted, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """The tables of épreuve 4, and the transactions with the novelties in them."""
    staying, asking, using, renewing, measuring, expecting, paying, changing = rng.spawn(8)
    transactions = offers.renew(tables["transactions"], planted, renewing)
    acquired_on = tables["customers"].set_index("customer_id")["acquired_on"]
    return {
        "transactions": transactions,
        "retention": loyalty.follow(population, acquired_on, planted, staying),
        "satisfaction": loyalty.ask(population, planted, asking),
        "usages": loyalty.use(transactions, using),
        "tiers": service.tiers(),
        "service_levels": service.service_levels(),
        "actions": service.actions(),
        "offers": offers.offers(),
        "bespoke_work": offers.bespoke_work(population, measuring),
        "expectations": offers.expectations(population, expecting),
        "payments": ledger.payments(population, transactions, paying),
        "currency_rates": ledger.currency_rates(changing),
    }


def _truth(population: Population, drains: tuple[str, ...], planted: Planted) -> Truth:
    hidden = population.customers
    left = hidden["left"].where(np.isfinite(hidden["left"]), 0.0).to_numpy()
    left_on = pd.Series(pd.DatetimeIndex(open_day(left)), index=hidden.index).where(np.isfinite(hidden["left"]))
    return Truth(
        customers=pd.DataFrame(
            {
                "tier": hidden["tier"],
                "rate": hidden["rate"],
                "order_margin": orders.order_margin(population),
                "left_on": left_on.astype("datetime64[us]"),
                "hazard": hidden["hazard"],
                "value": orders.expected_value(population, annual_rate=_ANNUAL_RATE, horizon_years=_HORIZON_YEARS),
            }
        ),
        order_hazard=HAZARD,
        drains=drains,
        developing=tuple(hidden.index[hidden["developing"]]),
        refused_efforts=efforts.REFUSED,
        annual_rate=_ANNUAL_RATE,
        horizon_years=_HORIZON_YEARS,
        planted=planted,
    )
