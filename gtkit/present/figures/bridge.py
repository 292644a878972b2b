"""From one customer equity to a later one: a waterfall, one row a cause, read from top to bottom."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from gtkit.evidence import Name, Quantity, Statement, Term, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import legend, name_rows, tall
from gtkit.present.labels import aside, scale
from gtkit.present.parameters import plus
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, MUTED, NARROW, VALUE, VALUE_SOFT, WIDE, narrow
from gtkit.valuation import EquityBridge
from gtkit.words import Words

_BAR, _LEGEND = 0.58, 0.35  # of a row; inches
_MARKS = ((VALUE, "mark.adds"), (VALUE_SOFT, "mark.takes"))


def draw(bridge: EquityBridge, words: Words, ax: Axes) -> Axes:
    """The two totals as discs; between them what each cause adds (solid) or takes away (soft), written beside it.

    Only the way from one total to the other is drawn, so that causes are seen: no length stands for a total.

    Parameters
    ----------
    bridge : EquityBridge
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    values = _touching(bridge)["value"].tolist()
    last = len(values) + 1
    said, moved = words.amounts((bridge.opening, bridge.closing)), words.amounts(values)
    told, reached = [said(bridge.opening)], [bridge.opening]
    for row, value in enumerate(values, 1):
        ax.barh(row, value, left=reached[-1], height=_BAR, color=VALUE if value >= 0 else VALUE_SOFT)
        reached.append(reached[-1] + value)
        told.append(plus(value, moved(value)))
    for row, value in enumerate(reached):
        ax.vlines(value, row, row + 1, color=MUTED, linewidth=0.8, zorder=0)
    ax.plot([bridge.opening, bridge.closing], [0, last], "o", color=INK, markersize=7)
    name_rows(ax, _names(bridge, words))
    scale(ax, "x", Unit.MONEY, words, ticks=2 if narrow(ax) else 4)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: said(value)))
    ax.use_sticky_edges = False
    ax.margins(x=0.06)
    aside(ax, "x", range(last + 1), [*told, said(bridge.closing)])
    legend(ax, [Patch(color=colour, label=words.say(key)) for colour, key in _MARKS])
    return ax


def bridge_chart(bridge: EquityBridge, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    steps = bridge.steps["value"]
    most = str(steps.abs().idxmax())
    values: dict[str, Value] = {
        "since": bridge.since,
        "until": bridge.until,
        "opening": Quantity(bridge.opening, Unit.MONEY),
        "closing": Quantity(bridge.closing, Unit.MONEY),
        "change": _signed(bridge.closing - bridge.opening, words),
        "most": Term(f"bridge.the.{most}"),
        "moved": _signed(float(steps[most]), words),
    }
    values |= {str(step): _signed(float(value), words) for step, value in steps.items()}
    names = _names(bridge, words)
    wide, small = drawn(
        lambda ax: draw(bridge, words, ax),
        wide=tall(WIDE, names, more=_LEGEND),
        narrow=tall(NARROW, names, more=_LEGEND),
    )
    return FigureExhibit(
        words=words,
        title=Statement("figure.bridge.title", values),
        alt=Statement("figure.bridge.alt", values),
        wide=wide,
        narrow=small,
        origin=origin,
    )


def _signed(value: float, words: Words) -> Name:
    return Name(plus(value, words.money(value)))


def _touching(bridge: EquityBridge) -> pd.DataFrame:
    """The steps that touch a customer: the others have no row."""
    return bridge.steps[bridge.steps["customers"] > 0]


def _names(bridge: EquityBridge, words: Words) -> list[str]:
    ends = [words.say("bridge.total", day=day) for day in (bridge.since, bridge.until)]
    return [ends[0], *(words.say(f"bridge.{step}") for step in _touching(bridge).index), ends[1]]
