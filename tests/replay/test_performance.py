"""Épreuve 5: its key figures computed again from the raw sheets."""

from __future__ import annotations

import pandas as pd
import pytest

from .progress import direction_of
from .raw import Figure
from .strata import finite_bounds

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def own(figures: dict[str, dict[str, Figure]]) -> dict[str, Figure]:
    """The key figures of the épreuve."""
    return figures["performance"]


def test_criteria_ready_to_warn(own: dict[str, Figure]) -> None:
    """Weight of the indicators that have a failure line, an owner and a reaction."""
    figure = own["figure.performance_answerable"]
    links = figure.table("Objectifs et indicateurs")
    weight = figure.table("Objectifs").set_index("objective")["weight"]
    part = links["strength"] / links.groupby("objective")["strength"].transform("sum")
    each = (part * links["objective"].map(weight)).groupby(links["indicator"]).sum()
    sheets = figure.table("Indicateurs").set_index("indicator")
    ready = sheets[["failure_line", "owner", "reaction"]].notna().all(axis=1)
    figure.tells(each[ready[each.index]].sum() / each.sum())


def test_objectives_strongly_measured(own: dict[str, Figure]) -> None:
    """Weight of the objectives that an indicator measures with a link of 3."""
    figure = own["figure.performance_coverage"]
    links = figure.table("Objectifs et indicateurs")
    links = links[links["indicator"].isin(figure.table("Indicateurs")["indicator"])]
    objectives = figure.table("Objectifs").set_index("objective")["weight"]
    covered = objectives.index.isin(links.loc[links["strength"] >= 3, "objective"])
    figure.tells(objectives[covered].sum() / objectives.sum())


def test_indicators_without_a_decision(own: dict[str, Figure]) -> None:
    """Indicators on which no meeting decides, among those that enough meetings show."""
    figure = own["figure.performance_zombies"]
    figure.tells(len(_zombies(figure)))


def test_cost_of_indicators_to_drop(own: dict[str, Figure]) -> None:
    """Yearly cost of the indicators that no meeting decides on, or that are linked to no objective."""
    figure = own["figure.performance_dropped"]
    links = figure.table("Objectifs et indicateurs")
    costs = figure.table("Indicateurs").set_index("indicator")["yearly_cost"]
    orphans = set(costs.index) - set(links.loc[links["strength"] > 0, "indicator"])
    figure.tells(costs[sorted(_zombies(figure) | orphans)].sum())


def _zombies(figure: Figure) -> set[str]:
    log = figure.table("Journal des décisions")
    rungs = ["shown", "discussed", "decided", "reviewed"]
    told = (log[rungs] == "oui").assign(meeting=log["meeting"], indicator=log["indicator"])
    decided = told.loc[told["decided"] | told["reviewed"], "indicator"]
    shown = told[told[rungs].any(axis=1)].groupby("indicator")["meeting"].nunique()
    listed = figure.table("Indicateurs")["indicator"]
    meetings = shown.reindex(listed).fillna(log["meeting"].nunique())
    return set(listed) - set(decided) - set(meetings.index[meetings < figure.settings["fewest_meetings"]])


def test_people_in_learning(own: dict[str, Figure]) -> None:
    """Share of the people placed on both scales who stand high on both."""
    figure = own["figure.performance_learning"]
    items = figure.table("Questions").set_index("item")
    marks = figure.table("Questionnaire").join(items, on="item")
    mark = (marks["mark"] - 1) / (marks["highest"] - 1)
    marks = marks.assign(mark=mark.where(marks["reversed"] != "oui", 1 - mark))
    places = {}
    for theme in ("exigence", "sécurité psychologique"):
        sheet = marks[marks["theme"] == theme].pivot(index="collaborator_id", columns="item", values="mark")
        places[theme] = sheet.mean(axis=1)[sheet.notna().mean(axis=1) >= 0.5]
    placed = pd.DataFrame(places).dropna()
    high = (placed >= figure.settings["fear_cut"]).all(axis=1)
    figure.tells(high.mean())
    people, level = len(figure.table("Collaborateurs")), figure.settings["interval_level"]
    assert figure.bounds == pytest.approx(finite_bounds(int(high.sum()), len(high), people, level))


def test_indicators_with_proven_progress(own: dict[str, Figure]) -> None:
    """Indicators of which a series, of the whole or of a group, gives a signal on the side that is wanted."""
    figure = own["figure.performance_progress"]
    wanted = (
        figure.table("Indicateurs")
        .set_index("indicator")["direction"]
        .map({"plus est mieux": 1, "moins est mieux": -1})
    )
    series = figure.table("Séries").fillna({"group": ""})
    series = series.assign(month=series["period"].dt.to_period("M"), changed=series["changed"] == "oui")
    found = set()
    for (indicator, _), rows in series.groupby(["indicator", "group"]):
        by_month = rows.groupby("month")
        going = direction_of(by_month["value"].mean(), by_month["changed"].any())
        if going and going == wanted[indicator]:
            found.add(indicator)
    figure.tells(len(found))
