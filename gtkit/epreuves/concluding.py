"""From criteria to a verdict: the one road that all épreuves take."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from gtkit.epreuves.settings import EpreuveSettings
from gtkit.evidence import Criterion, Quantity, State, Statement, Term, Verdict, level_of, robustness, score_of


def conclude(
    criteria: Sequence[Criterion],
    statement: Statement,
    settings: EpreuveSettings,
    *,
    resample: Callable[[np.random.Generator], Sequence[Criterion]],
) -> Verdict:
    """The verdict that criteria give, and how often resampled evidence gives the same level.

    Parameters
    ----------
    criteria : sequence of Criterion
    statement : Statement
        The verdict in a sentence.
    settings : EpreuveSettings
        Seed, and who chose the thresholds.
    resample : callable
        Criteria of one draw of the evidence; not called when a required criterion cannot be computed.

    Returns
    -------
    Verdict: robustness None where there is nothing to resample.

    Raises OutOfRange when there is no criterion.
    """
    level = level_of(criteria)
    return Verdict(
        level=level,
        score=score_of(criteria),
        criteria=tuple(criteria),
        robustness=None if blocked(criteria) else robustness(level, resample, rng=settings.rng()),
        statement=statement,
        thresholds=settings.thresholds,
    )


def blocked(criteria: Sequence[Criterion]) -> Statement | None:
    """Why a required criterion cannot be computed, None when all can."""
    return next((c.reason for c in criteria if c.required and c.state is State.UNKNOWN), None)


def unmet(criteria: Sequence[Criterion]) -> Statement:
    """What stands in the way of a yes: the first criterion that is not met, with its value where it has one.

    Raises StopIteration when all are met.
    """
    first = next(c for c in criteria if c.state is not State.MET)
    if first.quantity is None:
        return Statement("criterion.unmet_unknown", {"criterion": Term(first.key)})
    threshold = Quantity(first.threshold, first.quantity.unit)
    value = Quantity(first.quantity.value, first.quantity.unit)
    return Statement("criterion.unmet", {"criterion": Term(first.key), "value": value, "threshold": threshold})


def unknown_criterion(key: str, reason: str, threshold: float, *, required: bool = False) -> Criterion:
    """A criterion that cannot be computed, and the catalogue key of the reason."""
    return Criterion(key=key, quantity=None, threshold=threshold, required=required, reason=Statement(reason))
