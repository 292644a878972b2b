"""The customer that the invented firm looks for, and what its customers are."""

from __future__ import annotations

import numpy as np

from gtkit.samples.population import populate
from gtkit.samples.profile import describe, ideal


def test_the_profile_says_what_is_wanted_and_what_is_not_accepted() -> None:
    """Each attribute runs from its worst to its ideal value in its own direction."""
    profile = ideal()
    span = (profile["ideal"] - profile["worst"]) * profile["direction"].map({"max": 1, "min": -1})
    assert (span > 0).all()
    assert profile["indispensable"].sum() == 1


def test_attributes_follow_the_customers_own_quality_and_some_are_unknown() -> None:
    """Who goes far for its supplier entrusts it with more; about one value in six is not known."""
    population = populate(250, np.random.default_rng(2))
    table = describe(population, np.random.default_rng(3))
    assert table["value"].notna().all()
    assert set(table["attribute"]) == set(ideal()["attribute"])
    assert 0.75 < len(table) / (250 * len(ideal())) < 0.90
    entrusted = table[table["attribute"] == "entretien"].set_index("customer_id")["value"]
    assert entrusted.corr(population.customers["quality"]) > 0.5
