"""The title of the frontier of budgets says what more money would buy."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.present import Origin, plan_frontier
from gtkit.words import Words


@pytest.mark.parametrize(
    ("gains", "budget", "said"),
    [
        ([10.0, 20.0, 20.0], 200.0, "Beyond a budget of €200, nothing more is gained"),
        ([20.0, 20.0, 20.0], 200.0, "Beyond a budget of €100, nothing more is gained"),
        ([10.0, 20.0, 30.0], 200.0, "The plan brings €20 net with €200; with €300, it would bring €30."),
        ([10.0, 20.0, 30.0], 300.0, "The plan brings €30 net with €300, the largest of the budgets tried."),
    ],
)
def test_a_title_claims_no_more_than_was_tried(gains: list[float], budget: float, said: str, origin: Origin) -> None:
    """Flat beyond a budget: nothing more; rising: what more would bring; the largest budget: no word of beyond."""
    frontier = pd.DataFrame({"value": gains, "cost": 0.0}, index=pd.Index([100.0, 200.0, 300.0], name="budget"))
    assert plan_frontier(frontier, budget, Words.of("en"), origin).told.startswith(said)
