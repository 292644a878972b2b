"""Exhibits about indicators and fear say what they are given, in the page's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from gtkit.errors import NotEstimable
from gtkit.present import (
    FigureExhibit,
    Origin,
    TableExhibit,
    behaviour_chart,
    criteria_choice_table,
    fear_quadrants,
    objective_matrix,
    progress_table,
    sheets_table,
    system_table,
    tools_table,
    use_ladder,
)
from gtkit.present.figures import behaviour, fear, objectives
from gtkit.present.figures import use as use_figure
from gtkit.present.theme import NARROW, WIDE, Size, canvas, themed
from gtkit.scoring.indicators.progress import Track, read
from gtkit.scoring.indicators.sheets import FIELDS
from gtkit.scoring.indicators.use import RUNGS, use
from gtkit.scoring.survey.healthy_fear import healthy_fear
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")
HOSTILE = "<script>alert(1)</script>"
KEYS = pd.Index(["late", "live", "new"], name="indicator")
LABELS = pd.Series([HOSTILE, "Marge brute $x^2$", "Réclamations reçues des clients de premier rang, par mois"], KEYS)
MONTHS = pd.period_range(end="2026-06", periods=36, freq="M")


def track(moved: float, *, direction: str = "max", group: str = "", n: int = 36) -> Track:
    """A series that steps at the 25th month, where a change was declared."""
    values = 50.5 + np.random.default_rng(4).standard_normal(36) + moved * (np.arange(36) >= 24)
    found = read(pd.Series(values[-n:], index=MONTHS[-n:]), direction=direction, changes=[MONTHS[24]])
    return Track(indicator="late", label=HOSTILE, group=group, unit="% des lignes", last=1234.5, progress=found)


def used(*, decided: bool = False) -> Any:
    """Twelve meetings: « live » leads to decisions, « late » to none, « new » was shown once."""
    rungs = [(m, "late", 3 if decided else 2) for m in range(12)] + [(m, "live", 1 + m % 4) for m in range(12)]
    log = pd.DataFrame([*rungs, (11, "new", 3)], columns=["meeting", "indicator", "rung"])
    ticked = {name: log["rung"] == k for k, name in enumerate(RUNGS, start=1)}
    return use(log.assign(**ticked), indicators=KEYS)


OBJECTIVES = pd.DataFrame(
    {"label": ["Garder les clients qui ont de la valeur", HOSTILE], "weight": [3.0, 1.0]}, index=["keep", "grow"]
)
LINKS = pd.DataFrame({"indicator": ["live", "late"], "objective": ["keep", "grow"], "strength": [3, 1]})
MARKS = pd.DataFrame({"a": [1.0] * 12 + [0.0] * 8}, index=[f"P{k}" for k in range(20)])
FEAR = healthy_fear(MARKS, MARKS.assign(a=[1.0] * 12 + [0.0] * 2 + [1.0] * 6))
CHECKS = pd.DataFrame({"owner": [True, False, True], "review": [pd.NA, True, pd.NA]}, index=KEYS, dtype="boolean")
CHOICE = pd.DataFrame(
    {
        "label": [HOSTILE, "Croissance", "Marge", "Délai"],
        "choice": ["drop", "add", "mend", "keep"],
        "reasons": [("zombie", "orphan"), ("uncovered",), ("owner",), ()],
        "yearly_cost": [1234.56, np.nan, 800.0, np.nan],
    }
)
SHEETS = pd.DataFrame(True, index=KEYS, columns=list(FIELDS)).assign(owner=[False, True, True])
TOOLS = pd.DataFrame(
    {
        "label": LABELS,
        "source": ["ERP", "", "Tableur"],
        "wait_days": [35.0, np.nan, 60.0],
        "cycle_days": [45.0, 30.0, 45.0],
        "timely": pd.array([True, pd.NA, False], dtype="boolean"),
        "yearly_cost": [1500.0, np.nan, 300.0],
    },
    index=KEYS,
)
FIGURES: Mapping[str, tuple[Callable[..., Axes], Callable[[Words, Origin], FigureExhibit], tuple[object, ...]]] = {
    "progress": (behaviour.draw, lambda w, o: behaviour_chart(track(6.0), w, o), (track(6.0),)),
    "decline": (behaviour.draw, lambda w, o: behaviour_chart(track(-6.0), w, o), (track(-6.0),)),
    "ladder": (use_figure.draw, lambda w, o: use_ladder(used(), LABELS, w, o), (used(), LABELS)),
    "matrix": (
        objectives.draw,
        lambda w, o: objective_matrix((OBJECTIVES, LINKS), LABELS, w, o),
        (OBJECTIVES, LINKS, LABELS),
    ),
    "fear": (fear.draw, lambda w, o: fear_quadrants(FEAR, w, o), (FEAR,)),
}
TABLES: Mapping[str, Callable[[Words, Origin], TableExhibit]] = {
    "progress": lambda w, o: progress_table((track(6.0, group="helped"), track(0.0, n=4)), w, o),
    "system": lambda w, o: system_table(CHECKS, LABELS, w, o),
    "choice": lambda w, o: criteria_choice_table(CHOICE, w, o),
    "sheets": lambda w, o: sheets_table(SHEETS, LABELS, w, o),
    "tools": lambda w, o: tools_table(TOOLS, w, o),
}
LANGUAGES = pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])


def foreign(words: Words) -> str:
    return r"\d\.\d|\d,\d{3}\b" if words.lang == "fr" else r"\d,\d\b|\d[\u202f\u00a0]\d"


@LANGUAGES
@pytest.mark.parametrize("subject", FIGURES)
def test_a_figure_speaks_the_page_s_language_and_nothing_in_it_acts(
    subject: str, words: Words, origin: Origin, dom: Any
) -> None:
    """Message, description and marks hold no number of the other language, no accident, nothing active."""
    made = FIGURES[subject][1](words, origin)
    told = dom(made.wide).text + dom(made.narrow).text + made.told + words.say(made.alt)
    assert not re.search(foreign(words), told.replace(HOSTILE, ""))
    assert not re.search(r"\b(nan|NaN|None|inf|True|False)\b", told)
    assert made.told.endswith(".")
    assert len(made.told) <= 150
    assert dom(str(made.html)).active == []


@pytest.mark.parametrize("subject", FIGURES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_is_cut(subject: str, size: Size) -> None:
    """All marks and labels lie inside the drawing, on a screen as on a telephone."""
    draw, _, results = FIGURES[subject]
    size = size.taller(4.0)
    with themed():
        figure, ax = canvas(size)
        assert draw(*results, FR, ax) is ax
        figure.draw_without_rendering()
        box = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
    assert min(box.x0, box.y0) >= -0.02
    assert box.x1 <= size.width + 0.02
    assert box.y1 <= size.height + 0.02


def test_signals_are_squares_and_the_declared_change_a_line() -> None:
    """Every value of the step is a signal; the change stands between the month before and its own."""
    with themed():
        _, ax = canvas(WIDE)
        behaviour.draw(track(6.0), FR, ax)
    squares = next(line for line in ax.lines if line.get_marker() == "s")
    assert set(range(24, 36)) <= set(np.asarray(squares.get_xdata(), dtype=int).tolist())
    change = ax.lines[-1]
    assert np.asarray(change.get_xdata()).tolist() == [23.5, 23.5]


def test_a_series_without_chart_is_not_drawn(origin: Origin) -> None:
    """Too few values have no limits, and no figure."""
    with pytest.raises(NotEstimable):
        behaviour_chart(track(0.0, n=4), FR, origin)


def test_the_zombie_is_named_and_only_the_zombie(origin: Origin, dom: Any) -> None:
    """The mark stands once, beside who never led to a decision; with decisions everywhere the title says so."""
    made = use_ladder(used(), LABELS, EN, origin)
    assert dom(made.wide).text.count(EN.say("mark.no_decision")) == 1
    assert made.told == "One indicator out of 3 led to no decision in 12 meetings."
    whole = use_ladder(used(decided=True), LABELS, EN, origin)
    assert EN.say("mark.no_decision") not in dom(whole.wide).text
    assert whole.title.key == "figure.use_ladder.title_none"


def test_the_matrix_tells_what_nothing_measures(origin: Origin, dom: Any) -> None:
    """The objective with a weak link only is hatched and named; covered, the message is that all are."""
    made = objective_matrix((OBJECTIVES, LINKS), LABELS, EN, origin)
    assert HOSTILE in made.told
    assert made.told.startswith("75% of the weight")
    assert EN.say("mark.uncovered") in dom(made.wide).text
    whole = objective_matrix((OBJECTIVES, LINKS.assign(strength=3)), LABELS, EN, origin)
    assert whole.title.key == "figure.objective_matrix.title_whole"
    assert EN.say("mark.uncovered") not in dom(whole.wide).text


@LANGUAGES
@pytest.mark.parametrize("subject", TABLES)
def test_a_table_is_well_formed_and_safe(subject: str, words: Words, origin: Origin, dom: Any) -> None:
    """A caption that is a sentence, scoped headings, no accident in a cell, nothing active whatever the names."""
    made = TABLES[subject](words, origin)
    page = dom(str(made.html))
    assert page.active == []
    assert made.told.endswith(".")
    assert all("scope" in attributes for attributes in page.all("th"))
    for cell in (cell.replace(HOSTILE, "x") for row in made.rows for cell in row):
        assert cell.strip()
        assert not re.search(foreign(words), cell)
        assert not re.search(r"\b(nan|NaN|None|inf|True|False|<NA>)\b|[a-z]_[a-z]", cell)


def test_a_reading_has_its_group_and_its_ground(origin: Origin) -> None:
    """Progress of the helped group by a recent signal; what is too short has neither level nor limits."""
    first, last = TABLES["progress"](EN, origin).rows
    assert first[:3] == (f"{HOSTILE} (helped group)", "progress proven", "recent signal")
    assert last[1:3] == ("cannot be read", "fewer than six values")
    assert last[-2:] == ("–", "–")


def test_a_rule_counts_only_those_it_bears_on(origin: Origin) -> None:
    """Two of three have an owner, the other is named; the review is asked of one."""
    owner, review = TABLES["system"](EN, origin).rows
    assert owner[1:] == ("2 of 3", "67%", str(LABELS["live"]))
    assert review[1:] == ("1 of 1", "100%", "–")


def test_a_choice_a_sheet_and_a_tool_say_why(origin: Origin) -> None:
    """Both reasons of a drop, the blank field of a sheet, too late first and unknown before in time."""
    assert TABLES["choice"](EN, origin).rows[0][1:3] == ("drop", "no decision and no objective served")
    assert TABLES["sheets"](EN, origin).rows[0] == (HOSTILE, "9 of 10", "the owner")
    tools = TABLES["tools"](EN, origin)
    assert [row[4] for row in tools.rows] == ["no", "unknown", "yes"]
    assert tools.told == "One indicator out of 2 comes too late for the decision that it serves."
