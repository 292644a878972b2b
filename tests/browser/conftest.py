"""Debian's Chromium, found by its path; where it is absent every test of this folder is skipped with that word."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from gtkit.contracts import TABLES, Kind
from gtkit.desk import read_tables
from gtkit.engagement import load_engagement
from gtkit.words import typeset

CHROMIUM = shutil.which("chromium")
PAGES = ("0_synthesis", "1_perimeter", "2_alignment", "3_customer_value", "4_loyalty", "5_performance")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and skip it where there is none."""
    absent = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not on this machine")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(absent)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=["fr", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture(scope="session", params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    """Each page in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def file(published: Path, lang: str, page: str) -> Path:
    """A published page of the worked example, client edition."""
    return published / lang / f"{page}.html"


@pytest.fixture(scope="session")
def given(published: Path, lang: str) -> tuple[str, ...]:
    """Texts of the worked example's data, which are French, longest first: on an English page they stay what they are.

    On the French page nothing is excused.
    """
    if lang == "fr":
        return ()
    engagement = load_engagement(published.parents[3] / "exemple")
    tables = read_tables(engagement, wanted=tuple(TABLES)).tables
    texts = {
        typeset(text)
        for checked in tables.values()
        for column in checked.table.columns
        if column.kind in {Kind.TEXT, Kind.IDENTIFIER}
        for text in checked.frame[column.key].unique()
    }
    texts |= {typeset(engagement.confidentiality)}
    return tuple(sorted((t for t in texts if len(t) > 3), key=len, reverse=True))
