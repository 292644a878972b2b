"""From an executed notebook to the parts of a page: a preprocessor that nbconvert finds through the template.

Only exhibits reach the client's page: HTML that bears the exhibits' marker. Prose is Markdown without raw HTML. The
verdict, the key figures and the decisions come first, then what makes the page a scenario, whatever the notebook's
order; every question and every heading has its line in the contents. The internal edition adds code and plain outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from gtkit.present.exhibit import EXHIBIT_MIME, environment
from gtkit.present.page import PageBlock
from gtkit.present.prose import prose
from gtkit.words import LANGUAGES

PROOF_MIME = "application/vnd.gtkit.findings+json"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
FIRST = ("verdict", "key_figures", "decisions", "scenario")


EMPTY = Markup()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: anchor, text, depth (2 or 3), and the answer's level where it is one."""

    anchor: str
    text: str
    depth: int
    number: str = ""
    level: str = ""
    level_word: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page: escaped HTML, or text of the internal edition (``code`` or ``output``)."""

    kind: str
    html: Markup = EMPTY
    text: str = ""
    marker: Mapping[str, str] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its line in the contents, if it has one."""
        if "heading" not in self.marker:
            return ()
        told = {key: str(self.marker.get(key, "")) for key in ("number", "level", "level_word")}
        depth = 3 if told["number"] else 2
        return (Entry(str(self.marker.get("anchor", "")), str(self.marker["heading"]), depth, **told),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """All that the page's template prints."""

    page: PageBlock
    first: tuple[Block, ...]
    body: tuple[Block, ...]
    contents: tuple[Entry, ...]

    @property
    def html(self) -> Markup:
        """The whole page, by the way that exhibits take."""
        template = environment().get_template("page.html.j2")
        return Markup(template.render(it=self, page=self.page, words=self.page.words))  # noqa: S704 - escaped there


class PageComposer(Preprocessor):
    """Puts a `Composition` under ``resources["composition"]``."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook as it is, and the page's parts in `resources`."""
        resources["composition"] = compose(nb)
        return nb, resources


def compose(nb: NotebookNode) -> Composition:
    """The page of an executed notebook.

    Parameters
    ----------
    nb : NotebookNode
        Its metadata "gtkit" say whose page it is; else the proof of its last cell does; else defaults.

    Returns
    -------
    Composition
    """
    page = PageBlock.read(_told(nb))
    draft = _Draft(page=page)
    others = set(LANGUAGES) - {page.words.lang}
    for cell in nb.cells:
        if not others & set(cell.metadata.get("tags", [])):
            draft.add(cell)
    return draft.finished()


@dataclass
class _Draft:
    """The page while its cells come in."""

    page: PageBlock
    first: dict[str, Block] = field(default_factory=dict)
    body: list[Block] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    depth: int = 1
    parts: int = 0
    title: str = ""

    def add(self, cell: NotebookNode) -> None:
        if cell.cell_type == "markdown":
            self._prose(cell.source)
        elif cell.cell_type == "code":
            for block in _blocks(cell, internal=self.page.internal):
                self._block(block)

    def finished(self) -> Composition:
        first = tuple(self.first[kind] for kind in FIRST if kind in self.first)
        title = self.page.title or self.title or self.page.words.say("page.untitled")
        return Composition(
            page=replace(self.page, title=title),
            first=first,
            body=tuple(self.body),
            contents=(*(entry for block in first for entry in block.entries), *self.contents),
        )

    def _prose(self, source: str) -> None:
        lang = self.page.words.lang
        told = prose(source, lang=lang, depth=self.depth, start=self.parts + 1, titled=bool(self.title))
        self.title = self.title or told.title
        self.depth, self.parts = told.depth, self.parts + len(told.headings)
        if told.html:
            self.body.append(Block("prose", html=told.html))
        self.contents += [Entry(h.anchor, h.text, h.level) for h in told.headings if h.level <= 3]

    def _block(self, block: Block) -> None:
        if block.kind in FIRST and block.kind not in self.first:
            self.first[block.kind] = block
            return
        for entry in block.entries:
            if entry.depth > self.depth + 1:  # a question before any part: no level is skipped
                self.parts += 1
                part = Entry(f"part-{self.parts}", self.page.words.say("page.answers"), 2)
                self.body.append(Block("heading", text=part.text, marker={"anchor": part.anchor}))
                self.contents.append(part)
            self.depth = entry.depth
            self.contents.append(entry)
        self.body.append(block)


def _blocks(cell: NotebookNode, *, internal: bool) -> Iterator[Block]:
    if internal and cell.source.strip():
        yield Block("code", text=cell.source)
    for output in cell.outputs:
        data = output.get("data", {})
        marker = data.get(EXHIBIT_MIME)
        if isinstance(marker, Mapping) and "text/html" in data:
            html = Markup(data["text/html"])  # noqa: S704 - an exhibit escaped it
            yield Block(str(marker.get("kind", "")), html=html, marker=marker)
        elif internal and PROOF_MIME not in data:
            text = output.get("text", "") if output.output_type == "stream" else data.get("text/plain", "")
            if str(text).strip():
                yield Block("output", text=_ANSI.sub("", str(text)))


def _told(nb: NotebookNode) -> Mapping[str, object]:
    """What the page's metadata say, or what the last proof left for it."""
    told = nb.metadata.get("gtkit")
    if isinstance(told, Mapping) and "lang" in told:
        return told
    proofs = [
        output.data[PROOF_MIME]
        for cell in nb.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if PROOF_MIME in output.get("data", {})
    ]
    page = proofs[-1].get("page", {}) if proofs and isinstance(proofs[-1], Mapping) else {}
    return page if isinstance(page, Mapping) else {}
