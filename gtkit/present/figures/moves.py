"""Whether customers stay in their class from the first year to the last."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.labels import period
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, LINE, NARROW, SURFACE, VALUE, WIDE, narrow
from gtkit.scoring.customers.stability import RankStability
from gtkit.words import Words

_HALF = 0.5  # share of the fullest cell above which a number is written in the colour of the paper
_PALE, _DEEP = (0.08, 0.50), (0.74, 1.0)  # opacities on which ink, then paper, is read by day and by night


def draw(stability: RankStability, words: Words, ax: Axes) -> Axes:
    """Classes of the first year in rows, of the last in columns; the fuller a cell, the more customers.

    Parameters
    ----------
    stability : RankStability
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    moves = stability.moves
    most = max(int(moves.to_numpy().max()), 1)
    for y, row in enumerate(moves.to_numpy()):
        for x, count in enumerate(row):
            depth = float(count) / most
            ax.add_patch(Rectangle((x, y), 0.97, 0.95, facecolor=VALUE, edgecolor="none", alpha=_opacity(depth)))
            colour = SURFACE if depth > _HALF else INK
            ax.text(x + 0.485, y + 0.475, words.count(count), ha="center", va="center", color=colour, fontsize=11)
            if x == y:
                ax.add_patch(Rectangle((x, y), 0.97, 0.95, facecolor="none", edgecolor=INK, linewidth=1.4))
    first, last = (_twelve_months(column, words) for column in stability.ranks.columns[[0, -1]])
    ax.set_xticks([i + 0.485 for i in range(3)], list(moves.columns))
    ax.set_yticks([i + 0.475 for i in range(3)], list(moves.index))
    ax.set_xlabel(last)
    ax.set_ylabel(first)
    ax.tick_params(labelcolor=INK, top=False)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlim(0, 3)
    ax.set_ylim(3, 0)
    ax.spines[:].set_visible(False)
    if not narrow(ax):
        ax.set_box_aspect(0.5)
    ax.grid(visible=False)
    ax.set_facecolor("none")
    ax.tick_params(color=LINE)
    return ax


def class_moves(stability: RankStability, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    years = stability.ranks.columns
    kept = stability.moves.loc["A"].to_numpy(dtype=float)
    values = {
        "share": Quantity(stability.stable_share, Unit.SHARE),
        "concordance": Quantity(stability.concordance, Unit.COEFFICIENT),
        "n": Quantity(float(stability.moves.to_numpy().sum()), Unit.COUNT),
        "years": Quantity(len(years), Unit.COUNT),
        "stayed": Quantity(float(kept[0]), Unit.COUNT),
        "left": Quantity(float(kept[1:].sum()), Unit.COUNT),
    }
    wide, narrow_ = drawn(lambda ax: draw(stability, words, ax), wide=WIDE.taller(2.8), narrow=NARROW.taller(2.8))
    return FigureExhibit(
        words=words,
        title=Statement("figure.class_moves.title", values),
        alt=Statement("figure.class_moves.alt", values),
        wide=wide,
        narrow=narrow_,
        origin=origin,
    )


def _twelve_months(end: object, words: Words) -> str:
    """Which year a class is told of, by its last day."""
    return words.say("axis.twelve_months", month=period(pd.Period(str(end), "M"), words))


def _opacity(depth: float) -> float:
    """How much colour a cell bears; what lies between the two ranges would hide its number."""
    (low, high), share = (_PALE, depth / _HALF) if depth <= _HALF else (_DEEP, (depth - _HALF) / (1 - _HALF))
    return low + (high - low) * share
