"""Answers 4.0 and 4.9: the strategy as a whole, and the plan by nature of investment."""

from __future__ import annotations

from gtkit.epreuves.concluding import blocked
from gtkit.epreuves.loyalty.results import Results
from gtkit.evidence import Answer, Level, Name, Quantity, Statement, Unit, Value, Verdict
from gtkit.evidence.quantities import count, hours, money, share


def strategy(results: Results, verdict: Verdict) -> Answer:
    """4.0: which strategy makes customers more loyal? The plan, and who leaves fastest."""
    if verdict.level is Level.UNDETERMINED:
        return results.basis.unknown("4.0", blocked(verdict.criteria) or verdict.statement, *_missing(results))
    plan = results.plan
    if plan is None or results.exits is None:
        return results.basis.unknown("4.0", "reason.no_actions", *_missing(results))
    return results.basis.known(
        "4.0",
        verdict.level,
        n=len(results.exits),
        tables=("retention", "satisfaction", "actions", "transactions", "time", "service_costs", "service_levels"),
        values={
            "n": count(len(plan.chosen)),
            "gain": money(plan.gain()[0]),
            "leaving": _leaving(results),
            "exits": count(results.exits.sum()),
            "customers": count(len(results.exits)),
        },
    )


def investment(results: Results) -> Answer:
    """4.9: services adapted to value, as a plan of actions by nature of investment."""
    plan = results.plan
    if plan is None:
        return results.basis.unknown("4.9", "reason.no_actions", "actions.cost", "actions.hours")
    settings, central = results.settings, plan.choice.central
    middle, interval = plan.gain()
    values: dict[str, Value] = {
        "n": count(len(plan.chosen)),
        "listed": count(len(plan.actions)),
        "budget": money(settings.budget),
        "available": hours(settings.hours),
        "cost": money(central.cost),
        "hours": hours(central.hours),
        "gain": money(middle),
        "low": money(interval.low),
        "high": money(interval.high),
        "certain": share(plan.no_regret_share()),
        "more": _more_money(results),
        "freed": _more_hours(results),
        "left_out": _left_out(plan.left_out),
    }
    firm = interval.low >= settings.minimum_gain and plan.no_regret_share() >= settings.no_regret_threshold
    level = Level.PASSED if firm else Level.CONDITIONAL
    if middle < settings.minimum_gain:
        level = Level.FAILED
    return results.basis.known("4.9", level, n=len(plan.actions), tables=("actions",), values=values)


def _missing(results: Results) -> tuple[str, ...]:
    """The columns that the verdict waits for."""
    wanted = {"retention": "left_on", "satisfaction": "date", "actions": "cost"}
    return tuple(f"{table}.{column}" for table, column in wanted.items() if table not in results.tables)


def _leaving(results: Results) -> Statement:
    """Which tier at entry loses its customers fastest, or why that is not told."""
    curves = results.curves
    if curves is None:
        return Statement(str(results.retention))
    kept = curves.time_kept
    first, last = str(kept["years"].idxmin()), str(kept["years"].idxmax())
    if curves.p_value >= 1 - results.settings.interval_level:
        return Statement("leaving.alike", {"p": Quantity(curves.p_value, Unit.COEFFICIENT)})
    values: dict[str, Value] = {
        "tier": Name(first),
        "years": Quantity(float(kept["years"].loc[first]), Unit.YEARS),
        "other": Name(last),
        "longest": Quantity(float(kept["years"].loc[last]), Unit.YEARS),
        "horizon": Quantity(curves.horizon_years, Unit.YEARS),
    }
    if curves.known_from is None:
        return Statement("leaving.fastest", values)
    return Statement("leaving.fastest_since", values | {"since": curves.known_from})


def _more_money(results: Results) -> Statement:
    """What a tenth more budget would bring."""
    plan = results.plan
    step = 0.10 * results.settings.budget
    if plan is None or not step > 0:
        return Statement("more_money.unknown")
    price = plan.choice.central.price_up
    values = {"step": money(step), "gain": money(price * step)}
    return Statement("more_money.brings" if price * step >= 1 else "more_money.nothing", values)


def _more_hours(results: Results) -> Statement:
    """What the same budget would bring with as many hours as it can use; nothing where it has them."""
    plan = results.plan
    if plan is None or plan.with_hours.value - plan.choice.central.value < 1:
        return Statement("more_hours.nothing")
    gain = money(plan.with_hours.value - plan.choice.central.value)
    return Statement("more_hours.brings", {"hours": hours(plan.with_hours.hours), "gain": gain})


def _left_out(labels: tuple[str, ...]) -> Statement:
    """The actions that could not be weighed."""
    names = tuple(Name(label) for label in labels)
    return Statement("left_out.some", {"names": names}) if names else Statement("left_out.none")
