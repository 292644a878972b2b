"""Answers 4.2, 4.7 and 4.8: what customers are worth, by tier, and who is served beyond or short of it."""

from __future__ import annotations

from gtkit.epreuves.loyalty.results import Results
from gtkit.evidence import Answer, Level, Name, Statement, Value
from gtkit.evidence.quantities import count, hours, money, per_year, share

WORTH = ("transactions", "customers", "effort_catalogue", "efforts", "payments", "tiers")
SERVED = (*WORTH, "time", "service_costs", "service_levels")


def answers(results: Results) -> tuple[Answer, ...]:
    """Answers 4.2, 4.7 and 4.8."""
    return served_by_value(results), value_today(results), categories(results)


def served_by_value(results: Results) -> Answer:
    """4.2: do customers that lose money receive another quality of service, and another solution?"""
    over, whale = results.over_served, results.whale
    if results.base is None:
        return results.no_value("4.2")
    if over is None or results.service is None or whale is None:
        return results.basis.unknown("4.2", "reason.no_time", "time.hours", "service_costs.yearly_cost")
    there = results.service[~results.service["departed"]]
    lost = float(there["loss"].sum())
    worst = float(over["loss"].sum()) / lost if lost > 0 else 0.0
    values: dict[str, Value] = {
        "n": count(len(over)),
        "losing": count((there["net"] < 0).sum()),
        "customers": count(len(there)),
        "lost": per_year(lost),
        "hours": hours(over["hours"].sum()),
        "part": share(worst),
        "grid": _grid(results),
        "under": _under(results),
    }
    level = Level.PASSED if over.empty else Level.CONDITIONAL
    if worst >= results.settings.loss_cut_threshold:
        level = Level.FAILED
    return results.basis.known("4.2", level, n=len(there), tables=SERVED, values=values)


def value_today(results: Results) -> Answer:
    """4.7: what is each customer, and each tier, worth today?"""
    base = results.base
    if base is None or base.equity is None:
        return results.no_value("4.7")
    ltv = base.equity.customers["ltv"]
    values: dict[str, Value] = {
        "n": count(len(ltv)),
        "total": money(base.equity.total),
        "low": money(base.equity.interval.low),
        "high": money(base.equity.interval.high),
        "median": money(ltv.median()),
        "tiers": _by_tier(results),
    }
    level = Level.CONDITIONAL if base.flags or results.tiers is None else Level.PASSED
    return results.basis.known("4.7", level, n=len(ltv), tables=WORTH, values=values)


def categories(results: Results) -> Answer:
    """4.8: are the categories of customers identified by rules that anybody can apply by hand?"""
    if results.base is None or results.base.equity is None:
        return results.no_value("4.8")
    if results.tiers is None:
        return results.basis.unknown("4.8", "reason.no_tiers", "tiers.minimum_value")
    valued = results.customers[results.customers["ltv"].notna()]
    open_ = int((valued["tier"] == "").sum())
    first = results.tiers.iloc[0]
    values: dict[str, Value] = {
        "n": count(len(results.tiers)),
        "customers": count(len(valued) - open_),
        "first": Name(str(first["label"])),
        "held": count(first["customers"]),
        "open": _open(open_),
    }
    level = Level.CONDITIONAL if open_ else Level.PASSED
    return results.basis.known("4.8", level, n=len(valued), tables=WORTH, values=values)


def _grid(results: Results) -> Statement:
    """What the tiers' own grid would spare."""
    over, service = results.over_served, results.service
    if over is None or over.empty or service is None or not service["grid_hours"].notna().any():
        return Statement("grid.unknown" if over is not None and len(over) else "grid.none")
    return Statement(
        "grid.spares", {"saved": per_year((over["loss"] - over["kept"]).sum()), "kept": per_year(over["kept"].sum())}
    )


def _under(results: Results) -> Statement:
    """How many of the best customers receive less than was promised."""
    under = results.under_served
    if under is None:
        return Statement("under.unknown")
    return Statement("under.some" if len(under) else "under.none", {"n": count(len(under))})


def _by_tier(results: Results) -> Statement:
    """Which tier bears most of the value."""
    if results.tiers is None or not results.tiers["value_share"].notna().any():
        return Statement("by_tier.unknown")
    first = results.tiers.sort_values("value", ascending=False, kind="stable").iloc[0]
    values: dict[str, Value] = {
        "label": Name(str(first["label"])),
        "n": count(first["customers"]),
        "part": share(first["value_share"]),
    }
    return Statement("by_tier.known", values)


def _open(n: int) -> Statement:
    """How many customers no rule could place."""
    return Statement("open.some" if n else "open.none", {"n": count(n)})
