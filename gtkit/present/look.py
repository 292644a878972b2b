"""A consultancy's look on a page: what its logo, colours and typefaces change in the kit's own style sheet.

The look comes from a notebook's metadata, which anyone may have written: a value of another shape than expected is
left out, and nothing else than colours, names of typefaces and data addresses can reach the style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from markupsafe import Markup

from gtkit.present.orderly import orderly
from gtkit.present.palette import legible, mixed

LIGHT, DARK, SHEET = ("#faf8f3", "#fffdf9"), ("#14181c", "#1b2026"), ("#ffffff",)  # grounds of style.css
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FAMILY = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{0,59}")
_IMAGE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+")
_TYPEFACE = re.compile(r"data:font/woff2;base64,[A-Za-z0-9+/=]+")
_SOFT = 0.55  # share of the ground in the lighter twin of a figure's colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a page wears; empty text where the kit's own look stays."""

    logo: str = ""
    accent: str = ""
    series: str = ""
    headings: str = ""
    text: str = ""
    typefaces: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def read(cls, told: object) -> Look:
        """A look from a notebook's metadata."""
        told = told if isinstance(told, Mapping) else {}
        faces = told.get("typefaces")
        faces = faces if isinstance(faces, Mapping) else {}
        return cls(
            logo=_matching(_IMAGE, told.get("logo")),
            accent=_matching(_COLOUR, told.get("accent")),
            series=_matching(_COLOUR, told.get("series")),
            headings=_matching(_FAMILY, told.get("headings")),
            text=_matching(_FAMILY, told.get("text")),
            typefaces={
                str(family): str(face)
                for family, face in faces.items()
                if _matching(_FAMILY, family) and _matching(_TYPEFACE, face)
            },
        )

    @property
    def fonts(self) -> str:
        """The directive of the page's policy that lets its own typefaces in; empty without any."""
        return "; font-src data:" if self.typefaces else ""

    @property
    def css(self) -> Markup:
        """The style sheet that comes after the kit's own; empty when nothing is changed."""
        return Markup("\n".join(self._rules()))  # noqa: S704 - colours, names and data addresses alone

    def _rules(self) -> Iterator[str]:
        for family, address in self.typefaces.items():
            yield f'@font-face {{ font-family: "{family}"; src: url({address}) format("woff2"); }}'
        faces = {"serif": self.headings, "sans": self.text}
        stacks = [f'--{role}: "{family}", var(--{role}-kit)' for role, family in faces.items() if family]
        if stacks:
            yield f"html {{ {'; '.join(stacks)}; }}"
        if self.accent or self.series:
            yield f"html {{ {self._colours(LIGHT)} }}"
            yield f"@media (prefers-color-scheme: dark) {{ html {{ {self._colours(DARK)} }} }}"
            yield f"@media print {{ html {{ {self._colours(SHEET)} }} }}"

    def _colours(self, grounds: tuple[str, ...]) -> str:
        roles = {}
        if self.accent:
            roles["accent"] = roles["link"] = legible(self.accent, *grounds)
        if self.series:
            roles["value"] = legible(self.series, *grounds)
            roles["value-soft"] = mixed(roles["value"], grounds[0], _SOFT)
        return " ".join(f"--{role}: {colour};" for role, colour in roles.items())


def css_text(text: str) -> Markup:
    r"""A text as a string of a style sheet, every sign that is no letter, digit or space written by its number.

    >>> print(css_text("Très « secret »</style>"))
    "Tr\e8 s \ab \a0 secret\a0 \bb \3c \2f style\3e "
    """
    text = str(orderly(text))
    written = (c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):x} " for c in text)
    return Markup('"' + "".join(written) + '"')  # noqa: S704 - ASCII letters, digits and escapes alone


def _matching(rule: re.Pattern[str], value: object) -> str:
    return value if isinstance(value, str) and rule.fullmatch(value) else ""
