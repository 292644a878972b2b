"""A published page beside nbconvert's stock page of the same executed notebook, both opened in Chromium in one run.

Run with ``python -m benchmarks.page [RUN]`` at the project's root; RUN is a run (``reports/<id>/runs/<run>``), that of
the worked example when none is given. Needs Debian's chromium and the developer's requirements.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, sync_playwright

from gtkit.engagement import demo_engagement
from gtkit.pipeline.plan import planned
from gtkit.pipeline.publish import publish
from tests.browser.visit import TELEPHONE, visit

COLUMNS = ("page", "made by", "kB", "axe nodes", "requests", "console", "alt texts", "lang", "px wide at 390", "title")
IMAGES = """() => {
  const images = [...document.querySelectorAll("img, [role=img], svg:not([aria-hidden=true])")];
  const said = images.map(e => (e.getAttribute("aria-label") ?? e.getAttribute("alt") ?? "").trim());
  return [said.filter(s => s.length >= 20).length, images.length];
}"""


def measured(browser: Browser, file: Path) -> tuple[str, ...]:
    """Weight, faults and manners of one page, as text."""
    with visit(browser, file) as seen:
        page = seen.page
        page.wait_for_timeout(1000)  # scripts of the stock page go on loading
        useful, images = page.evaluate(IMAGES)
        outside = sum(not request.startswith(("file:", "data:")) for request in seen.requests)
        told = (str(outside), str(len(seen.console)), f"{useful}/{images}", page.locator("html").get_attribute("lang"))
        title = page.title()
        wide = seen.sized(TELEPHONE).page.evaluate("document.documentElement.scrollWidth")
        nodes = len(seen.unfolded().violations())
    return (f"{file.stat().st_size / 1000:.0f}", str(nodes), *map(str, told), str(wide), title[:40])


def main() -> None:
    """Print one line a page and maker."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        run = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else example(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        lines = [COLUMNS]
        for notebook in sorted(run.glob("notebooks/*.fr.ipynb")):
            stem = notebook.name.removesuffix(".fr.ipynb")
            stock = folder / f"{stem}.html"
            node = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
            stock.write_text(HTMLExporter().from_notebook_node(node)[0], encoding="utf-8")
            lines.append((stem, "gtkit", *measured(browser, run / "fr" / f"{stem}.html")))
            lines.append((stem, "nbconvert", *measured(browser, stock)))
        browser.close()
    widths = [max(len(line[i]) for line in lines) for i in range(len(COLUMNS))]
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)))


def example(folder: Path) -> Path:
    """The worked example's run, in French."""
    engagement = demo_engagement(folder / "exemple")
    return publish(planned(engagement, reports=folder / "reports", languages=("fr",))).run


if __name__ == "__main__":
    main()
