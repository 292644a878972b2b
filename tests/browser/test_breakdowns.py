"""A customer's name in the ranking opens how its value is made: by mouse, by keyboard, and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .visit import visit

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module", params=["fr", "en"])
def page_three(request: pytest.FixtureRequest, published: Path) -> Path:
    """Épreuve 3's page in a language."""
    return published / request.param / "3_customer_value.html"


def test_each_name_leads_to_its_own_breakdown(page_three: Path, chromium: Browser) -> None:
    """Twenty names, twenty breakdowns: the same customer and the same order at both ends."""
    with visit(chromium, page_three) as seen:
        links = seen.page.locator("th a[href^='#value-']")
        assert links.count() == 20
        for k in range(20):
            link = links.nth(k)
            told = _fold(seen.page, link.get_attribute("href")).locator("summary").text_content()
            assert told is not None
            assert told.startswith(link.text_content() or "?")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_a_click_opens_it_and_a_key_does_too(javascript: bool, page_three: Path, chromium: Browser) -> None:
    """Shut before; open, its name in sight, after a click on the name and after Enter on it; its own line shuts it."""
    with visit(chromium, page_three, javascript=javascript) as seen:
        first, second, third = (_fold(seen.page, f"#value-{k}") for k in (1, 2, 3))
        assert [_open(fold) for fold in (first, second, third)] == [False] * 3
        seen.page.locator("th a[href='#value-1']").click()
        seen.page.locator("th a[href='#value-2']").focus()
        assert [_open(fold) for fold in (first, second, third)] == [True, False, False]
        seen.page.keyboard.press("Enter")
        assert [_open(fold) for fold in (first, second, third)] == [True, True, False]
        expect(second.locator("summary")).to_be_in_viewport()
        second.locator("summary").click()
        assert not _open(second)
        third.locator("summary").focus()
        for key, shown in (("Enter", True), ("Space", False)):
            seen.page.keyboard.press(key)
            assert _open(third) == shown


def _fold(page: Page, link: str | None) -> Locator:
    """The fold that a link of the page leads into."""
    return page.locator(f"details:has(> {link})")


def _open(fold: Locator) -> bool:
    """Whether a fold is open and its lines are seen; one without the other is neither."""
    said, seen = fold.get_attribute("open") is not None, fold.locator("dl").first.is_visible()
    assert said == seen
    return seen


def test_paper_shows_the_first_five_and_says_where_the_others_are(page_three: Path, chromium: Browser) -> None:
    """In print five breakdowns are open, the others are left out, and the message says so; none of it on screen."""
    with visit(chromium, page_three) as seen:
        message = seen.page.locator(".breakdowns .paper")
        assert not message.is_visible()
        seen.page.emulate_media(media="print")
        shown = [seen.page.locator(f"#value-{k} dl").first.is_visible() for k in range(1, 21)]
        assert shown == [True] * 5 + [False] * 15
        assert message.is_visible()
        told = message.text_content() or ""
        assert "5" in told
        assert "20" in told
