"""Tables say what results hold, in the page's language, as text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import OutOfRange
from gtkit.evidence import (
    Criterion,
    Quantity,
    Statement,
    Unit,
    Verdict,
)
from gtkit.present import (
    Head,
    Origin,
    TableExhibit,
    compared_values,
    criteria_table,
    effort_grid,
    fit_table,
    judged_table,
    plans_table,
    potential_table,
    ranked_table,
    segments_table,
    sensitivity_table,
)
from gtkit.scoring.customers.fit import StrategicFit
from gtkit.scoring.customers.potential import gap
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")
NAMED = "<script>alert(1)</script>"


def tables(results: Any, verdict: Verdict, words: Words, origin: Origin) -> dict[str, TableExhibit]:
    """Every table of épreuve 3."""
    return {
        "ranked": ranked_table(results.equity, results.rhythms, results.names, words, origin),
        "values": compared_values(results.equity, results.historical, words, origin),
        "efforts": effort_grid(results.grid, words, origin),
        "plans": plans_table(results.plans, results.names, words, origin),
        "sensitivity": sensitivity_table(results.sensitivity, words, origin),
        "segments": segments_table(results.segments, words, origin),
        "criteria": criteria_table(verdict, words, origin),
    }


@pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])
def test_a_table_is_well_formed_and_safe(
    words: Words, results: Any, verdict: Verdict, origin: Origin, dom: Any
) -> None:
    """Each has a caption that is a sentence, a scope on every heading, and nothing active whatever the names."""
    for table in tables(results, verdict, words, origin).values():
        page = dom(str(table.html))
        assert page.active == []
        assert table.told.endswith(".")
        assert len(page.all("caption")) == 1
        assert all("scope" in attributes for attributes in page.all("th"))
        assert len(page.all("tr")) == len(table.rows) + 1
        region = next(a for a in page.all("div") if a.get("role") == "region")
        assert region["aria-labelledby"] in page.ids
        assert region["tabindex"] == "0"


@pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])
def test_no_accident_reaches_a_cell(words: Words, results: Any, verdict: Verdict, origin: Origin) -> None:
    """NaN, infinity and booleans are told in words; numbers are of the page's language; no snake_case."""
    other = r"\d\.\d" if words.lang == "fr" else r"\d,\d\b|\d[\u202f\u00a0]\d"
    for table in tables(results, verdict, words, origin).values():
        for cell in (cell for row in table.rows for cell in row):
            assert cell.strip()
            assert not re.search(other, cell)
            assert not re.search(r"\b(nan|NaN|None|inf|True|False)\b|[a-z]_[a-z]", cell)


def test_ranked_customers_come_best_first(results: Any, origin: Origin) -> None:
    """Name, probability, purchases, spend, value and range, each formatted once; an unknown probability is a dash."""
    table = ranked_table(results.equity, results.rhythms, results.names, EN, origin)
    assert table.rows[0] == (
        NAMED,
        "99%",
        "9\u00a0days / 30\u00a0days",
        "60.0",
        "€2,000",
        "€60,000",
        "€30,000 to €90,000",
    )
    assert table.rows[2][1] == "–"
    assert [row[0] for row in table.rows][-1] == "C6"


def test_values_stand_side_by_side(results: Any, origin: Origin) -> None:
    """Model, what may come in, historical method: total and interval of each, and the cap on life is told."""
    table = compared_values(results.equity, results.historical, EN, origin)
    assert [row[1] for row in table.rows] == ["€127,150", "€127,150", "€99,000"]
    assert table.rows[1][2] == EN.say("range", low="€101,720", high="€152,581")
    assert table.note is not None
    assert "capped" in EN.say(table.note)


def test_each_assumption_has_both_its_ends(results: Any, origin: Origin) -> None:
    """Setting and equity, low then high, and the spread between them; the widest first, as the figure has it."""
    table = sensitivity_table(results.sensitivity, EN, origin)
    assert table.rows[0] == ("Horizon", "4\xa0years", "€1,020,000", "6\xa0years", "€1,410,000", "€390,000")
    assert table.rows[-1] == ("Level of margins", "−1%", "€1,222,000", "+1%", "€1,247,000", "€25,000")
    assert "€1.23M" in table.told


def test_the_grid_says_why_an_effort_is_set_aside(results: Any, origin: Origin) -> None:
    """Kept efforts first; each reason of the gate has its words."""
    table = effort_grid(results.grid, EN, origin)
    assert [row[3] for row in table.rows] == ["kept", "set aside", "set aside"]
    assert table.rows[1][4] == "no unit, no proof and declared only"
    assert table.rows[2][4] == "coders disagree"
    assert table.told == "1 effort out of 3 is measurable and beyond dispute."


def test_plans_tell_their_level_and_what_never_pays(results: Any, origin: Origin) -> None:
    """A plan that cannot act has no uplift that pays it; levels are those of the result; an unknown is a dash."""
    table = plans_table(results.plans, results.names, EN, origin)
    ranked = results.plans.customers.sort_values("mean", ascending=False)
    assert [row[1] for row in table.rows] == [EN.say(f"level.{level}") for level in ranked["level"]]
    assert {row[4] for row in table.rows} >= {"never", "–"}
    undetermined = next(row for row in table.rows if row[1] == "Undetermined")
    assert undetermined[2:] == ("–", "–", "–")


def test_a_small_segment_says_so(results: Any, origin: Origin) -> None:
    """A segment of fewer than three customers bears the remark beside its name."""
    first = [row[0] for row in segments_table(results.segments, EN, origin).rows]
    assert first == [NAMED, "B (too small to conclude)", "C (too small to conclude)"]


