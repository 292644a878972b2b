"""The verdict of épreuve 1: do people know the limits, do the limits exist, do the classes hold?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, Vector
from gtkit.epreuves.concluding import blocked, conclude, unknown_criterion, unmet
from gtkit.epreuves.perimeter.card_test import CardTest, knowing, knowing_rows
from gtkit.epreuves.perimeter.results import KINDS, Results
from gtkit.evidence import Criterion, Level, Quantity, State, Statement, Unit, Value, Verdict, level_of
from gtkit.evidence.quantities import count, share

KNOWLEDGE, BARRIERS, ROBUST = "criterion.knowledge", "criterion.barriers", "criterion.robust_classes"


def judge(results: Results) -> Verdict:
    """Verdict on the organisation: does it know the opportunities that lie outside its field of action?

    Source: METHODS section 5, line 1.
    """
    rows = results.open
    robust = None if rows is None else rows["robust"].dropna().to_numpy(dtype=np.float64)
    barriers, cards = _barriers(results), _read(results)
    criteria = [_knowledge(results, results.knows), barriers, _robust(results, robust)]
    level = level_of(criteria)

    @cache  # most resamples repeat the counts of another
    def knowledge(counts: tuple[int, ...]) -> Criterion:
        return _knowledge(results, _knowing(results, counts))

    def resample(rng: np.random.Generator) -> list[Criterion]:
        drawn = None if robust is None else robust[rng.integers(0, len(robust), len(robust))]
        return [knowledge(() if cards is None else cards.drawn(rng)), barriers, _robust(results, drawn)]

    return conclude(criteria, _statement(level, criteria, results), results.settings, resample=resample)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cards:
    """What people answered, shape (people, cards), the official sort under other weights, shape (draws, cards).

    `members` are rows of the people of each group of departments, `right_share` what tells that one knows the limits.
    """

    answers: Matrix
    shaken: Matrix
    members: list[npt.NDArray[np.int64]]
    right_share: float

    def drawn(self, rng: np.random.Generator) -> tuple[int, ...]:
        """How many know the limits in each department, people drawn again within it, under other weights."""
        knows = knowing_rows(self.answers, self.shaken[int(rng.integers(len(self.shaken)))], self.right_share)
        return tuple(int(knows[rng.choice(part, len(part))].sum()) for part in self.members)


def _read(results: Results) -> _Cards | None:
    test, shaken = results.test, results.shaken
    if test is None or shaken is None:
        return None
    return _Cards(
        answers=test.answers.to_numpy(dtype=np.float64),
        shaken=shaken.reindex(columns=test.official.index).to_numpy(dtype=np.float64),
        members=_members(test),
        right_share=results.settings.right_share,
    )


def _knowing(results: Results, counts: tuple[int, ...]) -> pd.Series | None:
    """So many people of each department who know the limits, the others not."""
    if results.test is None or results.knows is None:
        return None
    knows = pd.Series(False, index=results.knows.index)
    for part, n in zip(_members(results.test), counts, strict=True):
        knows.iloc[part[:n]] = True
    return knows


def _members(test: CardTest) -> list[npt.NDArray[np.int64]]:
    """Rows of the people of each group of departments that is told."""
    service = test.groups.to_numpy()
    return [np.flatnonzero(service == name) for name in np.unique(service)]


def _knowledge(results: Results, knows: pd.Series | None) -> Criterion:
    """Share of people who know the limits; with too few cards or people, it is not read."""
    settings, test = results.settings, results.test
    reason = _unread(results)
    if reason is not None or knows is None or test is None:
        threshold = settings.knowledge_threshold
        return unknown_criterion(KNOWLEDGE, reason or "reason.no_card_test", threshold, required=True)
    return Criterion(
        key=KNOWLEDGE,
        quantity=knowing(knows, test, level=settings.interval_level),
        threshold=settings.knowledge_threshold,
        fatal=settings.knowledge_fatal,
        required=True,
        n=len(knows),
    )


def _unread(results: Results) -> str | None:
    """Why the card test cannot be read, None when it can."""
    if results.field is None:
        return "reason.nothing_sorted"
    if results.test is None:
        given = "card_sort" in results.tables and len(results.tables["card_sort"].frame) > 0
        return "reason.few_cards" if given else "reason.no_card_test"
    if len(results.test.official) < results.settings.minimum_cards:
        return "reason.few_cards"
    few = len(results.test.answers) < results.settings.minimum_people
    return "reason.few_people" if few and not results.test.census else None


def _barriers(results: Results) -> Criterion:
    """Kinds of opportunity that a barrier protects; none at all is a no, unless vetoes were never asked for."""
    reason = None
    if results.field is None:
        reason = "reason.nothing_sorted"
    elif results.field.barriers.empty and "veto" not in results.tables["criteria"].given:
        reason = "reason.no_veto"
    if reason is not None:
        return unknown_criterion(BARRIERS, reason, float(len(KINDS)), required=True)
    return Criterion(
        key=BARRIERS,
        quantity=count(len(results.barred_kinds())),
        threshold=float(len(KINDS)),
        fatal=1.0,
        required=True,
        n=len(KINDS),
    )


def _robust(results: Results, robust: Vector | None) -> Criterion:
    """Share of the opportunities to be decided whose class holds."""
    threshold = results.settings.robust_threshold
    if robust is None or not len(robust):
        reason = "reason.nothing_sorted" if results.field is None else "reason.nothing_open"
        return unknown_criterion(ROBUST, reason, threshold)
    value = share(float(robust.mean()))
    return Criterion(key=ROBUST, quantity=value, threshold=threshold, n=len(robust))


def _statement(level: Level, criteria: list[Criterion], results: Results) -> Statement:
    knowledge, barriers, _ = criteria
    if knowledge.quantity is None or barriers.quantity is None:
        reason = blocked(criteria) or Statement("reason.nothing_sorted")
        return Statement("verdict.perimeter.unknown", {"reason": reason})
    bounds = knowledge.quantity.interval
    low, high = (bounds.low, bounds.high) if bounds else (knowledge.quantity.value,) * 2
    values: dict[str, Value] = {
        "share": Quantity(knowledge.quantity.value, Unit.SHARE),
        "low": share(low),
        "high": share(high),
        "threshold": share(knowledge.threshold),
        "n": count(knowledge.n),
        "barred": barriers.quantity,
        "kinds": count(len(KINDS)),
    }
    needed = knowledge.units_that_would_settle
    population = results.test.population if results.test is not None else None
    if level is Level.UNDETERMINED and needed is not None:
        most = needed if population is None else min(needed, int(population.sum()))
        return Statement("verdict.perimeter.open", values | {"needed": count(most)})
    if level is Level.FAILED and barriers.crosses_fatal:
        return Statement("verdict.perimeter.no_barrier", values)
    if level is Level.CONDITIONAL and knowledge.state is State.NOT_MET:
        return Statement("verdict.perimeter.below", values)
    if level is Level.CONDITIONAL:
        return Statement("verdict.perimeter.conditional", {**values, "unmet": unmet(criteria)})
    return Statement(f"verdict.perimeter.{level.value}", values)
