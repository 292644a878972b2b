"""Decisions that épreuve 1 asks for: what to stop, what to settle, whom to tell, what to measure."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.perimeter.results import Results
from gtkit.evidence import Decision, DecisionKind, Name, Quantity, Statement, Term, Unit
from gtkit.evidence.naming import named, shortened
from gtkit.evidence.quantities import count, hours, money, share


def decide(results: Results) -> tuple[Decision, ...]:
    """Every decision that the results support, stops first."""
    makers = (_cease, _do_not_invest, _decline, _debate, _tell, _settle_barriers, _complete, _measure)
    found = [make(results) for make in makers]
    return tuple(decision for decision in found if decision is not None)


def _cease(results: Results) -> Decision | None:
    """Stop the work on refused opportunities still to be decided, agreements apart; worth what it cost."""
    if results.field is None or results.waste is None or results.waste.to_cease.empty:
        return None
    open_to = results.waste.to_cease
    kinds = results.field.classes["kind"].reindex(open_to.index)
    rows = open_to[kinds != "agreement"].sort_values("hours", ascending=False, kind="stable")
    if rows.empty:
        return None
    cost = rows["cost"].sum(skipna=False)
    return Decision(
        kind=DecisionKind.STOP,
        statement=Statement(
            "decision.cease",
            {
                "n": count(len(rows)),
                "hours": hours(rows["hours"].sum()),
                "since": results.waste.since,
                "names": named(rows["label"]),
            },
        ),
        owner=Term("owner.sales"),
        horizon_months=1,
        effect=None if cost != cost else Quantity(float(cost), Unit.MONEY),  # noqa: PLR0124 - NaN
    )


def _do_not_invest(results: Results) -> Decision | None:
    """Give up the services and initiatives refused; the money asked is freed."""
    rows = results.of("service", "initiative")
    refused = None if rows is None else rows[rows["level"] == "refuse"]
    if refused is None or refused.empty:
        return None
    asked = float(refused["amount"].fillna(0.0).sum())
    return Decision(
        kind=DecisionKind.STOP,
        statement=Statement(
            "decision.do_not_invest",
            {"n": count(len(refused)), "names": named(refused["label"])},
        ),
        owner=Term("owner.management"),
        horizon_months=1,
        effect=money(asked) if asked > 0 else None,
    )


def _decline(results: Results) -> Decision | None:
    """Obtain other terms for the agreements refused, or decline them."""
    rows = results.of("agreement")
    refused = None if rows is None else rows[rows["level"] == "refuse"]
    if refused is None or refused.empty or results.field is None:
        return None
    clauses = refused["binding"].map(results.field.criteria["label"]).dropna().unique()
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.renegotiate",
            {
                "n": count(len(refused)),
                "names": named(refused["label"]),
                "clauses": tuple(Name(str(label).lower()) for label in clauses) or Statement("perimeter.none"),
            },
        ),
        owner=Term("owner.sales"),
        horizon_months=3,
    )


def _debate(results: Results) -> Decision | None:
    """Talk over the acceptances that other reasonable settings would undo."""
    rows = results.open
    if rows is None or "robust" not in rows:
        return None
    fragile = rows[(rows["level"] == "accept") & rows["robust"].eq(False)].sort_values("amount", ascending=False)
    if fragile.empty:
        return None
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.debate",
            {
                "n": count(len(fragile)),
                "amount": money(float(fragile["amount"].fillna(0.0).sum())),
                "names": named(fragile["label"]),
            },
        ),
        owner=Term("owner.management"),
        horizon_months=1,
    )


def _tell(results: Results) -> Decision | None:
    """Make the limits known where fewer people know them than the threshold asks."""
    rows = results.departments
    if rows is None:
        return None
    poor = rows[(rows["share"] < results.settings.knowledge_threshold) & (rows.index != "")]
    if poor.empty:
        return None
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.tell_limits",
            {
                "n": count(len(poor)),
                "names": named(poor.index),
                "threshold": share(results.settings.knowledge_threshold),
            },
        ),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _settle_barriers(results: Results) -> Decision | None:
    """Keep, move or drop the barriers that never bit, that refuse a success, or that nobody looks after."""
    rows = results.barriers
    if rows is None:
        return None
    doubts = pd.DataFrame(
        {
            "decorative": rows["status"] == "decorative",
            "contradictory": rows["contradictory"].str.len() > 0,
            "unowned": rows["owner"] == "",
            "overdue": rows["overdue"],
        }
    )
    doubtful = doubts[doubts.any(axis=1)]
    if doubtful.empty:
        return None
    told = (
        Statement(
            "barrier.doubtful",
            {
                "name": Name(str(rows["label"][barrier])),
                "doubts": tuple(Term(f"barrier.doubt.{doubt}") for doubt in doubts.columns[found]),
            },
        )
        for barrier, found in zip(doubtful.index, doubtful.to_numpy(), strict=True)
    )
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(
            "decision.review_barriers",
            {"n": count(len(doubtful)), "names": shortened(told)},
        ),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _complete(results: Results) -> Decision | None:
    """Find the value of a barrier's criterion where it is not known."""
    rows = results.open
    capped = None if rows is None else rows[rows["capped"]]
    if capped is None or capped.empty:
        return None
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement(
            "decision.complete_scores",
            {"n": count(len(capped)), "names": named(capped["label"])},
        ),
        owner=Term("owner.sales"),
        horizon_months=1,
    )


def _measure(results: Results) -> Decision | None:
    """Run the card test: without it, a list of barriers proves nothing of who knows them."""
    if results.test is not None or results.field is None:
        return None
    settings = results.settings
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement(
            "decision.run_card_test",
            {"cards": count(settings.minimum_cards), "people": count(settings.minimum_people)},
        ),
        owner=Term("owner.management"),
        horizon_months=3,
    )
