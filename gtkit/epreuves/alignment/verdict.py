"""The verdict of épreuve 2: who cites management's priorities, how near, and whether management agrees with itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.epreuves.alignment.lists import citing, concordance, overlaps, top_of, whole_field
from gtkit.epreuves.alignment.results import Results
from gtkit.epreuves.alignment.settings import Settings
from gtkit.epreuves.concluding import blocked, conclude, unknown_criterion, unmet
from gtkit.evidence import Criterion, Interval, Level, State, Statement, Value, Verdict, level_of
from gtkit.evidence.quantities import coefficient, count, share


def judge(results: Results) -> Verdict:
    """Verdict: are all focused on the same priorities as management?

    Source: METHODS section 5, line 2.
    """
    shared = _Shared.of(results) if not _reason(results) else None
    criteria = _criteria(results, shared)
    level = level_of(criteria)

    def resample(rng: np.random.Generator) -> list[Criterion]:
        return _criteria(results, None if shared is None else shared.drawn(rng))

    return conclude(criteria, statement(level, criteria, results), results.settings, resample=resample)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """The field's lists, held against management's; one draw of them is another of the same.

    Attributes
    ----------
    lists, strata : each person's list, and the place of its group; people : of each group, in the whole firm.
    field : rows of the persons drawn. directing : lists of management.
    tops, known : what was found of lists of management drawn before, and of the field held against them.
    """

    results: Results
    lists: pd.Series
    strata: npt.NDArray[np.intp]
    people: npt.NDArray[np.int64]
    field: npt.NDArray[np.intp]
    directing: tuple[tuple[str, ...], ...]
    tops: dict[tuple[tuple[str, ...], ...], tuple[str, ...]]
    known: dict[tuple[str, ...], tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64]]]

    @classmethod
    def of(cls, results: Results) -> _Shared | None:
        lists = results.lists
        if lists is None:
            return None
        field = lists.field
        return cls(
            results=results,
            lists=field,
            strata=lists.strata,
            people=lists.population.to_numpy(dtype=np.int64),
            field=np.arange(len(field)),
            directing=tuple(lists.directing),
            tops={},
            known={},
        )

    def drawn(self, rng: np.random.Generator) -> _Shared:
        """People drawn with replacement, within management and within each group of the field."""
        strata, n = self.strata, len(self.directing)
        parts = [rng.choice(rows, len(rows)) for k in np.unique(strata) for rows in [np.flatnonzero(strata == k)]]
        directing = tuple(sorted(self.directing[k] for k in rng.integers(0, n, n))) if n else ()
        return replace(self, field=np.concatenate(parts), directing=directing)

    def estimates(self) -> list[tuple[float, Interval] | None]:
        """Share of the field that cites enough of management's first priorities, and mean overlap with its list."""
        settings = self.results.settings
        if self.directing not in self.tops:  # draws of a handful of people repeat themselves
            self.tops[self.directing] = top_of(pd.Series(list(self.directing), dtype=object), self.results.weights)
        top = self.tops[self.directing]
        if top not in self.known:
            self.known[top] = (
                citing(self.lists, top, settings).to_numpy(dtype=bool),
                overlaps(self.lists, top, settings).to_numpy(dtype=np.float64),
            )
        strata, level = self.strata[self.field], settings.interval_level
        return [whole_field(values[self.field], strata, self.people, level=level) for values in self.known[top]]


def _criteria(results: Results, shared: _Shared | None) -> list[Criterion]:
    settings = results.settings
    thresholds = {"citing": settings.citing_threshold, "overlap": settings.overlap_threshold}
    found = [None, None] if shared is None else shared.estimates()
    criteria = []
    for (name, threshold), estimate in zip(thresholds.items(), found, strict=True):
        required = name == "citing"
        if estimate is None or shared is None:
            reason = _reason(results) or "reason.few_answers"
            criteria.append(unknown_criterion(f"criterion.{name}", reason, threshold, required=required))
            continue
        value, interval = estimate
        criteria.append(
            Criterion(
                key=f"criterion.{name}",
                quantity=share(value, interval) if required else coefficient(value, interval),
                threshold=threshold,
                fatal=settings.citing_fatal if required else None,
                required=required,
                n=len(shared.lists),
            )
        )
    directing = () if results.lists is None else tuple(results.lists.directing) if shared is None else shared.directing
    return [*criteria, _agreed(directing, settings)]


def _agreed(directing: tuple[tuple[str, ...], ...], settings: Settings) -> Criterion:
    """Whether management agrees with itself; fatal when it does not."""
    w = _concordance(directing)
    if w is None:
        return unknown_criterion("criterion.management", "reason.no_management", settings.concordance_threshold)
    return Criterion(
        key="criterion.management",
        quantity=coefficient(w),
        threshold=settings.concordance_threshold,
        fatal=settings.concordance_fatal,
        n=len(directing),
    )


@lru_cache(maxsize=2048)  # draws of a handful of people repeat themselves
def _concordance(directing: tuple[tuple[str, ...], ...]) -> float | None:
    return concordance(pd.Series(list(directing), dtype=object))


def _reason(results: Results) -> str:
    """Why nothing is concluded from the lists, empty when something is."""
    lists, settings = results.lists, results.settings
    if lists is None or results.shared is None:
        return "reason.no_priorities"
    if len(lists.field) < settings.minimum_people and not lists.census:
        return "reason.few_answers"
    if results.coding is not None and results.coding.alpha < settings.coding_threshold:
        return "reason.coding"
    return ""


def statement(level: Level, criteria: list[Criterion], results: Results) -> Statement:
    """The verdict in a sentence that says its level."""
    cites, _, agreed = criteria
    if cites.quantity is None:
        return Statement(
            "verdict.alignment.unknown", {"reason": blocked(criteria) or Statement("reason.no_priorities")}
        )
    interval = cites.quantity.interval
    values: dict[str, Value] = {
        "share": cites.quantity,
        "low": share(interval.low) if interval else cites.quantity,
        "high": share(interval.high) if interval else cites.quantity,
        "threshold": share(cites.threshold),
        "n": count(cites.n),
        "cited": count(results.settings.cited_needed),
        "top": count(len(results.first)),
    }
    if level is Level.FAILED and agreed.crosses_fatal and agreed.quantity is not None:
        return Statement("verdict.alignment.divided", {**values, "w": agreed.quantity})
    needed = cites.units_that_would_settle
    if level is Level.UNDETERMINED and needed is not None:
        return Statement("verdict.alignment.open", {**values, "needed": count(needed)})
    if level is Level.CONDITIONAL and cites.state is State.NOT_MET:
        return Statement("verdict.alignment.below", values)
    if level is Level.CONDITIONAL:
        return Statement("verdict.alignment.conditional", {**values, "unmet": unmet(criteria)})
    return Statement(f"verdict.alignment.{level.value}", values)
