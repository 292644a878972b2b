"""What the invented firm says that it is for, what it does for its customers, and how each side sees the other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.sample import contracted

_STATEMENTS = (
    (
        "Hydrovaltane Services",
        True,
        "Être le partenaire de confiance de nos clients, avec des solutions de qualité, "
        "une équipe à l’écoute et le dépannage hydraulique le plus rapide de la région.",
    ),
    (
        "Concurrent 1",
        False,
        "Être le partenaire de référence de nos clients grâce à des solutions de qualité et à une équipe à l’écoute.",
    ),
    (
        "Concurrent 2",
        False,
        "Apporter à nos clients des solutions innovantes, un service de qualité et la réactivité "
        "d’une équipe de proximité.",
    ),
    (
        "Concurrent 3",
        False,
        "Satisfaire nos clients par la qualité de nos produits, le conseil de nos équipes et des prix compétitifs.",
    ),
    (
        "Concurrent 4",
        False,
        "Accompagner nos clients dans leurs projets avec des solutions sur mesure, durables et de qualité.",
    ),
)
_MISSIONS = {
    "Dépannage sous 24 heures": (9, 3, 1, 0, 1, 0),
    "Entretien préventif sous contrat": (3, 9, 1, 1, 3, 0),
    "Réparation de vérins et de pompes": (3, 9, 3, 0, 1, 1),
    "Vente de pièces sur stock": (9, 1, 0, 1, 0, 3),
    "Étude de modifications": (0, 1, 9, 3, 3, 0),
    "Formation des mécaniciens": (0, 3, 3, 0, 9, 0),
}
ATTRIBUTES = ("delai", "fiabilite", "conseil", "innovation", "accompagnement", "prix")
_FACTS = ("early_involvement", "access_level", "share_of_wallet", "no_tender", "joint_plan", "forecast_shared")
_PARTNERS = 24


def statements() -> pd.DataFrame:
    """The `statements` table: the firm's own statement and four competitors'."""
    return contracted("statements", pd.DataFrame(_STATEMENTS, columns=["author", "ours", "text"]))


def mission_expectations() -> pd.DataFrame:
    """The `mission_expectations` table: what each mission does for each expectation, 0, 1, 3 or 9."""
    rows = [
        (mission, attribute, relation)
        for mission, relations in _MISSIONS.items()
        for attribute, relation in zip(ATTRIBUTES, relations, strict=True)
    ]
    return contracted("mission_expectations", pd.DataFrame(rows, columns=["mission", "attribute", "relation"]))


def partnership(customers: pd.DataFrame, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The `partnership_facts` and `partnership_views` tables.

    Parameters
    ----------
    customers : DataFrame
        The `customers` table.
    rng : numpy Generator

    Returns
    -------
    (DataFrame, DataFrame) with the contracts' columns: two dozen customers; the firm sees itself a partner more often
    than its customers do, and a few of them have not answered.
    """
    chosen = np.sort(rng.choice(customers["customer_id"].to_numpy(), _PARTNERS, replace=False))
    closeness = rng.beta(1.6, 2.2, _PARTNERS)
    facts = []
    for customer, close in zip(chosen, closeness, strict=True):
        for fact in _FACTS:
            shared = fact in ("share_of_wallet", "no_tender")
            value = round(float(np.clip(close + 0.15 * rng.standard_normal(), 0, 1)), 2)
            yes = value if shared else float(rng.random() < close)
            facts.append((customer, fact, yes, "Compte rendu de revue 2026" if yes and not shared else ""))
    theirs = np.clip(np.round(1 + 4 * closeness + 0.5 * rng.standard_normal(_PARTNERS)), 1, 5)
    views = pd.DataFrame(
        {
            "customer_id": chosen,
            "ours": np.clip(theirs + rng.integers(0, 3, _PARTNERS), 1, 5),
            "theirs": np.where(rng.random(_PARTNERS) < 0.15, np.nan, theirs),
        }
    )
    told = pd.DataFrame(facts, columns=["customer_id", "fact", "value", "proof"])
    return contracted("partnership_facts", told), contracted("partnership_views", views)
