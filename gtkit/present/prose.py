"""A notebook's Markdown as a page's prose: no raw HTML, no remote image, headings that keep the page's order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape
from mistune import HTMLRenderer, create_markdown

from gtkit.words.catalogue import typeset

_LOCAL = ("#", "mailto:")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the page bears it: 2 is a part, 3 a question."""

    anchor: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Prose:
    """HTML of a cell, its headings, the level of the last one, and the title that it gave (its first ``#``)."""

    html: Markup
    headings: tuple[Heading, ...]
    depth: int
    title: str


def prose(source: str, *, lang: str, depth: int, start: int, titled: bool) -> Prose:
    """Render a Markdown cell.

    Parameters
    ----------
    source : str
    lang : str
        French gets the no-break spaces of its typography.
    depth : int
        Level of the heading before this cell, 1 at the top of the page; none is skipped after it.
    start : int
        Number of the first heading of this cell; its anchor is ``part-<number>``.
    titled : bool
        Whether an earlier cell bore the page's ``#``; else the first one is taken out: the header prints the title.

    Returns
    -------
    Prose
    """
    renderer = _Renderer(typeset if lang == "fr" else str, depth=depth, start=start, titled=titled)
    html = str(create_markdown(renderer=renderer, plugins=["table", "strikethrough"])(source)).strip()
    return Prose(Markup(html), tuple(renderer.headings), renderer.depth, renderer.title)  # noqa: S704 - escaped here


class _Renderer(HTMLRenderer):
    """Escapes all text; notes headings; keeps links within the page or to a mailbox, and images out."""

    def __init__(self, spaced: Callable[[str], str], *, depth: int, start: int, titled: bool) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False)
        self.spaced, self.depth, self.start, self.titled = spaced, depth, start, titled
        self.headings: list[Heading] = []
        self.title = ""

    def text(self, text: str) -> str:
        """Escaped text with the language's spaces."""
        return super().text(self.spaced(text))

    def heading(self, text: str, level: int, **_attrs: Any) -> str:
        """A heading no deeper than one below the last; the page's ``h1`` is the header's."""
        plain = Markup(text).striptags()  # noqa: S704 - escaped by `text`
        if level == 1 and not self.titled:
            self.titled, self.title = True, plain
            return ""
        self.depth = min(max(level, 2), self.depth + 1)
        heading = Heading(f"part-{self.start + len(self.headings)}", plain, self.depth)
        self.headings.append(heading)
        return f'<h{self.depth} id="{heading.anchor}">{text}</h{self.depth}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link that stays in the page or opens a mailbox; of any other the words alone."""
        return super().link(text, url, title) if url.startswith(_LOCAL) else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """The image's description: a page loads nothing."""
        return str(escape(Markup(text).striptags()))  # noqa: S704 - escaped by `text`
