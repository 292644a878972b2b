"""Decisions that épreuve 5 asks for: what to stop, what to write down, what to measure."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.performance.results import Results
from gtkit.evidence import Decision, DecisionKind, Statement, Term
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count, per_year
from gtkit.scoring.indicators.progress import Reading


def decide(results: Results) -> tuple[Decision, ...]:
    """Every decision that the results support, stops first."""
    makers = (_stop_paying, _drop, _write_lines, _act_on_decline, _cover, _keep_a_log, _ask)
    found = [make(results) for make in makers]
    return tuple(decision for decision in found if decision is not None)


def _stop_paying(results: Results) -> Decision | None:
    """A reward that pays for what a barrier refuses is at war with the strategy."""
    if results.audit is None or results.refused is None or results.audit.conflicts.empty:
        return None
    keys = sorted(set(results.audit.conflicts["indicator"]))
    cases = results.refused[sorted(set(results.audit.conflicts["kind"]))]
    return Decision(
        kind=DecisionKind.STOP,
        statement=Statement(
            "decision.stop_paying",
            {"n": count(len(keys)), "names": named(results.labels[keys]), "cases": named(cases)},
        ),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _drop(results: Results) -> Decision | None:
    """Zombies and orphans cost what measuring them costs."""
    dropped = _chosen(results, "drop")
    if dropped.empty:
        return None
    costs = dropped["yearly_cost"].dropna()
    return Decision(
        kind=DecisionKind.STOP,
        statement=Statement("decision.drop_indicators", {"n": count(len(dropped)), "names": named(dropped["label"])}),
        owner=Term("owner.management"),
        horizon_months=3,
        effect=per_year(costs.sum()) if costs.sum() > 0 else None,
    )


def _write_lines(results: Results) -> Decision | None:
    """A criterion without line, owner or reaction warns nobody; the heaviest first."""
    mended = _chosen(results, "mend")
    if mended.empty or results.weights is None:
        return None
    weights = results.weights.groupby(results.labels).sum()
    order = mended["label"].map(weights).sort_values(ascending=False, kind="stable").index
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.write_lines", {"n": count(len(mended)), "names": named(mended["label"].loc[order])}
        ),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _act_on_decline(results: Results) -> Decision | None:
    declined = dict.fromkeys(t.label for t in results.tracks if t.progress.reading is Reading.DECLINE)
    if not declined:
        return None
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.act_on_decline", {"n": count(len(declined)), "names": named(pd.Series(list(declined)))}
        ),
        owner=Term("owner.management"),
        horizon_months=1,
    )


def _cover(results: Results) -> Decision | None:
    added = _chosen(results, "add")
    if added.empty:
        return None
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement("decision.cover_objectives", {"n": count(len(added)), "names": named(added["label"])}),
        owner=Term("owner.management"),
        horizon_months=6,
    )


def _keep_a_log(results: Results) -> Decision | None:
    """Without a log of decisions nothing can be said of use."""
    if results.use is not None:
        return None
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement("decision.keep_a_log"),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _ask(results: Results) -> Decision | None:
    """Without an answer on standards and safety, the fear of failure is not known to be healthy."""
    if results.fear is not None:
        return None
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement("decision.ask_about_fear"),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _chosen(results: Results, choice: str) -> pd.DataFrame:
    if results.choice is None:
        return pd.DataFrame({"label": [], "yearly_cost": []})
    return results.choice[results.choice["choice"] == choice]
