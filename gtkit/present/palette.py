"""A brand's colour made legible: darkened on paper, lightened at night, until text in it can be read.

Contrast is that of WCAG 2.2 (success criterion 1.4.3): (L1 + 0.05) / (L2 + 0.05), L the relative luminance of sRGB.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from matplotlib.colors import to_hex, to_rgb

from gtkit.arrays import Vector
from gtkit.present.theme import ENERGY

LEGIBLE = 4.5  # contrast of text with its ground
_STEPS = 64
_APART = 0.12  # distance in OKLab at which two colours are told apart at a glance

Colour: TypeAlias = str  # "#rrggbb"


def contrast(colour: Colour, ground: Colour) -> float:
    """Contrast of two colours, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    high, low = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def legible(colour: Colour, *grounds: Colour) -> Colour:
    """The nearest shade of a colour that text can be printed in on each of the grounds.

    Parameters
    ----------
    colour : "#rrggbb"
    grounds : "#rrggbb"
        All light, or all dark: the colour moves away from them, toward black or toward white.

    Returns
    -------
    "#rrggbb": `colour` itself where its contrast is `LEGIBLE` at least.

    >>> legible("#124a5b", "#ffffff"), legible("#ffd200", "#ffffff")
    ('#124a5b', '#8b7300')
    """
    away = "#000000" if min(map(_luminance, grounds)) > 0.18 else "#ffffff"
    shades = (mixed(colour, away, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if all(contrast(shade, ground) >= LEGIBLE for ground in grounds))


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """A share of another colour mixed into one, in sRGB."""
    blend = (1 - share) * np.array(to_rgb(colour)) + share * np.array(to_rgb(other))
    return str(to_hex(tuple(blend)))


def like_energy(colour: Colour) -> bool:
    """Whether a colour would be taken for the one that energy is drawn in.

    >>> like_energy("#b8651f"), like_energy("#124a5b")
    (True, False)
    """
    return bool(np.linalg.norm(_oklab(colour) - _oklab(ENERGY)) < _APART)


def _linear(colour: Colour) -> Vector:
    channels = np.array(to_rgb(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _luminance(colour: Colour) -> float:
    return float(_linear(colour) @ (0.2126, 0.7152, 0.0722))


def _oklab(colour: Colour) -> Vector:
    """Lightness, green to red, blue to yellow (Ottosson 2020)."""
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    opponent = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    seen: Vector = opponent @ np.cbrt(cones @ _linear(colour))
    return seen
