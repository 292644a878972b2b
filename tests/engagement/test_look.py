"""The look that an engagement asks for: files read into the page, and everything else refused with its place."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest

from gtkit.engagement import Engagement, Look, dressed
from gtkit.engagement.look import LARGEST
from gtkit.engagement.validation import validate_settings
from gtkit.errors import ConfigurationError, PathRefused
from gtkit.pipeline.inputs import engagement_files

PNG, WOFF2 = b"\x89PNG\r\n\x1a\n" + b"x" * 40, b"wOF2" + b"y" * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An engagement with a logo, a typeface, and files that are something else."""
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "brand.woff2").write_bytes(WOFF2)
    (tmp_path / "false.png").write_bytes(b"<svg onload=alert(1)>")
    (tmp_path / "logo.svg").write_bytes(b"<svg/>")
    (tmp_path / "heavy.png").write_bytes(PNG + b"x" * LARGEST)
    (tmp_path / "link.png").symlink_to(tmp_path / "logo.png")
    return tmp_path


def test_what_is_asked_is_read_and_the_rest_is_left_out(folder: Path) -> None:
    """Logo and typeface come as data addresses of the very bytes; an empty look is nothing at all."""
    look = Look(logo="logo.png", accent="#c0392b", headings="Brand", typefaces={"Brand": "brand.woff2"})
    assert dressed(look, folder) == {
        "accent": "#c0392b",
        "headings": "Brand",
        "logo": f"data:image/png;base64,{base64.b64encode(PNG).decode()}",
        "typefaces": {"Brand": f"data:font/woff2;base64,{base64.b64encode(WOFF2).decode()}"},
    }
    assert look.files == ("logo.png", "brand.woff2")
    assert dressed(Look(), folder) == {}


@pytest.mark.parametrize(
    "name", ["absent.png", "../logo.png", "/logo.png", "a\\b.png", "link.png", "logo.svg", "C:x.png"]
)
def test_a_path_that_is_absent_leads_out_or_is_of_another_kind_is_refused(name: str, folder: Path) -> None:
    """The message names the table and the file as it was written."""
    (folder.parent / "logo.png").write_bytes(PNG)
    with pytest.raises(PathRefused) as refused:
        dressed(Look(logo=name), folder)
    assert refused.value.where == f"engagement.toml [look] {name}"


def test_a_file_that_is_not_what_its_name_says_is_refused(folder: Path) -> None:
    """Markup under an image's name never reaches a page."""
    with pytest.raises(ConfigurationError) as refused:
        dressed(Look(logo="false.png"), folder)
    assert (refused.value.found, refused.value.expected) == ("3c 73 76 67", "image/png")


def test_a_look_that_would_weigh_on_every_page_is_refused(folder: Path) -> None:
    """The limit counts logo and typefaces together."""
    with pytest.raises(ConfigurationError) as refused:
        dressed(Look(logo="heavy.png", typefaces={"Brand": "brand.woff2"}), folder)
    assert refused.value.found == f"{len(PNG) + LARGEST + len(WOFF2):_} B"


def test_a_run_knows_its_look_by_content_and_hashes_nothing_outside(folder: Path) -> None:
    """A new logo under the same name is another run; a path that leads out is refused before it is read."""

    def files(logo: str) -> dict[str, str]:
        look = Look(logo=logo)
        return engagement_files(Engagement(id="a", organisation="A", as_of=date(2026, 6, 30), folder=folder, look=look))

    before = files("logo.png")["logo.png"]
    (folder / "logo.png").write_bytes(PNG + b"z")
    assert files("logo.png")["logo.png"] != before
    (folder.parent / "secret.png").write_bytes(PNG)
    with pytest.raises(PathRefused):
        files("../secret.png")


@pytest.mark.parametrize(
    "asked",
    [
        {"accent": "red"},
        {"accent": "#fff"},
        {"series": "#12345g"},
        {"headings": 'x"; } html { background: url(//a.example)'},
        {"text": "</style>"},
        {"typefaces": {"a;b": "brand.woff2"}},
        {"colour": "#123456"},
    ],
)
def test_a_value_of_another_shape_is_refused(asked: dict[str, object]) -> None:
    """Colours are six digits, families plain names, keys those that exist."""
    with pytest.raises(ConfigurationError, match=r"engagement\.toml \[look\]"):
        validate_settings(Look, asked, "engagement.toml [look]")
