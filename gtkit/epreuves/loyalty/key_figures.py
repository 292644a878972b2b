"""The numbers of épreuve 4's first screen, each with its trace."""

from __future__ import annotations

from gtkit.epreuves.equity_figure import equity_figure
from gtkit.epreuves.loyalty.results import Results
from gtkit.evidence import KeyFigure
from gtkit.evidence.quantities import coefficient, money, per_year, share


def figures(results: Results) -> tuple[KeyFigure, ...]:
    """Every key figure that could be computed, the most telling first."""
    return (
        *_gain(results),
        *_losses(results),
        *_link(results),
        *_vitality(results),
        *equity_figure(results.base, results.basis, results.settings.customer_value),
    )


def _gain(results: Results) -> list[KeyFigure]:
    if results.plan is None:
        return []
    settings = results.settings
    trace = results.basis.trace(
        "gtkit.epreuves.loyalty.planning.make",
        r"\mathrm{med} \, \sum_{i \in P} (E_i - c_i), \; \sum_{i \in P} c_i \leq B, \; \sum_{i \in P} h_i \leq H",
        tables=("actions",),
        parameters={
            "budget": settings.budget,
            "hours": settings.hours,
            "draws": settings.draws,
            "seed": settings.seed,
        },
        assumptions=("assumption.loyalty_plan", "assumption.loyalty_effects", "assumption.loyalty_hours"),
    )
    return [KeyFigure(key="figure.loyalty_gain", quantity=money(*results.plan.gain()), trace=trace)]


def _losses(results: Results) -> list[KeyFigure]:
    over = results.over_served
    if over is None:
        return []
    trace = results.basis.trace(
        "gtkit.epreuves.loyalty.serving.serve",
        r"\sum_i \max(0, C_i - m_i)",
        tables=("transactions", "time", "service_costs", "retention"),
        parameters={"high_service": results.settings.high_service},
        assumptions=(
            "assumption.loyalty_over_served",
            "assumption.twelve_months",
            "assumption.hours_to_year",
            "assumption.last_year",
            "assumption.margin_lines",
            "assumption.capacity",
        ),
    )
    return [KeyFigure(key="figure.loyalty_losses", quantity=per_year(over["loss"].sum()), trace=trace)]


def _link(results: Results) -> list[KeyFigure]:
    found = results.satisfied
    if found is None or found.link is None or len(found.in_time) < results.settings.minimum_decisions:
        return []
    trace = results.basis.trace(
        "gtkit.scoring.customers.equivalence.rank_link",
        r"\rho = corr(r(s), r(f)), \; z = (atanh \, \rho \mp atanh \, b) / se",
        tables=("satisfaction", "retention"),
        parameters={"unrelated_bound": results.settings.unrelated_bound},
        assumptions=("assumption.loyalty_before", "assumption.loyalty_scales", "assumption.interval_rank"),
    )
    quantity = coefficient(found.link.rho, found.link.interval)
    return [KeyFigure(key="figure.loyalty_link", quantity=quantity, trace=trace)]


def _vitality(results: Results) -> list[KeyFigure]:
    found, settings = results.renewal, results.settings
    if found is None:
        return []
    trace = results.basis.trace(
        "gtkit.epreuves.loyalty.renewal.renew",
        r"\frac{\sum_i n_i}{\sum_i a_i}",
        tables=("transactions", "offers"),
        parameters={
            "novelty_months": settings.novelty_months,
            "interval_level": settings.interval_level,
            "draws": settings.draws,
            "seed": settings.seed,
        },
        assumptions=("assumption.loyalty_vitality", "assumption.last_year", "assumption.interval_resampled"),
    )
    return [KeyFigure(key="figure.loyalty_vitality", quantity=share(found.share, found.interval), trace=trace)]
