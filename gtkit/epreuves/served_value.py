"""Values after service, and customer equity once service is paid: what épreuves 3, 4 and 0 tell alike."""

from __future__ import annotations

from gtkit.contracts import Tables
from gtkit.epreuves.customer_base import CustomerBase
from gtkit.epreuves.serving_costs import serving_costs
from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.evidence import Statement
from gtkit.evidence.quantities import money
from gtkit.valuation.service import COMPONENTS, ServedValue, after_service


def served_value(tables: Tables, base: CustomerBase | None, settings: ValuationSettings) -> ServedValue | None:
    """Values after what serving customers costs.

    Parameters
    ----------
    tables : mapping of CheckedTable
        As `serving_costs` reads them.
    base : CustomerBase or None
    settings : ValuationSettings

    Returns
    -------
    ServedValue; None where nobody is valued.
    """
    if base is None or base.equity is None:
        return None
    costs = serving_costs(tables, base, settings)
    return after_service(base.equity, costs, orders_per_year=base.orders_last_year)


def equity_after_service(served: ServedValue | None) -> tuple[Statement, ...]:
    """Customer equity before service and after it, acquisition apart; of what is known of service where not all is.

    Parameters
    ----------
    served : ServedValue or None

    Returns
    -------
    tuple: one Statement; none where nobody is valued or no cost of serving is known.
    """
    if served is None or not len(served.to_come.columns):
        return ()
    part = any(name in served.costs.unknown for name in COMPONENTS)
    values = {"before": money(served.customers["ltv"].sum()), "after": money(served.customers["net"].sum())}
    return (Statement("equity.after_service_known" if part else "equity.after_service", values),)
