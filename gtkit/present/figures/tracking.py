"""How closely a model follows what customers bought, before the cut that it knows and after it."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.evidence import Quantity, Statement, Term, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import legend
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, LINE, MUTED, VALUE
from gtkit.valuation import CustomerEquity, Holdout
from gtkit.words import Words


def draw(holdout: Holdout, used: CustomerEquity, words: Words, ax: Axes) -> Axes:
    """Cumulative repeat purchases: those made (line), those that the model expects (dashes), and the cut.

    Parameters
    ----------
    holdout : Holdout
        With at least one model.
    used : CustomerEquity
        The model that it rests on is followed; where it was not put to the test, the one of least error is.
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    curve = holdout.tracking
    model = followed(holdout, used)
    ax.axvspan(holdout.cut_period, curve.index[-1], color=LINE, alpha=0.4, linewidth=0)
    ax.plot(curve.index, curve["actual"], color=VALUE, linewidth=2.2)
    ax.plot(curve.index, curve[model], color=INK, linewidth=1.6, linestyle=(0, (4, 3)))
    spot = (holdout.cut_period, float(curve["actual"].max()))
    ax.annotate(words.say("mark.unseen"), spot, (6, -2), textcoords="offset points", va="top", color=MUTED)
    scale(ax, "y", Unit.COUNT, words)
    scale(ax, "x", Unit.COUNT, words)
    ax.set_xlim(0, float(curve.index[-1]))
    ax.set_ylim(bottom=0)
    ax.set_xlabel(words.say(f"axis.since_start.{curve.index.name}"))
    ax.set_ylabel(words.say("axis.repeat_purchases"))
    legend(
        ax,
        [
            Line2D([], [], color=VALUE, linewidth=2.2, label=words.say("mark.made")),
            Line2D([], [], color=INK, linewidth=1.6, linestyle=(0, (4, 3)), label=words.say(f"model.short.{model}")),
        ],
    )
    return ax


def tracking_chart(holdout: Holdout, used: CustomerEquity, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    model = followed(holdout, used)
    values: dict[str, Value] = {
        "model": Term(f"model.short.{model}"),
        "used": Term(f"model.short.{used.model}"),
        "expected": Quantity(float(holdout.models["expected"][model]), Unit.COUNT),
        "actual": Quantity(holdout.actual, Unit.COUNT),
        "cut": holdout.cut,
        "end": holdout.end,
        "n": Quantity(len(holdout.customers), Unit.COUNT),
    }
    wide, narrow = drawn(lambda ax: draw(holdout, used, words, ax))
    return FigureExhibit(
        words=words,
        title=Statement("figure.tracking.title" if model == used.model else "figure.tracking.title_other", values),
        alt=Statement("figure.tracking.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def followed(holdout: Holdout, used: CustomerEquity) -> str:
    """The model that customer equity rests on; the one of least mean error where it was not put to the test."""
    curves = [str(name) for name in holdout.models.index if name in holdout.tracking]
    return used.model if used.model in curves else curves[0]
