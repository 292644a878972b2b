"""A whisker is read on its bar and beyond it."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from gtkit.present.figures.intervals import interval_mark, whiskers
from gtkit.present.theme import INK, SURFACE, WIDE, canvas, themed
from gtkit.words import Words

BARS = pd.DataFrame({"low": [0.2, 0.5, np.nan], "value": [0.3, 0.6, np.nan], "high": [0.45, 0.7, np.nan]})


@pytest.mark.parametrize("which", ["x", "y"])
def test_a_whisker_is_pale_on_its_bar_and_dark_beyond(which: Literal["x", "y"]) -> None:
    """From low to value in the paper's colour, on to high in ink, each closed; nothing where nothing is known."""
    with themed():
        _, ax = canvas(WIDE)
        whiskers(ax, which, range(3), BARS)
    along = 0 if which == "x" else 1
    made = [c for c in ax.collections if isinstance(c, LineCollection)]
    for lines, ends, colour in zip(made, (("low", "value"), ("value", "high")), (SURFACE, INK), strict=True):
        assert [tuple(part[:, along]) for part in lines.get_segments()[:2]] == [
            tuple(row) for row in BARS[list(ends)].dropna().to_numpy()
        ]
        assert tuple(lines.get_color()[0]) == to_rgba(colour)
    caps = [np.asarray(line.get_xdata() if which == "x" else line.get_ydata()) for line in ax.lines]
    assert [cap[:2].tolist() for cap in caps] == [[0.2, 0.5], [0.45, 0.7]]


@pytest.mark.parametrize(("lang", "said"), [("fr", "intervalle à 80\u202f%"), ("en", "80% interval")])
def test_the_legend_tells_the_level(lang: str, said: str) -> None:
    """Of the data, in the page's language, standing or lying."""
    words = Words.of(lang)
    assert {interval_mark(0.8, words, upright=upright).get_label() for upright in (True, False)} == {said}
