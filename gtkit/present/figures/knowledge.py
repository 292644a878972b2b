"""Who knows the limits: the share of people in each department, with its interval."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.evidence import Name, Statement, Term, Unit, Value
from gtkit.evidence.quantities import count, share
from gtkit.present.bounds import draw_shares, share_marks, told_share
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import legend, name_rows, tall
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import INK, NARROW, WIDE
from gtkit.words import Words


def draw(departments: pd.DataFrame, threshold: float, words: Words, ax: Axes) -> Axes:
    """One row a department: its share or the bound of it, the interval (line), the threshold asked (dashes).

    Parameters
    ----------
    departments : DataFrame by department ("" for those too small to be shown, put together)
        Columns of `coded_shares`, the least knowing first.
    threshold : float
        Share asked of the whole organisation.
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    draw_shares(departments, words, ax)
    ax.axvline(threshold, color=INK, linewidth=1.0, linestyle=(0, (4, 3)))
    name_rows(ax, _names(departments, words))
    scale(ax, "x", Unit.SHARE, words, ticks=5)
    ax.set_xlim(-0.02, 1.02)
    legend(
        ax,
        [
            *share_marks(departments, "mark.knowing", words),
            Line2D([], [], linestyle="--", color=INK, label=words.say("mark.threshold_line", x=share(threshold))),
        ],
    )
    return ax


def knowledge_by_department(departments: pd.DataFrame, threshold: float, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    worst, low, best = str(departments.index[0]), told_share(departments.iloc[0]), told_share(departments.iloc[-1])
    values: dict[str, Value] = {
        "worst": Name(worst) if worst else Term("perimeter.departments_short"),
        "low": low,
        "high": best,
        "n": count(len(departments)),
        "threshold": share(threshold),
    }
    names = _names(departments, words)
    wide, phone = drawn(
        lambda ax: draw(departments, threshold, words, ax),
        wide=tall(WIDE, names),
        narrow=tall(NARROW, names),
    )
    even = "_even" if low == best else ""
    return FigureExhibit(
        words=words,
        title=Statement(f"figure.knowledge_by_department.title{even}", values),
        alt=Statement("figure.knowledge_by_department.alt", values),
        wide=wide,
        narrow=phone,
        origin=origin,
    )


def _names(departments: pd.DataFrame, words: Words) -> list[str]:
    return [str(name) or words.say("perimeter.small_departments") for name in departments.index]
