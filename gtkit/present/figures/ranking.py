"""The customers of highest lifetime value, each with its interval."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import name_rows, tall, told_names, zero_line
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import NARROW, VALUE, VALUE_SOFT, WIDE
from gtkit.valuation import CustomerEquity
from gtkit.words import Words

SHOWN = 15


def draw(equity: CustomerEquity, names: pd.Series, words: Words, ax: Axes) -> Axes:
    """One row a customer: its value, and the range in which what it will bring is expected to fall.

    Parameters
    ----------
    equity : CustomerEquity
    names : Series by customer
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = _shown(equity)
    heights = range(len(rows))
    ax.hlines(heights, rows["predicted_low"], rows["predicted_high"], color=VALUE_SOFT, linewidth=3)
    ax.plot(rows["ltv"], heights, "o", color=VALUE, markersize=6)
    name_rows(ax, told_names(rows.index, names))
    zero_line(ax)
    ax.set_xlim(left=min(0.0, float(rows["predicted_low"].min())))
    scale(ax, "x", Unit.MONEY, words, ticks=4)
    return ax


def ranked_customers(equity: CustomerEquity, names: pd.Series, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    rows = _shown(equity)
    values = {
        "n": Quantity(len(rows), Unit.COUNT),
        "customers": Quantity(len(equity.customers), Unit.COUNT),
        "sum": Quantity(float(rows["ltv"].sum()), Unit.MONEY),
        "total": Quantity(equity.total, Unit.MONEY),
        "best": Quantity(float(rows["ltv"].iloc[0]), Unit.MONEY),
        "last": Quantity(float(rows["ltv"].iloc[-1]), Unit.MONEY),
        "level": Quantity(equity.prediction.level, Unit.SHARE),
    }
    told = told_names(rows.index, names)
    wide, narrow = drawn(lambda ax: draw(equity, names, words, ax), wide=tall(WIDE, told), narrow=tall(NARROW, told))
    return FigureExhibit(
        words=words,
        title=Statement("figure.ranked_customers.title", values),
        alt=Statement("figure.ranked_customers.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def _shown(equity: CustomerEquity) -> pd.DataFrame:
    return equity.customers.sort_values("ltv", ascending=False, kind="stable").head(SHOWN)
