"""Ideas that the invented firm's people gave over two years, and what was answered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.population import AS_OF
from gtkit.samples.sample import contracted

_TEXTS = (
    "Prévenir le client dès qu'une livraison glisse",
    "Étiqueter les flexibles à l'atelier pour ne plus les confondre sur site",
    "Garder un vérin de rechange chez les clients en travail continu",
    "Facturer le déplacement quand la panne vient d'un entretien refusé",
    "Faire visiter l'atelier aux décideurs une fois par an",
    "Relire les devis de plus de trois lignes à deux",
    "Regrouper les tournées du vendredi",
    "Filmer les démontages difficiles pour former les nouveaux",
    "Proposer un contrat d'entretien à chaque remplacement de pompe",
    "Ne plus répondre aux appels d'offres sans visite préalable",
    "Afficher les retards de la semaine à l'entrée de l'atelier",
    "Tenir une liste des clients qui paient en avance et les remercier",
)
_IDEAS = 64
_ANSWERED, _QUICK = 0.72, 0.70  # answered at all; within a month, of those answered


def give(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `ideas` table: some 64 ideas, most of them from few people.

    Parameters
    ----------
    people : DataFrame
        The `collaborators` table.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, by date; a quarter have had no answer.
    """
    field = people.loc[~people["management"], "collaborator_id"].to_numpy()
    keen = rng.gamma(0.35, 1.0, len(field))
    last = np.datetime64(AS_OF)
    days = np.sort(last - rng.integers(5, 720, _IDEAS))
    delay = np.where(rng.random(_IDEAS) < _QUICK, rng.integers(3, 30, _IDEAS), rng.integers(31, 150, _IDEAS))
    replied = days + delay
    answered = (rng.random(_IDEAS) < _ANSWERED) & (replied <= last)
    table = pd.DataFrame(
        {
            "idea": [f"I-{k:03d}" for k in range(1, _IDEAS + 1)],
            "collaborator_id": rng.choice(field, _IDEAS, p=keen / keen.sum()),
            "date": days,
            "text": rng.choice(_TEXTS, _IDEAS),
            "answered_on": np.where(answered, replied, np.datetime64("NaT")),
            "adopted": answered & (rng.random(_IDEAS) < 0.35),
        }
    )
    return contracted("ideas", table)
