"""Exhibits about the field of action say what they are given, in the page's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from gtkit.present import (
    FigureExhibit,
    Origin,
    TableExhibit,
    barriers_table,
    ceased_table,
    clauses_table,
    field_map,
    held_classes,
    knowledge_by_department,
    opportunities_table,
    skill_gaps_table,
    wasted_by_department,
)
from gtkit.present.figures import field_map as map_figure
from gtkit.present.figures import held_classes as held_figure
from gtkit.present.figures import knowledge as knowledge_figure
from gtkit.present.theme import NARROW, WIDE, Size, canvas, themed
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")
HOSTILE = "<script>alert(1)</script>"
DEPARTMENTS = pd.DataFrame(
    {
        "told": [0.4, 0.55, 0.65],
        "side": ["low", "", "high"],
        "told_low": [0.0, 0.35, 0.65],
        "told_high": [0.4, 0.75, 1.0],
    },
    index=pd.Index([HOSTILE, "", "Bureau d'études et méthodes du site nord de l'entreprise"], name="service"),
)
CRITERIA = pd.DataFrame(
    {
        "label": ["Marge attendue", "Délai de paiement"],
        "unit": ["% du prix", "jours"],
        "kind": ["", "agreement"],
        "direction": ["max", "min"],
        "limit": [10.0, 90.0],
        "reason": ["Sous ce seuil, on perd", ""],
        "owner": ["", "Direction"],
        "review_on": pd.to_datetime(["2026-12-31", None]),
        "status": ["biting", "decorative"],
        "hits": [2, 0],
        "seen": [20, 7],
        "contradictory": [("D-1",), ()],
        "overdue": [True, False],
        "whole": [False, True],
    },
    index=["marge", "paiement"],
)
OPPORTUNITIES = pd.DataFrame(
    {
        "kind": ["mission", "agreement", "agreement", "service", "initiative"],
        "label": [HOSTILE, "Accord B", "Accord C", "Service D", "Initiative E"],
        "level": ["accept", "refuse", "conditions", "conditions", ""],
        "debated": [False, False, True, False, False],
        "amount": [np.nan, 1250.0, 300.0, 4000.0, 10.0],
        "binding": ["", "paiement", "marge", "", ""],
        "current": [np.nan, 120.0, 18.0, np.nan, np.nan],
        "needed": [np.nan, 69.58, 18.02, np.nan, np.nan],
        "strict": [False, False, True, False, False],
        "held": [0.85, 1.0, 0.951, 0.99, np.nan],
    },
    index=list("ABCDE"),
)
TIME = pd.DataFrame(
    {"label": ["Accord B", HOSTILE], "hours": [12.0, 30.5], "cost": [np.nan, 1200.0], "binding": ["paiement", ""]}
)
GAPS = pd.DataFrame(
    {
        "label": ["Mission A", HOSTILE, "Mission C"],
        "gap": [3.0, np.nan, 0.0],
        "skill": ["Soudage", "", ""],
        "unknown": [(), ("Robotique",), ()],
        "action": ["refuse", "unknown", "within"],
    }
)
SERVICES = pd.DataFrame(
    {"hours": [40.0, 2.5], "refused": [30.5, 0.0], "cost": [1200.0, np.nan]}, index=["Commerce", ""]
)
CLAUSES = pd.DataFrame({"marge": [12.0, 8.0], "paiement": [np.nan, 30.0]}, index=["Accord B", "Accord C"])
FIGURES: dict[str, Callable[[Words, Origin], FigureExhibit]] = {
    "knowledge": lambda words, origin: knowledge_by_department(DEPARTMENTS, 0.6, words, origin),
    "map": lambda words, origin: field_map(OPPORTUNITIES, words, origin),
    "held": lambda words, origin: held_classes(OPPORTUNITIES, 0.95, words, origin),
}
TABLES: dict[str, Callable[[Words, Origin], TableExhibit]] = {
    "opportunities": lambda words, origin: opportunities_table(OPPORTUNITIES, CRITERIA, words, origin),
    "barriers": lambda words, origin: barriers_table(CRITERIA, words, origin),
    "clauses": lambda words, origin: clauses_table(CLAUSES, CRITERIA, words, origin),
    "ceased": lambda words, origin: ceased_table(TIME, CRITERIA, words, origin),
    "departments": lambda words, origin: wasted_by_department(SERVICES, words, origin),
    "skills": lambda words, origin: skill_gaps_table(GAPS, words, origin),
}
LANGUAGES = pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])


@LANGUAGES
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_well_formed_and_no_accident_reaches_a_cell(
    name: str, words: Words, origin: Origin, dom: Any
) -> None:
    """A sentence as caption, nothing active, no NaN, numbers of the page's language, no key of the code."""
    table = TABLES[name](words, origin)
    page = dom(str(table.html))
    assert page.active == []
    assert table.told.endswith(".")
    other = r"\d\.\d" if words is FR else r"\d,\d\b"
    for cell in (cell for row in table.rows for cell in row):
        assert cell.strip()
        assert not re.search(other, cell)
        assert not re.search(r"\b(nan|NaN|None|inf|True|False|NaT)\b|[a-z]_[a-z]", cell)


