"""What figures with one row a customer or a segment share: names at the left, best on top, a light frame."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from gtkit.evidence.quantities import count
from gtkit.present.labels import fold
from gtkit.present.theme import INK, LINE, Size, length, narrow
from gtkit.words import Words

SCREEN, PHONE = (46, 2), (22, 4)  # characters of a line of a name, and lines
_ROW, _GAP, _TEXT, _MARGIN = 0.29, 0.08, 0.15, 0.85  # inches: a row, between two names, a line of a name, around
TWO_LINES = 0.3  # inches that an axis title with its note takes
_MARK = 32.0  # points that a mark and the room around it take in a legend


def tall(size: Size, names: Sequence[str], *, each: float = 1.0, more: float = 0.0) -> Size:
    """The size with room for these names one under the other.

    Parameters
    ----------
    size : Size
    names : sequence of str
        As `name_rows` is given them.
    each : float
        Rows that each name asks for, whatever its lines.
    more : float
        Inches for what stands around the rows besides ticks and legend.
    """
    lines = [1, *(name.count("\n") + 1 for name in _folded(names, phone=size.phone)), 1]
    most = max((one + other) / 2 for one, other in pairwise(lines))
    return size.taller(_MARGIN + more + max(_ROW * each, _GAP + _TEXT * most) * len(names))


def name_rows(ax: Axes, names: Sequence[str]) -> None:
    """Put a name beside each row 0, 1, 2..., the first on top, on as many lines as it takes."""
    ax.set_yticks(range(len(names)), _folded(names, phone=narrow(ax)))
    ax.tick_params(axis="y", labelcolor=INK)
    ax.set_ylim(len(names) - 0.4, -0.6)


def legend(ax: Axes, marks: Sequence[Artist]) -> None:
    """Say what the marks mean above the drawing, on as few lines as its width allows."""
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.legend(
            handles=list(marks),
            loc="outside upper left",
            ncols=_columns([str(mark.get_label()) for mark in marks], 72 * figure.get_figwidth()),
            borderpad=0,
            handletextpad=0.3,
            columnspacing=1.2,
        )


def some_shown(axis: str, key: str, shown: int, n: int, words: Words) -> str:
    """An axis title, with under it how many rows of how many are drawn where some are not."""
    note = words.say(key, shown=count(shown), n=count(n)) if shown < n else ""
    return "\n".join(filter(None, (axis, note)))


def zero_line(ax: Axes) -> None:
    """A line where nothing is won nor lost, behind the marks."""
    ax.axvline(0, color=LINE, linewidth=1.2, zorder=0)


def told_names(keys: Sequence[Hashable] | pd.Index, names: pd.Series) -> list[str]:
    """The name of each customer, or its code where it has none."""
    found = names.reindex(pd.Index(keys))
    return [str(name) if isinstance(name, str) and name else str(key) for key, name in found.items()]


def _folded(names: Sequence[str], *, phone: bool) -> list[str]:
    width, lines = PHONE if phone else SCREEN
    return [fold(name, width=width, lines=lines) for name in names]


def _columns(labels: Sequence[str], room: float) -> int:
    """How many columns of a legend, filled one after the other, stand side by side in so many points."""
    for columns in range(len(labels), 1, -1):
        filled = np.array_split([_MARK + length(label) for label in labels], columns)
        if sum(float(widths.max()) for widths in filled) <= room:
            return columns
    return 1
