"""What customer equity owes to each assumption: a tornado, one bar an assumption, the widest on top."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from gtkit.evidence import Name, Quantity, Statement, Term, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import legend, name_rows, tall
from gtkit.present.labels import scale, years
from gtkit.present.parameters import exact_share, plus
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, NARROW, VALUE, VALUE_SOFT, WIDE, narrow
from gtkit.valuation import Sensitivity
from gtkit.valuation.sensitivity import Assumption
from gtkit.words import Words

_BAR, _LEGEND = 0.56, 0.35  # of a row; inches
_MARKS = ((VALUE_SOFT, "mark.low_setting"), (VALUE, "mark.high_setting"))


def draw(sensitivity: Sensitivity, words: Words, ax: Axes) -> Axes:
    """One bar an assumption, from its low setting (soft) to its high one (solid), each written at its end.

    Parameters
    ----------
    sensitivity : Sensitivity
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    base, swings = sensitivity.base, sensitivity.swings
    for height, swing in enumerate(swings):
        falls = swing.at_low > swing.at_high
        ends = ((swing.at_low, swing.low, VALUE_SOFT, falls), (swing.at_high, swing.high, VALUE, not falls))
        for at, setting, colour, right in ends:
            ax.barh(height, at - base, left=base, height=_BAR, color=colour)
            ax.annotate(
                setting_told(swing.assumption, setting, words),
                (at, height),
                (5 if right else -5, 0),
                textcoords="offset points",
                ha="left" if right else "right",
                va="center",
                color=INK,
            )
    reached = [at for swing in swings for at in (swing.at_low, swing.at_high)]
    room = (0.36 if narrow(ax) else 0.14) * (max(reached) - min(reached))
    ax.set_xlim(min(reached) - room, max(reached) + room)
    ax.axvline(base, color=INK, linewidth=1.2)
    name_rows(ax, _names(sensitivity, words))
    scale(ax, "x", Unit.MONEY, words, ticks=3 if narrow(ax) else 5)
    marks = [Patch(color=colour, label=words.say(key)) for colour, key in _MARKS]
    legend(ax, [*marks, Line2D([], [], color=INK, label=words.say("mark.as_set", x=Quantity(base, Unit.MONEY)))])
    return ax


def sensitivity_chart(sensitivity: Sensitivity, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    first, last = sensitivity.swings[0], sensitivity.swings[-1]
    values: dict[str, Value] = {
        "base": Quantity(sensitivity.base, Unit.MONEY),
        "first": Term(f"moved.the.{first.assumption.value}"),
        "last": Term(f"moved.the.{last.assumption.value}"),
        "from": Name(setting_told(first.assumption, first.low, words)),
        "to": Name(setting_told(first.assumption, first.high, words)),
        "at_low": Quantity(first.at_low, Unit.MONEY),
        "at_high": Quantity(first.at_high, Unit.MONEY),
        "low": Quantity(min(first.at_low, first.at_high), Unit.MONEY),
        "high": Quantity(max(first.at_low, first.at_high), Unit.MONEY),
        "least": Quantity(last.spread, Unit.MONEY),
    }
    names = _names(sensitivity, words)
    pictures = drawn(
        lambda ax: draw(sensitivity, words, ax),
        wide=tall(WIDE, names, more=_LEGEND),
        narrow=tall(NARROW, names, more=_LEGEND),
    )
    return FigureExhibit(
        words=words,
        title=Statement("figure.sensitivity.title", values),
        alt=Statement("figure.sensitivity.alt", values),
        wide=pictures[0],
        narrow=pictures[1],
        origin=origin,
    )


def _names(sensitivity: Sensitivity, words: Words) -> list[str]:
    return [words.say(f"moved.{swing.assumption.value}") for swing in sensitivity.swings]


def setting_told(assumption: Assumption, setting: float, words: Words) -> str:
    """A setting as it stands at the end of a bar; margins by what is added to their level.

    >>> setting_told(Assumption.MARGIN, 0.9, Words.of("en")), setting_told(Assumption.ANNUAL_RATE, 0.12, Words.of("en"))
    ('−10%', '12%')
    """
    if assumption is Assumption.MARGIN:
        return plus(setting - 1, exact_share(setting - 1, words))
    return years(setting, words) if assumption is Assumption.HORIZON_YEARS else exact_share(setting, words)
