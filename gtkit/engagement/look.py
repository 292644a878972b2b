"""How the consultancy's deliverables look: its logo, two colours, two typefaces; the files are read into the page."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from gtkit.errors import ConfigurationError, PathRefused

LARGEST = 60_000  # bytes of logo and typefaces together: each page bears them
_IMAGES = {".png": ("image/png", b"\x89PNG\r\n"), ".jpg": ("image/jpeg", b"\xff\xd8\xff")}
_IMAGES[".jpeg"] = _IMAGES[".jpg"]
_TYPEFACES = {".woff2": ("font/woff2", b"wOF2")}

Colour = Annotated[str, StringConstraints(pattern=r"^$|^#[0-9a-fA-F]{6}$")]
Family = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 -]{0,59}$|^$")]
Place = Annotated[str, StringConstraints(max_length=200)]


class Look(BaseModel):
    """The table [look] of engagement.toml; what it leaves out keeps gtkit's own look."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    logo: Place = Field("", description="Image in the engagement's folder, PNG or JPEG.")
    accent: Colour = Field("", description="Colour of names, links and key figures, #rrggbb.")
    series: Colour = Field("", description="Colour of what figures measure, #rrggbb.")
    headings: Family = Field("", description="Typeface of headings and verdicts.")
    text: Family = Field("", description="Typeface of running text and figures.")
    typefaces: Mapping[Family, Place] = Field(
        default_factory=dict, max_length=4, description="Typeface -> its WOFF2 file in the engagement's folder."
    )

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files that the look is made of."""
        return tuple(filter(None, (self.logo, *self.typefaces.values())))


def dressed(look: Look, folder: Path) -> dict[str, object]:
    """The look with its files inside: what a page's metadata hold.

    Parameters
    ----------
    look : Look
    folder : Path
        The engagement; its files lie there.

    Returns
    -------
    dict: accent, series, headings, text as given; `logo` a data address; `typefaces` family -> data address. Empty when
    nothing is asked.

    Raises PathRefused for a file that is absent, leads out of the folder or is of another kind; ConfigurationError when
    a file is not what its name says, or all together weigh more than `LARGEST`.
    """
    weight = sum(look_file(folder, name).stat().st_size for name in look.files)
    if weight > LARGEST:
        raise ConfigurationError("engagement.toml [look]", found=f"{weight:_} B", expected=f"<= {LARGEST:_} B")
    told: dict[str, object] = {
        key: value for key, value in look.model_dump(exclude={"logo", "typefaces"}).items() if value
    }
    if look.logo:
        told["logo"] = _inside(folder, look.logo, _IMAGES)
    if look.typefaces:
        told["typefaces"] = {family: _inside(folder, name, _TYPEFACES) for family, name in look.typefaces.items()}
    return told


def look_file(folder: Path, name: str) -> Path:
    """Where a file of the look lies.

    Raises PathRefused for one that is absent, leads out of the engagement's folder or is a link.
    """
    root = folder.resolve()
    path = root.joinpath(name)
    sound = not re.search(r"[\\:\x00-\x1f]", name) and path.resolve().is_relative_to(root) and not path.is_symlink()
    if not sound or not path.is_file():
        raise PathRefused(f"engagement.toml [look] {name}", found=name, expected="logo.png")
    return path


def _inside(folder: Path, name: str, kinds: Mapping[str, tuple[str, bytes]]) -> str:
    path = look_file(folder, name)
    if path.suffix.lower() not in kinds:
        raise PathRefused(f"engagement.toml [look] {name}", found=path.suffix, expected=" | ".join(kinds))
    kind, mark = kinds[path.suffix.lower()]
    data = path.read_bytes()
    if not data.startswith(mark):
        raise ConfigurationError(f"engagement.toml [look] {name}", found=_shown(data), expected=kind)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _shown(data: bytes) -> str:
    """The first bytes of a file, for a message."""
    return " ".join(f"{byte:02x}" for byte in data[:4])
