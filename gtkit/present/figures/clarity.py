"""Energy by clarity: three thirds of the people asked."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from gtkit.evidence import Statement, Unit, Value
from gtkit.evidence.quantities import count, share
from gtkit.present.exhibit import Origin
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ACTUAL, INK, NARROW, WHISKER, WIDE
from gtkit.words import Words


def draw(thirds: pd.DataFrame, words: Words, ax: Axes) -> Axes:
    """One bar a third of clarity, the least clear first: mean energy, and its interval.

    Parameters
    ----------
    thirds : DataFrame by third ("low", "middle", "high")
        Columns people, energy, low, high (0 to 1).
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    spots = range(len(thirds))
    ax.bar(spots, thirds["energy"], width=0.55, **ACTUAL)
    ax.vlines(spots, thirds["low"], thirds["high"], **WHISKER)
    for spot, (energy, top) in enumerate(zip(thirds["energy"], thirds["high"], strict=True)):
        label = words.share(energy)
        ax.annotate(label, (spot, top), (0, 4), textcoords="offset points", ha="center", color=INK)
    names = [
        f"{words.say(f'mark.clarity_{name}')}\n{words.say('answer.n', n=count(n))}"
        for name, n in thirds["people"].items()
    ]
    ax.set_xticks(list(spots), names)
    ax.tick_params(axis="x", labelcolor=INK)
    ax.set_ylim(0, 1.08)
    scale(ax, "y", Unit.SHARE, words, ticks=4)
    ax.set_ylabel(words.say("axis.energy"))
    return ax


def energy_by_clarity(thirds: pd.DataFrame, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    energy = thirds["energy"]
    values: dict[str, Value] = {
        "n": count(thirds["people"].sum()),
        "low": share(energy["low"]),
        "middle": share(energy["middle"]),
        "high": share(energy["high"]),
    }
    rises = "title" if energy["high"] > energy["low"] else "flat"
    wide, narrow = drawn(lambda ax: draw(thirds, words, ax), wide=WIDE.taller(2.8), narrow=NARROW.taller(2.8))
    return FigureExhibit(
        words=words,
        title=Statement(f"figure.energy_by_clarity.{rises}", values),
        alt=Statement("figure.energy_by_clarity.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
