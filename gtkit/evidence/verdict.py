"""One rule for the five verdicts: criteria judged by their interval, a level, a score, a robustness.

A criterion is *met* when its whole interval lies on the good side of its threshold, *not met* when the whole
interval lies on the other side, *open* when it straddles. Then, in this order: a required criterion that is
open or cannot be computed -> undetermined; a fatal line wholly crossed -> failed; all met -> passed; else
conditional. Source: METHODS section 5 (conventions of the kit, printed on the page, not science).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gtkit.errors import OutOfRange
from gtkit.evidence.statement import Level, Quantity, Statement

RESAMPLES = 500
KIT_THRESHOLDS = Statement("thresholds.kit")


class State(StrEnum):
    """How a criterion stands against its threshold."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One reason of a verdict. More is better; a smaller-is-better measure is given with its sign changed.

    `quantity` is None when it cannot be computed, and `reason` then says why. A quantity without an interval
    is exact. `fatal` is the line whose whole crossing fails the épreuve; `fatal_quantity` is what is held against it
    where that is not the quantity itself. `n` is the number of units behind it.
    """

    key: str
    quantity: Quantity | None
    threshold: float
    fatal: float | None = None
    fatal_quantity: Quantity | None = None
    required: bool = False
    weight: float = 1.0
    n: int = 0
    reason: Statement | None = None

    @property
    def state(self) -> State:
        """Met, not met, open or unknown, from the interval against the threshold."""
        if self.quantity is None:
            return State.UNKNOWN
        low, high = _bounds(self.quantity)
        if low >= self.threshold:
            return State.MET
        return State.NOT_MET if high < self.threshold else State.OPEN

    @property
    def crosses_fatal(self) -> bool:
        """Whether the whole interval lies beyond the fatal line."""
        held = self.fatal_quantity or self.quantity
        return held is not None and self.fatal is not None and _bounds(held)[1] < self.fatal

    @property
    def units_that_would_settle(self) -> int | None:
        """How many units would shrink the interval enough to settle an open criterion, at today's estimate.

        None when it is not open, has no unit count, or the estimate stands on the threshold itself.
        """
        if self.state is not State.OPEN or self.quantity is None or self.n == 0:
            return None
        low, high = _bounds(self.quantity)
        value = self.quantity.value
        reach = value - low if value >= self.threshold else high - value
        distance = abs(value - self.threshold)
        return math.ceil(self.n * (reach / distance) ** 2) if distance > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an épreuve concludes, and how sure it is.

    `score` is 0 to 100, the weighted share of criteria met. `robustness` is the share of resamples that give the
    same level, None when nothing could be resampled. `thresholds` says who chose them. `blocking` are the criteria
    that keep it from being passed.
    """

    level: Level
    score: float
    criteria: tuple[Criterion, ...]
    robustness: float | None
    statement: Statement
    thresholds: Statement = KIT_THRESHOLDS

    @property
    def blocking(self) -> tuple[Criterion, ...]:
        """Criteria that are not met."""
        return tuple(c for c in self.criteria if c.state is not State.MET)


def _bounds(quantity: Quantity) -> tuple[float, float]:
    interval = quantity.interval
    return (interval.low, interval.high) if interval else (quantity.value, quantity.value)


def level_of(criteria: Sequence[Criterion]) -> Level:
    """Level that the criteria give.

    Raises OutOfRange when there is no criterion.

    >>> from gtkit.evidence.statement import Quantity, Unit
    >>> level_of([Criterion(key="share", quantity=Quantity(0.7, Unit.SHARE), threshold=0.6)]).value
    'passed'
    """
    if not criteria:
        raise OutOfRange("criteria", found=0, expected=">= 1")
    if any(c.required and c.state in (State.OPEN, State.UNKNOWN) for c in criteria):
        return Level.UNDETERMINED
    if any(c.crosses_fatal for c in criteria):
        return Level.FAILED
    return Level.PASSED if all(c.state is State.MET for c in criteria) else Level.CONDITIONAL


def score_of(criteria: Sequence[Criterion]) -> float:
    """100 x weighted share of criteria met.

    Raises OutOfRange when the weights add up to nothing.

    >>> from gtkit.evidence.statement import Quantity, Unit
    >>> met = Criterion(key="a", quantity=Quantity(0.7, Unit.SHARE), threshold=0.6, weight=3)
    >>> score_of([met, Criterion(key="b", quantity=None, threshold=0.6)])
    75.0
    """
    total = sum(c.weight for c in criteria)
    if not total > 0:
        raise OutOfRange("weights", found=total, expected="> 0")
    return 100 * sum(c.weight for c in criteria if c.state is State.MET) / total


def robustness(
    level: Level,
    resample: Callable[[np.random.Generator], Sequence[Criterion]],
    *,
    rng: np.random.Generator,
    resamples: int = RESAMPLES,
) -> float:
    """Share of resamples of the evidence whose criteria give the same level.

    Parameters
    ----------
    level : Level
        What the evidence itself gives.
    resample : callable
        Draws units with replacement and perturbs weights, then returns the criteria of that draw.
    rng : numpy Generator
    resamples : int
        How many draws, at least 1.

    Returns
    -------
    float: 0 to 1.

    Raises OutOfRange when `resamples` is below 1.
    """
    if resamples < 1:
        raise OutOfRange("resamples", found=resamples, expected=">= 1")
    return sum(level_of(resample(rng)) is level for _ in range(resamples)) / resamples
