"""Every trace: its files to the byte, its rows, columns and settings as printed; and no figure that is not replayed."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from pathlib import Path

import pytest

from .raw import LANGUAGES, Figure

SAID = {
    "fr": {
        "rows": "{} lignes retenues sur {}",
        "settings": "Réglages",
        "rules": "Hypothèses",
        "day": "30 juin 2026",
    },
    "en": {
        "rows": "{} rows kept out of {}",
        "settings": "Settings",
        "rules": "Assumptions",
        "day": "30 June 2026",
    },
}
THOUSANDS = {"fr": "\u202f", "en": ","}

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def every(figures: dict[str, dict[str, Figure]]) -> list[Figure]:
    """Every key figure of every page."""
    found = [figure for own in figures.values() for figure in own.values()]
    assert len(found) >= 30
    return found


def test_every_key_figure_is_computed_again(figures: dict[str, dict[str, Figure]]) -> None:
    """The tests of this folder name every key figure of the épreuves; what the synthesis shows is among them."""
    told = {slug: _named(slug) for slug in figures if slug != "synthesis"}
    everywhere = set().union(*told.values())
    for slug, own in figures.items():
        assert set(own) <= everywhere, slug
        assert slug == "synthesis" or told[slug] <= set(own), slug


def _named(slug: str) -> set[str]:
    text = (Path(__file__).parent / f"test_{slug}.py").read_text(encoding="utf-8")
    return set(re.findall(r'own\["(figure\.\w+)"\]', text))


def test_nothing_is_computed_by_what_is_tested() -> None:
    """No file of this folder imports gtkit."""
    for file in Path(__file__).parent.glob("*.py"):
        assert not re.search(r"^\s*(?:from|import) gtkit", file.read_text(encoding="utf-8"), re.M), file.name


def test_what_two_pages_show_is_one_figure(figures: dict[str, dict[str, Figure]]) -> None:
    """Where a page repeats the figure of another: same value, interval and trace, same text on the page."""
    seen: dict[str, Figure] = {}
    repeated = 0
    for figure in (figure for slug in sorted(figures) for figure in figures[slug].values()):
        first = seen.setdefault(figure.key, figure)
        assert figure.record == first.record
        assert [figure.shown(lang) for lang in LANGUAGES] == [first.shown(lang) for lang in LANGUAGES]
        repeated += figure is not first
    assert repeated >= 6


def test_files_are_those_of_the_trace(every: list[Figure]) -> None:
    """The hash of each file begins as its trace prints it, and the record holds it whole."""
    for figure in every:
        hashes = [hashlib.sha256((figure.folder / s["file"]).read_bytes()).hexdigest() for s in figure.sources]
        assert hashes == [source["sha256"] for source in figure.sources]
        printed = dict(zip((s["file"] for s in figure.sources), hashes, strict=True)).values()  # each file once
        for lang in LANGUAGES:
            assert re.findall(r'<code class="trace">([0-9a-f]{12})</code>', figure.trace(lang)) == [
                told[:12] for told in printed
            ], (figure.key, lang)


def test_rows_are_those_of_the_files(every: list[Figure]) -> None:
    """Rows read are those of the file that hold something; kept and dropped add up to them, and are printed."""
    for figure in every:
        for source in figure.sources:
            held = len(figure.read(source).replace("", None).dropna(how="all"))
            blank = source["dropped"].get("blank", 0)
            assert source["rows_read"] - blank == held, (figure.key, source["file"], source["sheet"])
            assert source["rows_kept"] + sum(source["dropped"].values()) == source["rows_read"]
            for lang in LANGUAGES:
                kept, read = (f"{source[n]:,}".replace(",", THOUSANDS[lang]) for n in ("rows_kept", "rows_read"))
                assert SAID[lang]["rows"].format(kept, read) in html.unescape(figure.trace(lang)), figure.key


def test_columns_are_those_of_the_files(every: list[Figure]) -> None:
    """Each column that a trace prints is one of its files', and of its record."""
    for figure in every:
        wanted = [heading for source in figure.sources for heading in source["headings"].values()]
        for lang in LANGUAGES:
            found = re.findall(r'<code class="trace said">(.*?)</code>', figure.trace(lang))
            assert Counter(html.unescape(heading) for heading in found) == Counter(wanted), figure.key


def test_settings_are_printed_whole(every: list[Figure]) -> None:
    """Each setting of the record can be read from the page, not rounded."""
    for figure in every:
        numbers = Counter(round(float(v), 9) for k, v in figure.settings.items() if k not in ("as_of", "model"))
        for lang in LANGUAGES:
            values = [item.rpartition(":")[2].strip() for item in figure.lists(SAID[lang]["settings"], lang)]
            assert SAID[lang]["day"] in values
            read = [_number(value, lang) for value in values]
            assert Counter(round(value, 9) for value in read if value is not None) == numbers, (figure.key, lang)


def test_every_trace_tells_its_rules(every: list[Figure]) -> None:
    """What the formula leaves unsaid (period, filter, threshold) is said in sentences, as many in each language."""
    for figure in every:
        told = [figure.lists(SAID[lang]["rules"], lang) for lang in LANGUAGES]
        assert len(told[0]) == len(told[1]) == len(figure.record["trace"]["assumptions"]) > 0, figure.key
        assert all(len(sentence) > 20 for sentences in told for sentence in sentences)


def _number(text: str, lang: str) -> float | None:
    """A number as a reader of the language reads it, None for a date or a name."""
    plain = re.sub(r"\s", "", text).removeprefix("€")
    plain = plain.replace(",", ".") if lang == "fr" else plain.replace(",", "")
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(%|€|h|hours|jours|days|ans|years)?", plain)
    return None if found is None else float(found[1]) / (100 if found[2] == "%" else 1)
