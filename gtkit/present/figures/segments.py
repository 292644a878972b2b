"""What each declared segment brings, and the energy that it takes."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from gtkit.evidence import Name, Quantity, Statement, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import TWO_LINES, legend, name_rows, some_shown, tall
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, NARROW, VALUE, WIDE
from gtkit.scoring.customers.segments import SegmentProfile
from gtkit.words import Words

SHOWN = 10
_HALF, _EACH = 0.19, 1.6  # of a row: half a bar, and the rows that two bars take


def draw(profile: SegmentProfile, words: Words, ax: Axes) -> Axes:
    """Two bars a segment: its share of value, and under it its share of energy where time is known.

    Parameters
    ----------
    profile : SegmentProfile
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = profile.frame.head(SHOWN)
    heights = np.arange(len(rows))
    timed = bool((rows["energy_share"] > 0).any())
    parts = [("value_share", VALUE, -_HALF if timed else 0.0)]
    parts += [("energy_share", ENERGY, _HALF)] if timed else []
    bars: list[Artist] = []
    for column, colour, shift in parts:
        drawn_bars = ax.barh(heights + shift, rows[column], height=2 * _HALF - 0.04, color=colour)
        drawn_bars[0].set_label(words.say(f"mark.{column}"))
        bars.append(drawn_bars[0])
        for height, share in zip(heights + shift, rows[column], strict=True):
            spot = (float(share), float(height))
            ax.annotate(words.share(share), spot, (4, 0), textcoords="offset points", va="center", color=INK)
    name_rows(ax, [str(name) for name in rows.index])
    scale(ax, "x", Unit.SHARE, words, ticks=4)
    ax.margins(x=0.12)
    ax.set_xlabel(
        some_shown(words.say("axis.total_share"), "axis.first_segments", len(rows), len(profile.frame), words)
    )
    legend(ax, bars)
    return ax


def segment_shares(profile: SegmentProfile, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    rows = profile.frame
    first = rows.iloc[0]
    values: dict[str, Value] = {
        "n": Quantity(len(rows), Unit.COUNT),
        "first": Name(str(rows.index[0])),
        "value": Quantity(float(first["value_share"]), Unit.SHARE),
        "energy": Quantity(float(first["energy_share"]), Unit.SHARE),
    }
    timed = "" if (rows["energy_share"] > 0).any() else "_untimed"
    names = [str(name) for name in rows.index[:SHOWN]]
    wide, narrow = drawn(
        lambda ax: draw(profile, words, ax),
        wide=tall(WIDE, names, each=_EACH, more=TWO_LINES),
        narrow=tall(NARROW, names, each=_EACH, more=TWO_LINES),
    )
    return FigureExhibit(
        words=words,
        title=Statement(f"figure.segment_shares.title{timed}", values),
        alt=Statement(f"figure.segment_shares.alt{timed}", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
