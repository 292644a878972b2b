"""A drawing stands in a page: colours by role, unique ids, no style, the same bytes."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from gtkit.present.svg import formula, inline
from gtkit.present.theme import ACTUAL, FORECAST, WIDE, canvas, themed


def bars(*, shift: float = 0.0) -> Figure:
    """Two bars, one hatched, and a text to escape."""
    with themed():
        figure, ax = canvas(WIDE)
        ax.bar([0], [2 + shift], **ACTUAL)
        ax.bar([1], [1 + shift], **FORECAST)
        ax.plot([0, 1], [1, 2], "o")
        ax.text(0, 1, "a < b & <script>alert('x')</script> $y$")
    return figure


def test_colours_become_variables_with_a_fallback() -> None:
    """Each colour of the theme is a variable, in a style and never in an attribute; ink follows the text around it."""
    svg = inline(bars())
    assert "var(--value, #124a5b)" in svg
    assert "var(--ink, currentColor)" in svg
    assert not re.search(r'\b(fill|stroke)="', svg)
    assert "font-family" not in svg


def test_text_stays_text_and_is_escaped(dom: Any) -> None:
    """A reader can select it, a browser cannot run it, a formula in it is not drawn."""
    page = dom(inline(bars()))
    assert "a < b & <script>alert('x')</script> $y$" in page.text
    assert page.active == []


def test_ids_are_of_the_drawing_and_all_references_resolve(dom: Any) -> None:
    """Two drawings share no id; hatches, marks and clips point to ids that exist."""
    first, second = inline(bars()), inline(bars(shift=1.0))
    one, two = dom(first), dom(second)
    assert not set(one.ids) & set(two.ids)
    pointed = {*re.findall(r"url\(#([^)]+)\)", first), *(link[1:] for link in one.links)}
    assert pointed == set(one.ids)
    assert any(tag == "pattern" for tag, _ in one.tags)


def test_a_drawing_keeps_no_metadata_and_the_same_bytes() -> None:
    """No date, no maker, no style sheet; drawn twice, one text."""
    svg = inline(bars())
    assert svg == inline(bars())
    assert not re.search(r"<(metadata|style|title|desc)|matplotlib|purl.org", svg)
    assert svg.startswith('<svg viewBox="0 0 ')


@pytest.mark.parametrize("turn", [0, 90, 40])
@pytest.mark.parametrize(("side", "anchor"), [("right", "end"), ("center", "middle"), ("left", "start")])
def test_lines_of_one_text_are_held_where_they_are_aligned(side: Any, anchor: str, turn: float) -> None:
    """Whatever the typeface, two lines end, are centred or start together: same anchor, one above the other."""
    with themed():
        figure, ax = canvas(WIDE)
        ax.text(0.5, 0.5, "Administration des ventes\n+ Support", ha=side, rotation=turn, multialignment=side)
    lines = re.findall(r"<text ([^>]*)>(?:Adm|\+ S)", inline(figure))
    assert len(lines) == 2
    assert all(f"text-anchor: {anchor}" in line for line in lines)
    (x, y), (u, v) = ([float(n) for n in re.findall(r"translate\(([\d.]+) ([\d.]+)", line)[0]] for line in lines)
    angle = np.radians(turn)
    assert (u - x) * np.cos(angle) - (v - y) * np.sin(angle) == pytest.approx(0.0, abs=0.02)


def test_a_sum_has_air_and_a_number_the_decimal_sign_of_the_page() -> None:
    """A thin space on both sides of each sum, once; a comma in French, a point in English."""

    def drawn(latex: str, lang: str) -> str:
        return formula(latex, place="a", lang=lang)

    aired = drawn(r"\frac{1}{n} \, \sum_{i \in h} \, \frac{a}{b}", "en")
    assert drawn(r"\frac{1}{n} \sum_{i \in h} \frac{a}{b}", "en") == aired
    assert drawn(r"\frac{\sum_i \, a}{b}", "en") == drawn(r"\frac{\sum_i a}{b}", "en")
    assert drawn(r"2.66 \, x", "fr") == drawn(r"2{,}66 \, x", "en") != drawn(r"2.66 \, x", "en")


def test_a_formula_is_shapes_sized_in_em(dom: Any) -> None:
    """It needs no typeface, stands in a line of text, and bears other ids in another place."""
    latex = r"\frac{\sum_i h_i}{H} \int_0^L e^{-\delta t} \, dt"
    svg = formula(latex, place="a", lang="fr")
    page = dom(svg)
    assert page.text.strip() == ""
    assert re.search(r'style="width: [\d.]+em; height: [\d.]+em"', svg)
    assert svg == formula(latex, place="a", lang="fr")
    assert not set(page.ids) & set(dom(formula(latex, place="b", lang="fr")).ids)


def test_a_formula_that_cannot_be_drawn_is_refused() -> None:
    """Matplotlib's own error tells which sign it does not know."""
    with pytest.raises(ValueError, match="unknown"):
        formula(r"\unknown{x}", place="a", lang="fr")
