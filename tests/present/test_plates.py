"""Figures and tables under a sentence; what says too little is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gtkit.errors import OutOfRange
from gtkit.evidence import Name, Statement
from gtkit.present import FigureExhibit, Origin, TableExhibit
from gtkit.present.plates import FOLDED, SHOWN, Head, drawn
from gtkit.present.theme import NARROW, WIDE
from gtkit.words import Words

FR = Words.of("fr")


def figure(origin: Origin, alt: Statement) -> FigureExhibit:
    """A figure that draws nothing."""
    return FigureExhibit(
        words=FR, title=Statement("reason.no_time"), alt=alt, wide="<svg/>", narrow="<svg/>", origin=origin
    )


@pytest.mark.parametrize("said", ["12", "une longue description mais sans aucun nombre"])
def test_a_description_that_says_too_little_is_refused(said: str, origin: Origin) -> None:
    """Twenty characters and a number, or the figure does not exist."""
    alt = Statement("status.draft") if said == "12" else Statement("reason.no_time")
    with pytest.raises(OutOfRange):
        figure(origin, alt)


def test_a_figure_speaks_through_its_description(origin: Origin, dom: Any) -> None:
    """One image role with the description, the drawings inside hidden from screen readers, the source under it."""
    alt = Statement(
        "figure.segment_shares.alt_untimed", {"n": Name("3"), "first": Name("<b>"), "value": Name("94\u202f%")}
    )
    page = dom(str(figure(origin, alt).html))
    (image,) = [a for _, a in page.tags if a.get("role") == "img"]
    assert image["aria-label"] == FR.say(alt)
    assert "Source" in page.text
    assert "ventes_2026.csv" in page.text
    assert page.active == []


def test_a_drawing_comes_in_two_widths() -> None:
    """The same marks, once for a screen and once for a telephone; shared names, distinct ids."""

    def line(ax: Any) -> Any:
        ax.plot([0, 1], [0, 1], "o")
        return ax

    wide, narrow = drawn(line)
    widths = [float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0]) for svg in (wide, narrow)]
    assert widths == [pytest.approx(72 * WIDE.width), pytest.approx(72 * NARROW.width)]
    assert not set(re.findall(r'id="([^"]+)"', wide)) & set(re.findall(r'id="([^"]+)"', narrow))


@pytest.mark.parametrize("n", [0, 1, FOLDED - 1, FOLDED, 3 * FOLDED])
def test_a_long_table_is_folded_and_loses_no_row(n: int, origin: Origin, dom: Any) -> None:
    """Short ones are whole; of a long one the first rows are in sight, the rest in a table of its own caption."""
    table = TableExhibit(
        words=FR,
        title=Statement("reason.no_time"),
        columns=(Head("column.customer"), Head("column.value", numeric=True)),
        rows=tuple((f"client {i}", str(i)) for i in range(n)),
        origin=origin,
    )
    page = dom(str(table.html))
    assert [f"client {i}" in page.text for i in range(n)] == [True] * n
    assert table.shown + table.folded == table.rows
    folds = page.all("details")
    assert len(folds) == len(page.all("table")) - 1 == (1 if n >= FOLDED else 0)
    if folds:
        assert len(table.shown) == SHOWN
        assert FR.say("table.folded", n=FR.count(n - SHOWN)) in page.text
        assert FR.say("table.continued", title=FR.say(table.title)) in page.text
    captions = [a["id"] for a in page.all("caption")]
    assert [a["aria-labelledby"] for a in page.all("div") if "aria-labelledby" in a] == captions


def test_short_words_and_numbers_are_not_broken(origin: Origin, dom: Any) -> None:
    """A column of a few short words or of numbers stays on one line; one of long words does not; folds align."""
    rows = tuple(
        (f"client {i}", "non atteint", str(i), "une raison qui demande plus d'une ligne") for i in range(FOLDED)
    )
    heads = (Head("column.customer"), Head("column.nature"), Head("column.value", numeric=True), Head("column.reason"))
    table = TableExhibit(words=FR, title=Statement("reason.no_time"), columns=heads, rows=rows, origin=origin)
    assert table.classes == ("k", "k", "n k", "")
    assert 98 <= sum(table.widths) <= 102
    assert table.widths[3] == max(table.widths)
    page = dom(str(table.html))
    assert len(page.all("col")) == 2 * len(heads)
    assert [a.get("class") for a in page.all("td")[:3]] == ["k", "n k", None]


def test_links_are_one_a_row_or_none(origin: Origin) -> None:
    """A table of two rows with one link does not exist; folded rows keep theirs."""
    title, columns = Statement("table.effort_grid.note"), (Head("column.effort"),)
    given: dict[str, Any] = {"words": FR, "title": title, "columns": columns, "origin": origin}
    with pytest.raises(OutOfRange, match="links"):
        TableExhibit(rows=(("a",), ("b",)), links=("x",), **given)
    rows, links = tuple((str(k),) for k in range(FOLDED)), tuple(f"x-{k}" for k in range(FOLDED))
    long = TableExhibit(rows=rows, links=links, **given)
    assert long.more_links == tuple(f"x-{k}" for k in range(SHOWN, FOLDED))
    assert re.findall(r'<a href="#(x-\d+)">(\d+)</a>', str(long.html)) == [(f"x-{k}", str(k)) for k in range(FOLDED)]
