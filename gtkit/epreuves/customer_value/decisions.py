"""Decisions that épreuve 3 asks for: what to do, what to stop, what to measure, and what each brings."""

from __future__ import annotations

from gtkit.epreuves.customer_value.results import Results
from gtkit.evidence import Decision, DecisionKind, Level, Name, Quantity, Statement, Term, Unit
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count, money


def decide(results: Results) -> tuple[Decision, ...]:
    """Every decision that the results support, stops first."""
    makers = (_stop_serving, _settle_barriers, _obtain_efforts, _launch_plans, _prove, _measure)
    found = [make(results) for make in makers]
    return tuple(decision for decision in found if decision is not None)


def _stop_serving(results: Results) -> Decision | None:
    """Free the time given to customers whose value does not pay for it; worth its cost less the margin at stake."""
    unpaid = results.unpaid.sort_values("cost", ascending=False)
    if unpaid.empty:
        return None
    cost, margin = float(unpaid["cost"].sum()), float(unpaid["yearly_margin"].sum())
    return Decision(
        kind=DecisionKind.STOP,
        statement=Statement(
            "decision.stop_serving",
            {
                "n": count(len(unpaid)),
                "hours": Quantity(float(unpaid["hours"].sum()), Unit.HOURS),
                "cost": Quantity(cost, Unit.MONEY_PER_YEAR),
                "margin": Quantity(margin, Unit.MONEY_PER_YEAR),
                "names": named(unpaid["name"]),
            },
        ),
        owner=Term("owner.sales"),
        horizon_months=3,
        effect=Quantity(cost - margin, Unit.MONEY_PER_YEAR),
        customers=tuple(map(str, unpaid.index)),
    )


def _settle_barriers(results: Results) -> Decision | None:
    """Decide on the customers that a barrier refuses, with the margin that they bring told."""
    if results.energy is None:
        return None
    hit = results.customers[(results.customers["barrier"].fillna("") != "") & (results.customers["hours"] > 0)]
    hit = hit[~hit["departed"]]
    if hit.empty:
        return None
    hit = hit.sort_values("yearly_margin", ascending=False)
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.settle_barriers",
            {
                "n": count(len(hit)),
                "names": named(hit["name"]),
                "margin": Quantity(float(hit["yearly_margin"].sum()), Unit.MONEY_PER_YEAR),
            },
        ),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _obtain_efforts(results: Results) -> Decision | None:
    """Tie the time of customers served on conditions to the effort that they fail most."""
    if results.efforts is None or results.grid is None:
        return None
    served = results.customers["hours"] > 0
    still_there = ~results.customers["departed"]
    on_conditions = results.customers[(results.customers["level"] == Level.CONDITIONAL) & served & still_there]
    weakest = on_conditions["weakest"].fillna("").replace("", None).dropna()
    if weakest.empty:
        return None
    effort = str(weakest.value_counts().sort_index(kind="stable").idxmax())
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.obtain_effort",
            {
                "n": count(len(on_conditions)),
                "effort": Name(str(results.grid["label"].loc[effort])),
                "asked": count((weakest == effort).sum()),
            },
        ),
        owner=Term("owner.sales"),
        horizon_months=6,
    )


def _launch_plans(results: Results) -> Decision | None:
    if results.plans is None:
        return None
    plans = results.plans.customers
    worth = plans[plans["level"] == Level.PASSED].sort_values("mean", ascending=False)
    if worth.empty:
        return None
    names = named(results.customers.loc[worth.index, "name"])
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement("decision.launch_plans", {"n": count(len(worth)), "names": names}),
        owner=Term("owner.management"),
        horizon_months=12,
        effect=money(worth["mean"].sum()),
    )


def _prove(results: Results) -> Decision | None:
    """Give a unit, a proof and a source to each effort that the gate rejected."""
    if results.grid is None or results.grid["kept"].all():
        return None
    rejected = results.grid.loc[~results.grid["kept"], "label"]
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement(
            "decision.prove_efforts",
            {"n": count(len(rejected)), "names": named(rejected)},
        ),
        owner=Term("owner.service"),
        horizon_months=6,
    )


def _measure(results: Results) -> Decision | None:
    """Without time nothing can be said of energy: it is to be recorded first."""
    if results.energy is not None:
        return None
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement("decision.measure_time"),
        owner=Term("owner.management"),
        horizon_months=6,
    )
