"""What figures with one row a customer or a segment share: names at the left, best on top, a light frame."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from gtkit.present.labels import fold
from gtkit.present.theme import INK, LINE, Size, narrow

_ROW, _LINE, _MARGIN = 0.29, 0.09, 0.85  # inches; a second line of a name asks for less than a row


def tall(size: Size, rows: int, *, lines: int = 1) -> Size:
    """The size with room for so many rows, with names of so many lines."""
    return size.taller(_MARGIN + (_ROW + _LINE * (lines - 1)) * rows)


def name_rows(ax: Axes, names: Sequence[str], *, lines: int = 1) -> None:
    """Put a name of at most so many lines beside each row 0, 1, 2..., the first on top."""
    width = 22 if narrow(ax) else 34 if lines == 1 else 46  # a screen has room before a second line
    ax.set_yticks(range(len(names)), [fold(name, width=width, lines=lines) for name in names])
    ax.tick_params(axis="y", labelcolor=INK)
    ax.set_ylim(len(names) - 0.4, -0.6)


def legend(ax: Axes, marks: Sequence[Artist]) -> None:
    """Say what the marks mean, in one line above the drawing."""
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.legend(
            handles=list(marks),
            loc="outside upper left",
            ncols=len(marks),
            borderpad=0,
            handletextpad=0.3,
            columnspacing=1.2,
        )


def zero_line(ax: Axes) -> None:
    """A line where nothing is won nor lost, behind the marks."""
    ax.axvline(0, color=LINE, linewidth=1.2, zorder=0)


def told_names(keys: Sequence[Hashable] | pd.Index, names: pd.Series) -> list[str]:
    """The name of each customer, or its code where it has none."""
    found = names.reindex(pd.Index(keys))
    return [str(name) if isinstance(name, str) and name else str(key) for key, name in found.items()]
