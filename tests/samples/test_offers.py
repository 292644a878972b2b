"""The offers of the invented firm: old families and novelties, bespoke work, expectations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.samples import Planted, Sample, industrial_supplier
from gtkit.samples.offers import bespoke_work, expectations, offers
from gtkit.samples.population import populate


@pytest.fixture(scope="module")
def sample() -> Sample:
    return industrial_supplier()


def test_every_product_sold_is_an_offer_and_none_is_sold_before_its_launch(sample: Sample) -> None:
    """Names of the sales are those of the offers; a novelty has no line older than itself."""
    launched = offers().set_index("offer")["launched_on"]
    sales = sample.tables["transactions"].query("amount > 0")
    assert set(sales["product"]) <= set(launched.index)
    assert (sales["date"] >= sales["product"].map(launched)).all()


def test_more_novelty_planted_is_more_novelty_sold(sample: Sample) -> None:
    """The share of new offers in the last year follows what is planted; money and dates do not move."""
    recent = offers().query("launched_on > '2024-06-30'")["offer"]
    more = industrial_supplier(planted=Planted(novelty=0.9))

    def share(told: Sample) -> float:
        lines = told.tables["transactions"].query("date > '2025-06-30'")
        return float(lines.loc[lines["product"].isin(recent), "amount"].sum() / lines["amount"].sum())

    assert share(more) > share(sample) > 0
    pd.testing.assert_series_equal(more.tables["transactions"]["amount"], sample.tables["transactions"]["amount"])


def test_bespoke_hours_are_part_of_all_hours_and_expectations_are_marks() -> None:
    """No request has more bespoke hours than hours; importance and performance are marks from 1 to 5."""
    population = populate(200, np.random.default_rng(1))
    work = bespoke_work(population, np.random.default_rng(2))
    assert (work["bespoke_hours"] <= work["total_hours"]).all()
    asked = expectations(population, np.random.default_rng(3))
    assert asked[["importance", "performance"]].stack().dropna().between(1, 5).all()
    assert not asked.duplicated(["customer_id", "attribute"]).any()
