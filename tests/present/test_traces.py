"""Each key figure can be followed to its file."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gtkit.epreuves import EPREUVES
from gtkit.evidence import KeyFigure
from gtkit.present import KeyFigureRow, TraceList
from gtkit.present.svg import formula
from gtkit.words import Words


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_trace_tells_all_that_it_takes(lang: str, figures: tuple[KeyFigure, ...], dom: Any) -> None:
    """File, hash, rows kept and left out with the reason, columns, settings in words, assumptions, function."""
    words = Words.of(lang, "EUR")
    page = dom(str(TraceList(words=words, figures=figures).html))
    for told in (
        "data/ventes_2026.csv",
        "ab12ab12ab12",
        words.say("trace.rows", kept=words.count(1200), read=words.count(1202)),
        words.say("dropped.total"),
        words.say("dropped.blank"),
        "CODE_CLIENT",
        words.say("parameter.annual_rate") + words.say("colon") + words.share(0.1),
        words.say("model.mbg_nbd"),
        words.say("assumption.discounting"),
        "gtkit.valuation.customer_equity",
        "20260630",
    ):
        assert told in page.text
    assert page.active == []


def test_every_key_figure_s_link_has_its_end(figures: tuple[KeyFigure, ...], dom: Any) -> None:
    """Anchors of the first screen are ids of the traces; the same formula twice repeats no id."""
    words = Words.of("fr", "EUR")
    row = dom(str(KeyFigureRow(words=words, figures=figures).html))
    traces = dom(str(TraceList(words=words, figures=figures).html))
    assert {link[1:] for link in row.links} <= set(traces.ids)
    assert len(traces.ids) == len(set(traces.ids))


def test_a_formula_is_spoken(figures: tuple[KeyFigure, ...], dom: Any) -> None:
    """Its description names the figure and reads the formula aloud; no LaTeX is seen."""
    words = Words.of("fr", "EUR")
    traces = TraceList(words=words, figures=figures)
    page = dom(str(traces.html))
    labels = [a["aria-label"] for _, a in page.tags if a.get("role") == "img"]
    assert len(labels) == len(figures)
    assert all(words.say(f.key) in label for f, label in zip(figures, labels, strict=True))
    assert not re.search(r"\\(sum|int|delta)|\$", page.text)
    assert "actualisés" in labels[0]


def test_a_formula_is_drawn_again_for_another_language(figures: tuple[KeyFigure, ...]) -> None:
    """The same formula on a French and an English page bears each language's decimal sign."""
    figure = replace(figures[0], trace=replace(figures[0].trace, formula=r"\bar{x} \pm 2.66 \, r"))
    drawn = {lang: TraceList(words=Words.of(lang), figures=(figure,)).formula(figure) for lang in ("fr", "en", "fr")}
    assert drawn["fr"] != drawn["en"]
    assert drawn["en"] == formula(figure.trace.formula, place=figure.key, lang="en")


def test_an_unknown_setting_keeps_its_name_as_code(figures: tuple[KeyFigure, ...]) -> None:
    """A name that the catalogue does not hold is set as code, its value as text."""
    html = str(TraceList(words=Words.of("fr", "EUR"), figures=figures[:1]).html)
    assert '<code class="trace">odd_name</code>' in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("slug", sorted(set(EPREUVES) - {"synthesis"}))
def test_every_key_figure_has_a_spoken_formula_of_its_own(slug: str, lang: str) -> None:
    """Whoever hears the page hears how each number of the épreuve is made, not only that there is a formula."""
    words = Words.of(lang, "EUR")
    keys = _keys(slug)
    assert keys
    said = {words.say(f"spoken.{key}", name=words.say(key)) for key in keys}
    assert len(said) == len(keys)
    assert not said & {words.say("spoken", name=words.say(key)) for key in keys}


def _keys(slug: str) -> list[str]:
    """Keys of every key figure that an épreuve can make, as its source writes them."""
    folder = Path(str(EPREUVES[slug].__file__)).parent
    nodes = (node for file in folder.glob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    calls = (n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "KeyFigure")
    return sorted({ast.literal_eval(k.value) for call in calls for k in call.keywords if k.arg == "key"})