def test_an_unknown_time_is_not_told_as_none(results: Any, origin: Origin) -> None:
    """Where no time is known, a segment's share of energy is left open, never printed as 0 %."""
    untimed = replace(results.segments, frame=results.segments.frame.assign(energy_share=0.0))
    assert {row[-1] for row in segments_table(untimed, EN, origin).rows} == {"–"}
    assert "–" not in {row[-1] for row in segments_table(results.segments, EN, origin).rows}


def test_criteria_tell_state_value_and_threshold(verdict: Verdict, origin: Origin) -> None:
    """An interval, an exact value, a yes-or-no in words, and the reason of what cannot be computed."""
    rows = criteria_table(verdict, EN, origin).rows
    assert rows[0][1:] == ("not met", "45%", "35% to 55%", "60%", "30%")
    assert rows[0][0].endswith("(required)")
    assert rows[1][1:] == ("met", "82%", "exact value", "60%", "–")
    assert rows[2][2] == EN.say("criterion.soundness.met")
    assert rows[3][1].startswith("not computable: the catalogue")
    assert rows[3][2:] == ("–",) * 4


def test_a_fatal_line_held_against_something_else_says_so(verdict: Verdict, origin: Origin) -> None:
    """The line bears what it is held against, which is not the value of the row."""
    held = Criterion(
        key="criterion.performance_answerable",
        quantity=Quantity(0.63, Unit.SHARE),
        threshold=0.8,
        fatal=0.5,
        fatal_quantity=Quantity(0.76, Unit.SHARE),
    )
    row = criteria_table(replace(verdict, criteria=(held,)), EN, origin).rows[0]
    assert row[2:] == ("63%", "exact value", "80%", "50% with a failure line (here 76%)")


def test_a_ragged_row_is_refused(origin: Origin) -> None:
    """A row with a cell too many cannot be shown."""
    with pytest.raises(OutOfRange):
        TableExhibit(
            words=FR,
            title=Statement("table.effort_grid.note"),
            columns=(Head("column.effort"),),
            rows=(("a", "b"),),
            origin=origin,
        )


def test_potential_stands_beside_the_present(origin: Origin) -> None:
    """The largest probable gap first; an unknown probability is told, its customer comes last."""
    names = pd.Series(["One", "Two", NAMED], index=["C1", "C2", "C3"])
    today = pd.Series([20.0, 100.0, 0.0], index=names.index)
    known = gap(today, pd.Series([120.0, 400.0, 9000.0], index=names.index), today * 0 + [0.9, 0.5, np.nan])
    table = potential_table(known, names, EN, origin)
    assert [row[0] for row in table.rows] == ["Two", "One", NAMED]
    assert table.rows[0][1:] == ("€100", "€400", "25%", "€300", "€150")
    assert table.rows[2][-1] == EN.say("unknown")


def test_who_does_not_deserve_its_time_is_listed_with_the_reason(origin: Origin) -> None:
    """No first, the costliest first; a plain yes and who took no time are left out; each reason is told."""
    rows = {
        "A": ("passed", 9.0, 90.0, 500.0, 800.0, 1.0, ""),
        "B": ("conditional", 3.0, 30.0, 50.0, 10.0, 1.0, ""),
        "C": ("failed", 2.0, 20.0, 5.0, -80.0, 1.0, ""),
        "D": ("failed", 8.0, 80.0, 900.0, 700.0, 1.0, "exclusivité"),
        "E": ("undetermined", 1.0, 10.0, 5.0, 60.0, 0.25, ""),
        "F": ("undetermined", 1.0, 5.0, float("nan"), float("nan"), float("nan"), ""),
        "G": ("failed", 0.0, 0.0, 5.0, -1.0, 1.0, ""),
        "H": ("failed", 1.0, 1.0, 5.0, 0.0, 1.0, ""),
    }
    columns = ["level", "hours", "cost", "yearly_margin", "net", "completeness", "barrier"]
    customers = pd.DataFrame.from_dict(rows, orient="index", columns=columns).assign(departed=False)
    customers.loc["H", "departed"] = True
    table = judged_table(customers, pd.Series({k: f"Client {k}" for k in rows}), EN, origin)
    assert [row[0] for row in table.rows] == [f"Client {k}" for k in "DCHBEF"]
    assert [row[-1] for row in table.rows] == [
        "barrier: exclusivité",
        "value does not pay for service",
        "customer gone",
        "net value uncertain",
        "only 25% of efforts known",
        "value unknown",
    ]
    assert table.rows[1][5] == "−€80"
    assert "all are listed" in EN.say(table.note or "")
    many = pd.concat([customers.loc[["C"]]] * 61).set_axis([f"X{k}" for k in range(61)])
    cut = judged_table(many, pd.Series({f"X{k}": f"Client {k}" for k in range(61)}), EN, origin)
    assert "the first 60 are listed" in EN.say(cut.note or "")


def test_the_ideal_profile_shows_its_heaviest_gap_first(origin: Origin) -> None:
    """Weight times what is lacking decides; an attribute that nobody knows comes last, with a dash."""
    profile = pd.DataFrame(
        {
            "label": ["Distance", "Parc", "Arrêt"],
            "unit": ["km", "", "h"],
            "weight": [2.0, 3.0, 1.5],
            "known": [4, 5, 0],
            "nearness": [0.25, 0.9, np.nan],
            "at_worst": [1, 0, 0],
        },
        index=["km", "parc", "arret"],
    )
    fit = StrategicFit(customers=pd.DataFrame(), profile=profile, desirability=pd.DataFrame())
    table = fit_table(fit, FR, origin)
    assert [row[0] for row in table.rows] == ["Distance (km)", "Parc", "Arrêt (h)"]
    assert table.rows[0][1:] == ("2", "4", "25", "1")
    assert table.rows[2][3] == "–"
    assert "Distance" in table.told
