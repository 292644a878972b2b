"""Ideas of the invented firm's people."""

from __future__ import annotations

import numpy as np

from gtkit.samples.ideas import give
from gtkit.samples.staff import employ


def test_answers_come_after_ideas_and_only_answered_ideas_are_adopted() -> None:
    """64 ideas by people of the field; some have no answer yet, a few people give most of them."""
    people = employ(np.random.default_rng(1))
    table = give(people, np.random.default_rng(2))
    answered = table["answered_on"].notna()
    assert len(table) == 64
    assert (table.loc[answered, "answered_on"] > table.loc[answered, "date"]).all()
    assert not (table["adopted"] & ~answered).any()
    assert 0.4 < answered.mean() < 0.9
    assert not set(table["collaborator_id"]) & set(people.loc[people["management"], "collaborator_id"])
    assert table["collaborator_id"].value_counts().iloc[0] > 3
