"""Numbers and names as a figure's axes and marks bear them: the page's language, never matplotlib's own."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Literal

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_compact_currency
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.theme import INK
from gtkit.words import Words
from gtkit.words.figures import MINUS

_MONEY = {Unit.MONEY, Unit.MONEY_PER_YEAR, Unit.MONEY_PER_HOUR}


def short(value: float, unit: Unit, words: Words) -> str:
    """A number in the least room that reads right: money in thousands or millions, shares in percent.

    >>> from gtkit.words import Words
    >>> short(1_250_000, Unit.MONEY, Words.of("en", "EUR"))
    '€1.2M'
    """
    if unit in _MONEY:
        return compact_money(value, words)
    return words.share(value) if unit is Unit.SHARE else words.number(value, 0 if float(value).is_integer() else 1)


def compact_money(value: float, words: Words) -> str:
    """An amount in units, thousands or millions, with at most three significant figures.

    >>> from gtkit.words import Words
    >>> [compact_money(x, Words.of("en", "EUR")) for x in (0, 84.6, 1500, 243_180)]
    ['€0', '€85', '€1.5K', '€243K']
    """
    value = round(value) if abs(value) < 1000 else value
    digits = 1 if abs(value) >= 1000 and len(str(int(abs(value)))) % 3 == 1 else 0
    text = format_compact_currency(float(value) + 0.0, words.currency, locale=words.lang, fraction_digits=digits)
    return text.replace("k\u00a0", "k").replace("M\u00a0", "M").replace("-", MINUS)  # −3M€, as sentences have it


def rows_told(shown: int, told: int) -> Statement:
    """That all the rows of a table are listed, or how many first ones are.

    >>> rows_told(7, 7).key
    'rows.all'
    """
    return Statement("rows.all") if shown == told else Statement("rows.first", {"shown": Quantity(shown, Unit.COUNT)})


def years(value: float, words: Words) -> str:
    r"""A length of time in years, without a decimal where it is whole.

    >>> from gtkit.words import Words
    >>> years(5.0, Words.of("en")), years(2.5, Words.of("en"))
    ('5\xa0years', '2.5\xa0years')
    """
    return words.say("unit.years", x=words.number(value, 0 if float(value).is_integer() else 1))


def scale(ax: Axes, which: Literal["x", "y"], unit: Unit, words: Words, *, ticks: int = 5) -> None:
    """Put round, few and localised numbers on one axis, with a light grid behind.

    Parameters
    ----------
    ax : Axes
    which : "x" or "y"
        The axis that bears the numbers.
    unit : Unit
    words : Words
    ticks : int
        At most so many intervals.
    """
    axis = ax.xaxis if which == "x" else ax.yaxis
    axis.set_major_locator(MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10], integer=unit is Unit.COUNT))
    axis.set_major_formatter(FuncFormatter(lambda value, _: short(value, unit, words)))
    ax.grid(visible=True, axis=which)


def aside(ax: Axes, which: Literal["x", "y"], places: Iterable[float], told: Iterable[str]) -> None:
    """Write the value of each bar or row beyond the drawing, in a column or a line, where it covers no mark.

    Parameters
    ----------
    ax : Axes
    which : "x" or "y"
        The axis along which the bars run: "x" for rows, whose values stand at the right, "y" for columns, at the top.
    places : iterable of float
        Of the bars, on the other axis.
    told : iterable of str
    """
    flat = which == "x"
    for place, value in zip(places, told, strict=True):
        ax.annotate(
            value,
            (1.0, place) if flat else (place, 1.0),
            (8, 0) if flat else (0, 4),
            xycoords=("axes fraction", "data") if flat else ("data", "axes fraction"),
            textcoords="offset points",
            ha="left" if flat else "center",
            va="center" if flat else "bottom",
            color=INK,
        )


def period(value: pd.Period, words: Words) -> str:
    """A period by its first day's month and year, or by its year alone where it lasts one.

    >>> from gtkit.words import Words
    >>> period(pd.Period("2026-03", "M"), Words.of("en"))
    'Mar 2026'
    """
    yearly = value.freqstr.startswith("Y")
    return format_date(value.start_time.date(), format="y" if yearly else "MMM y", locale=words.lang)


def clip(name: str, *, width: int) -> str:
    """A name from the data on one line of at most `width` characters, free of control characters.

    >>> clip("Ateliers de chaudronnerie du Val", width=16)
    'Ateliers de cha…'
    """
    plain = _plain(name)
    return plain if len(plain) <= width else plain[: width - 1].rstrip() + "…"


def fold(name: str, *, width: int, lines: int = 2) -> str:
    r"""A name from the data on at most `lines` lines of at most `width` characters.

    >>> fold("Ateliers de chaudronnerie du Val de Loire", width=22)
    'Ateliers de\nchaudronnerie du Val…'
    """
    plain = _plain(name)
    if lines == 1:
        return clip(plain, width=width)
    return "\n".join(textwrap.wrap(plain, width, max_lines=lines, placeholder="…"))


def _plain(name: str) -> str:
    plain = "".join(" " if unicodedata.category(c).startswith(("C", "Z")) else c for c in name)
    return " ".join(plain.split())
