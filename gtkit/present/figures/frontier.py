"""What each budget would bring at best: where more money stops buying more loyalty."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.labels import compact_money, scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, LINE, VALUE
from gtkit.words import Words


def draw(frontier: pd.DataFrame, budget: float, words: Words, ax: Axes) -> Axes:
    """Net gain of the best plan against the budget, the budget that was set marked.

    Parameters
    ----------
    frontier : DataFrame by budget (currency)
        value: net gain of the best plan, currency.
    budget : float
        The one that was set, currency; one of the frontier's.
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    budgets, values = frontier.index.to_numpy(dtype=float), frontier["value"].to_numpy()
    ax.axhline(0, color=LINE, linewidth=1.2)
    ax.plot(budgets, values, "-o", color=VALUE, linewidth=2.0, markersize=5)
    here = float(frontier["value"].loc[budget])
    ax.plot([budget], [here], "D", color=INK, markersize=8)
    told = words.say("mark.budget", budget=compact_money(budget, words), gain=compact_money(here, words))
    ax.annotate(told, (budget, here), (0, 9), textcoords="offset points", ha="center", color=INK)
    scale(ax, "x", Unit.MONEY, words, ticks=4)
    scale(ax, "y", Unit.MONEY, words, ticks=4)
    ax.set_xlim(0, max(float(np.max(budgets)), 1.0) * 1.06)
    ax.set_ylim(min(0.0, float(values.min())) * 1.1, max(float(values.max()), 1.0) * 1.2)
    ax.set_xlabel(words.say("axis.plan_budget"))
    ax.set_ylabel(words.say("axis.plan_gain"))
    return ax


def plan_frontier(frontier: pd.DataFrame, budget: float, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    here, best = float(frontier["value"].loc[budget]), float(frontier["value"].max())
    enough = float(frontier.index[(frontier["value"] >= best - 1).to_numpy()][0])
    kind = "_short" if enough > budget else "_last" if enough == frontier.index.max() else ""
    values = {
        "n": Quantity(len(frontier), Unit.COUNT),
        "budget": Quantity(budget, Unit.MONEY),
        "gain": Quantity(here, Unit.MONEY),
        "enough": Quantity(enough, Unit.MONEY),
        "best": Quantity(best, Unit.MONEY),
    }
    wide, narrow = drawn(lambda ax: draw(frontier, budget, words, ax))
    return FigureExhibit(
        words=words,
        title=Statement(f"figure.frontier.title{kind}", values),
        alt=Statement("figure.frontier.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
