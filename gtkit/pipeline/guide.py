"""The guide for consultants, from the shipped Markdown to one page in a folder of the reader's choice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gtkit.desk import epreuve_named
from gtkit.epreuves import EPREUVES
from gtkit.pipeline import files
from gtkit.pipeline.scan import PageRefused, scan_page
from gtkit.places import shipped
from gtkit.present.guide import Chapter, guide
from gtkit.words import Words

FOLDER = "docs/guide"
START = "journey"  # the chapter on the whole road, before those of the épreuves


def anchor(name: str) -> str:
    """Where the chapter of an épreuve stands in the page, from its number or slug.

    Raises UnknownName for another name.

    >>> anchor("3"), anchor("customer_value"), anchor("journey")
    ('epreuve-3', 'epreuve-3', 'journey')
    """
    return START if name == START else f"epreuve-{epreuve_named(name).NUMBER}"


def chapters(lang: str) -> Iterator[Chapter]:
    """Chapters of a language, in reading order: the whole road, the synthesis, the five épreuves."""
    folder = shipped(FOLDER) / lang
    ordered = sorted(EPREUVES.values(), key=lambda module: int(module.NUMBER))
    stems = {START: START} | {str(module.SLUG): f"{module.NUMBER}_{module.SLUG}" for module in ordered}
    for name, stem in stems.items():
        yield Chapter(anchor=anchor(name), text=(folder / f"{stem}.md").read_text(encoding="utf-8"))


def write_guide(output: Path, lang: str) -> Path:
    """Write the guide in one language; where it lies.

    Raises UnknownName for a language without catalogues; PageRefused when the scan finds something;
    PublicationRefused when the disk refuses.
    """
    words = Words.of(lang)
    place = output / f"guide.{words.lang}.html"
    page = guide(tuple(chapters(words.lang)), words)
    if findings := scan_page(page, place.name):
        raise PageRefused(findings)
    with files.refusals_told(output):
        files.swap(place, page.encode())
    return place
