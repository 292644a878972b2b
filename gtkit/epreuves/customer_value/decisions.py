"""Decisions that épreuve 3 asks for: what to do, what to stop, what to measure, and what each brings."""

from __future__ import annotations

from gtkit.epreuves.customer_value.answering import count, money
from gtkit.epreuves.customer_value.results import Results
from gtkit.evidence import Decision, DecisionKind, Level, Name, Quantity, Statement, Term, Unit

LISTED = 5  # names told in a sentence; the table on the page holds them all


def decide(results: Results) -> tuple[Decision, ...]:
    """Every decision that the results support, stops first."""
    found = [
        _stop_serving(results),
        _obtain_efforts(results),
        _launch_plans(results),
        _prove(results),
        _measure(results),
    ]
    return tuple(decision for decision in found if decision is not None)


def _stop_serving(results: Results) -> Decision | None:
    """Stop giving today's time to customers whose value does not pay for it."""
    if results.energy is None:
        return None
    served = results.customers[(results.customers["level"] == Level.FAILED) & (results.customers["hours"] > 0)]
    if served.empty:
        return None
    served = served.sort_values("cost", ascending=False)
    return Decision(
        kind=DecisionKind.STOP,
        statement=Statement(
            "decision.stop_serving",
            {
                "n": count(len(served)),
                "hours": Quantity(float(served["hours"].sum()), Unit.HOURS),
                "names": tuple(Name(name) for name in served["name"].head(LISTED)),
            },
        ),
        owner=Term("owner.sales"),
        horizon_months=3,
        effect=Quantity(float(served["cost"].sum()), Unit.MONEY_PER_YEAR),
    )


def _obtain_efforts(results: Results) -> Decision | None:
    """Ask the customers who deserve energy on conditions for the effort that they fail most."""
    if results.efforts is None or results.grid is None:
        return None
    on_conditions = results.customers[results.customers["level"] == Level.CONDITIONAL]
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
    names = results.customers.loc[worth.index, "name"].head(LISTED)
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.launch_plans", {"n": count(len(worth)), "names": tuple(Name(name) for name in names)}
        ),
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
            {"n": count(len(rejected)), "names": tuple(Name(label) for label in rejected.head(LISTED))},
        ),
        owner=Term("owner.service"),
        horizon_months=6,
    )


def _measure(results: Results) -> Decision | None:
    """Collect what the épreuve lacks: time first, without it nothing can be said of energy."""
    key = "decision.declare_profile" if results.energy is not None else "decision.measure_time"
    return Decision(
        kind=DecisionKind.MEASURE, statement=Statement(key), owner=Term("owner.management"), horizon_months=6
    )
