"""A share told by its bound."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.evidence import Quantity, Unit
from gtkit.present.bounds import draw_shares, share_marks, told_share
from gtkit.present.theme import NARROW, WIDE, Size, canvas, themed
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


@pytest.mark.parametrize(
    ("size", "told"),
    [(WIDE, ["20% or less", "55%", "80% or more"]), (NARROW, ["≤\u202f20%", "55%", "≥\u202f80%"])],
    ids=["wide", "narrow"],
)
def test_a_drawing_holds_no_exact_share(size: Size, told: list[str]) -> None:
    """Every mark stands on a step; every row bears its value, beyond the drawing and over nothing."""
    with themed():
        figure, ax = canvas(size)
        draw_shares(ROWS, Words.of("en"), ax)
        figure.draw_without_rendering()
        right = ax.get_window_extent().x1
        assert all(text.get_window_extent().x0 > right for text in ax.texts)
    assert [float(line.get_xdata()[0]) for line in ax.lines] == [0.2, 0.55, 0.8]  # type: ignore[index, arg-type]
    assert [text.get_text() for text in ax.texts] == told
    assert [text.get_bbox_patch() for text in ax.texts] == [None] * 3


@pytest.mark.parametrize("sides", [[0, 1, 2], [0], [1], [2], [0, 2]])
def test_a_legend_explains_what_is_drawn_and_nothing_else(sides: list[int]) -> None:
    """A dot where a share is told as it is, a point to the left or the right where a bound is."""
    rows = ROWS.iloc[sides]
    marks = share_marks(rows, "mark.citing", Words.of("en"))
    with themed():
        _, ax = canvas(WIDE)
        draw_shares(rows, Words.of("en"), ax)
    assert {mark.get_marker() for mark in marks} == {line.get_marker() for line in ax.lines}
    assert len({mark.get_label() for mark in marks}) == len(marks)
