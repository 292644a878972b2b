"""Key figures and their traces: what is printed can be computed again."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest

from gtkit.contracts import CheckedTable
from gtkit.epreuves.field_of_action import SortingSettings, sort_opportunities
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results, Settings
from gtkit.epreuves.perimeter.card_test import card_test, knowing
from gtkit.epreuves.perimeter.robustness import held_classes
from gtkit.evidence import KeyFigure
from gtkit.samples import Sample
from gtkit.scoring.customers.energy import hour_rates
from gtkit.scoring.survey.ratio import ratio_share


@pytest.fixture
def figures(found: Findings[Results]) -> dict[str, KeyFigure]:
    return {figure.key: figure for figure in found.key_figures}


def test_who_knows_replays_from_its_trace(
    figures: dict[str, KeyFigure], field_tables: dict[str, CheckedTable], sample: Sample
) -> None:
    """Cut, share of cards, cards and level of the trace, from the tables alone, give the printed share and interval."""
    figure = figures["figure.knowledge"]
    told = figure.trace.parameters
    settings = Settings.model_validate(
        {
            "as_of": sample.as_of,
            **{k: told[k] for k in ("cut", "card_ratio", "right_share", "minimum_cards", "interval_level")},
        }
    )
    test = card_test(field_tables, sort_opportunities(field_tables, settings), settings)
    assert test is not None
    again = knowing(test.right() >= float(told["right_share"]), test, level=float(told["interval_level"]))
    assert again == figure.quantity


def test_time_and_money_replay_from_their_traces(
    figures: dict[str, KeyFigure], field_tables: dict[str, CheckedTable], sample: Sample
) -> None:
    """Hours on the sheets and the classes at the cut told give share, cost, refusals and money freed."""
    told = figures["figure.wasted_share"].trace.parameters
    cut, ratio = float(told["cut"]), float(told["card_ratio"])
    field = sort_opportunities(field_tables, SortingSettings(as_of=sample.as_of, cut=cut, card_ratio=ratio))
    assert field is not None
    time = sample.tables["opportunity_time"]
    hours = time.groupby("opportunity")["hours"].sum()
    share, _ = ratio_share(hours.to_numpy(), hours.index.isin(field.refused))
    assert figures["figure.wasted_share"].quantity.value == pytest.approx(share)
    own = time[time["opportunity"].isin(field.refused)]
    cost = (own["hours"] * own["service"].map(hour_rates(sample.tables["service_costs"]))).sum()
    assert figures["figure.wasted_cost"].quantity.value == pytest.approx(cost)
    refused = field.open[field.open["level"] == "refuse"]
    assert figures["figure.refused"].quantity.value == len(refused)
    freed = refused.loc[refused["kind"].isin(["service", "initiative"]), "amount"].sum()
    assert figures["figure.freed"].quantity.value == freed == 306_000


def test_decisions_that_hold_replay_from_their_trace(
    figures: dict[str, KeyFigure], field_tables: dict[str, CheckedTable], sample: Sample
) -> None:
    """The bounds, draws and seed told give the printed share."""
    figure = figures["figure.robust"]
    told = {key: value for key, value in figure.trace.parameters.items() if key != "as_of"}
    settings = Settings.model_validate({"as_of": sample.as_of, **told})
    field = sort_opportunities(field_tables, settings)
    assert field is not None
    held = held_classes(field_tables, field, settings).loc[field.open.index, "held"]
    assert figure.quantity.value == pytest.approx(np.mean(held >= settings.hold_share))


def test_every_trace_names_files_and_a_real_function(found: Findings[Results]) -> None:
    """At least three figures, each with sources, and a function that can be imported."""
    assert len(found.key_figures) >= 3
    for figure in found.key_figures:
        module, name = figure.trace.function.rsplit(".", 1)
        assert callable(getattr(import_module(module), name))
        assert figure.trace.sources
