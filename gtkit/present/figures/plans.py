"""What each specific plan is expected to bring once paid for, likely and unlikely."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.evidence import Level, Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import TWO_LINES, legend, name_rows, some_shown, tall, told_names, zero_line
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, NARROW, VALUE, VALUE_SOFT, WIDE
from gtkit.scoring.customers.plan import PlanWorth
from gtkit.words import Words

SHOWN = 12


def draw(plans: PlanWorth, names: pd.Series, words: Words, ax: Axes) -> Axes:
    """One row a plan: expected gain (disc), and the gain that nine chances in ten exceed (bar).

    Parameters
    ----------
    plans : PlanWorth
    names : Series by customer
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = _shown(plans)
    heights = range(len(rows))
    ax.hlines(heights, rows["q10"], rows["mean"], color=VALUE_SOFT, linewidth=3)
    ax.plot(rows["q10"], heights, "|", color=INK, markersize=9, markeredgewidth=1.6)
    ax.plot(rows["mean"], heights, "o", color=VALUE, markersize=6)
    name_rows(ax, told_names(rows.index, names))
    ax.axvline(0, color=INK, linewidth=1.0)
    zero_line(ax)
    scale(ax, "x", Unit.MONEY, words)
    known = int(plans.customers["mean"].notna().sum())
    ax.set_xlabel(some_shown(words.say("axis.plan_gain"), "axis.best_plans", len(rows), known, words))
    legend(
        ax,
        [
            Line2D([], [], linestyle="", marker="o", color=VALUE, label=words.say("mark.mean_gain")),
            Line2D([], [], linestyle="", marker="|", color=INK, markersize=9, label=words.say("mark.q10_gain")),
        ],
    )
    return ax


def plan_worth(plans: PlanWorth, names: pd.Series, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    rows, levels = _shown(plans), plans.customers["level"]
    values = {
        "n": Quantity(float((levels == Level.PASSED).sum()), Unit.COUNT),
        "listed": Quantity(len(levels), Unit.COUNT),
        "shown": Quantity(len(rows), Unit.COUNT),
        "best": Quantity(float(rows["mean"].max()), Unit.MONEY),
        "worst": Quantity(float(rows["mean"].min()), Unit.MONEY),
    }
    told = told_names(rows.index, names)
    wide, narrow = drawn(
        lambda ax: draw(plans, names, words, ax),
        wide=tall(WIDE, told, more=TWO_LINES),
        narrow=tall(NARROW, told, more=TWO_LINES),
    )
    return FigureExhibit(
        words=words,
        title=Statement("figure.plan_worth.title", values),
        alt=Statement("figure.plan_worth.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def _shown(plans: PlanWorth) -> pd.DataFrame:
    known = plans.customers[plans.customers["mean"].notna()]
    return known.sort_values("mean", ascending=False, kind="stable").head(SHOWN)
