"""Debian's browser opens each hostile page, its policy taken away: escaping alone keeps every payload from running."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from .engagement import ORGANISATION
from .payloads import MARKUP, seen

POLICY = re.compile(r'<meta [^>]*"Content-Security-Policy"[^>]*>')
SPY = """<script>for (const n of ["alert", "confirm", "prompt", "print", "open"]) window[n] = () => {
window.__ran = n }</script>"""
PROBE = """
<!DOCTYPE html><meta charset="utf-8"><body><script>
const pages = %s, found = {}, wait = ms => new Promise(done => setTimeout(done, ms));
const events = ["load", "error", "focus", "mouseover", "mouseenter", "click", "toggle", "start", "input"];
async function look(name, page) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "width:900px;height:900px";
  const loaded = new Promise(done => { frame.onload = done });
  frame.srcdoc = page;
  document.body.append(frame);
  await Promise.race([loaded, wait(5000)]);
  try {
    const view = frame.contentWindow, d = frame.contentDocument;
    for (const details of d.querySelectorAll("details")) details.open = true;
    for (const node of d.querySelectorAll("*")) for (const event of events)
      if (!(node.localName === "a" && event === "click")) node.dispatchEvent(new Event(event));
    await wait(300);
    const nodes = new Set();
    for (const node of d.querySelectorAll("*"))
      for (const a of ["", ...node.getAttributeNames()]) nodes.add(node.localName + " " + a);
    found[name] = {ran: view.__ran || window.__ran || null, title: d.title, nodes: [...nodes],
      loaded: view.performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith("data:"))};
  } catch (left) { found[name] = {ran: null, title: "", nodes: ["another page"], loaded: []} }
  window.__ran = null;
  frame.remove();
}
(async () => {
  for (const [name, page] of Object.entries(pages)) await look(name, page);
  document.body.textContent = "found " + JSON.stringify(found);
})();
</script>
"""

pytestmark = pytest.mark.xdist_group("published")


def seen_by_a_browser(browser: Browser, pages: dict[str, str], folder: Path) -> dict[str, dict[str, Any]]:
    """Page -> what ran in it, its title, its nodes, what it loaded, without its policy and with every event tried."""
    bare = {name: POLICY.sub(SPY, page) for name, page in pages.items()}
    assert all(SPY in page for page in bare.values())
    probe = folder / "probe.html"
    probe.write_text(PROBE % json.dumps(bare).replace("<", "\\u003c"), encoding="utf-8")
    page = browser.new_page()
    page.goto(probe.as_uri())
    page.wait_for_function("document.body.textContent.startsWith('found ')", timeout=180_000)
    found: dict[str, dict[str, Any]] = json.loads(page.locator("body").inner_text().removeprefix("found "))
    page.close()
    return found


def test_nothing_runs_loads_or_appears_in_a_browser(
    hostile: Path, published: Path, tmp_path: Path, chromium: Browser
) -> None:
    """No dialog, no script, no resource, no node of a payload's, and the title is the page's own, on all pages."""
    names = [p.relative_to(hostile).as_posix() for p in sorted(hostile.rglob("*.html"))]
    told = {
        f"{run}:{name}": (place / name).read_text(encoding="utf-8")
        for run, place in (("hostile", hostile), ("clean", published))
        for name in names
    }
    found = seen_by_a_browser(chromium, told, tmp_path)
    assert len(found) == 2 * len(names) > 20
    for name in names:
        page, clean = found[f"hostile:{name}"], found[f"clean:{name}"]
        assert page["ran"] is None, name
        assert page["loaded"] == [], name
        assert set(page["nodes"]) <= set(clean["nodes"]), name
        assert seen(page["title"]).startswith(seen(ORGANISATION)), name


def test_the_probe_sees_what_it_looks_for(tmp_path: Path, chromium: Browser) -> None:
    """Unescaped, the payloads that can run are seen to run, dialogs too, and others to add nodes."""
    page = '<meta http-equiv="Content-Security-Policy" content="x"><title>t</title><p>%s</p>'
    control = {"clean": page % "x"} | {payload: page % payload for payload in MARKUP}
    found = seen_by_a_browser(chromium, control, tmp_path)
    ran = {payload for payload in MARKUP if found[payload]["ran"]}
    grown = {payload for payload in MARKUP if set(found[payload]["nodes"]) - set(found["clean"]["nodes"])}
    assert found["clean"]["ran"] is None
    assert len(ran) >= 15
    assert any("alert(1)" in payload for payload in ran)
    assert len(grown) >= 40
