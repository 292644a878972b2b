"""From criteria to a verdict."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from gtkit.epreuves.concluding import blocked, conclude, unknown_criterion, unmet
from gtkit.epreuves.settings import EpreuveSettings
from gtkit.evidence import Criterion, Level, State, Statement, Term
from gtkit.evidence.quantities import share

SETTINGS = EpreuveSettings(as_of=date(2026, 6, 30))
SAID = Statement("verdict.any")


def met(value: float, *, required: bool = True) -> Criterion:
    return Criterion(key="criterion.a", quantity=share(value), threshold=0.6, required=required)


def test_robustness_is_the_share_of_draws_at_the_same_level() -> None:
    """A draw that falls under the threshold half the time gives one half, the same each time."""
    made = [conclude([met(0.7)], SAID, SETTINGS, resample=lambda rng: [met(rng.uniform(0.2, 1.0))]) for _ in range(2)]
    assert made[0] == made[1]
    assert (made[0].level, made[0].score) == (Level.PASSED, 100.0)
    assert made[0].robustness == pytest.approx(0.5, abs=0.08)


def test_what_cannot_be_computed_is_not_resampled() -> None:
    """A required criterion that is unknown says why, and no draw is made."""
    blank = unknown_criterion("criterion.a", "reason.no_time", 0.6, required=True)

    def never(rng: np.random.Generator) -> list[Criterion]:
        raise AssertionError

    verdict = conclude([blank], SAID, SETTINGS, resample=never)
    assert (verdict.level, verdict.robustness) == (Level.UNDETERMINED, None)
    assert blank.state is State.UNKNOWN
    assert blocked([blank]) == Statement("reason.no_time")
    assert blocked([met(0.1)]) is None


def test_what_stands_in_the_way_is_named_with_its_value() -> None:
    """The first criterion that is not met; of one that cannot be computed, no value."""
    high, low = (Criterion(key=key, quantity=share(x), threshold=0.5) for key, x in (("a", 0.9), ("b", 0.3)))
    assert unmet([high, low]) == Statement(
        "criterion.unmet", {"criterion": Term("b"), "value": share(0.3), "threshold": share(0.5)}
    )
    assert unmet([unknown_criterion("c", "reason.no_time", 0.5)]) == Statement(
        "criterion.unmet_unknown", {"criterion": Term("c")}
    )
