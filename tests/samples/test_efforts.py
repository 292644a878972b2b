"""Effort facts stand around each customer's own quality, and two efforts prove nothing."""

import numpy as np
import pandas as pd
import pytest

from gtkit.samples import Sample, industrial_supplier
from gtkit.samples.efforts import REFUSED, catalogue, observe
from gtkit.samples.orders import invoice
from gtkit.samples.population import populate


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The supplier."""
    return industrial_supplier()


def test_exactly_two_efforts_fail_the_gate() -> None:
    """Unit, proof, and a record that is not an opinion: eight of ten have all three, with most of the weight."""
    grid = catalogue().set_index("effort")
    recorded = grid["origin"].isin(["system", "contract"]) | (grid["coding_alpha"] >= 0.80)
    sound = (grid["unit"] != "") & (grid["proof"] != "") & recorded & (grid["worst"] != grid["ideal"])
    assert set(grid.index[~sound]) == set(REFUSED)
    assert 0.75 < grid.loc[sound, "weight"].sum() / grid["weight"].sum() < 0.90


def test_directions_point_from_the_worst_to_the_ideal() -> None:
    """More is better where the ideal is above the worst, and the other way round."""
    grid = catalogue()
    assert ((grid["ideal"] > grid["worst"]) == (grid["direction"] == "max")).all()


def test_facts_rank_customers_by_their_hidden_quality() -> None:
    """The mean desirability of a customer's facts recovers its quality: rank correlation above 0.85."""
    population = populate(260, np.random.default_rng(5))
    facts = observe(population, invoice(population, np.random.default_rng(6)), np.random.default_rng(7))
    grid = catalogue().set_index("effort")
    worst, ideal = facts["effort"].map(grid["worst"]), facts["effort"].map(grid["ideal"])
    reached = ((facts["value"] - worst) / (ideal - worst)).groupby(facts["customer_id"]).agg(["mean", "size"])
    reached = reached.loc[reached["size"] >= 6, "mean"]
    quality = population.customers["quality"].reindex(reached.index)
    assert reached.corr(quality, method="spearman") > 0.85


def test_most_customers_are_known_well_and_a_few_are_not(sample: Sample) -> None:
    """Of the customers seen, nine in ten have 60 % of the efforts or more; gaps, undated facts and old facts exist."""
    facts = sample.tables["efforts"]
    known = facts.groupby("customer_id")["effort"].nunique() / 10
    assert 0.8 < (known >= 0.6).mean() < 0.99
    assert (known < 1).any()
    assert 0.02 < facts["date"].isna().mean() < 0.06
    assert facts.duplicated(["customer_id", "effort"]).mean() > 0.05
    assert not facts.duplicated(["customer_id", "effort", "date"]).any()


def test_facts_are_dated_before_the_last_day(sample: Sample) -> None:
    """No proof comes from the future, and none is older than two years."""
    dates = sample.tables["efforts"]["date"].dropna()
    assert dates.max() <= pd.Timestamp(sample.as_of)
    assert dates.min() > pd.Timestamp(sample.as_of) - pd.DateOffset(years=2)


def test_facts_name_customers_and_efforts_that_exist(sample: Sample) -> None:
    """References hold; an effort that the ledger measures is entered by nobody."""
    facts, grid = sample.tables["efforts"], sample.tables["effort_catalogue"]
    assert set(facts["effort"]) == set(grid.loc[grid["measured_by"] == "entered", "effort"])
    assert grid.loc[grid["measured_by"] == "payments", "effort"].tolist() == ["paiement"]
    assert set(facts["customer_id"]) <= set(sample.tables["customers"]["customer_id"])
