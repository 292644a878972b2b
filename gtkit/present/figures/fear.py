"""Apathy, comfort, anxiety or learning: where people stand between what is asked and what may be said."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from gtkit.evidence import Quantity, Statement, Term, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import name_rows
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, NARROW, VALUE, VALUE_SOFT, WHISKER, WIDE
from gtkit.scoring.survey.healthy_fear import HealthyFear, Quadrant
from gtkit.words import Words

_COLOURS = {Quadrant.LEARNING: VALUE, Quadrant.ANXIETY: ENERGY}
_ORDER = (Quadrant.LEARNING, Quadrant.ANXIETY, Quadrant.COMFORT, Quadrant.APATHY)


def draw(fear: HealthyFear, words: Words, ax: Axes) -> Axes:
    """One bar a quadrant: its share of people, and the interval of that share; too few people are not shown.

    Parameters
    ----------
    fear : HealthyFear
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = fear.quadrants.loc[[quadrant.value for quadrant in _ORDER]]
    heights = range(len(rows))
    rows = rows.assign(**{name: rows[name].where(~rows.index.isin(fear.hidden)) for name in ("share", "low", "high")})
    ax.barh(heights, rows["share"], height=0.56, color=[_COLOURS.get(q, VALUE_SOFT) for q in _ORDER])
    ax.hlines(heights, rows["low"], rows["high"], **WHISKER)
    for height, high, part in zip(heights, rows["high"], rows["share"], strict=True):
        told = words.say("quadrant.hidden") if pd.isna(part) else words.share(part)
        spot = (0.0 if pd.isna(part) else float(high), float(height))
        ax.annotate(told, spot, (5, 0), textcoords="offset points", va="center", color=INK)
    name_rows(ax, [words.say(f"quadrant.{quadrant.value}") for quadrant in _ORDER])
    scale(ax, "x", Unit.SHARE, words, ticks=4)
    ax.set_xlim(left=0.0)
    ax.margins(x=0.12)
    ax.set_xlabel(words.say("axis.quadrant_share"))
    return ax


def fear_quadrants(fear: HealthyFear, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    shares = fear.quadrants["share"]
    values: dict[str, Value] = {
        "quadrant": Term(f"quadrant.{fear.largest.value}"),
        "share": Quantity(float(shares[fear.largest.value]), Unit.SHARE),
        "n": Quantity(fear.people, Unit.COUNT),
    }
    wide, narrow = drawn(lambda ax: draw(fear, words, ax), wide=WIDE.taller(2.4), narrow=NARROW.taller(2.4))
    return FigureExhibit(
        words=words,
        title=Statement("figure.fear_quadrants.title", values),
        alt=Statement("figure.fear_quadrants.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
