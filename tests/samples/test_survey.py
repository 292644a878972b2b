"""The questionnaire of the invented firm."""

from __future__ import annotations

import numpy as np

from gtkit.samples.priorities import interview
from gtkit.samples.staff import employ
from gtkit.samples.survey import answer, items


def test_marks_are_whole_within_the_scale_and_given_by_those_asked() -> None:
    """1 to 5, one a person and item, some left blank, by the 64 who were asked."""
    people = interview(employ(np.random.default_rng(1)), misaligned="Atelier", rng=np.random.default_rng(2))
    marks = answer(people.collaborators, misaligned="Atelier", rng=np.random.default_rng(3))
    assert set(marks["mark"]) <= {1.0, 2.0, 3.0, 4.0, 5.0}
    assert not marks.duplicated(["collaborator_id", "item"]).any()
    assert 0.9 < len(marks) / (64 * len(items())) < 1
    assert set(marks["item"]) == set(items()["item"])


def test_the_strategy_is_least_clear_to_the_planted_department() -> None:
    """Its mean mark of clarity is the lowest by far."""
    people = interview(employ(np.random.default_rng(1)), misaligned="Atelier", rng=np.random.default_rng(2))
    marks = answer(people.collaborators, misaligned="Atelier", rng=np.random.default_rng(3))
    service = people.collaborators.set_index("collaborator_id")["service"]
    clear = marks[marks["item"].isin(["clarte_1", "clarte_2"])]
    means = clear["mark"].groupby(clear["collaborator_id"].map(service).eq("Atelier")).mean()
    assert means[True] < means[False] - 0.5


def test_three_items_of_safety_go_against_the_grain() -> None:
    """Seven of them, as in the instrument they follow, three reversed."""
    safety = items().query("theme == 'safety'")
    assert (len(safety), int(safety["reversed"].sum())) == (7, 3)
