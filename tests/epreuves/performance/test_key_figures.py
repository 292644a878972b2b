"""Key figures of épreuve 5 and their traces: what is printed can be computed again."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import Results
from gtkit.evidence import KeyFigure
from gtkit.scoring.indicators.sheets import answerable, answerable_share, weigh
from gtkit.scoring.indicators.use import use
from gtkit.scoring.survey.healthy_fear import healthy_fear, recode

Frames = Mapping[str, pd.DataFrame]


@pytest.fixture
def figures(told: Findings[Results]) -> dict[str, KeyFigure]:
    return {figure.key: figure for figure in told.key_figures}


def test_every_trace_names_files_and_a_real_function(told: Findings[Results]) -> None:
    """Six figures, each with sources, a formula, and a function that can be imported."""
    assert len(told.key_figures) == 6
    for figure in told.key_figures:
        module, name = figure.trace.function.rsplit(".", 1)
        assert callable(getattr(__import__(module, fromlist=[name]), name))
        assert figure.trace.sources
        assert figure.trace.formula


def test_weight_and_coverage_replay_from_the_files(figures: dict[str, KeyFigure], measures: Frames) -> None:
    """The tables that the trace names, through the functions that it names, by hand."""
    indicators = measures["indicators"].set_index("indicator")
    objectives = measures["objectives"].set_index("objective")["weight"]
    links = measures["objective_alignment"]
    weights = weigh(objectives, links, indicators=indicators.index)
    share = answerable_share(weights, answerable(indicators))
    assert figures["figure.performance_answerable"].quantity.value == pytest.approx(share)
    strong = set(links.loc[links["strength"] == 3, "objective"])
    covered = objectives[objectives.index.isin(strong)].sum() / objectives.sum()
    assert figures["figure.performance_coverage"].quantity.value == pytest.approx(covered)


def test_zombies_and_what_they_cost_replay(figures: dict[str, KeyFigure], measures: Frames) -> None:
    """Counted again from the log with the trace's own setting; costs added up from the sheets."""
    figure = figures["figure.performance_zombies"]
    indicators = measures["indicators"].set_index("indicator")
    fewest = int(figure.trace.parameters["fewest_meetings"])
    found = use(measures["decision_log"], indicators=indicators.index, fewest_meetings=fewest).indicators
    assert figure.quantity.value == found["zombie"].sum()
    linked = set(measures["objective_alignment"]["indicator"])
    dropped = found["zombie"] | ~indicators.index.isin(linked)
    assert figures["figure.performance_dropped"].quantity.value == indicators.loc[dropped, "yearly_cost"].sum()


def test_the_share_in_learning_replays(figures: dict[str, KeyFigure], measures: Frames) -> None:
    """Cut and level of the trace, the survey's marks, the whole staff as population: same share, same interval."""
    figure = figures["figure.performance_learning"]
    items = measures["survey_items"]
    marks = recode(measures["survey"], items)
    standards, safety = (marks[items.loc[items["theme"] == axis, "item"]] for axis in ("standards", "safety"))
    found = healthy_fear(
        standards,
        safety,
        cut=float(figure.trace.parameters["fear_cut"]),
        population=len(measures["collaborators"]),
        level=float(figure.trace.parameters["interval_level"]),
    )
    row = found.quadrants.loc["learning"]
    assert figure.quantity.interval is not None
    assert (figure.quantity.value, figure.quantity.interval.low) == pytest.approx((row["share"], row["low"]))
