"""How far each indicator goes in the meetings that show it: to a decision, or nowhere."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import TWO_LINES, legend, name_rows, some_shown, tall, told_names
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, LINE, NARROW, VALUE, VALUE_SOFT, WIDE
from gtkit.scoring.indicators.use import IndicatorUse
from gtkit.words import Words

SHOWN = 24
_BARS = (("shown", LINE, 0.74), ("discussed", VALUE_SOFT, 0.56), ("decided", VALUE, 0.38))  # the rung, its colour


def draw(used: IndicatorUse, labels: pd.Series, words: Words, ax: Axes) -> Axes:
    """One row an indicator: meetings that showed it, that discussed it, that decided on it, one bar within the other.

    Parameters
    ----------
    used : IndicatorUse
        The indicators with the fewest decisions come last and are marked.
    labels : Series by indicator
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = _shown(used)
    heights = list(range(len(rows)))
    bars: list[Artist] = []
    for rung, colour, height in _BARS:
        made = ax.barh(heights, rows[rung], height=height, color=colour)
        made[0].set_label(words.say(f"mark.rung_{rung}"))
        bars.append(made[0])
    for place in np.flatnonzero(rows["zombie"]):  # no dark bar there: the remark stands in its room
        said = words.say("mark.no_decision")
        ax.annotate(said, (0.0, float(place)), (4, 0), textcoords="offset points", va="center", color=INK)
    name_rows(ax, told_names(rows.index, labels))
    scale(ax, "x", Unit.COUNT, words)
    ticks = range(0, used.meetings + 1, math.ceil(used.meetings / 4))
    ax.set_xticks(ticks, [words.count(tick) for tick in ticks])
    ax.set_xlim(0, used.meetings * 1.03)
    ax.set_xlabel(some_shown(words.say("axis.meetings"), "axis.least_used", len(rows), len(used.indicators), words))
    legend(ax, bars)
    return ax


def use_ladder(used: IndicatorUse, labels: pd.Series, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    frame, rows = used.indicators, _shown(used)
    decided = frame["decided"]
    values = {
        "n": Quantity(float(frame["zombie"].sum()), Unit.COUNT),
        "listed": Quantity(len(frame), Unit.COUNT),
        "shown": Quantity(len(rows), Unit.COUNT),
        "meetings": Quantity(used.meetings, Unit.COUNT),
        "decided": Quantity(float((decided > 0).sum()), Unit.COUNT),
        "most": Quantity(float(decided.max()), Unit.COUNT),
    }
    names = told_names(rows.index, labels)
    wide, narrow = drawn(
        lambda ax: draw(used, labels, words, ax),
        wide=tall(WIDE, names, more=TWO_LINES),
        narrow=tall(NARROW, names, more=TWO_LINES),
    )
    return FigureExhibit(
        words=words,
        title=Statement("figure.use_ladder.title" if frame["zombie"].any() else "figure.use_ladder.title_none", values),
        alt=Statement("figure.use_ladder.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def _shown(used: IndicatorUse) -> pd.DataFrame:
    """Most decisions first; zombies are kept when rows must be left out."""
    ranked = used.indicators.sort_values(["decided", "discussed", "shown"], ascending=False, kind="stable")
    return ranked.tail(SHOWN)
