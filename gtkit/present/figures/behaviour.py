"""An indicator's values between the limits of its usual behaviour: what is signal, what is noise."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.errors import NotEstimable
from gtkit.evidence import Name, Quantity, Statement, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import legend
from gtkit.present.labels import clip, period, scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, MUTED, VALUE, narrow
from gtkit.scoring.indicators.process_behaviour import RUN, BehaviourChart
from gtkit.scoring.indicators.progress import Track
from gtkit.words import Words

_TICKS = 4


def draw(track: Track, words: Words, ax: Axes) -> Axes:
    """Values in order of time (discs), signals (squares), the usual level and its limits, the declared change.

    Parameters
    ----------
    track : Track
        Of a series that has a chart.
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    points = _chart(track).points
    x, values = np.arange(len(points)), points["value"].to_numpy(dtype=float)
    signal = points[["outside", "near_limit", "run"]].any(axis=1).to_numpy()
    for bound in ("lower", "upper"):
        ax.plot(x, points[bound], color=MUTED, linewidth=1.0, linestyle=(0, (4, 3)))
    ax.plot(x, points["centre"], color=MUTED, linewidth=1.0)
    ax.plot(x, values, color=VALUE, linewidth=1.2, marker="o", markersize=3.5)
    ax.plot(x[signal], values[signal], linestyle="", marker="s", color=ENERGY, markersize=6.0)
    if track.progress.changed is not None:
        _mark_change(list(points.index).index(track.progress.changed) - 0.5, len(points), words, ax)
    ticks = np.unique(np.linspace(0, len(points) - 1, 3 if narrow(ax) else _TICKS).round().astype(int))
    ax.set_xticks(ticks, [period(points.index[k], words) for k in ticks])
    ax.set_xlim(-1.5, len(points) + 0.5)
    ax.margins(y=0.15)
    scale(ax, "y", Unit.RATIO, words, ticks=4)
    ax.set_ylabel(clip(track.unit, width=26))
    marks = [
        Line2D([], [], linestyle="", marker="s", color=ENERGY, label=words.say("mark.signal")),
        Line2D([], [], color=MUTED, linestyle=(0, (4, 3)), label=words.say("mark.limits")),
    ]
    legend(ax, marks)
    return ax


def behaviour_chart(track: Track, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    found = _chart(track)
    points = found.points
    recent = points["value"].iloc[-RUN:].dropna()
    values: dict[str, Value] = {
        "label": Name(series_name(track, words)),
        "unit": Name(track.unit),
        "centre": Quantity(found.phases[-1].centre, Unit.RATIO),
        "recent": Quantity(float(recent.mean()), Unit.RATIO),
        "low": Quantity(found.phases[-1].lower, Unit.RATIO),
        "high": Quantity(found.phases[-1].upper, Unit.RATIO),
        "n": Quantity(len(recent), Unit.COUNT),
        "periods": Quantity(float(points["value"].notna().sum()), Unit.COUNT),
        "signals": Quantity(float(points[["outside", "near_limit", "run"]].any(axis=1).sum()), Unit.COUNT),
    }
    wide, narrow_ = drawn(lambda ax: draw(track, words, ax))
    return FigureExhibit(
        words=words,
        title=Statement(f"figure.behaviour.title_{track.progress.reading.value}", values),
        alt=Statement("figure.behaviour.alt", values),
        wide=wide,
        narrow=narrow_,
        origin=origin,
    )


def series_name(track: Track, words: Words) -> str:
    """The indicator's label, with the group where the series is told by group."""
    if not track.group:
        return track.label
    return words.say("series.grouped", label=track.label, group=words.say(f"series.{track.group}"))


def _mark_change(place: float, periods: int, words: Words, ax: Axes) -> None:
    """A line where a change was declared, and its name on the side that has more room."""
    ax.axvline(place, color=INK, linewidth=1.0)
    early = place < periods / 2
    ax.annotate(
        words.say("mark.declared_change"),
        (place, 1.0),
        (4 if early else -4, -2),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="left" if early else "right",
        va="top",
        color=INK,
    )


def _chart(track: Track) -> BehaviourChart:
    if track.progress.chart is None:
        raise NotEstimable(track.indicator, found=track.progress.reason, expected="a chart")
    return track.progress.chart