@LANGUAGES
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_says_its_message_and_stays_safe(name: str, words: Words, origin: Origin, dom: Any) -> None:
    """Title a sentence of two lines at most, alt with a number, hostile names as text, numbers of the language."""
    made = FIGURES[name](words, origin)
    assert dom(str(made.html)).active == []
    assert made.told.endswith(".")
    assert len(made.told) <= 150
    told = dom(made.wide).text + dom(made.narrow).text + words.say(made.alt)
    assert not re.search(r"\d\.\d" if words is FR else r"\d,\d\b", told)
    assert not re.search(r"\b(nan|NaN|None)\b", told)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_is_cut(size: Size) -> None:
    """All labels lie inside each drawing, on a screen as on a telephone."""
    for draw in (
        lambda ax: knowledge_figure.draw(DEPARTMENTS, 0.6, FR, ax),
        lambda ax: map_figure.draw(OPPORTUNITIES, FR, ax),
        lambda ax: held_figure.draw(OPPORTUNITIES, 0.95, FR, ax),
    ):
        with themed():
            figure, ax = canvas(size)
            assert draw(ax) is ax
            figure.draw_without_rendering()
            box = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
        assert box.x0 >= -0.02
        assert box.y0 >= -0.02
        assert box.x1 <= size.width + 0.02
        assert box.y1 <= size.height + 0.02


def test_what_must_change_is_told_on_the_safe_side(origin: Origin) -> None:
    """A ceiling is rounded down, a floor up, to whole numbers unless small and fractional; refused first."""
    rows = {row[0]: row for row in opportunities_table(OPPORTUNITIES, CRITERIA, EN, origin).rows}
    assert next(iter(rows)) == "Accord B"
    assert rows["Accord B"][4] == "Délai de paiement: go from 120 to 69 jours at most"
    assert rows["Accord C"][4] == "Marge attendue: exceed 19 % du prix (today 18)"
    assert rows["Accord C"][2] == "on conditions, to be discussed"
    assert rows["Service D"][4] == "several criteria at once"
    assert rows[HOSTILE][3:] == ("–", "–")
    small = OPPORTUNITIES.assign(current=3.5, needed=4.02)
    fine = {row[0]: row[4] for row in opportunities_table(small, CRITERIA, EN, origin).rows}
    assert fine["Accord C"] == "Marge attendue: exceed 4.1 % du prix (today 3.5)"
    assert fine["Accord B"] == "Délai de paiement: go from 3.5 to 4 jours at most"
    alone = opportunities_table(OPPORTUNITIES[OPPORTUNITIES["kind"] == "agreement"], CRITERIA, EN, origin)
    assert "column.kind" not in {head.key for head in alone.columns}


def test_a_clause_is_broken_at_its_limit_and_an_unknown_one_says_so(origin: Origin) -> None:
    """Under the floor: to refuse; unknown: to be known; one agreement of two passes a limit."""
    table = clauses_table(CLAUSES, CRITERIA, EN, origin)
    assert [row[4] for row in table.rows] == ["within the limit", "to be known", "to refuse", "within the limit"]
    assert table.told == "1 agreement of 2 is to be refused: one of its clauses goes beyond the limit."
    edge = clauses_table(CLAUSES.assign(marge=10.0), CRITERIA, EN, origin)
    assert edge.told == "2 agreements of 2 are to be refused: one of their clauses goes beyond the limit."


def test_figures_tell_their_other_message(origin: Origin) -> None:
    """All alike, all holding, nothing to cease, all within reach: the title says so."""
    alike = DEPARTMENTS.assign(told=0.5, side="")
    assert "as well" in knowledge_by_department(alike, 0.6, EN, origin).told
    assert held_classes(OPPORTUNITIES, 0.5, EN, origin).told.startswith("All 4 decisions")
    assert ceased_table(TIME.iloc[:0], CRITERIA, EN, origin).told == "No refused matter is still being worked on."
    assert skill_gaps_table(GAPS.assign(action="within"), EN, origin).told.startswith("All 3")
    assert barriers_table(CRITERIA, EN, origin).rows[0][7] == "of use, contradicted"


def test_a_review_that_is_overdue_says_so(origin: Origin) -> None:
    """The date stands with its remark; no date, a dash."""
    assert [row[5] for row in barriers_table(CRITERIA, EN, origin).rows] == ["31\xa0Dec\xa02026 (overdue)", "–"]


def test_no_department_s_cost_is_shown_where_some_are_hidden(origin: Origin) -> None:
    """Without the column there is neither heading nor cell of a cost, and the note says why."""
    assert [head.key for head in wasted_by_department(SERVICES, EN, origin).columns][-1] == "column.spent_cost"
    table = wasted_by_department(SERVICES.drop(columns="cost"), EN, origin)
    assert [head.key for head in table.columns][-1] == "column.hours_refused"
    assert {len(row) for row in table.rows} == {3}
    assert "€" not in str(table.html)
    assert table.note is not None


def test_a_group_close_to_one_answer_is_told_by_its_bound(origin: Origin, dom: Any) -> None:
    """Title and drawing say "or less", "or more"; the exact share is nowhere."""
    made = knowledge_by_department(DEPARTMENTS, 0.6, EN, origin)
    assert "40% or less" in made.told
    assert "65% or more" in made.told
    assert "40% or less" in dom(made.wide).text
    assert "≤\u202f40%" in dom(made.narrow).text


def test_fragile_and_firm_decisions_are_explained(origin: Origin, dom: Any) -> None:
    """The legend tells the marks and the threshold; a long name is folded, not cut."""
    long = OPPORTUNITIES.assign(label="Commande de sécurité d’une presse robotisée")
    text = dom(held_classes(long, 0.95, FR, origin).narrow).text
    for told in ("fragile", "tient", "seuil\u00a0: 95\u202f%", "presse robotisée"):
        assert told in text
