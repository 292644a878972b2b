"""The shipped guide as a file: safe, whole, in both languages, and open at an épreuve."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from gtkit.epreuves import EPREUVES
from gtkit.errors import PublicationRefused, UnknownName
from gtkit.pipeline.guide import anchor, chapters, write_guide
from gtkit.pipeline.scan import scan_page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_guide_is_as_safe_as_a_deliverable(tmp_path: Path, lang: str) -> None:
    """No script, no outside address, no dead anchor, one title, no skipped level, every épreuve at its anchor."""
    file = write_guide(tmp_path / "guide", lang)
    page = file.read_text(encoding="utf-8")
    assert file.name == f"guide.{lang}.html"
    assert scan_page(page, file.name) == ()
    assert f'<html lang="{lang}">' in page
    for module in EPREUVES.values():
        assert f'<h2 id="{anchor(str(module.NUMBER))}">' in page
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_same_guide_twice_is_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the day or of the machine is in it."""
    assert write_guide(tmp_path / "a", "fr").read_bytes() == write_guide(tmp_path / "b", "fr").read_bytes()


def test_chapters_are_in_reading_order() -> None:
    """The road first, then the synthesis and the five épreuves by number."""
    assert [chapter.anchor for chapter in chapters("fr")] == ["journey", *(f"epreuve-{k}" for k in range(6))]


def test_an_unknown_epreuve_or_language_is_told(tmp_path: Path) -> None:
    """Neither is guessed."""
    with pytest.raises(UnknownName):
        anchor("9")
    with pytest.raises(UnknownName):
        write_guide(tmp_path, "de")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file in the folder's place: one error that names it."""
    (tmp_path / "guide").write_text("mine", encoding="utf-8")
    with pytest.raises(PublicationRefused):
        write_guide(tmp_path / "guide", "fr")
    assert (tmp_path / "guide").read_text(encoding="utf-8") == "mine"
