"""The card test of the worked example."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples import staff
from gtkit.samples.card_test import CARDS, sort_cards
from gtkit.samples.opportunities import deserved


def right(cards: pd.DataFrame, breaking: dict[str, str], people: pd.DataFrame) -> pd.Series:
    good = cards["answer"] == cards["opportunity"].map(deserved(breaking))
    service = cards["collaborator_id"].map(people.set_index("collaborator_id")["service"])
    return good.groupby(service).mean()


def test_most_departments_know_the_limits_and_one_does_not() -> None:
    """Whatever the truth planted, answers follow it: Logistique is wrong half the time, Direction hardly ever."""
    people = staff.employ(np.random.default_rng(3))
    for breaking in ({}, {"M-03": "marge", "S-02": "retour"}):
        cards = sort_cards(people, breaking, np.random.default_rng(2))
        found = right(cards, breaking, people)
        assert found.idxmin() == "Logistique"
        assert found["Logistique"] < 0.65
        assert found["Direction"] > 0.9
        assert set(cards["opportunity"]) == set(CARDS)


def test_a_few_cards_stay_without_answer() -> None:
    """48 people were asked ten cards each; some answers are missing, none is given twice."""
    cards = sort_cards(staff.employ(np.random.default_rng(3)), {}, np.random.default_rng(2))
    assert cards["collaborator_id"].nunique() == 48
    assert 440 < len(cards) < 480
    assert not cards.duplicated(["collaborator_id", "opportunity"]).any()
