"""Energy against value: the customers that take far more time than they bring."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.evidence import Level, Quantity, Statement, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import TWO_LINES, legend, name_rows, some_shown, tall, told_names, zero_line
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, LINE, NARROW, VALUE, WIDE
from gtkit.scoring.customers.energy import EnergyReturn
from gtkit.words import Words

SHOWN = 12


def draw(spent: EnergyReturn, names: pd.Series, words: Words, ax: Axes) -> Axes:
    """One row a customer: its share of value (square) and its share of energy (disc), joined.

    Parameters
    ----------
    spent : EnergyReturn
        The customers that drain energy are drawn, the costliest first; all customers where none does.
    names : Series by customer
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = _shown(spent)
    heights = range(len(rows))
    ax.hlines(heights, rows["value_share"], rows["energy_share"], color=LINE, linewidth=3, zorder=1)
    ax.plot(rows["value_share"], heights, "s", color=VALUE, markersize=5.5, zorder=2)
    ax.plot(rows["energy_share"], heights, "o", color=ENERGY, markersize=6.5, zorder=3)
    name_rows(ax, told_names(rows.index, names))
    zero_line(ax)
    drains = int(spent.customers["vacuum"].sum()) or len(spent.customers)
    ax.set_xlabel(some_shown(words.say("axis.total_share"), "axis.heaviest", len(rows), drains, words))
    scale(ax, "x", Unit.SHARE, words, ticks=4)
    legend(
        ax,
        [
            Line2D([], [], linestyle="", marker="s", color=VALUE, label=words.say("mark.value_share")),
            Line2D([], [], linestyle="", marker="o", color=ENERGY, label=words.say("mark.energy_share")),
        ],
    )
    return ax


def energy_drains(
    spent: EnergyReturn, names: pd.Series, judged: pd.DataFrame, words: Words, origin: Origin
) -> FigureExhibit:
    """The drawing with its message, its description and its source.

    Parameters
    ----------
    spent : EnergyReturn
    names : Series by customer
    judged : DataFrame by customer
        Its column level is the answer to each: to drain energy is one thing, not to deserve it another, and the
        message says of how many both are true.
    words : Words
    origin : Origin

    Returns
    -------
    FigureExhibit
    """
    drains = spent.customers[spent.customers["vacuum"]]
    rows = _shown(spent)
    refused = int((judged["level"].reindex(drains.index) == Level.FAILED.value).sum())
    values: dict[str, Value] = {
        "n": Quantity(len(drains), Unit.COUNT),
        "refused": Statement(
            "figure.energy_drains.refused" if refused else "figure.energy_drains.refused_none",
            {"n": Quantity(refused, Unit.COUNT)},
        ),
        "ratio": Quantity(spent.vacuum_ratio, Unit.RATIO),
        "energy": Quantity(float(drains["energy_share"].sum()), Unit.SHARE),
        "value": Quantity(float(drains["value_share"].sum()), Unit.SHARE),
        "shown": Quantity(len(rows), Unit.COUNT),
        "most": Quantity(float(rows["energy_share"].max()), Unit.SHARE),
    }
    told = told_names(rows.index, names)
    wide, narrow = drawn(
        lambda ax: draw(spent, names, words, ax),
        wide=tall(WIDE, told, more=TWO_LINES),
        narrow=tall(NARROW, told, more=TWO_LINES),
    )
    return FigureExhibit(
        words=words,
        title=Statement("figure.energy_drains.title" if len(drains) else "figure.energy_drains.title_none", values),
        alt=Statement("figure.energy_drains.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def _shown(spent: EnergyReturn) -> pd.DataFrame:
    drains = spent.customers[spent.customers["vacuum"]]
    pool = drains if len(drains) else spent.customers
    return pool.sort_values("energy_share", ascending=False, kind="stable").head(SHOWN)
