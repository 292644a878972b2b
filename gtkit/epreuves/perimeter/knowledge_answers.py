"""Answers about people: who knows the limits, and where their time goes in vain."""

from __future__ import annotations

from gtkit.epreuves.perimeter.card_test import CardTest
from gtkit.epreuves.perimeter.results import Results
from gtkit.epreuves.perimeter.verdict import KNOWLEDGE
from gtkit.evidence import Answer, Level, Quantity, Statement, Unit, Value, Verdict
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import coefficient, count, hours, money, share

SORTED = ("opportunities", "criteria", "profiles", "opportunity_scores", "skills", "required_skills")
CARD_TEST = ("card_sort", "collaborators", *SORTED)
TIME = ("opportunity_time", "service_costs", *SORTED)


def knows_limits(results: Results, verdict: Verdict) -> Answer:
    """1.0: the level of the verdict; the share of people who know the limits, and how far they agree with the sort."""
    basis, test = results.basis, results.test
    told = next(c for c in verdict.criteria if c.key == KNOWLEDGE)
    if test is None or results.knows is None or told.quantity is None:
        reason = next((c.reason for c in verdict.criteria if c.reason is not None), Statement("reason.no_card_test"))
        return basis.unknown("1.0", reason, *_missing(results))
    kappa = test.kappa.dropna()
    bounds = told.quantity.interval
    values: dict[str, Value] = {
        "n": count(len(test.answers)),
        "cards": count(len(test.official)),
        "right": share(results.settings.right_share),
        "share": Quantity(told.quantity.value, Unit.SHARE),
        "low": share(bounds.low if bounds else told.quantity.value),
        "high": share(bounds.high if bounds else told.quantity.value),
        "kappa": Statement("card_test.kappa", {"kappa": coefficient(kappa.median())})
        if len(kappa)
        else Statement("card_test.no_kappa"),
        "fragile": _fragile(results, test),
    }
    return basis.known("1.0", verdict.level, n=len(test.answers), tables=CARD_TEST, values=values)


def _fragile(results: Results, test: CardTest) -> Statement:
    """The cards whose class other reasonable settings would change, as 1.8 finds them."""
    if results.held is None:
        return Statement("card_test.firm")
    firm = results.held["robust"].reindex(test.official.index, fill_value=False).to_numpy(dtype=bool)
    if firm.all():
        return Statement("card_test.firm")
    labels = results.tables["opportunities"].frame.set_index("opportunity")["label"]
    values: dict[str, Value] = {
        "n": count((~firm).sum()),
        "names": named(labels.reindex(test.official.index[~firm])),
    }
    return Statement("card_test.fragile", values)


def _missing(results: Results) -> tuple[str, ...]:
    """Columns without which nobody's knowledge can be read."""
    wanted = {
        "opportunities": "opportunities.opportunity",
        "criteria": "criteria.veto",
        "profiles": "profiles.value",
        "opportunity_scores": "opportunity_scores.value",
        "card_sort": "card_sort.answer",
    }
    tables = results.tables
    lacking = [column for key, column in wanted.items() if key not in tables or tables[key].frame.empty]
    if not lacking and results.field is None:
        lacking.append("criteria.weight")
    return tuple(lacking) or ("card_sort.answer",)


def wasted_time(results: Results) -> Answer:
    """1.5: hours and cost of the last twelve months on opportunities that the criteria refuse."""
    basis, waste, threshold = results.basis, results.waste, results.settings.waste_threshold
    if results.field is None:
        return basis.unknown("1.5", "reason.nothing_sorted", *_missing(results))
    if waste is None:
        return basis.unknown("1.5", "reason.no_opportunity_time", "opportunity_time.hours")
    bounds = waste.share.interval
    low, high = (bounds.low, bounds.high) if bounds else (waste.share.value, waste.share.value)
    level = Level.PASSED if high <= threshold else Level.FAILED if low > threshold else Level.CONDITIONAL
    names = named(waste.refused.sort_values("hours", ascending=False, kind="stable")["label"])
    values: dict[str, Value] = {
        "hours": hours(waste.refused["hours"].sum()),
        "share": Quantity(waste.share.value, Unit.SHARE),
        "low": share(low),
        "high": share(high),
        "threshold": share(threshold),
        "n": count(len(waste.refused)),
        "since": waste.since,
        "cost": Statement("wasted.no_cost")
        if waste.cost is None
        else Statement("wasted.cost", {"x": money(waste.cost)}),
        "names": names or Statement("perimeter.none"),
    }
    return basis.known("1.5", level, n=len(waste.opportunities), tables=TIME, values=values)
