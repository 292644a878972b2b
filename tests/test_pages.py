"""The published pages of the worked example, all six, in both languages, as a tokenizer reads them on any machine."""

from __future__ import annotations

import hashlib
import html
import importlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from .present.conftest import Dom

PAGES = (
    "0_synthesis",
    "1_perimeter",
    "2_alignment",
    "3_customer_value",
    "4_loyalty",
    "5_performance",
)
LARGEST, LARGEST_IN_ALL = 500_000, 1_500_000  # bytes

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module", params=["fr", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def texts(published: Path, lang: str) -> dict[str, str]:
    """Name of a page -> its HTML."""
    return {page: (published / lang / f"{page}.html").read_text(encoding="utf-8") for page in PAGES}


@pytest.fixture(scope="module")
def doms(texts: dict[str, str]) -> dict[str, Dom]:
    """Name of a page -> what it holds."""
    return {page: Dom(text) for page, text in texts.items()}


def test_every_page_is_published_and_light(published: Path, texts: dict[str, str], lang: str) -> None:
    """Six pages and their contents; none over 500 kB, 1.5 MB in all."""
    assert sorted(p.stem for p in (published / lang).glob("*.html")) == sorted([*PAGES, "index"])
    sizes = {page: len(text.encode()) for page, text in texts.items()}
    assert max(sizes.values()) <= LARGEST, sizes
    assert sum(sizes.values()) <= LARGEST_IN_ALL


def test_a_page_says_what_it_is(doms: dict[str, Dom], texts: dict[str, str], lang: str) -> None:
    """Its language, whose it is and which épreuve in the title, one h1, no level of heading skipped, no id twice."""
    for page, dom in doms.items():
        assert dom.all("html")[0]["lang"] == lang
        title = re.search(r"<title>(.*?)</title>", texts[page])
        assert title
        assert "Hydrovaltane Services" in title[1]
        levels = [level for level, _ in dom.headings]
        assert levels.count(1) == 1, page
        assert all(after - before <= 1 for before, after in pairwise(levels)), page
        assert len(dom.ids) == len(set(dom.ids)), page


def test_every_link_leads_somewhere(doms: dict[str, Dom]) -> None:
    """Within a page and from page to page, each address ends at an id that is there."""
    for page, dom in doms.items():
        for link in dom.links:
            target, _, anchor = link.partition("#")
            if link.startswith("mailto:"):
                continue
            there = doms[target.removesuffix(".html")] if target else dom
            assert anchor in there.ids, (page, link)


def test_the_synthesis_leads_to_every_page(doms: dict[str, Dom]) -> None:
    """Each épreuve is one click away."""
    linked = {link.partition(".html")[0] for link in doms["0_synthesis"].links if ".html" in link}
    assert linked >= set(PAGES[1:])


def test_nothing_active_and_no_accident_is_on_a_page(texts: dict[str, str], lang: str) -> None:
    """No script, no remote load; no NaN, None, inf, True, False, key of the catalogue or snake_case in visible text."""
    for page, text in texts.items():
        dom = Dom(re.sub(r'<span class="number">[\d.]+</span>|<code class="trace">.*?</code>', "", text))
        assert not [link for link in dom.active if not link.startswith("mailto:")], page
        visible = dom.text
        found = re.findall(r"\b(?:NaN|nan|None|inf|True|False)\b|\b[a-z]+_[a-z_]+\b", visible)
        assert not found, (page, found)
        wrong = r"\d\.\d" if lang == "fr" else r"\d\u202f\d|\d,\d\d?(?!\d)"
        assert not re.findall(wrong, visible), (page, re.findall(f".{{20}}(?:{wrong}).{{10}}", visible)[:3])


def test_every_figure_is_told_in_words(texts: dict[str, str]) -> None:
    """Each drawing has a description of twenty characters and a number, all of one page different."""
    for page, text in texts.items():
        figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
        alts = [html.unescape(alt) for figure in figures for alt in re.findall(r'aria-label="([^"]+)"', figure)]
        assert len(alts) == len(set(alts)), page
        assert all(len(alt) >= 20 and re.search(r"\d", alt) for alt in alts), page
        assert len(alts) >= 1, page


def test_the_three_pages_print_one_customer_equity(doms: dict[str, Dom]) -> None:
    """Synthesis, customer value and loyalty show the same Capital-Clients and the same interval."""
    shown = set()
    for page in ("0_synthesis", "3_customer_value", "4_loyalty"):
        match = re.search(r"(?:Capital-Clients|Customer equity)[^\d]{0,60}([\d.,\u202f\u00a0]+\s?M)", doms[page].text)
        assert match, page
        shown.add(match[1])
    assert len(shown) == 1


def test_every_trace_leads_to_something_that_is_there(published: Path) -> None:
    """The function of each key figure exists, and the files behind it are those of the engagement, to the byte."""
    folder = published.parents[3] / "exemple"
    results = json.loads((published / "results.json").read_text(encoding="utf-8"))
    traces = [figure["trace"] for found in results["epreuves"].values() for figure in found["findings"]["key_figures"]]
    assert len(traces) >= 20
    for trace in traces:
        module, _, name = trace["function"].rpartition(".")
        assert callable(getattr(importlib.import_module(module), name)), trace["function"]
        assert trace["sources"]
        for source in trace["sources"]:
            assert source["sha256"] == hashlib.sha256((folder / source["file"]).read_bytes()).hexdigest()
            assert 0 <= source["rows_kept"] <= source["rows_read"]
