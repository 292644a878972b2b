"""Department by department: who cites management's priorities."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.evidence import Name, Statement, Unit, Value
from gtkit.evidence.quantities import count, share
from gtkit.present.bounds import draw_shares, share_marks, told_share
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import legend, name_rows, tall
from gtkit.present.labels import scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, NARROW, WIDE
from gtkit.words import Words


def draw(departments: pd.DataFrame, threshold: float, words: Words, ax: Axes) -> Axes:
    """One row a department: its share or the bound of it, the range of that of all its people, and the threshold.

    Parameters
    ----------
    departments : DataFrame by group
        Columns of `coded_shares`.
    threshold : float
        Share asked for.
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = _ordered(departments)
    draw_shares(rows, words, ax)
    ax.axvline(threshold, color=ENERGY, linewidth=1.4, linestyle=(0, (4, 2)))
    name_rows(ax, [str(name) for name in rows.index])
    ax.set_xlim(-0.03, 1.03)
    scale(ax, "x", Unit.SHARE, words, ticks=4)
    legend(
        ax,
        [
            *share_marks(rows, "mark.citing", words),
            Line2D(
                [], [], color=ENERGY, linestyle=(0, (4, 2)), label=words.say("mark.threshold_line", x=share(threshold))
            ),
        ],
    )
    ax.tick_params(axis="x", labelcolor=INK)
    return ax


def citing_by_department(departments: pd.DataFrame, threshold: float, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source; `under` (bool): surely below the threshold."""
    rows = _ordered(departments)
    under = rows[rows["under"]]
    values: dict[str, Value] = {
        "n": count(len(under)),
        "listed": count(len(rows)),
        "threshold": share(threshold),
        "lowest": Name(str(rows.index[-1])),
        "least": told_share(rows.iloc[-1]),
        "highest": Name(str(rows.index[0])),
        "most": told_share(rows.iloc[0]),
    }
    names = [str(name) for name in rows.index]
    told = "title" if len(under) else "none"
    wide, narrow = drawn(
        lambda ax: draw(departments, threshold, words, ax),
        wide=tall(WIDE, names),
        narrow=tall(NARROW, names),
    )
    return FigureExhibit(
        words=words,
        title=Statement(f"figure.citing_by_department.{told}", values),
        alt=Statement("figure.citing_by_department.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def _ordered(departments: pd.DataFrame) -> pd.DataFrame:
    """Best first, so that the department to work with stands at the foot; those told alike by name."""
    return departments.sort_index().sort_values("told", ascending=False, kind="stable")
