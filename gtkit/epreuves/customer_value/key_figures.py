"""The numbers of épreuve 3's first screen, each with its trace."""

from __future__ import annotations

from collections.abc import Mapping

from gtkit.epreuves.customer_value.results import Results
from gtkit.epreuves.equity_figure import equity_figure
from gtkit.evidence import KeyFigure, Quantity, Trace, Unit, Verdict
from gtkit.evidence.quantities import count, money

SERVED = ("customers", "effort_catalogue", "efforts", "payments", "time", "service_costs", "customer_costs")


def figures(results: Results, verdict: Verdict) -> tuple[KeyFigure, ...]:
    """Every key figure that could be computed, the most telling first."""
    return (
        *equity_figure(results.base, results.basis, results.settings),
        *_energy(results, verdict),
        *_base(results),
        *_historical(results),
    )


def _historical(results: Results) -> list[KeyFigure]:
    historical, settings = results.historical, results.settings
    if historical is None:
        return []
    trace = _trace(
        results,
        "gtkit.valuation.historical_value",
        r"M \, \int_0^{L} e^{-\delta t} \, dt",
        {"annual_rate": settings.annual_rate, "interval_level": settings.interval_level},
        results.base.rests_on if results.base is not None else ("transactions",),
        (
            "assumption.historical_margin",
            "assumption.last_year",
            "assumption.margin_lines",
            "assumption.historical_life",
            "assumption.lost",
            "assumption.discounting",
            "assumption.interval_lost",
            *(("assumption.departed",) if results.base is not None and len(results.base.departures.gone) else ()),
        ),
    )
    quantity = money(historical.total, historical.interval if historical.interval.width else None)
    return [KeyFigure(key="figure.historical", quantity=quantity, trace=trace)]


def _energy(results: Results, verdict: Verdict) -> list[KeyFigure]:
    share = verdict.criteria[0].quantity
    if share is None or results.energy is None:
        return []
    settings = results.settings
    tables = (*results.base.rests_on, *SERVED) if results.base is not None else SERVED
    judged: dict[str, float | str | int] = {
        "annual_rate": settings.annual_rate,
        "horizon_years": settings.horizon_years,
        "draws": settings.draws,
        "seed": settings.seed,
        "completeness_threshold": settings.completeness_threshold,
    }
    if "payments" in results.tables:
        judged["payment_term_days"] = settings.payment_term_days
    time = (
        "assumption.efforts_known",
        *(("assumption.late_payment",) if "payments" in results.tables else ()),
        *(("assumption.late_cost",) if "payments" in results.tables else ()),
        "assumption.service_per_order",
        "assumption.order_days",
        "assumption.twelve_months",
        "assumption.hours_to_year",
        "assumption.capacity",
        *(results.base.supposed if results.base is not None else ()),
    )
    trace = _trace(
        results,
        "gtkit.scoring.survey.ratio.ratio_share",
        r"\frac{\sum_i h_i \, d_i}{\sum_i h_i}",
        judged | {"interval_level": settings.interval_level},
        tables,
        ("assumption.deserving", *time, "assumption.interval_ratio"),
    )
    cost = _trace(
        results,
        "gtkit.scoring.customers.energy.energy_return",
        r"\sum_{i:\, net_i \leq 0} \, \sum_s h_{is} \, \frac{C_s}{a_s H_s}",
        judged,
        tables,
        ("assumption.unpaid", *time),
    )
    return [
        KeyFigure(key="figure.energy", quantity=share, trace=trace),
        KeyFigure(
            key="figure.lost_energy",
            quantity=Quantity(float(results.unpaid["cost"].sum()), Unit.MONEY_PER_YEAR),
            trace=cost,
        ),
    ]


def _base(results: Results) -> list[KeyFigure]:
    if results.base is None:
        return []
    function = "gtkit.epreuves.customer_base.value_customers"
    year = "assumption.last_year"
    last_year = _trace(results, function, r"\sum_i m_i", {}, ("transactions",), (year, "assumption.margin_lines"))
    active = _trace(results, function, r"\sum_i 1_{n_i > 0}", {}, ("transactions",), (year, "assumption.order_days"))
    return [
        KeyFigure(
            key="figure.yearly_margin",
            quantity=Quantity(float(results.base.last_year.sum()), Unit.MONEY_PER_YEAR),
            trace=last_year,
        ),
        KeyFigure(
            key="figure.active_customers",
            quantity=count((results.base.orders_last_year > 0).sum()),
            trace=active,
        ),
    ]


def _trace(
    results: Results,
    function: str,
    formula: str,
    parameters: Mapping[str, float | str | int],
    tables: tuple[str, ...],
    assumptions: tuple[str, ...],
) -> Trace:
    margin = results.base.assumed_margin if results.base else None
    if margin is not None and "transactions" in tables:
        parameters = dict(parameters) | {"margin_rate": margin}
    return results.basis.trace(function, formula, tables=tables, parameters=parameters, assumptions=assumptions)
