"""Colours can be read, and matplotlib is left as it was found."""

from __future__ import annotations

import re

import matplotlib as mpl
import pytest

from gtkit.places import shipped
from gtkit.present.theme import NARROW, ROLES, WIDE, canvas, narrow, themed

CSS = (shipped("templates") / "report" / "style.css").read_text(encoding="utf-8")
INKS = ("ink", "muted", "value", "link", "passed", "conditional", "failed", "undetermined")


def palettes() -> dict[str, dict[str, str]]:
    """The colours that the style sheet declares on ``html``: light, dark, print."""
    rules = re.findall(r"html \{(.*?)\}", CSS, re.S)
    named = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", rule)) for rule in rules]
    return dict(zip(("light", "dark", "print"), [p for p in named if p], strict=True))


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_every_text_colour_has_contrast(mode: str) -> None:
    """Text stands at 4.5 to 1 at least on paper and on surface; marks of figures at 3 to 1."""
    colours = palettes()[mode]
    for ground in ("paper", "surface"):
        for ink in INKS:
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        for mark in ("value", "energy"):
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_every_role_of_a_figure_is_a_colour_of_the_page(mode: str) -> None:
    """A drawn colour has its variable in light, in dark and in print."""
    assert set(ROLES.values()) <= set(palettes()[mode])


def test_the_light_page_is_drawn_in_the_theme_s_colours() -> None:
    """The style sheet and the theme agree, so that a drawing looks the same outside the page."""
    assert {role: palettes()["light"][role] for role in ROLES.values()} == {r: c for c, r in ROLES.items()}


def test_the_theme_does_not_outlive_its_block() -> None:
    """Settings hold inside the block, whatever the user's own were, and are his again after it."""
    with mpl.rc_context({"font.size": 31.0, "axes.grid": True}):
        before = dict(mpl.rcParams)
        with themed():
            assert mpl.rcParams["font.size"] == 9
            assert mpl.rcParams["axes.grid"] is False
        assert dict(mpl.rcParams) == before


def test_a_canvas_knows_its_reader() -> None:
    """A drawing for a telephone is narrow, one for a screen is not."""
    with themed():
        assert narrow(canvas(NARROW)[1])
        assert not narrow(canvas(WIDE)[1])
