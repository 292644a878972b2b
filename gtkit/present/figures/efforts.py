"""How customers' effort scores spread."""

from __future__ import annotations

from matplotlib.axes import Axes

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ACTUAL
from gtkit.scoring.customers.efforts import EffortScores
from gtkit.words import Words

_EDGES = range(0, 101, 10)


def draw(scores: EffortScores, words: Words, ax: Axes) -> Axes:
    """Customers by score, in tens; those without any known effort are not drawn.

    Parameters
    ----------
    scores : EffortScores
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    ax.hist(scores.customers["score"].dropna(), bins=list(_EDGES), rwidth=0.86, **ACTUAL)
    scale(ax, "y", Unit.COUNT, words, ticks=4)
    ax.set_xticks(range(0, 101, 20), [words.count(x) for x in range(0, 101, 20)])
    ax.set_xlim(0, 100)
    ax.set_xlabel(words.say("axis.effort_score"))
    ax.set_ylabel(words.say("axis.customers"))
    return ax


def effort_scores(scores: EffortScores, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    known = scores.customers["score"].dropna()
    values = {
        "n": Quantity(len(known), Unit.COUNT),
        "median": Quantity(float(known.median()), Unit.SCORE),
        "low": Quantity(float(known.min()), Unit.SCORE),
        "high": Quantity(float(known.max()), Unit.SCORE),
    }
    wide, narrow = drawn(lambda ax: draw(scores, words, ax))
    return FigureExhibit(
        words=words,
        title=Statement("figure.effort_scores.title", values),
        alt=Statement("figure.effort_scores.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
