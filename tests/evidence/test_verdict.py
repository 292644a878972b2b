"""One rule for the five verdicts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange
from gtkit.evidence import Criterion, Interval, Level, Quantity, State, Unit, level_of, robustness, score_of


def criterion(
    low: float, high: float, *, threshold: float = 0.6, fatal: float | None = None, required: bool = False
) -> Criterion:
    middle = (low + high) / 2
    quantity = Quantity(middle, Unit.SHARE, Interval(low, high))
    return Criterion(key="c", quantity=quantity, threshold=threshold, fatal=fatal, required=required, n=20)


@pytest.mark.parametrize(
    ("low", "high", "state"),
    [(0.6, 0.8, State.MET), (0.2, 0.59, State.NOT_MET), (0.5, 0.7, State.OPEN)],
)
def test_a_criterion_is_judged_by_its_whole_interval(low: float, high: float, state: State) -> None:
    """Above the threshold met, below not met, straddling open."""
    assert criterion(low, high).state is state


def test_an_open_required_criterion_leaves_the_verdict_undetermined() -> None:
    """Even when every other criterion is met, or a fatal line is crossed elsewhere."""
    doubtful = criterion(0.5, 0.7, required=True)
    assert level_of([criterion(0.7, 0.9), doubtful]) is Level.UNDETERMINED
    assert level_of([criterion(0.1, 0.2, fatal=0.3), doubtful]) is Level.UNDETERMINED


def test_a_fatal_line_fails_only_when_the_whole_interval_is_beyond_it() -> None:
    """0.1 to 0.29 under a line at 0.3 fails; 0.1 to 0.31 does not."""
    assert level_of([criterion(0.1, 0.29, fatal=0.3)]) is Level.FAILED
    assert level_of([criterion(0.1, 0.31, fatal=0.3)]) is Level.CONDITIONAL


def test_passed_asks_for_every_criterion() -> None:
    """All met passes; one missed makes it conditional."""
    assert level_of([criterion(0.7, 0.8)]) is Level.PASSED
    assert level_of([criterion(0.7, 0.8), criterion(0.1, 0.2)]) is Level.CONDITIONAL


def test_a_criterion_that_cannot_be_computed_is_unknown() -> None:
    """It is never met; when it is required, nothing can be concluded."""
    blank = Criterion(key="c", quantity=None, threshold=0.6, required=True)
    assert blank.state is State.UNKNOWN
    assert level_of([blank]) is Level.UNDETERMINED
    assert score_of([blank, criterion(0.7, 0.8)]) == 50.0


def test_an_open_criterion_says_how_many_units_would_settle_it() -> None:
    """The interval shrinks as one over the root of n: twice too wide asks for four times the units."""
    assert criterion(0.45, 0.85).units_that_would_settle == pytest.approx(20 * (0.2 / 0.05) ** 2, abs=1)
    assert criterion(0.7, 0.8).units_that_would_settle is None


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5))
def test_the_score_is_a_percentage_and_passed_is_a_hundred(bounds: list[tuple[float, float]]) -> None:
    """The score lies between 0 and 100, and reaches 100 exactly when the level is passed."""
    criteria = [criterion(min(b), max(b)) for b in bounds]
    assert 0 <= score_of(criteria) <= 100
    assert (score_of(criteria) == 100) == (level_of(criteria) is Level.PASSED)


def test_robustness_counts_the_resamples_that_agree() -> None:
    """A resample that passes three times out of four gives three quarters of agreement, within sampling error."""

    def resample(rng: np.random.Generator) -> list[Criterion]:
        return [criterion(0.7, 0.8) if rng.random() < 0.75 else criterion(0.1, 0.2)]

    agreed = robustness(Level.PASSED, resample, rng=np.random.default_rng(1), resamples=4000)
    assert agreed == pytest.approx(0.75, abs=0.03)


def test_what_cannot_be_judged_is_refused() -> None:
    """No criterion, no weight, no resample: each is an error, not a number."""
    with pytest.raises(OutOfRange):
        level_of([])
    with pytest.raises(OutOfRange):
        score_of([Criterion(key="c", quantity=None, threshold=0, weight=0)])
    with pytest.raises(OutOfRange):
        robustness(Level.PASSED, lambda rng: [], rng=np.random.default_rng(0), resamples=0)


def test_a_fatal_line_may_be_held_against_another_quantity() -> None:
    """Not met, and no failure while what the line is held against stays above it."""
    held = Criterion(key="c", quantity=Quantity(0.4, Unit.SHARE), threshold=0.8, fatal=0.5)
    above, below = (replace(held, fatal_quantity=Quantity(x, Unit.SHARE)) for x in (0.6, 0.45))
    assert level_of([held]) is Level.FAILED
    assert level_of([above]) is Level.CONDITIONAL
    assert level_of([below]) is Level.FAILED
