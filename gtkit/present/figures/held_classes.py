"""Which decisions hold when weights, thresholds and cut move within reason."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.evidence import Statement, Unit, Value
from gtkit.evidence.quantities import count, share
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import TWO_LINES, legend, name_rows, some_shown, tall
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, LINE, NARROW, VALUE, WIDE
from gtkit.words import Words

SHOWN = 12


def draw(opportunities: pd.DataFrame, hold: float, words: Words, ax: Axes) -> Axes:
    """One row an opportunity, the most fragile first: the share of draws in which its class comes back.

    Parameters
    ----------
    opportunities : DataFrame
        Columns label, held (share, NaN without class).
    hold : float
        Share from which a class holds.
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = _shown(opportunities)
    for height, held in enumerate(rows["held"]):
        fragile = held < hold
        ax.hlines(height, 0, held, color=LINE, linewidth=3, zorder=1)
        ax.plot(held, height, "D" if fragile else "o", color=ENERGY if fragile else VALUE, markersize=6, zorder=2)
    ax.axvline(hold, color=INK, linewidth=1.0, linestyle=(0, (4, 3)))
    name_rows(ax, [str(label) for label in rows["label"]])
    scale(ax, "x", Unit.SHARE, words, ticks=5)
    ax.set_xlim(0, 1.03)
    n = int(opportunities["held"].notna().sum())
    ax.set_xlabel(some_shown(words.say("axis.held"), "axis.most_fragile", len(rows), n, words), wrap=True)
    legend(
        ax,
        [
            Line2D([], [], linestyle="", marker="D", color=ENERGY, label=words.say("mark.fragile")),
            Line2D([], [], linestyle="", marker="o", color=VALUE, label=words.say("mark.firm")),
            Line2D([], [], linestyle="--", color=INK, label=words.say("mark.threshold_line", x=share(hold))),
        ],
    )
    return ax


def held_classes(opportunities: pd.DataFrame, hold: float, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    rows, held = _shown(opportunities), opportunities["held"].dropna()
    fragile = int((held < hold).sum())
    values: dict[str, Value] = {
        "n": count(len(held)),
        "fragile": count(fragile),
        "shown": count(len(rows)),
        "low": share(float(rows["held"].min())),
        "high": share(float(rows["held"].max())),
        "hold": share(hold),
    }
    names = [str(label) for label in rows["label"]]
    wide, narrow = drawn(
        lambda ax: draw(opportunities, hold, words, ax),
        wide=tall(WIDE, names, more=TWO_LINES),
        narrow=tall(NARROW, names, more=TWO_LINES),
    )
    return FigureExhibit(
        words=words,
        title=Statement("figure.held_classes.title" if fragile else "figure.held_classes.title_none", values),
        alt=Statement("figure.held_classes.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def _shown(opportunities: pd.DataFrame) -> pd.DataFrame:
    known = opportunities[opportunities["held"].notna()]
    return known.sort_values("held", kind="stable").head(SHOWN)
