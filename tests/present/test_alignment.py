"""Exhibits of épreuve 2, in both languages."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.present import (
    Exhibit,
    FigureExhibit,
    Origin,
    TableExhibit,
    citing_by_department,
    draw_table,
    energy_by_clarity,
    ideas_table,
    perceptions_table,
    priorities_table,
)
from gtkit.present.figures import clarity as clarity_figure
from gtkit.present.theme import NARROW, canvas, themed
from gtkit.scoring.survey.sampling import draw
from gtkit.words import Words

FR, EN = Words.of("fr"), Words.of("en")
NAMED = "<b>Atelier</b> des très grandes réparations hydrauliques"
DEPARTMENTS = pd.DataFrame(
    {
        "people": [16, 26],
        "asked": [11, 20],
        "told": [0.2, 0.85],
        "side": ["low", ""],
        "told_low": [0.0, 0.7],
        "told_high": [0.2, 0.95],
        "under": [True, False],
        "distance": [0.75, np.nan],
        "far": [True, False],
        "first": [("chiffre", "prix"), ("fidelite",)],
    },
    index=pd.Index(["Logistique", NAMED], name="group"),
)
THIRDS = pd.DataFrame(
    {"people": [22, 21, 21], "energy": [0.52, 0.6, 0.73], "low": [0.45, 0.55, 0.67], "high": [0.58, 0.66, 0.79]},
    index=["low", "middle", "high"],
)
IDEAS = pd.DataFrame(
    {"people": [16], "authors": [3], "ideas": [5], "answered": [2], "adopted": [1], "told": [0.85], "side": ["high"]},
    index=[NAMED],
)
PERCEIVED = pd.DataFrame(
    {"label": ["a", NAMED], "asked": [60, 59], "share": [0.8, 0.1], "low": [0.7, 0.06], "high": [0.9, 0.15]}
)
CERTIFICATE = draw(pd.Series("all", index=["p1", "p2", "p3"]), pd.Series({"all": 2}), seed=7)
DRAWN = pd.DataFrame({"people": [3], "drawn": [2], "asked": [2]}, index=["all"])


def exhibits(words: Words, origin: Origin) -> list[Exhibit]:
    """Every exhibit of the épreuve."""
    return [
        citing_by_department(DEPARTMENTS, 0.6, words, origin),
        energy_by_clarity(THIRDS, 0.9, words, origin),
        priorities_table(DEPARTMENTS, ("Garder",), {"fidelite": "Garder"}, words, origin),
        draw_table(CERTIFICATE, DRAWN, words, origin),
        ideas_table(IDEAS, 30, words, origin),
        perceptions_table(PERCEIVED, words, origin),
    ]


@pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])
def test_an_exhibit_is_safe_and_speaks_the_page_s_language(words: Words, origin: Origin, dom: Any) -> None:
    """Names stand as text, titles are sentences, and no number is of the other language."""
    other = r"\d\.\d" if words.lang == "fr" else r"\d,\d\b"
    for exhibit in exhibits(words, origin):
        page = dom(str(exhibit.html))
        assert page.active == []
        assert exhibit.told.endswith(".")
        cells = [c for row in exhibit.rows for c in row] if isinstance(exhibit, TableExhibit) else [exhibit.told]
        assert not [cell for cell in cells if re.search(other, cell) or re.search(r"nan|None|True|False", cell)]


def test_a_figure_says_in_words_what_it_shows(origin: Origin) -> None:
    """The lowest department and the number under the threshold; energy by third."""
    under, clear = citing_by_department(DEPARTMENTS, 0.6, EN, origin), energy_by_clarity(THIRDS, 0.9, EN, origin)
    assert isinstance(under, FigureExhibit)
    assert "Logistique (20% or less)" in EN.say(under.alt)
    assert under.told.startswith("One department cites")
    assert clear.told == "Energy is 52% among the least clear, 73% among the clearest."
    flat = energy_by_clarity(THIRDS.assign(energy=0.6), 0.9, FR, origin)
    assert flat.told.startswith("L’énergie n’est pas plus forte")


def test_a_department_s_share_close_to_an_end_is_only_a_bound(origin: Origin, dom: Any) -> None:
    """Title, description, drawing and table say "or less", "or more"; the threshold bears its value."""
    made = citing_by_department(DEPARTMENTS, 0.6, EN, origin)
    assert "20% or less" in made.told
    assert "20% or less" in dom(made.wide).text
    assert "≤\u202f20%" in dom(made.narrow).text
    assert "threshold: 60%" in dom(made.wide).text
    assert ideas_table(IDEAS, 30, EN, origin).rows[0][2] == "85% or more"


def test_no_label_of_a_third_runs_into_another() -> None:
    """On a telephone, the names under the bars stand apart."""
    with themed():
        figure, ax = canvas(NARROW)
        clarity_figure.draw(THIRDS, 0.9, FR, ax)
        figure.draw_without_rendering()
        boxes = [label.get_window_extent() for label in ax.get_xticklabels()]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


def test_a_department_that_cannot_be_compared_has_a_dash(origin: Origin) -> None:
    """Without management there is no distance; a code without label stands as it is."""
    table = priorities_table(DEPARTMENTS, ("Garder",), {"fidelite": "Garder"}, EN, origin)
    assert [row[2] for row in table.rows] == ["75%", "–"]
    assert [row[4] for row in table.rows] == ["chiffre and prix", "Garder"]


def test_a_draw_shows_what_it_takes_to_do_it_again(origin: Origin) -> None:
    """Seed and fingerprint stand under the table; no id does."""
    table = draw_table(CERTIFICATE, DRAWN, FR, origin)
    assert table.note is not None
    assert f"graine {CERTIFICATE.seed}" in FR.say(table.note)
    assert CERTIFICATE.frame_sha256[:12] in FR.say(table.note)
    assert "p1" not in table.html
