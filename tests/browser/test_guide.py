"""The guide for consultants, opened in a browser, is held to what a deliverable promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gtkit.pipeline.guide import write_guide

from .visit import TELEPHONE, visit


@pytest.fixture(scope="module", params=["fr", "en"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide in each language."""
    return write_guide(tmp_path_factory.mktemp("guide"), str(request.param))


def test_nothing_is_loaded_and_nothing_complains(written: Path, chromium: Browser) -> None:
    """One request, for the file itself; an empty console."""
    with visit(chromium, written) as seen:
        assert seen.requests == [written.as_uri()]
        assert seen.console == []


def test_it_has_the_form_of_a_page(written: Path, chromium: Browser) -> None:
    """A title that says what it is, one h1, no skipped level, contents that lead, skip link first."""
    with visit(chromium, written) as seen:
        assert seen.complaints("form") == []


def test_everyone_can_read_it(written: Path, chromium: Browser) -> None:
    """No violation of WCAG 2.2 A and AA, RGAA 4 and good practice, by day and by night."""
    with visit(chromium, written) as seen:
        assert seen.violations() == []
        assert seen.at_night().violations() == []


def test_each_table_can_be_followed(written: Path, chromium: Browser) -> None:
    """Caption and scoped headings, on a screen and on a telephone."""
    with visit(chromium, written) as seen:
        assert seen.complaints("tables") == []
        assert seen.sized(TELEPHONE).complaints("tables") == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(written: Path, width: int, chromium: Browser) -> None:
    """A wide table or a long command scrolls in its own box."""
    with visit(chromium, written, size=(width, 900)) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
