"""Where the numbers come from: file, hash, sheet and columns, rows kept and dropped, formula, settings, assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from markupsafe import Markup

from gtkit.contracts import Source
from gtkit.evidence import KeyFigure, Quantity, Unit
from gtkit.present.conclusion import trace_anchor
from gtkit.present.exhibit import Exhibit
from gtkit.present.parameters import parameter_value
from gtkit.present.plates import TableExhibit
from gtkit.present.svg import formula


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceList(Exhibit):
    """The trace of each key figure, closed until a reader asks for it; the rates that amounts were converted at."""

    kind: ClassVar[str] = "traces"
    figures: tuple[KeyFigure, ...]
    rates: TableExhibit | None = None

    @property
    def marker(self) -> dict[str, str]:
        """Anchor and heading, for the page's contents."""
        return {"kind": self.kind, "anchor": "traces", "heading": self.words.say("traces.heading")}

    def anchor(self, figure: KeyFigure) -> str:
        """The id that the key figure links to."""
        return trace_anchor(figure.key)

    def formula(self, figure: KeyFigure) -> Markup:
        """The formula, drawn."""
        return _drawn(figure.trace.formula, figure.key, self.words.lang)

    def spoken(self, figure: KeyFigure) -> str:
        """The formula as one would read it aloud."""
        key = f"spoken.{figure.key}"
        return self.words.say(key if self.words.knows(key) else "spoken", name=self.words.say(figure.key))

    def files(self, figure: KeyFigure) -> tuple[tuple[str, str, tuple[Source, ...]], ...]:
        """Each file once, with its hash and what was read of it, in the order met."""
        parts: dict[tuple[str, str], list[Source]] = {}
        for source in figure.trace.sources:
            parts.setdefault((source.file, source.sha256), []).append(source)
        return tuple((file, sha256, tuple(found)) for (file, sha256), found in parts.items())

    def parameters(self, figure: KeyFigure) -> tuple[tuple[str, str, bool], ...]:
        """Name and value of each setting in words, and whether the name is one of the catalogue."""
        return tuple(self._parameter(name, value) for name, value in figure.trace.parameters.items())

    def _parameter(self, name: str, value: float | str) -> tuple[str, str, bool]:
        key = f"parameter.{name}"
        known = self.words.knows(key)
        return self.words.say(key) if known else name, parameter_value(name, value, self.words), known

    def dropped(self, reason: str, rows: int) -> str:
        """How many rows were left out and why."""
        key = f"dropped.{reason}"
        why = self.words.say(key) if self.words.knows(key) else self.words.say("dropped.other")
        return self.words.say("trace.dropped", n=Quantity(rows, Unit.COUNT), reason=why)

    @property
    def told(self) -> str:
        """The figures that are traced."""
        return self.words.listing(self.words.say(f.key) for f in self.figures)


@cache
def _drawn(latex: str, place: str, lang: str) -> Markup:
    return Markup(formula(latex, place=place, lang=lang))  # noqa: S704 - written by svg.py, which escapes
