"""An industrial supplier of hydraulic parts: 260 business customers, three and a half years of invoices."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.samples import (
    card_test,
    direct_costs,
    efforts,
    failures,
    ideas,
    indicators,
    ledger,
    loyalty,
    meetings,
    mission,
    offers,
    opportunities,
    orders,
    past_cases,
    perimeter_sheet,
    priorities,
    profile,
    roster,
    series,
    service,
    staff,
    survey,
    timesheets,
    voices,
)
from gtkit.samples.opening import open_day
from gtkit.samples.planted import Planted
from gtkit.samples.population import AS_OF, HAZARD, Population, populate
from gtkit.samples.sample import Sample, Truth, contracted

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
    streams = np.random.default_rng(seed).spawn(12)
    people, sales, notes, facts, hours, staffing, deciding, talks, staying, measures, traits, booked = streams
    population = populate(_CUSTOMERS, people)
    transactions = orders.invoice(population, sales)
    time, drains = timesheets.book_time(transactions, hours)
    customers, collaborators = roster.describe(population, transactions, notes), staff.employ(staffing)
    tables = {
        "transactions": transactions,
        "customers": customers,
        "effort_catalogue": efforts.catalogue(),
        "efforts": efforts.observe(population, transactions, facts),
        "time": time,
        "service_costs": timesheets.cost_services(),
        "customer_costs": direct_costs.book(customers, transactions, booked),
        "objectives": staff.objectives(),
        "ideal_profile": profile.ideal(),
        "customer_attributes": profile.describe(population, traits),
        **_perimeter(planted, customers, collaborators, deciding),
        **_voices(planted, customers, collaborators, talks),
        **_loyalty(planted, population, transactions, customers, staying),
        **_performance(planted, transactions, measures),
    }
    return Sample(
        organisation=ORGANISATION,
        as_of=AS_OF,
        tables=MappingProxyType(tables),
        truth=_truth(population, drains, planted),
    )


def _perimeter(
    planted: Planted, customers: pd.DataFrame, collaborators: pd.DataFrame, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """The tables of épreuve 1."""
    past, booking, sorting, meeting = rng.spawn(4)
    cases, scores = past_cases.recall(past)
    facts, views = mission.partnership(customers, meeting)
    breaking = planted.breaking
    return {
        "opportunities": contracted("opportunities", pd.concat([opportunities.ask(), cases])),
        "criteria": opportunities.criteria(),
        "profiles": opportunities.profiles(),
        "opportunity_scores": contracted("opportunity_scores", pd.concat([opportunities.score(breaking), scores])),
        "card_sort": card_test.sort_cards(collaborators, breaking, sorting),
        "skills": opportunities.skills(),
        "required_skills": opportunities.required_skills(breaking),
        "mission_expectations": mission.mission_expectations(),
        "statements": mission.statements(),
        "opportunity_time": contracted("opportunity_time", past_cases.book(breaking, booking)),
        "partnership_facts": facts,
        "partnership_views": views,
    }


def _voices(
    planted: Planted, customers: pd.DataFrame, collaborators: pd.DataFrame, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """The tables of épreuve 2, and what is said of the firm."""
    asking, marking, thinking, speaking = rng.spawn(4)
    asked = priorities.interview(collaborators, misaligned=planted.misaligned, rng=asking)
    verbatims, codes = voices.speak(pd.Index(customers["customer_id"]), speaking)
    return {
        "collaborators": asked.collaborators,
        "perimeter_sheet": perimeter_sheet.sign(),
        "priorities": asked.priorities,
        "priority_codes": asked.codes,
        "survey_items": survey.items(),
        "survey": survey.answer(asked.collaborators, misaligned=planted.misaligned, rng=marking),
        "ideas": ideas.give(collaborators, thinking),
        "verbatims": verbatims,
        "verbatim_codes": codes,
    }


def _performance(planted: Planted, transactions: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The tables of épreuve 5: what is measured, how it is used, what failed and could."""
    committee, months = rng.spawn(2)
    decisions = meetings.log(planted, committee)
    return {
        "indicators": indicators.describe(),
        "objective_alignment": indicators.align(planted),
        "indicator_tests": indicators.ten_tests(),
        "paid_for": indicators.pay(planted),
        "decision_log": decisions,
        "follow_up": meetings.follow(decisions, committee),
        "series": series.record(planted, transactions, months),
        "failure_events": failures.events(),
        "failure_modes": failures.modes(),
    }


def _loyalty(
    planted: Planted,
    population: Population,
    sales: pd.DataFrame,
    customers: pd.DataFrame,
    rng: np.random.Generator,
) -> dict[str, pd.DataFrame]:
    """The tables of épreuve 4, and the transactions with the novelties in them."""
    staying, asking, using, renewing, measuring, expecting, paying, changing = rng.spawn(8)
    transactions = offers.renew(sales, planted, renewing)
    acquired_on = customers.set_index("customer_id")["acquired_on"]
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
