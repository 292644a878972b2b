"""What is drawn from the five findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from gtkit.epreuves.findings import Findings

from ..conftest import checked
from .conftest import finding
from .test_answers import gathered

Five = Callable[..., dict[str, Findings[Any]]]


class Valued:
    """Results of épreuve 3 that only have an equity."""

    equity = "the equity"


def test_answers_scores_and_equity_come_from_the_five(five: Five) -> None:
    """Every answer of all five, each verdict's score and constancy, and the equity of épreuve 3 itself."""
    results = gathered(five(customer_value=finding(3, score=40, robustness=0.7, results=Valued)))
    assert len(results.answers) == 6
    assert results.scores["customer_value"] == (40, 0.7)
    assert results.equity == "the equity"


def test_earlier_decisions_are_followed_where_they_are_told(five: Five) -> None:
    """The table as given, None without it."""
    frame = pd.DataFrame({"decision": ["D1"]})
    told = gathered(five(), checked({"follow_up": frame})).follow_up
    assert told is not None
    assert len(told) == 1
    assert gathered(five(), {}).follow_up is None
