"""The interval of a bar: a whisker that is read on the bar as beyond it, and its word in the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.evidence.quantities import share
from gtkit.present.theme import INK, SURFACE, WHISKER
from gtkit.words import Words

_WIDTH, _CAP = 1.6, 6.0  # points


def whiskers(ax: Axes, which: Literal["x", "y"], places: Sequence[float], bars: pd.DataFrame) -> None:
    """The interval of solid bars: in the paper's colour on the bar, in ink beyond its end, closed at both ends.

    Parameters
    ----------
    ax : Axes
    which : "x" or "y"
        The axis along which the bars run, from zero.
    places : sequence of float
        Of the bars, on the other axis.
    bars : DataFrame
        low, value and high of each, in the order of the places; a bar whose value is not known has no whisker.
    """
    lines, mark = (ax.hlines, "|") if which == "x" else (ax.vlines, "_")
    low, value, high = (bars[name].to_numpy(dtype=float) for name in ("low", "value", "high"))
    at = np.asarray(places, dtype=float)
    for start, end, closed, colour in ((low, value, low, SURFACE), (value, high, high, INK)):
        lines(at, start, end, color=colour, linewidth=_WIDTH, zorder=3)
        ends = (closed, at) if which == "x" else (at, closed)
        ax.plot(*ends, mark, color=colour, markersize=_CAP, markeredgewidth=_WIDTH, zorder=3)


def light_whiskers(ax: Axes, places: Sequence[float], bars: pd.DataFrame) -> None:
    """The interval of hatched or outlined columns, in ink with an edge; parameters as `whiskers` has them."""
    ax.vlines(places, bars["low"], bars["high"], **WHISKER)


def interval_mark(level: float, words: Words, *, upright: bool) -> Line2D:
    """What a whisker means, for a legend: the interval, and its level (a share)."""
    label = words.say("mark.interval", level=share(level))
    if upright:
        return Line2D([], [], color=INK, linestyle="", marker="|", markersize=10, markeredgewidth=_WIDTH, label=label)
    return Line2D([], [], color=INK, linewidth=_WIDTH, label=label)
