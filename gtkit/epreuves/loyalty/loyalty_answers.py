"""Answers 4.4 and 4.6: whether satisfaction foretells who stays, and whether the offer is renewed."""

from __future__ import annotations

from gtkit.epreuves.loyalty.results import Results
from gtkit.epreuves.loyalty.staying import Satisfied
from gtkit.evidence import Answer, Level, Statement, Value
from gtkit.evidence.quantities import coefficient, count, share
from gtkit.scoring.customers.equivalence import Link

_LEVELS = {Link.UNRELATED: Level.PASSED, Link.RELATED: Level.FAILED, Link.INVERSE: Level.FAILED}


def answers(results: Results) -> tuple[Answer, ...]:
    """Answers 4.4 and 4.6."""
    return satisfaction_and_loyalty(results), renewal(results)


def satisfaction_and_loyalty(results: Results) -> Answer:
    """4.4: loyalty and satisfaction have nothing to do with each other, a claim tested both ways."""
    found, settings = results.satisfied, results.settings
    asked = ("satisfaction.date", "retention.decided_on", "retention.renewed")
    if found is None:
        return results.basis.unknown("4.4", "reason.no_satisfaction", *asked)
    known = len(found.in_time)
    if known < settings.minimum_decisions:
        late = int(found.decisions["late"].sum()) > known
        return results.basis.unknown("4.4", "reason.satisfaction_after" if late else "reason.few_decisions", *asked)
    link = found.link
    if link is None or found.foretelling is None:
        return results.basis.unknown("4.4", "reason.one_outcome", "retention.renewed")
    values: dict[str, Value] = {
        "n": count(link.n),
        "left": count(found.foretelling.left),
        "rho": coefficient(link.rho),
        "low": coefficient(link.interval.low),
        "high": coefficient(link.interval.high),
        "bound": coefficient(settings.unrelated_bound),
        "auc": share(found.foretelling.auc),
        "partial": _partial(found),
    }
    if link.link is Link.UNDECIDED:
        if link.n_needed > 1e6:
            return results.basis.unknown("4.4", Statement("reason.link_on_bound", values))
        needed = values | {"needed": count(link.n_needed)}
        return results.basis.unknown("4.4", Statement("reason.link_undecided", needed), "satisfaction.date")
    level = _LEVELS[link.link]
    return results.basis.known("4.4", level, n=link.n, tables=("retention", "satisfaction"), values=values)


def renewal(results: Results) -> Answer:
    """4.6: does the organisation surprise, does it renew itself?"""
    found, settings = results.renewal, results.settings
    if found is None:
        return results.basis.unknown("4.6", "reason.no_offers", "offers.launched_on", "transactions.product")
    level = Level.CONDITIONAL
    if found.interval.low >= settings.vitality_threshold:
        level = Level.PASSED
    elif found.interval.high < settings.vitality_threshold:
        level = Level.FAILED
    stale = int((found.months > settings.novelty_months).sum())
    values: dict[str, Value] = {
        "n": count(found.offers["new"].sum()),
        "listed": count(len(found.offers)),
        "part": share(found.share),
        "low": share(found.interval.low),
        "high": share(found.interval.high),
        "threshold": share(settings.vitality_threshold),
        "months": count(settings.novelty_months),
        "stale": count(stale),
        "customers": count(len(found.months)),
    }
    return results.basis.known("4.6", level, n=len(found.months), tables=("transactions", "offers"), values=values)


def _partial(found: Satisfied) -> Statement:
    """The link once years and size are held constant."""
    if found.partial is None:
        return Statement("partial.unknown")
    return Statement("partial.known", {"rho": coefficient(found.partial.rho)})
