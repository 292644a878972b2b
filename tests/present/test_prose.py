"""Prose keeps to text, headings keep their order."""

from __future__ import annotations

from typing import Any

import pytest

from gtkit.present.prose import Prose, prose


def told(source: str, *, depth: int = 1, titled: bool = False, lang: str = "fr") -> Prose:
    """A cell at the top of a page."""
    return prose(source, lang=lang, depth=depth, start=1, titled=titled)


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "text <img src=x onerror=alert(1)>",
        "[go](javascript:alert(1))",
        "[go](https://elsewhere.example)",
        "![a photograph](https://elsewhere.example/x.png)",
        "<iframe src='//x.example'></iframe>",
        "[a](data:text/html,x)",
    ],
)
def test_nothing_active_or_remote_comes_through(source: str, dom: Any) -> None:
    """Raw HTML is text, a foreign link its words, an image its description."""
    assert dom(str(told(source).html)).active == []


def test_a_link_within_the_page_is_kept(dom: Any) -> None:
    """Anchors and mailboxes are links."""
    assert dom(str(told("[3.8](#q-3-8) [x](mailto:a@b.example)").html)).links == ["#q-3-8", "mailto:a@b.example"]


def test_no_level_of_heading_is_skipped() -> None:
    """A heading goes at most one deeper than the one before it, and never above 2."""
    cell = told("#### a\n\n##### b\n\n## c\n\n### d", titled=True)
    assert [(h.text, h.level) for h in cell.headings] == [("a", 2), ("b", 3), ("c", 2), ("d", 3)]
    assert [h.anchor for h in cell.headings] == ["part-1", "part-2", "part-3", "part-4"]
    assert cell.depth == 3


def test_the_first_title_is_the_page_s() -> None:
    """It is taken out of the prose once; a second one is a part."""
    cell = told("# Épreuve & titre\n\ntexte\n\n# Autre")
    assert cell.title == "Épreuve & titre"
    assert [(h.text, h.level) for h in cell.headings] == [("Autre", 2)]
    assert "titre" not in cell.html


def test_french_gets_its_spaces_and_english_does_not() -> None:
    """No-break spaces before high punctuation and inside guillemets; code is left as it is typed."""
    assert "12\u202f%\u00a0: «\u00a0oui\u00a0»" in told("12 % : « oui »").html
    assert "a : b" in told("`a : b`").html
    assert "12 % : x" in told("12 % : x", lang="en").html
