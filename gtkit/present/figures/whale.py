"""The whale curve: margin after the cost of time, customer by customer, from the best to the worst."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.labels import compact_money, scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, LINE, MUTED, VALUE
from gtkit.scoring.customers.concentration import Whale
from gtkit.words import Words


def draw(whale: Whale, words: Words, ax: Axes) -> Axes:
    """Cumulative margin against the rank of the customer, its peak and its end marked.

    Parameters
    ----------
    whale : Whale
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    ranks = np.arange(len(whale.customers) + 1)
    cumulative = np.concatenate([[0.0], whale.customers["cumulative"].to_numpy()])
    ax.axhline(0, color=LINE, linewidth=1.2)
    ax.plot(ranks, cumulative, color=VALUE, linewidth=2.2)
    ax.plot([ranks[-1]], [whale.total], "o", color=VALUE, markersize=5)
    if whale.destroyed > 0:
        ax.plot([whale.peak_rank], [whale.peak], "o", color=VALUE, markersize=5)
        told = words.say(
            "mark.peak",
            peak=compact_money(whale.peak, words),
            n=Quantity(whale.peak_rank, Unit.COUNT),
        )
        side = "right" if whale.peak_rank > len(ranks) / 2 else "center"
        spot = (whale.peak_rank, whale.peak)
        ax.annotate(told, spot, (0, 8), textcoords="offset points", ha=side, color=INK)
    end = words.say("mark.total", total=compact_money(whale.total, words))
    ax.annotate(end, (ranks[-1], whale.total), (0, -16), textcoords="offset points", ha="right", color=MUTED)
    scale(ax, "y", Unit.MONEY, words)
    scale(ax, "x", Unit.COUNT, words)
    ax.set_xlim(0, max(ranks[-1], 1) * 1.02)
    ax.set_ylim(min(0.0, float(cumulative.min())) * 1.1, max(float(cumulative.max()), 1.0) * 1.16)
    ax.set_xlabel(words.say("axis.customer_rank"))
    ax.set_ylabel(words.say("axis.net_margin"))
    return ax


def whale_curve(whale: Whale, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    values = {
        "n": Quantity(whale.peak_rank, Unit.COUNT),
        "customers": Quantity(len(whale.customers), Unit.COUNT),
        "peak": Quantity(whale.peak, Unit.MONEY),
        "total": Quantity(whale.total, Unit.MONEY),
        "destroyed": Quantity(whale.destroyed, Unit.MONEY),
    }
    title = "figure.whale.title" if whale.destroyed > 0 else "figure.whale.title_none"
    wide, narrow = drawn(lambda ax: draw(whale, words, ax))
    return FigureExhibit(
        words=words,
        title=Statement(title, values),
        alt=Statement("figure.whale.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
