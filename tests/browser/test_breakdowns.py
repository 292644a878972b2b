"""A customer's name in the ranking opens how its value is made: by mouse, by keyboard, and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

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
            told = seen.page.locator(f"{link.get_attribute('href')} summary").text_content()
            assert told is not None
            assert told.startswith(link.text_content() or "?")


def test_a_click_shows_it_and_a_key_does_too(page_three: Path, chromium: Browser) -> None:
    """Hidden before; in sight after a click on the name, after Enter on the name, and after a key on its own line."""
    with visit(chromium, page_three) as seen:
        first = seen.page.locator("#value-1 dl").first
        assert not first.is_visible()
        seen.page.locator("th a[href='#value-1']").click()
        assert first.is_visible()
        second = seen.page.locator("#value-2 dl").first
        assert not second.is_visible()
        seen.page.locator("th a[href='#value-2']").focus()
        seen.page.keyboard.press("Enter")
        assert second.is_visible()
        third = seen.page.locator("#value-3 dl").first
        seen.page.locator("#value-3 summary").focus()
        for key in ("Enter", "Space"):
            before = third.is_visible()
            seen.page.keyboard.press(key)
            assert third.is_visible() != before


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
