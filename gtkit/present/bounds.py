"""A share that may only be told by a bound: in a sentence, and on a drawing."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gtkit.evidence import Statement, Value
from gtkit.evidence.quantities import share
from gtkit.present.labels import aside
from gtkit.present.theme import VALUE, VALUE_SOFT, narrow
from gtkit.words import Words

_MARKS = {"": "o", "low": "<", "high": ">"}
_SIGNS = {"": "", "low": "≤\u202f", "high": "≥\u202f"}


def told_share(row: Mapping[Hashable, Any] | pd.Series) -> Value:
    """The share of a row of `coded_shares`: "20 %", "20 % or less", "80 % or more"."""
    value = share(row["told"])
    return Statement(f"share.{row['side']}", {"x": value}) if row["side"] else value


def draw_shares(rows: pd.DataFrame, words: Words, ax: Axes) -> None:
    """One row a group: the range in which its share lies, the share or the bound of it, and its value beside the row.

    Parameters
    ----------
    rows : DataFrame
        Columns of `coded_shares`, the first row at the top.
    words : Words
    ax : Axes
    """
    told = rows.to_dict("records")
    for height, row in enumerate(told):
        ax.hlines(height, row["told_low"], row["told_high"], color=VALUE_SOFT, linewidth=4, clip_on=False)
        ax.plot(row["told"], height, _MARKS[row["side"]], color=VALUE, markersize=6.5, clip_on=False, zorder=3)
    signed = [_SIGNS[row["side"]] + words.share(row["told"]) for row in told]
    aside(ax, "x", range(len(told)), signed if narrow(ax) else [words.value(told_share(row)) for row in told])


def share_marks(rows: pd.DataFrame, exact: str, words: Words) -> list[Line2D]:
    """What the marks of `draw_shares` mean: those drawn, and no other; `exact` is the key of a share told as it is."""
    sides = [side for side in _MARKS if (rows["side"] == side).any()]
    return [
        Line2D(
            [],
            [],
            color=VALUE_SOFT,
            marker=_MARKS[side],
            markerfacecolor=VALUE,
            markeredgecolor=VALUE,
            label=words.say(f"mark.bound_{side}" if side else exact),
        )
        for side in sides
    ]
