"""Decisions that épreuve 2 asks for."""

from __future__ import annotations

from gtkit.epreuves.alignment.results import Results
from gtkit.evidence import Decision, DecisionKind, Name, Statement, Term, Value
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count, days, share


def decide(results: Results) -> tuple[Decision, ...]:
    """Every decision that the results support, in the order in which they are to be taken."""
    makers = (_agree_first, _bring_round, _drop, _answer_ideas, _ask)
    return tuple(decision for make in makers if (decision := make(results)) is not None)


def _agree_first(results: Results) -> Decision | None:
    """A management that does not agree with itself agrees first."""
    if results.w is None or results.w >= results.settings.concordance_threshold:
        return None
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement("decision.agree_first", {"top": count(results.settings.top)}),
        owner=Term("owner.management"),
        horizon_months=1,
    )


def _bring_round(results: Results) -> Decision | None:
    """Work the priorities through with the departments that surely do not share them."""
    table = results.misaligned
    if table is None or table.empty:
        return None
    values: dict[str, Value] = {
        "n": count(len(table)),
        "names": named(table.index),
        "first": tuple(Name(label) for label in results.named(results.first)),
        "own": tuple(Name(label) for label in results.named(table["first"].iloc[0])),
    }
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement("decision.bring_round", values),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _drop(results: Results) -> Decision | None:
    """Stop steering by what is no objective and is cited all the same."""
    if results.lists is None or results.labels.empty:
        return None
    cited = [code for code in results.said if code not in results.labels.index]
    if not cited:
        return None
    part = results.lists.field.map(lambda listed: cited[0] in listed).mean()
    return Decision(
        kind=DecisionKind.STOP,
        statement=Statement("decision.drop_priority", {"name": Name(cited[0]), "share": share(float(part))}),
        owner=Term("owner.management"),
        horizon_months=3,
    )


def _answer_ideas(results: Results) -> Decision | None:
    found, settings = results.ideas, results.settings
    if found is None or found.answered / found.given >= settings.ideas_threshold:
        return None
    values = {"n": count(found.unanswered), "days": days(settings.answer_days)}
    key = "decision.answer_ideas" if found.unanswered else "decision.answer_sooner"
    return Decision(
        kind=DecisionKind.DO,
        statement=Statement(key, values),
        owner=Term("owner.people"),
        horizon_months=3,
    )


def _ask(results: Results) -> Decision | None:
    """Ask more people, or ask at all, where too few were."""
    asked = results.asked
    if asked is None or asked.asked >= asked.needed:
        return None
    return Decision(
        kind=DecisionKind.MEASURE,
        statement=Statement("decision.ask_more", {"n": count(asked.needed - asked.asked)}),
        owner=Term("owner.people"),
        horizon_months=3,
    )
