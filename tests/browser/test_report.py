"""Each published page, opened in a browser, keeps what a deliverable promises; the number is the promise's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .visit import SCREEN, TELEPHONE, visit

pytestmark = pytest.mark.xdist_group("published")
WIDTHS = (320, 360, 390, 430, 540, 641, 768, 900, 1072, 1280)
LARGEST, LARGEST_IN_ALL = 500_000, 1_500_000  # bytes


def test_r1_nothing_is_loaded_and_nothing_complains(file: Path, chromium: Browser) -> None:
    """One request, for the file itself; an empty console; a policy that lets in inline style and images inside."""
    with visit(chromium, file) as seen:
        assert seen.requests == [file.as_uri()]
        assert seen.console == []
        policy = seen.page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
        assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_r2_a_report_is_light(published: Path, lang: str) -> None:
    """No page over 500 kB, 1.5 MB in all."""
    sizes = {page.name: page.stat().st_size for page in (published / lang).glob("*.html")}
    assert len(sizes) == 7
    assert max(sizes.values()) <= LARGEST, sizes
    assert sum(sizes.values()) <= LARGEST_IN_ALL, sizes


def test_r3_a_page_says_the_same_without_javascript(file: Path, chromium: Browser) -> None:
    """Word for word, and nothing is missing that a click would bring."""
    with visit(chromium, file) as with_it, visit(chromium, file, javascript=False) as without:
        text = without.page.locator("body").inner_text()
        assert len(text) > 2000
        assert text == with_it.page.locator("body").inner_text()


def test_r4_everyone_can_read_it(file: Path, chromium: Browser) -> None:
    """No violation of WCAG 2.2 A and AA, RGAA 4 and good practice, by day and by night, everything unfolded."""
    with visit(chromium, file) as seen:
        assert seen.unfolded().violations() == []
        assert seen.at_night().violations() == []


def test_r5_a_page_has_its_form(file: Path, lang: str, chromium: Browser) -> None:
    """Language, title with organisation and épreuve, one h1, no skipped level, contents that lead, skip link first."""
    with visit(chromium, file) as seen:
        assert seen.page.locator("html").get_attribute("lang") == lang
        assert seen.complaints("form") == []


def test_r6_each_figure_speaks_and_bears_its_source(file: Path, chromium: Browser) -> None:
    """A description of its own with a number in it, a caption, file and date."""
    with visit(chromium, file) as seen:
        assert seen.complaints("figures") == []


def test_r7_each_table_can_be_followed(file: Path, chromium: Browser) -> None:
    """Caption, scoped headings, numbers to the right."""
    with visit(chromium, file) as seen:
        assert seen.unfolded().complaints("tables") == []
        assert seen.sized(TELEPHONE).complaints("tables") == []


def test_r8_every_number_and_sign_is_of_the_language(file: Path, given: tuple[str, ...], chromium: Browser) -> None:
    """In text, in drawings and in descriptions; the telephone's drawings are others than the screen's."""
    with visit(chromium, file) as seen:
        assert seen.unfolded().accidents(given) == []
        assert seen.sized(TELEPHONE).accidents(given) == []


@pytest.mark.parametrize("size", [SCREEN, TELEPHONE])
def test_r9_the_first_screen_concludes(size: tuple[int, int], file: Path, chromium: Browser) -> None:
    """Verdict, three key figures, confidentiality, version and date end above the fold."""
    with visit(chromium, file, size=size) as seen:
        assert seen.complaints("first_screen", size[1]) == []


def test_r10_a_title_takes_two_lines_at_most(file: Path, chromium: Browser) -> None:
    """What can be measured of a sentence that says the message: its length. That it says it is for a reader."""
    with visit(chromium, file) as seen:
        assert seen.unfolded().complaints("messages", 2) == []


def test_r11_no_technique_is_in_sight(file: Path, chromium: Browser) -> None:
    """No code, accident or path; the method is behind a summary."""
    with visit(chromium, file) as seen:
        assert seen.page.locator("details").count() >= 3
        assert seen.unfolded().complaints("nothing_technical") == []


def test_r12_each_key_figure_leads_to_its_trace(file: Path, chromium: Browser) -> None:
    """A link to files, their hashes, rows kept and dropped, formula drawn and spoken; the same value at both ends."""
    with visit(chromium, file) as seen:
        assert seen.complaints("traces") == []
        link = seen.page.locator(".key-figures dt a").first
        link.click()
        fold = seen.page.locator(f"details:has(> {link.get_attribute('href')})")
        assert fold.get_attribute("open") is not None
        assert fold.locator(".formula").is_visible()
        assert fold.locator("summary").bounding_box()["y"] >= 0  # type: ignore[index]


def test_r13_no_page_scrolls_sideways(file: Path, chromium: Browser) -> None:
    """From 320 to 1280 px, folded and unfolded."""
    with visit(chromium, file) as seen:
        for width in WIDTHS:
            assert seen.sized((width, 844)).complaints("width", width) == []
        seen.unfolded()
        for width in WIDTHS:
            assert seen.sized((width, 844)).complaints("width", width) == []


def test_a_table_moved_sideways_keeps_its_names_apart_from_its_figures(file: Path, chromium: Browser) -> None:
    """On a telephone the names and the heading above them stay at the left edge, one under the other."""
    with visit(chromium, file, size=TELEPHONE) as seen:
        gaps = seen.page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(s => s.clientWidth > 0 && s.scrollWidth > s.clientWidth)"
            ".map(s => { s.scrollLeft = s.scrollWidth; return ['thead th', 'tbody th'].map(h =>"
            " Math.round(s.querySelector(h).getBoundingClientRect().left - s.getBoundingClientRect().left)); })"
        )
        assert all(gap == [0, 0] for gap in gaps), gaps


def test_one_drawing_is_shown_at_a_time(file: Path, chromium: Browser) -> None:
    """The narrow one on a telephone, the wide one on a screen, never both or none."""
    with visit(chromium, file) as seen:
        for size, shown in ((SCREEN, "wide"), (TELEPHONE, "narrow"), ((700, 844), "wide")):
            told = seen.sized(size).page.evaluate(
                "[...document.querySelectorAll('figure')].map(f => [...f.querySelectorAll('.wide, .narrow')]"
                ".filter(d => d.offsetWidth > 0).map(d => d.className).join(' '))"
            )
            assert set(told) == {shown}


def test_words_in_drawings_can_be_read(file: Path, chromium: Browser) -> None:
    """Enough contrast with the shape under them, large enough, none cut, none on another, whatever the screen."""
    with visit(chromium, file) as seen:
        for size in (SCREEN, TELEPHONE, (320, 700), (768, 1024)):
            assert seen.sized(size).complaints("legible") == []
        assert seen.at_night().sized(SCREEN).complaints("legible") == []
