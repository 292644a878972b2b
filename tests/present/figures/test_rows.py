"""Names stand whole beside their rows, and what a legend or an axis says has its room."""

from __future__ import annotations

from itertools import pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D

from gtkit.present.figures.rows import PHONE, SCREEN, legend, name_rows, some_shown, tall
from gtkit.present.theme import NARROW, WIDE, Size, canvas, themed
from gtkit.words import Words

EN = Words.of("en")
NAMES = [
    "Atelier",
    "Administration des ventes + Commerce + Qualité + Support technique",
    "Créances échues de plus de 60 jours",
    "Petits services regroupés",
    "Réclamations pour cent commandes",
]
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


@SIZES
def test_no_name_is_cut_that_fits_its_lines(size: Size) -> None:
    """Every name comes back whole from its lines, and no line is longer than the drawing gives it."""
    with themed():
        _, ax = canvas(tall(size, NAMES))
        name_rows(ax, NAMES)
    told = [label.get_text() for label in ax.get_yticklabels()]
    assert [name.replace("\n", " ") for name in told] == NAMES
    width, lines = PHONE if size.phone else SCREEN
    assert all(len(line) <= width for name in told for line in name.split("\n"))
    assert all(name.count("\n") < lines for name in told)


@SIZES
@pytest.mark.parametrize("names", [NAMES, ["Un nom long qui se plie sur deux lignes " * 2] * 4, ["A", "B"]])
def test_no_name_runs_into_the_next(size: Size, names: list[str]) -> None:
    """The height of the drawing follows the lines of the names."""
    with themed():
        figure, ax = canvas(tall(size, names))
        name_rows(ax, names)
        figure.draw_without_rendering()
        boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert all(upper.y0 > lower.y1 for upper, lower in pairwise(boxes))


@SIZES
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_a_legend_stays_inside_the_drawing(size: Size, n: int) -> None:
    """However many marks of whatever length, on as many lines as it takes; short ones stay side by side."""
    labels = ["citent les priorités", "part maximale", "part minimale", "seuil : 60 %", "intervalle à 90 %"][:n]
    with themed():
        figure, ax = canvas(size.taller(3.0))
        legend(ax, [Line2D([], [], marker="o", label=label) for label in labels])
        figure.draw_without_rendering()
        box = figure.legends[0].get_window_extent(FigureCanvasAgg(figure).get_renderer())
    assert box.x1 <= figure.bbox.width
    if n <= 2:
        assert box.height < 0.3 * figure.dpi


def test_an_axis_says_how_many_are_left_out() -> None:
    """Under the title where some rows are not drawn; nothing where all are."""
    assert some_shown("share", "axis.heaviest", 12, 34, EN) == "share\nthe 12 heaviest of 34"
    assert some_shown("share", "axis.heaviest", 12, 12, EN) == "share"
