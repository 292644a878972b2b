"""Who works at the invented firm, and what its management is after."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.sample import contracted

SERVICES = {  # people; the first three book their time to customers, P01 to P12
    "Commerce": 5,
    "Support technique": 4,
    "Administration des ventes": 3,
    "Direction": 6,
    "Atelier": 26,
    "Logistique": 16,
    "Dépannage sur site": 14,
    "Bureau d'études": 9,
    "Qualité": 6,
    "Finances et ressources humaines": 7,
}
_SITES = ("Atelier nord", "Atelier sud")

OBJECTIVES = pd.DataFrame(
    [
        ("fidelite", "Garder les clients qui ont de la valeur", 3, "Clients"),
        ("marge", "Vendre à une marge qui paie le service rendu", 3, "Finances"),
        ("delai", "Livrer et dépanner dans les délais promis", 2, "Clients"),
        ("entretien", "Développer les contrats d'entretien", 2, "Croissance"),
        ("securite", "Travailler sans accident", 1, "Équipes"),
        ("stock", "Tenir les stocks au plus juste", 1, "Processus"),
    ],
    columns=["objective", "label", "weight", "perspective"],
)


def employ(rng: np.random.Generator) -> pd.DataFrame:
    """The `collaborators` table: 96 people of ten departments, the smallest of three.

    Parameters
    ----------
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, by collaborator; nobody has been asked anything yet.
    """
    service = np.repeat(list(SERVICES), list(SERVICES.values()))
    n = len(service)
    people = pd.DataFrame(
        {
            "collaborator_id": [f"P{k:02d}" for k in range(1, n + 1)],
            "service": service,
            "site": np.where(rng.random(n) < 0.6, *_SITES),
            "seniority": rng.gamma(2.0, 4.5, n).round().clip(0, 40),
            "management": service == "Direction",
        }
    )
    return contracted("collaborators", people)


def objectives() -> pd.DataFrame:
    """The `objectives` table: six objectives of management, weighted."""
    return contracted("objectives", OBJECTIVES)
