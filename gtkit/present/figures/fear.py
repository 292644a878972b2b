"""Apathy, comfort, anxiety or learning: where people stand between what is asked and what may be said."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes

from gtkit.evidence import Quantity, Statement, Term, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.intervals import interval_mark, whiskers
from gtkit.present.figures.rows import legend, name_rows
from gtkit.present.labels import aside, scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, NARROW, VALUE, VALUE_SOFT, WIDE
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
    whiskers(ax, "x", heights, rows.rename(columns={"share": "value"}))
    aside(ax, "x", heights, ["" if math.isnan(part) else words.share(part) for part in rows["share"]])
    for height in np.flatnonzero(rows["share"].isna()):  # no bar there: the remark stands in its room
        said = words.say("quadrant.hidden")
        ax.annotate(said, (0.0, float(height)), (5, 0), textcoords="offset points", va="center", color=INK)
    name_rows(ax, [words.say(f"quadrant.{quadrant.value}") for quadrant in _ORDER])
    scale(ax, "x", Unit.SHARE, words, ticks=4)
    ax.set_xlim(left=0.0)
    ax.set_xlabel(words.say("axis.quadrant_share"))
    legend(ax, [interval_mark(fear.lead_interval.level, words, upright=False)])
    return ax


def fear_quadrants(fear: HealthyFear, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    shares = fear.quadrants["share"]
    values: dict[str, Value] = {
        "quadrant": Term(f"quadrant.{fear.largest.value}"),
        "share": Quantity(float(shares[fear.largest.value]), Unit.SHARE),
        "n": Quantity(fear.people, Unit.COUNT),
    }
    wide, narrow = drawn(lambda ax: draw(fear, words, ax), wide=WIDE.taller(2.6), narrow=NARROW.taller(2.6))
    return FigureExhibit(
        words=words,
        title=Statement("figure.fear_quadrants.title", values),
        alt=Statement("figure.fear_quadrants.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
