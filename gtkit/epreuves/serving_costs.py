"""What serving each customer costs, component by component: time, costs booked on it, late payment, acquisition.

Hours cost what an hour of their department costs, and go to the kind of work that the department does; costs booked on
a customer go to their own kind. A customer that pays later than agreed is lent its sales for those days, at the rate
that values are discounted with.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.customer_base import CustomerBase
from gtkit.epreuves.effort_facts import late_days
from gtkit.epreuves.service_cost import share_of_year
from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.evidence import Statement
from gtkit.scoring.customers.energy import hour_rates
from gtkit.valuation.service import ACQUISITION, ServiceCosts

KINDS = ("visits", "support", "logistics", "other")
DAYS_OF_RATE = 365  # to which a yearly rate is brought for days of credit, as accounts do


def serving_costs(tables: Tables, base: CustomerBase, settings: ValuationSettings) -> ServiceCosts:
    """Cost of each component over the last twelve months, and of acquisition.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Reads time, service_costs, customer_costs, payments, customers, transactions.
    base : CustomerBase
    settings : ValuationSettings
        The discount rate is the price of money.

    Returns
    -------
    ServiceCosts of the customers of the base; time sheets shorter than a year are brought to a year.

    Source: VALUATION section 10; Kaplan & Anderson (2004), Harvard Business Review 82(11).
    """
    customers, unknown = base.summary.index, {}
    columns, sources = {}, {}
    timed, booked = _time(tables, settings.as_of), _booked(tables, settings.as_of)
    for kind in KINDS:
        counted = (("time", timed), ("customer_costs", booked))
        parts = {source: table[kind] for source, table in counted if table is not None and kind in table}
        if parts:
            columns[kind] = sum(part.reindex(customers).fillna(0.0) for part in parts.values())
            sources[kind] = tuple(parts)
        elif kind == "other" and (timed is not None or booked is not None):
            columns[kind] = pd.Series(0.0, index=customers)
        else:
            unknown[kind] = Statement(f"service.unknown.{kind}")
    late = _late(tables, customers, settings)
    if late is None:
        unknown["late_payment"] = Statement("service.unknown.late_payment")
    else:
        columns["late_payment"], sources["late_payment"] = late, ("payments",)
    spent = _acquisition(tables, base, settings.as_of)
    if spent is None:
        unknown[ACQUISITION] = Statement("service.unknown.acquisition")
    else:
        sources[ACQUISITION] = ("customer_costs",)
    yearly = pd.DataFrame(columns, index=customers)
    return ServiceCosts(yearly=yearly, acquisition=spent, unknown=unknown, sources=sources)


def _time(tables: Tables, as_of: date) -> pd.DataFrame | None:
    """Cost of time by customer and kind of work, a year; "other" for departments of which no kind is told."""
    if not {"time", "service_costs"} <= set(tables):
        return None
    costs, time = tables["service_costs"].frame, _last_year(tables["time"].frame, as_of)
    if not (time["hours"].sum() > 0 and costs["yearly_cost"].sum() > 0):
        return None
    kind = costs.set_index("service")["kind"].replace("", "other")
    cost = time["hours"] * time["service"].map(hour_rates(costs)) / share_of_year(time["date"], as_of)
    return cost.groupby([time["customer_id"], time["service"].map(kind)]).sum().unstack(fill_value=0)


def _booked(tables: Tables, as_of: date) -> pd.DataFrame | None:
    """Costs booked on customers by kind, as they stand: one is booked when its bill comes, so no date tells a gap."""
    if "customer_costs" not in tables:
        return None
    costs = tables["customer_costs"].frame
    costs = _last_year(costs[costs["kind"] != ACQUISITION], as_of)
    if costs.empty:
        return None
    return costs.groupby(["customer_id", "kind"])["amount"].sum().unstack(fill_value=0)


def _late(tables: Tables, customers: pd.Index, settings: ValuationSettings) -> pd.Series | None:
    """Price of the days beyond terms on last year's sales, a year; NaN of a customer whose invoices tell nothing."""
    found = late_days(tables, as_of=settings.as_of, supposed_term=settings.payment_term_days)
    if found is None or found.customers.empty:
        return None
    lines = _last_year(tables["transactions"].frame, settings.as_of)
    sales = lines.groupby("customer_id")["amount"].sum().reindex(customers).fillna(0.0).clip(lower=0.0)
    days = found.customers["late_days"].reindex(customers).clip(lower=0.0)
    return days * sales * max(settings.annual_rate, 0.0) / DAYS_OF_RATE


def _acquisition(tables: Tables, base: CustomerBase, as_of: date) -> pd.Series | None:
    """What was spent to acquire each customer that came after the sales begin; 0 where nothing was booked on it."""
    if "customer_costs" not in tables:
        return None
    costs = tables["customer_costs"].frame
    costs = costs[(costs["kind"] == ACQUISITION) & (costs["date"] <= pd.Timestamp(as_of))]
    if costs.empty:
        return None
    sales = tables["transactions"].frame
    first = sales[sales["amount"] >= 0].groupby("customer_id")["date"].min()
    if "customers" in tables:
        told = tables["customers"].frame.set_index("customer_id")["acquired_on"]
        first = told.reindex(first.index).fillna(first)
    came = first.index[first >= sales["date"].min()]
    spent: pd.Series = costs.groupby("customer_id")["amount"].sum()
    return spent.reindex(base.summary.index.intersection(came)).reindex(base.summary.index).fillna(0.0)


def _last_year(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    last = pd.Timestamp(as_of)
    return table[(table["date"] > last - pd.DateOffset(years=1)) & (table["date"] <= last)]
