"""Customer equity year by year: what today's customers are expected to bring, with its interval."""

from __future__ import annotations

from matplotlib.axes import Axes

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.intervals import interval_mark, light_whiskers
from gtkit.present.figures.rows import legend
from gtkit.present.labels import aside, compact_money, scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import FORECAST
from gtkit.valuation import CustomerEquity
from gtkit.words import Words

_LABELLED = 8  # years above which bars bear no number


def draw(equity: CustomerEquity, words: Words, ax: Axes) -> Axes:
    """Hatched bars, one a year to come, with the interval of each.

    Parameters
    ----------
    equity : CustomerEquity
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    years = equity.yearly
    ax.bar(years.index, years["value"], width=0.62, **FORECAST)
    light_whiskers(ax, years.index.to_list(), years)
    if len(years) <= _LABELLED:
        aside(ax, "y", years.index, [compact_money(value, words) for value in years["value"]])
    scale(ax, "y", Unit.MONEY, words)
    ax.margins(y=0.04)
    ax.set_xticks(years.index, [words.count(float(str(year))) for year in years.index])
    ax.set_xlabel(words.say("axis.coming_year"))
    legend(ax, [interval_mark(equity.interval.level, words, upright=True)])
    return ax


def equity_by_year(equity: CustomerEquity, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    first, last = equity.yearly["value"].iloc[0], equity.yearly["value"].iloc[-1]
    values = {
        "total": Quantity(equity.total, Unit.MONEY),
        "first": Quantity(float(first), Unit.MONEY),
        "last": Quantity(float(last), Unit.MONEY),
        "low": Quantity(equity.interval.low, Unit.MONEY),
        "high": Quantity(equity.interval.high, Unit.MONEY),
        "n": Quantity(len(equity.yearly), Unit.COUNT),
    }
    wide, narrow = drawn(lambda ax: draw(equity, words, ax))
    return FigureExhibit(
        words=words,
        title=Statement("figure.equity_by_year.title", values),
        alt=Statement("figure.equity_by_year.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )
