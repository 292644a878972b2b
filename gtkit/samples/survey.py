"""The questionnaire of the invented firm: is the strategy clear, is there energy, is fear healthy, what is perceived.

Each person has a clarity of its own, and more energy where the strategy is clear to it. Standards are high, and most
people dare to speak; one department does not.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.samples.sample import contracted

_ITEMS = (
    ("clarte_1", "clarity", False, "Je sais ce qui passe avant le reste"),
    ("clarte_2", "clarity", False, "Je pourrais dire en une phrase où va l'entreprise"),
    ("clarte_3", "clarity", True, "Les priorités changent sans que l'on sache pourquoi"),
    ("energie_1", "energy", False, "Je mets dans ce travail toute mon énergie"),
    ("energie_2", "energy", False, "En fin de journée, j'ai le sentiment d'avoir avancé"),
    ("exigence_1", "standards", False, "Ici, un travail à moitié fait n'est pas accepté"),
    ("exigence_2", "standards", False, "Nos engagements sont suivis jusqu'au bout"),
    ("exigence_3", "standards", False, "On me demande le meilleur de ce que je sais faire"),
    ("exigence_4", "standards", False, "Un objectif manqué est toujours examiné"),
    ("securite_1", "safety", True, "Une erreur commise est longtemps reprochée"),
    ("securite_2", "safety", False, "On peut parler ici de ce qui ne va pas"),
    ("securite_3", "safety", True, "Celui qui pense autrement est mis à l'écart"),
    ("securite_4", "safety", False, "On peut prendre un risque sans crainte pour soi"),
    ("securite_5", "safety", True, "Il est difficile de demander de l'aide"),
    ("securite_6", "safety", False, "Personne ne cherche à diminuer le travail d'un autre"),
    ("securite_7", "safety", False, "Ce que je sais faire est reconnu et utilisé"),
    ("perception_1", "perception", False, "Nos clients nous voient comme un partenaire"),
    ("perception_2", "perception", False, "Nos délais sont tenus"),
    ("perception_3", "perception", False, "Nous savons dire non à une mauvaise affaire"),
    ("perception_4", "perception", False, "Nos offres se renouvellent assez"),
    ("perception_5", "perception", False, "Les services travaillent ensemble pour le client"),
    ("perception_6", "perception", False, "La Direction entend ce que nous disons des clients"),
)
_PERCEIVED = MappingProxyType({"perception_1": 0.5, "perception_2": -0.1, "perception_3": -0.6, "perception_4": -0.3})
_LEVEL = MappingProxyType({"clarity": 3.5, "energy": 3.6, "standards": 3.9, "safety": 3.5, "perception": 3.4})
_SILENT, _SILENT_BY = "Atelier", 0.9  # the department that does not dare, and by how much its marks are lower
_HIGHEST = 5.0


def items() -> pd.DataFrame:
    """The `survey_items` table: 22 items of five themes, marked from 1 to 5, four of them against the grain."""
    rows = pd.DataFrame(_ITEMS, columns=["item", "theme", "reversed", "label"])
    return contracted("survey_items", rows.assign(highest=_HIGHEST))


def answer(people: pd.DataFrame, *, misaligned: str, rng: np.random.Generator) -> pd.DataFrame:
    """The `survey` table: what the people asked have marked; one mark in thirty is blank, hence absent.

    Parameters
    ----------
    people : DataFrame
        The `collaborators` table; only those with a day of interview answer.
    misaligned : str
        Department to which the strategy is less clear.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, by person and item.
    """
    asked = people[people["surveyed_on"].notna()]
    n = len(asked)
    clear = rng.normal(0, 0.7, n) - 0.9 * (asked["service"] == misaligned).to_numpy()
    lively = 0.55 * clear + rng.normal(0, 0.5, n)
    daring = rng.normal(0, 0.8, n) - _SILENT_BY * (asked["service"] == _SILENT).to_numpy()
    demanding = rng.normal(0, 0.75, n)
    traits = {"clarity": clear, "energy": lively, "safety": daring, "standards": demanding, "perception": np.zeros(n)}
    parts = []
    for key, theme, turned, _ in _ITEMS:
        felt = _LEVEL[theme] + traits[theme] + _PERCEIVED.get(key, 0.0) + rng.normal(0, 0.55, n)
        mark = np.clip(np.round(felt), 1, _HIGHEST)
        mark = _HIGHEST + 1 - mark if turned else mark
        given = rng.random(n) >= 1 / 30
        parts.append(pd.DataFrame({"collaborator_id": asked["collaborator_id"], "item": key, "mark": mark})[given])
    return contracted("survey", pd.concat(parts).sort_values(["collaborator_id", "item"]))
