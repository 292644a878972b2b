"""Who works at the invented firm."""

from __future__ import annotations

import numpy as np

from gtkit.samples.staff import OBJECTIVES, SERVICES, employ, objectives


def test_everybody_has_one_department_and_some_are_too_few_to_show() -> None:
    """96 people, six of them management; two departments are under five, where nothing may be shown."""
    people = employ(np.random.default_rng(1))
    assert len(people) == people["collaborator_id"].nunique() == 96
    assert people["service"].value_counts().to_dict() == SERVICES
    assert people.loc[people["management"], "service"].unique().tolist() == ["Direction"]
    assert sum(size < 5 for size in SERVICES.values()) == 2


def test_the_people_of_the_time_sheets_are_the_first() -> None:
    """P01 to P12 are the three departments that book their time."""
    people = employ(np.random.default_rng(1)).set_index("collaborator_id")
    booked = [people.loc[f"P{k:02d}", "service"] for k in (1, 5, 6, 9, 10, 12)]
    assert booked == ["Commerce"] * 2 + ["Support technique"] * 2 + ["Administration des ventes"] * 2


def test_objectives_are_few_and_weighted() -> None:
    """A closed list whose weights are known."""
    table = objectives()
    assert table["objective"].tolist() == OBJECTIVES["objective"].tolist()
    assert (table["weight"] > 0).all()
