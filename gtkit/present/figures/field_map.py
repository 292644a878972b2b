"""The map of the field of action: how many opportunities of each kind lie in, at the border, out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from gtkit.evidence import Statement, Unit, Value
from gtkit.evidence.quantities import count
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import TWO_LINES, legend, name_rows, tall
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, NARROW, SURFACE, VALUE, VALUE_SOFT, WIDE
from gtkit.words import Words

_KINDS = ("mission", "service", "initiative", "agreement")
_LOOKS = (("refuse", ENERGY, INK, "////"), ("conditions", VALUE_SOFT, INK, ""), ("accept", VALUE, SURFACE, ""))
_ROWS_EACH = 1.5  # of a row's height


def draw(opportunities: pd.DataFrame, words: Words, ax: Axes) -> Axes:
    """One bar a kind: those refused, on conditions, accepted, each with its number.

    Parameters
    ----------
    opportunities : DataFrame
        Columns kind, level (refuse, conditions, accept, "" without class).
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    counts = _counts(opportunities)
    heights, start = np.arange(len(counts)), np.zeros(len(counts))
    marks: list[Artist] = []
    for level, colour, text, hatch in _LOOKS:
        n = counts[level].to_numpy(dtype=float)
        bars = ax.barh(heights, n, left=start, height=0.6, color=colour, hatch=hatch, edgecolor=SURFACE, linewidth=0.6)
        bars[0].set_label(words.say(f"perimeter.class.{level}"))
        marks.append(bars[0])
        for height, left, size in zip(heights, start, n, strict=True):
            if size > 0:
                box = {"facecolor": SURFACE if hatch else colour, "edgecolor": "none", "pad": 2.0}
                ax.text(
                    float(left + size / 2),
                    float(height),
                    words.count(size),
                    ha="center",
                    va="center",
                    color=text,
                    bbox=box,
                )
        start = start + n
    name_rows(ax, _names(opportunities, words))
    scale(ax, "x", Unit.COUNT, words)
    ax.set_xlabel(words.say("axis.opportunities"))
    legend(ax, marks)
    return ax


def field_map(opportunities: pd.DataFrame, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    levels = opportunities["level"]
    values: dict[str, Value] = {
        "n": count(len(levels)),
        "refused": count((levels == "refuse").sum()),
        "conditions": count((levels == "conditions").sum()),
        "accepted": count((levels == "accept").sum()),
    }
    names = _names(opportunities, words)
    wide, narrow = drawn(
        lambda ax: draw(opportunities, words, ax),
        wide=tall(WIDE, names, each=_ROWS_EACH, more=TWO_LINES),
        narrow=tall(NARROW, names, each=_ROWS_EACH, more=TWO_LINES),
    )
    return FigureExhibit(
        words=words,
        title=Statement("figure.field_map.title", values),
        alt=Statement("figure.field_map.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def _names(opportunities: pd.DataFrame, words: Words) -> list[str]:
    return [words.say(f"perimeter.kinds.{kind}") for kind in _counts(opportunities).index]


def _counts(opportunities: pd.DataFrame) -> pd.DataFrame:
    kinds = [kind for kind in _KINDS if (opportunities["kind"] == kind).any()]
    levels = [level for level, *_ in _LOOKS]
    return pd.crosstab(opportunities["kind"], opportunities["level"]).reindex(index=kinds, columns=levels, fill_value=0)
