"""What every exhibit is: a frozen value that knows how to stand in a page, by one escaping path.

Jupyter asks an exhibit for a bundle: its HTML, a line of plain text, and a small JSON marker. The page prints HTML
that bears the marker and nothing else, so that what a notebook displays by accident never reaches a client.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import ClassVar, Self

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gtkit.contracts import Source
from gtkit.evidence import Answer, Statement
from gtkit.places import shipped
from gtkit.present.orderly import orderly
from gtkit.words import Words

EXHIBIT_MIME = "application/vnd.gtkit.exhibit+json"


@cache
def environment() -> Environment:
    """The one Jinja environment of exhibits and pages: autoescape on, an unknown name is an error, no unruly sign."""
    return Environment(
        loader=FileSystemLoader(shipped("templates") / "report", encoding="utf-8"),
        autoescape=True,
        finalize=orderly,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """The files that an exhibit rests on, and the last day of their data."""

    sources: tuple[Source, ...]
    as_of: date

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """Where an answer's exhibits come from."""
        return cls(answer.sources, answer.as_of)

    @property
    def files(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Name of each file once, with its sheets, in the order met; the trace tells its folder."""
        sheets: dict[str, list[str]] = {}
        for source in self.sources:
            seen = sheets.setdefault(source.file.rpartition("/")[2], [])
            if source.sheet and source.sheet not in seen:
                seen.append(source.sheet)
        return tuple((file, tuple(names)) for file, names in sheets.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Base of all exhibits; `kind` is also the name of its template in ``templates/report/exhibits``."""

    words: Words
    kind: ClassVar[str]

    @property
    def html(self) -> Markup:
        """The exhibit as escaped HTML."""
        template = environment().get_template(f"exhibits/{self.kind}.html.j2")
        return Markup(template.render(it=self, words=self.words))  # noqa: S704 - the template escaped it

    @property
    def told(self) -> str:
        """The exhibit's message in one line of plain text."""
        raise NotImplementedError

    @property
    def marker(self) -> dict[str, str]:
        """What the page's composer needs to place it."""
        return {"kind": self.kind}

    def _repr_html_(self) -> str:
        return str(self.html)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, object]:
        return {"text/html": str(self.html), "text/plain": self.told, EXHIBIT_MIME: self.marker}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Exhibit):
    """Sentences set apart: limits of the data, doubts about a model, an adapted notebook."""

    kind: ClassVar[str] = "notice"
    statements: tuple[Statement, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each in the page's language."""
        return tuple(self.words.say(statement) for statement in self.statements)

    @property
    def told(self) -> str:
        """All of it."""
        return " ".join(self.sentences)


def caveats(statements: tuple[Statement, ...], words: Words, _origin: Origin) -> Notice:
    """What is doubtful, under the answer that it concerns; a plate without statements is left out."""
    return Notice(words=words, statements=statements)
