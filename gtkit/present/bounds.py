"""A share that may only be told by a bound: in a sentence, and on a drawing."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from gtkit.evidence import Statement, Value
from gtkit.evidence.quantities import share
from gtkit.present.theme import INK, SURFACE, VALUE, VALUE_SOFT
from gtkit.words import Words

_MARKS = {"": "o", "low": "<", "high": ">"}


def told_share(row: Mapping[Hashable, Any] | pd.Series) -> Value:
    """The share of a row of `coded_shares`: "20 %", "20 % or less", "80 % or more"."""
    value = share(row["told"])
    return Statement(f"share.{row['side']}", {"x": value}) if row["side"] else value


def draw_shares(rows: pd.DataFrame, words: Words, ax: Axes) -> None:
    """One row a group: its share or the bound of it, and the range in which the share lies.

    Parameters
    ----------
    rows : DataFrame
        Columns of `coded_shares`, the first row at the top.
    words : Words
    ax : Axes
    """
    for height, row in enumerate(rows.to_dict("records")):
        ax.hlines(height, row["told_low"], row["told_high"], color=VALUE_SOFT, linewidth=4, clip_on=False)
        mark = _MARKS[row["side"]]
        ax.plot(row["told"], height, mark, color=VALUE, markersize=6.5, clip_on=False, zorder=3)
        if row["side"]:
            beyond = row["side"] == "low"
            ax.annotate(
                words.value(told_share(row)),
                (row["told"], height),
                (6 if beyond else -6, 0),
                textcoords="offset points",
                ha="left" if beyond else "right",
                va="center",
                color=INK,
                fontsize=8,
                bbox={"facecolor": SURFACE, "edgecolor": "none", "pad": 1.0},
            )
