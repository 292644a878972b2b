"""The published pages of the worked example, all six, in both languages: form, links, language, and a browser's eye."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from .present.conftest import Dom

CHROMIUM = shutil.which("chromium")
PAGES = (
    "0_synthesis",
    "1_perimeter",
    "2_alignment",
    "3_customer_value",
    "4_loyalty",
    "5_performance",
)
LARGEST, LARGEST_IN_ALL = 500_000, 1_500_000  # bytes
WIDTHS = (320, 390, 768, 1280)
MEASURE = """
<!DOCTYPE html><meta charset="utf-8"><body><script>
const pages = %(pages)s, widths = %(widths)s, found = {};
let left = Object.keys(pages).length * widths.length;
for (const [name, page] of Object.entries(pages)) for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `width:${width}px;height:${width < 700 ? 844 : 900}px;border:0`;
  frame.onload = () => {
    const d = frame.contentDocument;
    const lowest = s => Math.max(0, ...[...d.querySelectorAll(s)].map(e => e.getBoundingClientRect().bottom));
    const first = ["standing", "verdict .level", "verdict .sentence", "key-figures .lead"];
    const fold = Math.round(Math.max(...first.map(s => lowest("." + s))));
    found[`${name} ${width}`] = [d.documentElement.scrollWidth, fold];
    if (!--left) document.body.textContent = "found " + JSON.stringify(found);
  };
  frame.srcdoc = page;
  document.body.append(frame);
}
</script>
"""

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


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not on this machine")
def test_a_browser_shows_each_page_within_its_width_and_the_conclusion_first(
    texts: dict[str, str], tmp_path: Path
) -> None:
    """No sideways scroll from 320 to 1280 px; verdict and three figures above the fold of a telephone and a laptop."""
    probe = tmp_path / "probe.html"
    quoted = json.dumps(texts).replace("</", "<\\/")
    probe.write_text(MEASURE % {"widths": json.dumps(WIDTHS), "pages": quoted}, encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += ["--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}"]
    command += ["--virtual-time-budget=20000", "--dump-dom", probe.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", timeout=120)
    match = re.search(r"found (\{.*\})", html.unescape(done.stdout))
    assert match, done.stdout[-500:]
    for name, (scroll, fold) in json.loads(match[1]).items():
        page, width = name.split()
        assert scroll == int(width), name
        if width in ("390", "1280"):
            assert fold <= (844 if width == "390" else 900), (page, width, fold)
