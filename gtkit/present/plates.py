"""Exhibits that show a result: a figure, a table; each under a sentence that says its message."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from matplotlib.axes import Axes

from gtkit.errors import OutOfRange
from gtkit.evidence import Statement
from gtkit.present.exhibit import Exhibit, Origin
from gtkit.present.svg import inline
from gtkit.present.theme import NARROW, WIDE, Size, canvas, themed

SHORTEST_ALT = 20
SHORT, RANGE = 16, 28  # characters of the longest words and numbers that a column keeps on one line
WIDEST = 40  # characters from which a column's words are broken, and its width counts them for a quarter
SHOWN, FOLDED = 12, 16  # rows of a long table in sight; a table of fewer than 16 is shown whole


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureExhibit(Exhibit):
    """A drawing in two widths, its message, what it shows in words, its source.

    Raises OutOfRange when `alt` says too little: under 20 characters, or no number.
    """

    kind: ClassVar[str] = "figure"
    title: Statement
    alt: Statement
    wide: str
    narrow: str
    origin: Origin

    def __post_init__(self) -> None:
        said = self.words.say(self.alt)
        if len(said) < SHORTEST_ALT or not any(c.isdigit() for c in said):
            raise OutOfRange(self.alt.key, found=said, expected=f">= {SHORTEST_ALT} characters, one number")

    @property
    def told(self) -> str:
        """The message."""
        return self.words.say(self.title)


@dataclass(frozen=True, slots=True)
class Head:
    """Heading of a table's column: a key of the catalogue, and whether its cells are numbers."""

    key: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableExhibit(Exhibit):
    """Rows of text already in the page's language; the first cell of a row names it.

    Raises OutOfRange when a row has not one cell a column, or a table with links not one a row.
    """

    kind: ClassVar[str] = "table"
    title: Statement
    columns: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    origin: Origin
    note: Statement | None = None
    links: tuple[str, ...] = ()  # an id of the page for the first cell of each row, or none at all

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise OutOfRange(self.title.key, found=len(row), expected=f"{len(self.columns)} cells")
        if self.links and len(self.links) != len(self.rows):
            raise OutOfRange(self.title.key, found=len(self.links), expected=f"{len(self.rows)} links")

    @property
    def anchor(self) -> str:
        """An id for the caption, unique to the table's content."""
        content = repr((self.title, self.columns, self.rows))
        return "t" + hashlib.sha256(content.encode()).hexdigest()[:10]

    @property
    def classes(self) -> tuple[str, ...]:
        """How the cells of each column stand: "n" to the right, "k" on one line."""
        return tuple(
            " ".join((["n"] if head.numeric else []) + (["k"] if n <= (RANGE if head.numeric else SHORT) else []))
            for head, n in zip(self.columns, self._longest, strict=True)
        )

    @property
    def widths(self) -> tuple[int, ...]:
        """Percent of each column where rows are folded, so that both parts align; else the browser decides."""
        if not self.folded:
            return ()
        room = [n + 2 if n <= WIDEST else min(WIDEST + n // 4, 2 * WIDEST) for n in self._longest]
        return tuple(round(100 * n / sum(room)) for n in room)

    @property
    def _longest(self) -> list[int]:
        """Characters of the longest cell of each column, or of its heading's longest word."""
        heads = [max(map(len, self.words.say(head.key).split())) for head in self.columns]
        return [max(n, *(len(row[i]) for row in self.rows)) for i, n in enumerate(heads)] if self.rows else heads

    @property
    def shown(self) -> tuple[tuple[str, ...], ...]:
        """The rows in sight."""
        return self.rows if len(self.rows) < FOLDED else self.rows[:SHOWN]

    @property
    def folded(self) -> tuple[tuple[str, ...], ...]:
        """The rows that a reader, or the printer, unfolds."""
        return self.rows[len(self.shown) :]

    @property
    def more_links(self) -> tuple[str, ...]:
        """The links of the rows that are folded."""
        return self.links[len(self.shown) :]

    @property
    def told(self) -> str:
        """The message."""
        return self.words.say(self.title)


def drawn(draw: Callable[[Axes], Axes], *, wide: Size = WIDE, narrow: Size = NARROW) -> tuple[str, str]:
    """One drawing as inline SVG in two widths, for a screen and for a telephone.

    Parameters
    ----------
    draw : callable
        Draws on the axes that it is given.
    wide, narrow : Size

    Returns
    -------
    (str, str): the wide and the narrow ``<svg>``.
    """
    pictures = []
    for size in (wide, narrow):
        with themed():
            figure, ax = canvas(size)
            draw(ax)
            pictures.append(inline(figure))
    return pictures[0], pictures[1]
