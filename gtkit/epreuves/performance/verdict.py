"""The verdict of épreuve 5: four criteria, one level, and how often resampled evidence says the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Matrix, Vector
from gtkit.epreuves.concluding import blocked, conclude, unknown_criterion, unmet
from gtkit.epreuves.performance.results import Results
from gtkit.evidence import Criterion, Level, State, Statement, Verdict, level_of
from gtkit.evidence.quantities import share
from gtkit.scoring.indicators import sheets
from gtkit.scoring.indicators.use import undecided
from gtkit.scoring.survey.healthy_fear import Quadrant, learning_lead

Flags: TypeAlias = npt.NDArray[np.bool_]

WEIGHT_SPREAD = 0.20  # coefficient of variation of the perturbed weights of the objectives


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What criteria read of each indicator, objective, meeting and person, None where it is not known.

    Attributes
    ----------
    weights : weight of each indicator; answered, lined : whether it has line, owner and reaction, and a line.
    objectives : weight of each objective; parts : which part of it goes to each indicator; covered : whether one
        measures it strongly.
    rungs : the rung of each indicator in each meeting.
    counts, shares : people of each quadrant.
    together : whether learning is held against all the other quadrants together.
    """

    weights: Vector | None = None
    answered: Flags | None = None
    lined: Flags | None = None
    objectives: Vector | None = None
    parts: Matrix | None = None
    covered: Flags | None = None
    rungs: npt.NDArray[np.int64] | None = None
    counts: tuple[int, ...] = ()
    shares: Vector | None = None
    together: bool = False


def judge(results: Results) -> Verdict:
    """Verdict on the organisation: are its criteria dictated by a healthy fear of failure?

    Source: METHODS section 5, line 5. Each kind of evidence is resampled by its own units: indicators, objectives,
    meetings, people.
    """
    evidence, makers = _read(results), (_answerable, _coverage, _living, _learning)
    criteria = [*(make(results, evidence, None) for make in makers), *_series(results)]

    def resample(rng: np.random.Generator) -> list[Criterion]:
        return [make(results, evidence, rng) for make in makers]

    return conclude(criteria, _statement(criteria, results), results.settings, resample=resample)


def _read(results: Results) -> _Evidence:
    listed, objectives, links, fear = results.indicators, results.objectives, results.links, results.fear
    known = _Evidence(
        rungs=None if results.ladder is None else results.ladder.to_numpy(dtype=np.int64),
        counts=() if fear is None else tuple(fear.quadrants["people"].tolist()),
        shares=None if fear is None else fear.quadrants["share"].to_numpy(dtype=np.float64),
        together=fear is not None and fear.lead_tells,
    )
    if objectives is not None and results.audit is not None:
        known = replace(known, covered=~objectives.index.isin(results.audit.uncovered))
    if objectives is not None:
        known = replace(known, objectives=objectives["weight"].to_numpy(dtype=np.float64))
    if listed is None or objectives is None or links is None or results.weights is None:
        return known
    return replace(
        known,
        weights=results.weights.to_numpy(dtype=np.float64),
        answered=listed["answerable"].to_numpy(dtype=np.bool_),
        lined=listed["lined"].to_numpy(dtype=np.bool_),
        parts=sheets.parts(links, objectives=objectives.index, indicators=listed.index),
    )


def _answerable(results: Results, evidence: _Evidence, rng: np.random.Generator | None) -> Criterion:
    """Share of the weight of criteria with a failure line, an owner and a reaction; exact, the list is known whole.

    Fatal where, owner and reaction left aside, criteria with a line bear too little.
    """
    key, threshold = "criterion.performance_answerable", results.settings.answerable_threshold
    if results.indicators is None:
        return unknown_criterion(key, "reason.no_indicators", threshold, required=True)
    weights, answered, lined = evidence.weights, evidence.answered, evidence.lined
    objectives, parts = evidence.objectives, evidence.parts
    if weights is None or answered is None or lined is None or objectives is None or parts is None:
        return unknown_criterion(key, "reason.no_alignment", threshold, required=True)
    if rng is not None:
        weights = (parts * _shaken(objectives, rng)).sum(axis=1)
        rows = rng.integers(0, len(weights), len(weights))
        weights, answered, lined = weights[rows], answered[rows], lined[rows]
        if not weights.sum() > 0:
            return unknown_criterion(key, "reason.no_alignment", threshold, required=True)
    return Criterion(
        key=key,
        quantity=share(sheets.answerable_share(weights, answered)),
        threshold=threshold,
        fatal=results.settings.answerable_fatal,
        fatal_quantity=share(sheets.answerable_share(weights, lined)),
        required=True,
        n=len(weights),
    )


def _coverage(results: Results, evidence: _Evidence, rng: np.random.Generator | None) -> Criterion:
    """Share of the weight of objectives that an indicator measures strongly."""
    key, threshold = "criterion.performance_coverage", results.settings.coverage_threshold
    weights, covered = evidence.objectives, evidence.covered
    if weights is None or covered is None:
        reason = "reason.no_indicators" if results.indicators is None else "reason.no_alignment"
        return unknown_criterion(key, reason, threshold)
    if rng is not None:
        shaken, rows = _shaken(weights, rng), rng.integers(0, len(weights), len(weights))
        weights, covered = shaken[rows], covered[rows]
    return Criterion(
        key=key,
        quantity=share(weights[covered].sum() / weights.sum()),
        threshold=threshold,
        n=len(weights),
    )


def _living(results: Results, evidence: _Evidence, rng: np.random.Generator | None) -> Criterion:
    """Share of the indicators that are not zombies; without a log of decisions nothing is concluded."""
    key, threshold = "criterion.performance_living", 1 - results.settings.zombie_ceiling
    fewest, rungs = results.settings.fewest_meetings, evidence.rungs
    if results.use is None or rungs is None:
        reason = "reason.no_indicators" if results.indicators is None else "reason.no_log"
        return unknown_criterion(key, reason, threshold, required=True)
    if results.use.meetings < fewest:
        return unknown_criterion(key, "reason.few_meetings", threshold, required=True)
    dead = results.use.zombie_share
    if rng is not None:
        drawn = rungs[:, rng.integers(0, results.use.meetings, results.use.meetings)]
        dead = float(undecided(drawn, fewest_meetings=fewest).mean())
    return Criterion(key=key, quantity=share(1 - dead), threshold=threshold, required=True, n=len(rungs))


def _learning(results: Results, evidence: _Evidence, rng: np.random.Generator | None) -> Criterion:
    """By how much the learning quadrant passes the largest other one; fatal where that other one is anxiety.

    Where that would tell of a quadrant of few people, learning is held against all the others together.
    """
    key, fear = "criterion.performance_learning", results.fear
    if fear is None or evidence.shares is None:
        return unknown_criterion(key, results.fear_reason, 0.0)
    counts = list(evidence.counts) if rng is None else rng.multinomial(fear.people, evidence.shares).tolist()
    largest = list(Quadrant)[int(np.argmax(counts))]
    if evidence.together:
        key, counts = "criterion.performance_learning_all", [sum(counts[:-1]), counts[-1]]
    lead, interval = learning_lead(counts, population=fear.population, level=results.settings.interval_level)
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


def _shaken(weights: Vector, rng: np.random.Generator) -> Vector:
    return np.asarray(weights * rng.gamma(WEIGHT_SPREAD**-2, WEIGHT_SPREAD**2, len(weights)))


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
