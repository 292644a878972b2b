"""The sorting that épreuves 1 and 5 share."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from gtkit.contracts import CheckedTable
from gtkit.epreuves.field_of_action import SORTING_TABLES, FieldOfAction, SortingSettings, sort_opportunities
from gtkit.samples import Sample, industrial_supplier
from gtkit.samples.opportunities import deserved
from gtkit.samples.planted import Planted

from .conftest import checked


@pytest.fixture(scope="module")
def tables(sample: Sample) -> dict[str, CheckedTable]:
    return checked(sample.tables)


def sorted_field(tables: dict[str, CheckedTable], **chosen: float) -> FieldOfAction:
    found = sort_opportunities(tables, SortingSettings(as_of=industrial_supplier().as_of, **chosen))
    assert found is not None
    return found


def edited(tables: dict[str, CheckedTable], key: str, **columns: object) -> dict[str, CheckedTable]:
    return tables | {key: replace(tables[key], frame=tables[key].frame.assign(**columns))}


def test_the_planted_barriers_refuse_and_nothing_else_does(tables: dict[str, CheckedTable], sample: Sample) -> None:
    """Each open opportunity has the class that it was planted with, and those refused name the barrier broken."""
    found = sorted_field(tables)
    assert found.open["level"].to_dict() == deserved(sample.truth.planted.breaking).to_dict()
    refused = found.open[found.open["level"] == "refuse"]
    assert {name: bound for name, (bound,) in refused["barriers"].items()} == dict(sample.truth.planted.breaking)
    assert set(refused.index) <= set(found.refused)


def test_another_truth_another_field() -> None:
    """Barriers broken elsewhere move the refusals there."""
    breaking = {"M-09": "marge", "A-05": "paiement"}
    other = industrial_supplier(planted=Planted(breaking=breaking))
    found = sorted_field(checked(other.tables))
    assert set(found.open.index[found.open["level"] == "refuse"]) == set(breaking)


def test_an_unknown_barrier_closes_acceptance_and_says_which(tables: dict[str, CheckedTable]) -> None:
    """M-12 has no margin told: it stands under conditions until it is known."""
    row = sorted_field(tables).classes.loc["M-12"]
    assert (row["level"], row["capped"], row["binding"]) == ("conditions", True, "marge")
    assert pd.isna(row["needed"])


def test_skills_fill_the_criterion_that_no_score_tells(tables: dict[str, CheckedTable]) -> None:
    """Without skills, the gap is unknown, and M-08 is no longer refused but capped."""
    blind = {key: table for key, table in tables.items() if key != "skills"}
    assert sorted_field(tables).performance.loc["M-08", "competence"] == 3
    row = sorted_field(blind).classes.loc["M-08"]
    assert (row["level"], row["capped"]) == ("conditions", True)


def test_what_is_needed_lifts(tables: dict[str, CheckedTable]) -> None:
    """The level told as needed, once reached, lifts M-05 to the next class."""
    row = sorted_field(tables).classes.loc["M-05"]
    scores = tables["opportunity_scores"].frame
    at = (scores["opportunity"] == "M-05") & (scores["criterion"] == row["binding"])
    for value, level in ((row["needed"] + 1e-6, "accept"), (row["needed"] - 0.1, "conditions")):
        again = sorted_field(edited(tables, "opportunity_scores", value=scores["value"].mask(at, value)))
        assert again.classes.loc["M-05", "level"] == level


@pytest.mark.parametrize("key", SORTING_TABLES)
def test_without_one_of_its_tables_nothing_is_sorted(tables: dict[str, CheckedTable], key: str) -> None:
    """None, whether the table is absent or empty."""
    settings = SortingSettings(as_of=industrial_supplier().as_of)
    absent = {name: table for name, table in tables.items() if name != key}
    empty = tables | {key: replace(tables[key], frame=tables[key].frame.iloc[:0])}
    assert sort_opportunities(absent, settings) is None
    assert sort_opportunities(empty, settings) is None


def test_weights_told_win_over_cards_and_neither_sorts_nothing(tables: dict[str, CheckedTable]) -> None:
    """Weights of all criteria are taken as they are; a criterion without card leaves no weight."""
    told = edited(tables, "criteria", weight=range(1, 11))
    assert sorted_field(told).criteria["weight"].tolist() == list(range(1, 11))
    blank = edited(tables, "criteria", card_rank=tables["criteria"].frame["card_rank"].where(lambda r: r > 1))
    assert sort_opportunities(blank, SortingSettings(as_of=industrial_supplier().as_of)) is None


def test_a_criterion_whose_limits_contradict_each_other_is_left_out(tables: dict[str, CheckedTable]) -> None:
    """A margin asked higher under conditions than to be accepted sorts nothing, and is named."""
    limits = tables["profiles"].frame
    at = (limits["criterion"] == "marge") & (limits["limit"] == "conditions")
    assert sorted_field(edited(tables, "profiles", value=limits["value"].mask(at, 99.0))).left_out == ("marge",)


@bounds(max_examples=15, deadline=None)
@given(factor=st.floats(0.1, 50), cut=st.floats(0.55, 1))
def test_the_scale_of_weights_never_counts_and_a_barrier_never_yields(factor: float, cut: float) -> None:
    """Whatever the cut, what breaks a barrier is refused; multiplying weights moves no class."""
    sample = industrial_supplier()
    tables = checked({key: sample.tables[key] for key in (*SORTING_TABLES, "skills", "required_skills")})
    weighed = [edited(tables, "criteria", weight=[f * k for k in range(1, 11)]) for f in (1.0, factor)]
    one, other = (sorted_field(t, cut=cut).classes["level"] for t in weighed)
    assert one.equals(other)
    assert (one[list(sample.truth.planted.breaking)] == "refuse").all()
