"""The numbers of épreuve 1's first screen, each with its trace."""

from __future__ import annotations

from gtkit.epreuves.perimeter.knowledge_answers import CARD_TEST, SORTED, TIME
from gtkit.epreuves.perimeter.results import Results
from gtkit.epreuves.perimeter.verdict import KNOWLEDGE
from gtkit.evidence import KeyFigure, Verdict
from gtkit.evidence.quantities import count, money, share
from gtkit.scoring.survey.small_groups import FLOOR

_SORTED = (
    "assumption.sorting_weights",
    "assumption.sorting_support",
    "assumption.sorting_class",
    "assumption.sorting_unknown",
)
_TIME = ("assumption.twelve_months", "assumption.sorted_cases", *_SORTED)


def figures(results: Results, verdict: Verdict) -> tuple[KeyFigure, ...]:
    """Every key figure that could be computed, the most telling first."""
    return (*_knowledge(results, verdict), *_time(results), *_field(results))


def _knowledge(results: Results, verdict: Verdict) -> list[KeyFigure]:
    quantity = next(c.quantity for c in verdict.criteria if c.key == KNOWLEDGE)
    if quantity is None:
        return []
    settings = results.settings
    framed = results.test is not None and results.test.sizes is not None
    trace = results.basis.trace(
        "gtkit.epreuves.perimeter.card_test.knowing",
        r"\sum_h \frac{N_h}{N} \, \frac{1}{n_h} \sum_{i \in h} 1_{r_i \geq s}",
        tables=CARD_TEST,
        parameters={
            "right_share": settings.right_share,
            "minimum_cards": settings.minimum_cards,
            "smallest_group": FLOOR,
            **_sorting(results),
            "interval_level": settings.interval_level,
        },
        assumptions=(
            "assumption.official_sort",
            *_SORTED,
            "assumption.cards_answered",
            "assumption.finite_population",
            "assumption.groups_merged",
            "assumption.interval_departments" if framed else "assumption.interval_wilson",
        ),
    )
    return [KeyFigure(key="figure.knowledge", quantity=quantity, trace=trace)]


def _time(results: Results) -> list[KeyFigure]:
    waste = results.waste
    if waste is None:
        return []
    parameters = _sorting(results)
    part = results.basis.trace(
        "gtkit.scoring.survey.ratio.ratio_share",
        r"\frac{\sum_i h_i \, r_i}{\sum_i h_i}",
        tables=TIME,
        parameters=parameters | {"interval_level": results.settings.interval_level},
        assumptions=(*_TIME, "assumption.interval_ratio"),
    )
    found = [KeyFigure(key="figure.wasted_share", quantity=waste.share, trace=part)]
    if waste.cost is not None:
        cost = results.basis.trace(
            "gtkit.scoring.customers.energy.hour_rates",
            r"\sum_{i:\, r_i = 1} \, \sum_s h_{is} \, \frac{C_s}{a_s H_s}",
            tables=TIME,
            parameters=parameters,
            assumptions=(*_TIME, "assumption.capacity"),
        )
        found.append(KeyFigure(key="figure.wasted_cost", quantity=money(waste.cost), trace=cost))
    return found


def _field(results: Results) -> list[KeyFigure]:
    rows = results.open
    if rows is None:
        return []
    settings = results.settings
    function, parameters = "gtkit.epreuves.field_of_action.sort_opportunities", _sorting(results)
    sorting = ("assumption.open_cases", "assumption.barrier", *_SORTED)
    refused = results.basis.trace(
        function, r"\sum_i 1_{c_i = 1}", tables=SORTED, parameters=parameters, assumptions=sorting
    )
    found = [KeyFigure(key="figure.refused", quantity=count((rows["level"] == "refuse").sum()), trace=refused)]
    investing = results.of("service", "initiative")
    if investing is not None:
        freed = results.basis.trace(
            function,
            r"\sum_{i:\, c_i = 1} a_i",
            tables=SORTED,
            parameters=parameters,
            assumptions=sorting,
        )
        amount = money(investing.loc[investing["level"] == "refuse", "amount"].fillna(0.0).sum())
        found.append(KeyFigure(key="figure.freed", quantity=amount, trace=freed))
    robust = rows["robust"].dropna()
    if len(robust):
        held = results.basis.trace(
            "gtkit.scoring.decision.class_acceptability.class_acceptability",
            r"\frac{1}{n} \sum_i 1_{b_i \geq t}",
            tables=SORTED,
            parameters={
                **_sorting(results),
                "cut_low": settings.cut_low,
                "cut_high": settings.cut_high,
                "weight_spread": settings.weight_spread,
                "threshold_stretch": settings.threshold_stretch,
                "hold_share": settings.hold_share,
                "draws": settings.draws,
                "seed": settings.seed,
            },
            assumptions=("assumption.open_cases", "assumption.admissible", *_SORTED),
        )
        found.append(KeyFigure(key="figure.robust", quantity=share(float(robust.astype(float).mean())), trace=held))
    return found


def _sorting(results: Results) -> dict[str, float | str | int]:
    """What the classes rest on: the cut, and the ratio of the cards where cards weigh."""
    settings = results.settings
    return {"cut": settings.cut, "card_ratio": settings.card_ratio}
