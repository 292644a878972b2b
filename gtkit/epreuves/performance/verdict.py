"""The verdict of épreuve 5: four criteria, one level, and how often resampled evidence says the same."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.epreuves.concluding import blocked, conclude, unknown_criterion, unmet
from gtkit.epreuves.performance.results import Results
from gtkit.epreuves.performance.settings import Settings
from gtkit.evidence import Criterion, Level, State, Statement, Verdict, level_of
from gtkit.evidence.quantities import share
from gtkit.scoring.indicators import sheets
from gtkit.scoring.indicators.use import zombies
from gtkit.scoring.survey.healthy_fear import Quadrant, learning_lead

WEIGHT_SPREAD = 0.20  # coefficient of variation of the perturbed weights of the objectives


def judge(results: Results) -> Verdict:
    """Verdict on the organisation: are its criteria dictated by a healthy fear of failure?

    Source: METHODS section 5, line 5. Each kind of evidence is resampled by its own units: indicators, objectives,
    meetings, people.
    """
    settings = results.settings
    criteria = [
        _answerable(results, settings),
        _coverage(results, settings),
        _living(results, settings),
        _learning(results, settings),
        *_series(results),
    ]

    def resample(rng: np.random.Generator) -> list[Criterion]:
        return [
            _answerable(results, settings, rng),
            _coverage(results, settings, rng),
            _living(results, settings, rng),
            _learning(results, settings, rng),
        ]

    return conclude(criteria, _statement(criteria, results), settings, resample=resample)


def _answerable(results: Results, settings: Settings, rng: np.random.Generator | None = None) -> Criterion:
    """Share of the weight of criteria with a failure line, an owner and a reaction; exact, the list is known whole.

    Fatal where, owner and reaction left aside, criteria with a line bear too little.
    """
    key, threshold = "criterion.performance_answerable", settings.answerable_threshold
    if results.indicators is None:
        return unknown_criterion(key, "reason.no_indicators", threshold, required=True)
    weights, answered, lined = results.weights, results.indicators["answerable"], results.indicators["lined"]
    if weights is None or results.objectives is None or results.links is None:
        return unknown_criterion(key, "reason.no_alignment", threshold, required=True)
    if rng is not None:
        objectives = _shaken(results.objectives["weight"], rng)
        weights = sheets.weigh(objectives, results.links, indicators=results.indicators.index)
        rows = rng.integers(0, len(weights), len(weights))
        weights, answered, lined = weights.iloc[rows], answered.iloc[rows], lined.iloc[rows]
        if not weights.sum() > 0:
            return unknown_criterion(key, "reason.no_alignment", threshold, required=True)
    return Criterion(
        key=key,
        quantity=share(sheets.answerable_share(weights, answered)),
        threshold=threshold,
        fatal=settings.answerable_fatal,
        fatal_quantity=share(sheets.answerable_share(weights, lined)),
        required=True,
        n=len(weights),
    )


def _coverage(results: Results, settings: Settings, rng: np.random.Generator | None = None) -> Criterion:
    """Share of the weight of objectives that an indicator measures strongly."""
    key, threshold = "criterion.performance_coverage", settings.coverage_threshold
    if results.audit is None or results.objectives is None:
        reason = "reason.no_indicators" if results.indicators is None else "reason.no_alignment"
        return unknown_criterion(key, reason, threshold)
    weights = results.objectives["weight"]
    if rng is not None:
        weights = _shaken(weights, rng).iloc[rng.integers(0, len(weights), len(weights))]
    covered = ~weights.index.isin(results.audit.uncovered)
    return Criterion(
        key=key,
        quantity=share(weights[covered].sum() / weights.sum()),
        threshold=threshold,
        n=len(weights),
    )


def _living(results: Results, settings: Settings, rng: np.random.Generator | None = None) -> Criterion:
    """Share of the indicators that are not zombies; without a log of decisions nothing is concluded."""
    key, threshold = "criterion.performance_living", 1 - settings.zombie_ceiling
    if results.use is None or results.ladder is None:
        reason = "reason.no_indicators" if results.indicators is None else "reason.no_log"
        return unknown_criterion(key, reason, threshold, required=True)
    if results.use.meetings < settings.fewest_meetings:
        return unknown_criterion(key, "reason.few_meetings", threshold, required=True)
    dead = results.use.zombie_share
    if rng is not None:
        drawn = results.ladder.iloc[:, rng.integers(0, results.use.meetings, results.use.meetings)]
        dead = float(zombies(drawn, fewest_meetings=settings.fewest_meetings).mean())
    return Criterion(key=key, quantity=share(1 - dead), threshold=threshold, required=True, n=len(results.ladder))


def _learning(results: Results, settings: Settings, rng: np.random.Generator | None = None) -> Criterion:
    """By how much the learning quadrant passes the largest other one; fatal where that other one is anxiety.

    Where that would tell of a quadrant of few people, learning is held against all the others together.
    """
    key, fear = "criterion.performance_learning", results.fear
    if fear is None:
        return unknown_criterion(key, results.fear_reason, 0.0)
    counts = fear.quadrants["people"].tolist()
    if rng is not None:
        counts = rng.multinomial(fear.people, fear.quadrants["share"]).tolist()
    largest = list(Quadrant)[int(np.argmax(counts))]
    if fear.lead_tells:
        key, counts = "criterion.performance_learning_all", [sum(counts[:-1]), counts[-1]]
    lead, interval = learning_lead(counts, population=fear.population, level=settings.interval_level)
    return Criterion(
        key=key,
        quantity=share(lead, interval),
        threshold=0.0,
        fatal=0.0 if largest is Quadrant.ANXIETY else None,
        n=fear.people,
    )


def _series(results: Results) -> list[Criterion]:
    """A line of its own only where no series can be read: then nothing is concluded."""
    if results.indicators is None or results.readable:
        return []
    reason = "reason.short_series" if results.tracks else "reason.no_series"
    return [unknown_criterion("criterion.performance_series", reason, 1.0, required=True)]


def _shaken(weights: pd.Series, rng: np.random.Generator) -> pd.Series:
    shaken: pd.Series = weights * rng.gamma(WEIGHT_SPREAD**-2, WEIGHT_SPREAD**2, len(weights))
    return shaken


def _statement(criteria: list[Criterion], results: Results) -> Statement:
    level, answerable = level_of(criteria), criteria[0]
    reason = blocked(criteria)
    if reason is not None or answerable.quantity is None:
        return Statement("verdict.performance.unknown", {"reason": reason or Statement("reason.no_indicators")})
    values = {
        "share": answerable.quantity,
        "lined": answerable.fatal_quantity or answerable.quantity,
        "threshold": share(answerable.threshold),
    }
    if level is Level.FAILED and not answerable.crosses_fatal and results.fear is not None:
        values["anxiety"] = share(results.fear.quadrants["share"][Quadrant.ANXIETY.value])
        return Statement("verdict.performance.anxious", values)
    if level is Level.CONDITIONAL and answerable.state is State.NOT_MET:
        return Statement("verdict.performance.below", values)
    if level is Level.CONDITIONAL:
        return Statement("verdict.performance.conditional", {**values, "unmet": unmet(criteria)})
    return Statement(f"verdict.performance.{level.value}", values)
