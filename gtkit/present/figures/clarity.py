"""Energy by clarity: three thirds of the people asked."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from gtkit.evidence import Statement, Unit, Value
from gtkit.evidence.quantities import count, share
from gtkit.present.exhibit import Origin
from gtkit.present.figures.intervals import interval_mark, whiskers
from gtkit.present.figures.rows import legend
from gtkit.present.labels import aside, scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ACTUAL, INK, NARROW, WIDE
from gtkit.words import Words


def draw(thirds: pd.DataFrame, level: float, words: Words, ax: Axes) -> Axes:
    """One bar a third of clarity, the least clear first: mean energy, and its interval.

    Parameters
    ----------
    thirds : DataFrame by third ("low", "middle", "high")
        Columns people, energy, low, high (0 to 1).
    level : float
        Of the intervals, a share.
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    spots = range(len(thirds))
    ax.bar(spots, thirds["energy"], width=0.55, **ACTUAL)
    whiskers(ax, "y", spots, thirds.rename(columns={"energy": "value"}))
    aside(ax, "y", spots, [words.share(energy) for energy in thirds["energy"]])
    names = [
        f"{words.say(f'mark.clarity_{name}')}\n{words.say('answer.n', n=count(n))}"
        for name, n in thirds["people"].items()
    ]
    ax.set_xticks(list(spots), names)
    ax.tick_params(axis="x", labelcolor=INK)
    ax.set_ylim(0, 1.02)
    scale(ax, "y", Unit.SHARE, words, ticks=4)
    ax.set_ylabel(words.say("axis.energy"))
    legend(ax, [interval_mark(level, words, upright=True)])
    return ax


def energy_by_clarity(thirds: pd.DataFrame, level: float, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    energy = thirds["energy"]
    values: dict[str, Value] = {
        "n": count(thirds["people"].sum()),
        "low": share(energy["low"]),
        "middle": share(energy["middle"]),
        "high": share(energy["high"]),
    }
    rises = "title" if energy["high"] > energy["low"] else "flat"
    wide, narrow = drawn(lambda ax: draw(thirds, level, words, ax), wide=WIDE.taller(3.0), narrow=NARROW.taller(3.0))
    return FigureExhibit(
        words=words,
        title=Statement(f"figure.energy_by_clarity.{rises}", values),
        alt=Statement("figure.energy_by_clarity.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
