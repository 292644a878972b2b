"""A brand's colours: contrast as WCAG defines it, shades that can be read, a hue that is not energy's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.present.look import DARK, LIGHT, SHEET
from gtkit.present.palette import LEGIBLE, contrast, legible, like_energy, mixed
from gtkit.present.theme import ENERGY, VALUE

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize(
    ("colour", "ground", "published"),
    [
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_the_published_one(colour: str, ground: str, published: float) -> None:
    """Values that WCAG's own understanding documents and checkers give."""
    assert contrast(colour, ground) == pytest.approx(published, abs=0.005)


@given(colours, colours)
def test_contrast_has_no_order_and_lies_between_one_and_twenty_one(one: str, other: str) -> None:
    """Symmetric, 1 for the same colour, 21 for black on white."""
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, one) == 1


@given(colours)
def test_any_colour_becomes_legible_on_paper_at_night_and_in_print(colour: str) -> None:
    """Whatever a brand's colour, text in its shade reaches the contrast of level AA on every ground of the page."""
    for grounds in (LIGHT, DARK, SHEET):
        assert all(contrast(legible(colour, *grounds), ground) >= LEGIBLE for ground in grounds)


@given(colours)
def test_a_legible_colour_is_left_as_it_is(colour: str) -> None:
    """No shade is made where none is needed."""
    shade = legible(colour, *LIGHT)
    assert legible(shade, *LIGHT) == shade


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    """Ends and middle."""
    assert [mixed("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]


def test_energy_is_told_from_value() -> None:
    """The kit's own two colours are apart; a shade of the energy's is not."""
    assert like_energy(ENERGY)
    assert like_energy(mixed(ENERGY, "#000000", 0.1))
    assert not like_energy(VALUE)
