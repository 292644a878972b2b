"""The matrix of objectives can be followed from a disc up to the objective."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from gtkit.present.figures.objectives import draw
from gtkit.present.theme import NARROW, WIDE, Size, canvas, themed
from gtkit.words import Words

SAID = [
    "Garder les clients qui ont de la valeur",
    "Vendre à une marge qui paie le service rendu",
    "Livrer et dépanner dans les délais promis",
    "Développer les contrats d'entretien",
    "Travailler sans accident",
    "Tenir les stocks au plus juste",
]
OBJECTIVES = pd.DataFrame({"label": SAID, "weight": 1.0}, index=list("abcdef"))
LABELS = pd.Series({"x": "Créances échues de plus de 60 jours", "y": "Marge brute sur ventes"})
LINKS = pd.DataFrame({"indicator": ["x", "y"], "objective": ["a", "b"], "strength": [3, 1]})


@pytest.mark.parametrize(("size", "turn"), [(WIDE, 0), (NARROW, 90)], ids=["wide", "narrow"])
def test_heads_are_whole_and_stand_apart(size: Size, turn: float) -> None:
    """Level on a screen, turned on a telephone; none cut, none touching the next, a rule under each."""
    with themed():
        figure, ax = canvas(size.taller(4.0))
        draw(OBJECTIVES, LINKS, LABELS, Words.of("fr"), ax)
        figure.draw_without_rendering()
        heads = ax.get_xticklabels()
        boxes = [head.get_window_extent() for head in heads]
    assert [head.get_text().replace("\n", " ") for head in heads] == SAID
    assert {head.get_rotation() for head in heads} == {turn}
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    rules = {float(part[0, 0]) for lines in ax.collections for part in lines.get_segments() if part[0, 0] == part[1, 0]}
    assert rules == set(map(float, range(len(SAID))))


def test_heads_are_turned_where_a_screen_has_no_room() -> None:
    """A dozen objectives, or a word longer than its column, are read upwards."""
    many = pd.DataFrame({"label": [f"Objectif {k}" for k in range(14)], "weight": 1.0}, index=list("abcdefghijklmn"))
    long = OBJECTIVES.assign(label="Anticonstitutionnellement")
    for objectives in (many, long):
        with themed():
            _, ax = canvas(WIDE)
            draw(objectives, LINKS.iloc[:0], LABELS, Words.of("fr"), ax)
        assert {head.get_rotation() for head in ax.get_xticklabels()} == {90}
