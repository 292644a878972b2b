"""A page opened from its file in Chromium: what it asked for, what it said, what its own checks complain of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page

CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
SCREEN, TELEPHONE = (1280, 900), (390, 844)

_SHARED = [
    r"\b(?:NaN|nan|None|inf|True|False|null|undefined)\b",
    r"\b[a-z]+(?:_[a-z0-9]+)+\b",
    r"\b\d[\d.,]*[eE][+-]?\d+\b",
]
_ACCIDENTS = {
    "fr": [
        *_SHARED,
        r"\d\.\d(?![\d.]* ans)",  # a decimal point
        r"\d,\d{3}(?!\d)",  # comma thousands: three decimals are never printed
        r"[^\s\u202f\u00a0kM]€|[^\s\u202f\u00a0(]%",
        r"[^\s\u202f\u00a0][;!?](?=\s|$)|[^\s\u202f\u00a0\d]:(?=\s)",
        r" [%€:;!?»]|« ",
    ],
    "en": [
        *_SHARED,
        r"\d[\u202f\u00a0 ]\d{3}(?!\d)",  # French thousands
        r"(?<![\d,])\d+,\d{1,2}(?!\d)",  # a decimal comma
        r"[\u202f\u00a0 ][%;!?:](?=\s|$)|[«»]|\d[\u202f\u00a0 ]?€",
    ],
}


@dataclass(slots=True)
class Visit:
    """An open page, its requests and its console from the first byte on."""

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def complaints(self, check: str, *given: object) -> list[str]:
        """What one of the checks of checks.js finds."""
        found: list[str] = self.page.evaluate(f"given => ({CHECKS.strip()}).{check}(given)", list(given))
        return found

    def unfolded(self) -> Visit:
        """The same page with every details open, as a patient reader or a printer sees it."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        return self

    def sized(self, size: tuple[int, int]) -> Visit:
        """The same page on another screen."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        return self

    def at_night(self) -> Visit:
        """The same page for a reader who prefers dark."""
        self.page.emulate_media(color_scheme="dark")
        return self

    def said(self) -> str:
        """All that is seen or spoken, drawings and descriptions included, file names and formulas of traces apart."""
        text: str = self.page.evaluate(f"() => ({CHECKS.strip()}).said()")
        return text

    def accidents(self, given: Iterable[str] = ()) -> list[str]:
        """Numbers, spaces and words that are not of the page's language; texts of the data are of their own."""
        said = self.said()
        for text in given:
            said = said.replace(text, "·")
        lang = self.page.locator("html").get_attribute("lang") or ""
        return [
            said[max(0, m.start() - 30) : m.end() + 15].strip()
            for rule in _ACCIDENTS[lang]
            for m in re.finditer(rule, said, re.M)
        ]

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA, RGAA 4 and good practice: rule and element."""
        self.page.evaluate(AXE)
        found: dict[str, Any] = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", RULES
        )
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


@contextmanager
def visit(
    browser: Browser,
    file: Path,
    *,
    size: tuple[int, int] = SCREEN,
    javascript: bool = True,
) -> Iterator[Visit]:
    """Open a file as a double click does."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=javascript,
    )
    page = context.new_page()
    seen = Visit(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.console.append(message.text))
    page.on("pageerror", lambda error: seen.console.append(str(error)))
    page.goto(file.as_uri(), wait_until="load")
    try:
        yield seen
    finally:
        context.close()
