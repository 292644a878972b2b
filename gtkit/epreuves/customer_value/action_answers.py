"""Answers 3.0, 3.9 and 3.10: who deserves energy, which segments, which specific plans."""

from __future__ import annotations

from gtkit.epreuves.customer_value.key_figures import SERVED
from gtkit.epreuves.customer_value.results import Results
from gtkit.evidence import Answer, Level, Name, Statement, Value, Verdict
from gtkit.evidence.quantities import count, money, share

_TOLD = {
    Level.PASSED: "passed",
    Level.CONDITIONAL: "conditional",
    Level.FAILED: "failed",
    Level.UNDETERMINED: "open",
}
STABLE_SEGMENTS = 0.70  # share of resamples that keep the segments' order, for the order to be told as firm


def answers(results: Results) -> tuple[Answer, ...]:
    """Answers 3.9 and 3.10."""
    return declared_segments(results), specific_plans(results)


def deserves_energy(results: Results, verdict: Verdict) -> Answer:
    """3.0: the épreuve's own question, customer by customer and for the whole."""
    energy = verdict.criteria[0]
    tables = (*results.base.rests_on, *SERVED) if results.base is not None else SERVED
    if results.energy is None and results.base is not None:
        missing = ("time.hours", "service_costs.yearly_cost")
        return results.basis.unknown("3.0", "reason.no_time", *missing, tables=tables)
    if energy.quantity is None:
        return results.no_value("3.0")
    served = results.customers[results.customers["hours"] > 0]
    hours = served["hours"] / served["hours"].sum()
    values: dict[str, Value] = {"n": count(len(served)), "share": energy.quantity}
    for level, name in _TOLD.items():
        values[name] = count((served["level"] == level).sum())
        values[f"share_{name}"] = share(hours[served["level"] == level].sum())
    interval = energy.quantity.interval
    if interval is not None:
        values |= {"low": share(interval.low), "high": share(interval.high)}
    return results.basis.known("3.0", verdict.level, n=energy.n, tables=tables, values=values)


def declared_segments(results: Results) -> Answer:
    """3.9: the segments that the organisation declares, and whether their order by value is firm."""
    if results.segments is None:
        return results.basis.unknown("3.9", "reason.no_segments", "customers.segment")
    frame = results.segments.frame
    first = str(frame["value"].idxmax())
    firm = results.segments.stability >= STABLE_SEGMENTS
    return results.basis.known(
        "3.9",
        Level.PASSED if firm and not frame["small"].any() else Level.CONDITIONAL,
        n=int(frame["customers"].sum()),
        tables=("customers", "transactions", *results.effort_tables, "time", "service_costs"),
        values={
            "n": count(len(frame)),
            "first": Name(first),
            "part": share(float(frame["value_share"].loc[first])),
            "stability": share(results.segments.stability),
        },
    )


def specific_plans(results: Results) -> Answer:
    """3.10: does a customer deserve a specific plan? What it brings, likely and unlikely, less what it costs."""
    if results.plans is None:
        missing = ("customers.plan_cost", "customers.plan_probability", "customers.uplift_central")
        base = results.base
        if base is None or base.equity is None:
            return results.no_value("3.10")
        return results.basis.unknown("3.10", "reason.no_plans", *missing)
    frame = results.plans.customers
    levels = frame["level"]
    passed, conditional = (levels == Level.PASSED).sum(), (levels == Level.CONDITIONAL).sum()
    if passed:
        level = Level.PASSED if passed == len(frame) else Level.CONDITIONAL
    else:
        level = Level.CONDITIONAL if conditional else Level.FAILED
    return results.basis.known(
        "3.10",
        level,
        n=len(frame),
        tables=("customers", "transactions"),
        values={
            "n": count(len(frame)),
            "passed": count(passed),
            "conditional": _some("plans.conditional", conditional),
            "failed": _some("plans.failed", (levels == Level.FAILED).sum()),
            "gain": money(frame.loc[levels == Level.PASSED, "mean"].sum()),
        },
    )


def _some(key: str, n: int) -> Statement:
    """How many plans are of a kind, or that none is."""
    return Statement(key, {"n": count(n)}) if n else Statement(f"{key}_none")
