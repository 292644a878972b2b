"""Who knows the limits: 48 people of the invented firm sort ten cards; one department sorts them badly."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gtkit.samples.opportunities import deserved
from gtkit.samples.sample import contracted

CARDS = ("M-01", "M-03", "M-05", "M-08", "S-01", "S-02", "I-02", "A-01", "A-02", "A-04")
_ASKED = {  # people asked, and how often each sorts a card right
    "Direction": (5, 0.97),
    "Commerce": (5, 0.96),
    "Support technique": (4, 0.92),
    "Administration des ventes": (3, 0.90),
    "Atelier": (6, 0.93),
    "Logistique": (5, 0.45),
    "Dépannage sur site": (5, 0.92),
    "Bureau d'études": (5, 0.94),
    "Qualité": (5, 0.92),
    "Finances et ressources humaines": (5, 0.90),
}
_CLASSES = ("refuse", "conditions", "accept")
_UNANSWERED = 0.02


def sort_cards(collaborators: pd.DataFrame, breaking: Mapping[str, str], rng: np.random.Generator) -> pd.DataFrame:
    """The `card_sort` table.

    Parameters
    ----------
    collaborators : DataFrame
        The `collaborators` table.
    breaking : mapping of opportunity -> criterion
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns; a few cards were left without an answer.
    """
    right = deserved(breaking)
    rows = []
    for service, (people, skill) in _ASKED.items():
        members = collaborators.loc[collaborators["service"] == service, "collaborator_id"].to_numpy()
        for person in np.sort(rng.choice(members, people, replace=False)):
            for card in CARDS:
                place = _CLASSES.index(right[card])
                knows, slip, silent = rng.random() < skill, int(rng.integers(2)), rng.random() < _UNANSWERED
                wrong = [k for k in range(3) if k != place][slip] if place == 1 else 1
                if not silent:
                    rows.append((person, card, _CLASSES[place if knows else wrong]))
    return contracted("card_sort", pd.DataFrame(rows, columns=["collaborator_id", "opportunity", "answer"]))
