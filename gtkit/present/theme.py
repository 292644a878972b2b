"""How gtkit's figures look: colours with a role, sizes, and matplotlib's settings as a context.

A colour is named for what it says. In the page each becomes a CSS variable of the same name, so that one drawing
serves light, dark and print. Notation: actual solid and dark, previous year lighter, plan outlined, forecast
hatched; one colour for value and one for energy, everywhere; nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path

INK = "#1d2733"
MUTED = "#5a6572"
LINE = "#dcd7cd"
SURFACE = "#fffdf9"
VALUE = "#124a5b"
VALUE_SOFT = "#8fb0b9"
ENERGY = "#b5651d"

ROLES: Mapping[str, str] = MappingProxyType(
    {
        INK: "ink",
        MUTED: "muted",
        LINE: "line",
        SURFACE: "surface",
        VALUE: "value",
        VALUE_SOFT: "value-soft",
        ENERGY: "energy",
    }
)

ACTUAL: Mapping[str, Any] = MappingProxyType({"facecolor": VALUE, "edgecolor": VALUE})
PREVIOUS: Mapping[str, Any] = MappingProxyType({"facecolor": VALUE_SOFT, "edgecolor": VALUE_SOFT})
PLAN: Mapping[str, Any] = MappingProxyType({"facecolor": "none", "edgecolor": VALUE, "linewidth": 1.2})
FORECAST: Mapping[str, Any] = MappingProxyType({"facecolor": "none", "edgecolor": VALUE, "hatch": "////"})
WHISKER: Mapping[str, Any] = MappingProxyType(  # an interval, edged so that it is seen on a dark bar
    {"color": INK, "linewidth": 1.6, "path_effects": (withStroke(linewidth=4.2, foreground=SURFACE),)}
)

_RC: Mapping[str, Any] = MappingProxyType(
    {
        "axes.axisbelow": True,
        "axes.edgecolor": LINE,
        "axes.facecolor": "none",
        "axes.grid": False,
        "axes.labelcolor": MUTED,
        "axes.labelsize": 9,
        "axes.linewidth": 0.8,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "figure.facecolor": "none",
        "font.family": "DejaVu Sans",
        "font.size": 9,
        "grid.color": LINE,
        "grid.linewidth": 0.6,
        "hatch.linewidth": 0.8,
        "legend.frameon": False,
        "legend.fontsize": 9,
        "savefig.facecolor": "none",
        "svg.fonttype": "none",
        "svg.hashsalt": "gtkit",
        "text.color": INK,
        "text.parse_math": False,
        "xtick.color": MUTED,
        "xtick.labelsize": 9,
        "xtick.major.size": 0,
        "ytick.color": MUTED,
        "ytick.labelsize": 9,
        "ytick.major.size": 0,
    }
)


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a drawing in inches: `WIDE` for a screen or a sheet, `NARROW` for a telephone."""

    width: float
    height: float

    @property
    def phone(self) -> bool:
        """Whether it is a telephone's."""
        return self.width < _SCREEN

    def taller(self, height: float) -> Size:
        """The same width with another height."""
        return Size(self.width, height)


_SCREEN = 5.0  # inches from which a drawing is a screen's
WIDE = Size(7.4, 3.3)
NARROW = Size(3.7, 3.2)


@contextmanager
def themed() -> Iterator[None]:
    """Matplotlib's settings for gtkit, for as long as the block lasts; nothing global stays changed."""
    settings: dict[Any, Any] = {**mpl.rcParamsDefault, **_RC}
    del settings["backend"]
    with mpl.rc_context(settings):
        yield


def canvas(size: Size) -> tuple[Figure, Axes]:
    """An empty figure and its axes, laid out so that no label is cut; to be called inside `themed`."""
    engine = ConstrainedLayoutEngine(w_pad=0.02, h_pad=0.04)
    figure = Figure(figsize=(size.width, size.height), layout=engine)
    return figure, figure.subplots()


def length(text: str, size: float | None = None) -> float:
    """Length in points of a line of text as matplotlib draws it, in letters of so many points, else the theme's own."""
    with themed():
        face = FontProperties(size=size)
        return float(text_to_path.get_text_width_height_descent(text, face, False)[0])


def narrow(ax: Axes) -> bool:
    """Whether this drawing is made for a telephone: fewer ticks, shorter names."""
    figure = ax.get_figure(root=True)
    return figure is not None and bool(figure.get_figwidth() < _SCREEN)
