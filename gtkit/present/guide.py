"""The guide for consultants as one page in the report's own style: chapters of Markdown, anchors, a contents list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape
from mistune import HTMLRenderer, create_markdown

from gtkit.present.exhibit import environment
from gtkit.present.page import PageBlock
from gtkit.present.prose import Heading
from gtkit.words import Words
from gtkit.words.catalogue import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter: the anchor that its title bears, and its Markdown, which begins with the title as its only ``#``."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendered:
    html: Markup
    headings: tuple[Heading, ...] = field(default=())


def guide(chapters: Sequence[Chapter], words: Words) -> str:
    """The guide.

    Parameters
    ----------
    chapters : sequence of Chapter
        In reading order.
    words : Words
        French gets the no-break spaces of its typography.

    Returns
    -------
    str: HTML, one file that needs no other.
    """
    page = PageBlock(words=words, title=words.say("guide.title"), organisation=words.say("guide.owner"))
    rendered = [_rendered(chapter, words) for chapter in chapters]
    contents = [heading for one in rendered for heading in one.headings]
    template = environment().get_template("guide_page.html.j2")
    return template.render(page=page, words=words, chapters=rendered, contents=contents)


def _rendered(chapter: Chapter, words: Words) -> _Rendered:
    renderer = _Renderer(chapter.anchor, french=words.lang == "fr")
    html = str(create_markdown(renderer=renderer, plugins=["table"])(chapter.text)).strip()
    return _Rendered(html=Markup(html), headings=tuple(renderer.headings))  # noqa: S704 - the renderer escaped it


class _Renderer(HTMLRenderer):
    """Escapes all text; titles become ``h2``; links stay in the page; tables have heads by column and by row."""

    def __init__(self, anchor: str, *, french: bool) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False)
        self.anchor, self.french = anchor, french
        self.headings: list[Heading] = []
        self.row_begins = True

    def text(self, text: str) -> str:
        """Escaped text with the language's spaces."""
        return super().text(typeset(text) if self.french else text)

    def heading(self, text: str, level: int, **_attrs: Any) -> str:
        """The chapter's anchor for its title; the same and a number for each part."""
        anchor = f"{self.anchor}-{len(self.headings)}" if self.headings else self.anchor
        heading = Heading(anchor, Markup(text).striptags(), level + 1)  # noqa: S704 - escaped by `text`
        self.headings.append(heading)
        return f'<h{heading.level} id="{anchor}">{text}</h{heading.level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link within the page; of any other the words alone."""
        return super().link(text, url, title) if url.startswith("#") else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """The image's description: a page loads nothing."""
        return str(escape(Markup(text).striptags()))  # noqa: S704 - escaped by `text`

    def block_code(self, code: str, info: str | None = None) -> str:
        """Commands, one a line, in a box that the keyboard can scroll."""
        return f'<pre tabindex="0"><code>{escape(code.rstrip())}</code></pre>\n'

    def table(self, text: str) -> str:
        """A table that scrolls by itself where the screen is narrow, named after the heading above it."""
        above = self.headings[-1]
        caption = f'<caption class="unseen">{escape(above.text)}</caption>'
        region = f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{above.anchor}">'
        return f"{region}\n<table>\n{caption}\n{text}</table>\n</div>\n"

    def table_head(self, text: str) -> str:
        """The heads of the columns."""
        self.row_begins = True
        return f"<thead><tr>{text}</tr></thead>\n"

    def table_body(self, text: str) -> str:
        """The rows."""
        return f"<tbody>\n{text}</tbody>\n"

    def table_row(self, text: str) -> str:
        """A row, whose first cell is its head."""
        self.row_begins = True
        return f"<tr>{text}</tr>\n"

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        """A cell; the first of a row heads it."""
        first, self.row_begins = self.row_begins, False
        if head:
            return f'<th scope="col">{text}</th>'
        return f'<th scope="row">{text}</th>' if first else f"<td>{text}</td>"
