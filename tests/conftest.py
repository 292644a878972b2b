"""Hypothesis for every test: no deadline on a shared machine, and the same examples on each run of a build.

The worked example is published once for all the tests that read its pages. Tests that ask for `chromium` open pages in
Debian's browser, found by its path; where it is absent they are skipped with that word.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from gtkit.engagement import Engagement, demo_engagement
from gtkit.pipeline.batch.client import asked
from gtkit.pipeline.batch.order import Order

settings.register_profile("gtkit", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gtkit")
RunOf = Callable[..., Path]
CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def run_of() -> RunOf:
    """Publish an engagement, all six épreuves in French unless asked otherwise, and find the run."""

    def run(engagement: Engagement, **more: object) -> Path:
        folders = {"engagement": str(engagement.folder), "output": str(engagement.folder.parent / "reports")}
        done = asked(Order.model_validate({**folders, "languages": ("fr",), "at_once": 2, **more}))
        assert done.sound, done
        return Path(done.run)

    return run


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, run_of: RunOf) -> Path:
    """The run of the worked example, in both languages; its tests bear ``xdist_group("published")``."""
    return run_of(demo_engagement(tmp_path_factory.mktemp("published") / "exemple"), languages=("fr", "en"))
