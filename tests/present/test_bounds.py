"""A share told by its bound."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.evidence import Quantity, Unit
from gtkit.present.bounds import draw_shares, told_share
from gtkit.present.theme import NARROW, canvas, themed
from gtkit.scoring.survey.coded_shares import coded_shares
from gtkit.words import Words

ROWS = coded_shares(pd.Series([0, 6, 11]), pd.Series([11, 11, 11]))


@pytest.mark.parametrize(
    ("lang", "said"),
    [("fr", ["20\u202f% ou moins", "55\u202f%", "80\u202f% ou plus"]), ("en", ["20% or less", "55%", "80% or more"])],
)
def test_a_bound_is_said_as_one(lang: str, said: list[str]) -> None:
    """Nobody and everybody are told by a bound, half of them by a share."""
    assert [Words.of(lang).value(told_share(row)) for row in ROWS.to_dict("records")] == said
    assert told_share(ROWS.iloc[1]) == Quantity(0.55, Unit.SHARE)


def test_a_drawing_holds_no_exact_share() -> None:
    """Every mark stands on a step, and the bounds bear their words."""
    with themed():
        _, ax = canvas(NARROW)
        draw_shares(ROWS, Words.of("en"), ax)
    assert [float(line.get_xdata()[0]) for line in ax.lines] == [0.2, 0.55, 0.8]  # type: ignore[index, arg-type]
    assert [text.get_text() for text in ax.texts] == ["20% or less", "80% or more"]
