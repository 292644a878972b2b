"""Decisions that épreuve 4 asks for: what to do, what to stop, what to measure, and what each brings."""

from __future__ import annotations

from gtkit.epreuves.loyalty.results import Results
from gtkit.evidence import Decision, DecisionKind, Name, Statement, Term
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count, hours, money, per_year


def decide(results: Results) -> tuple[Decision, ...]:
    """Every decision that the results support, stops first."""
    makers = (_stop_over_serving, _launch_plan, _keep_promises, _renew_offer, _date_tiers, _ask_before, _cost_actions)
    found = [make(results) for make in makers]
    return tuple(decision for decision in found if decision is not None)


def _stop_over_serving(results: Results) -> Decision | None:
    """Bring the service of customers at a loss back to their tier's grid."""
    over = results.over_served
    if over is None or over.empty:
        return None
    saved = float((over["loss"] - over["kept"]).sum())
    return Decision(
        kind=DecisionKind.STOP,
        statement=Statement(
            "decision.loyalty_over_served",
            {
                "n": count(len(over)),
                "hours": hours(over["hours"].sum()),
                "lost": per_year(over["loss"].sum()),
                "names": named(results.names.reindex(over.index)),
            },
        ),
        owner=Term("owner.sales"),
        horizon_months=6,
        effect=per_year(saved) if saved > 0 else None,
        customers=tuple(map(str, over.index)),
    )


def _launch_plan(results: Results) -> Decision | None:
    plan = results.plan
    if plan is None or plan.chosen.empty or plan.gain()[0] < results.settings.minimum_gain:
        return None
    middle, interval = plan.gain()
    first = plan.chosen[plan.chosen["no_regret"]]
    shown = first if len(first) else plan.chosen
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.loyalty_plan" if len(first) else "decision.loyalty_plan_fragile",
            {
                "n": count(len(plan.chosen)),
                "cost": money(plan.choice.central.cost),
                "hours": hours(plan.choice.central.hours),
                "names": named(shown["label"]),
            },
        ),
        owner=Term("owner.management"),
        horizon_months=12,
        effect=money(middle, interval),
    )


def _keep_promises(results: Results) -> Decision | None:
    """Give the best customers the hours that their tier was promised."""
    under = results.under_served
    if under is None or under.empty:
        return None
    missing = float((under["promised_hours"] - under["hours"]).sum())
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.loyalty_under_served",
            {
                "n": count(len(under)),
                "hours": hours(missing),
                "margin": per_year(under["yearly_margin"].sum()),
                "names": named(results.names.reindex(under.index)),
            },
        ),
        owner=Term("owner.service"),
        horizon_months=3,
    )


def _renew_offer(results: Results) -> Decision | None:
    found = results.renewal
    if found is None or found.interval.low >= results.settings.vitality_threshold:
        return None
    stale = found.months[found.months > results.settings.novelty_months]
    if results.exits is not None:
        stale = stale[~stale.index.isin(results.exits.index[results.exits])]
    if stale.empty:
        return None
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.loyalty_novelty",
            {"n": count(len(stale)), "months": count(results.settings.novelty_months)},
        ),
        owner=Term("owner.sales"),
        horizon_months=12,
    )


def _date_tiers(results: Results) -> Decision | None:
    """Without the tier at entry, nobody can say which customers leave."""
    if results.curves is not None or results.retention == "reason.tiers_not_compared":
        return None
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement("decision.loyalty_tiers"),
        owner=Term("owner.sales"),
        horizon_months=3,
    )


def _ask_before(results: Results) -> Decision | None:
    """Satisfaction is to be asked before customers decide."""
    found = results.satisfied
    if found is not None and len(found.in_time) >= results.settings.minimum_decisions:
        return None
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement("decision.loyalty_ask_before"),
        owner=Term("owner.service"),
        horizon_months=12,
    )


def _cost_actions(results: Results) -> Decision | None:
    """Actions that could not be weighed are to be told whole."""
    if results.plan is not None and not results.plan.left_out:
        return None
    labels = () if results.plan is None else results.plan.left_out
    names = tuple(Name(label) for label in labels)
    key = "decision.loyalty_cost_actions" if names else "decision.loyalty_list_actions"
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement(key, {"n": count(len(names)), "names": names}),
        owner=Term("owner.management"),
        horizon_months=3,
    )
