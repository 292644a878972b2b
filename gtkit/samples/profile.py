"""The customer that the invented firm looks for, and what its customers are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.population import Population
from gtkit.samples.sample import contracted

_PROFILE = pd.DataFrame(
    [
        ("parc", "Machines hydrauliques en service", "machines", "max", 0.0, 40.0, 3.0, False),
        ("distance", "Distance de l'atelier le plus proche", "km", "min", 260.0, 40.0, 2.0, True),
        ("entretien", "Entretien confié à l'extérieur", "% du parc", "max", 0.0, 60.0, 2.0, False),
        ("references", "Familles de produits achetées", "familles", "max", 1.0, 5.0, 1.0, False),
        ("criticite", "Heures d'arrêt que coûte une panne", "heures", "max", 1.0, 12.0, 1.0, False),
    ],
    columns=["attribute", "label", "unit", "direction", "worst", "ideal", "weight", "indispensable"],
)
_KNOWN = 0.88  # of the attributes of a customer; one in twelve has never been visited and has a third of them
_NEVER_VISITED, _KNOWN_UNVISITED = 1 / 12, 0.33


def ideal() -> pd.DataFrame:
    """The `ideal_profile` table: five attributes, one of them indispensable."""
    return contracted("ideal_profile", _PROFILE)


def describe(population: Population, rng: np.random.Generator) -> pd.DataFrame:
    """The `customer_attributes` table: what the firm knows of each customer.

    A customer's attributes lie around its own quality and size: who buys much has many machines, who goes far for its
    supplier entrusts it with more.

    Parameters
    ----------
    population : Population
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, sorted by customer and attribute.
    """
    customers = population.customers
    n = len(customers)
    volume = (customers["size"] * customers["rate"]).rank(pct=True).to_numpy()
    quality = customers["quality"].to_numpy()
    values = pd.DataFrame(
        {
            "parc": np.ceil(45 * volume * rng.uniform(0.55, 1.45, n)),
            "distance": np.round(rng.gamma(2.4, 42.0, n)).clip(3, 420),
            "entretien": (70 * np.clip(quality + 0.15 * rng.standard_normal(n), 0, 1)).round(),
            "references": rng.binomial(6, np.clip(0.25 + 0.6 * volume, 0, 1)).clip(1),
            "criticite": np.round(rng.gamma(2.0, 4.0, n), 1).clip(0.5, 48),
        },
        index=customers.index,
    )
    visited = rng.random(n) >= _NEVER_VISITED
    known = rng.random(values.shape) < np.where(visited, _KNOWN, _KNOWN_UNVISITED)[:, None]
    told = values.where(known).reset_index().melt("customer_id", var_name="attribute").dropna()
    return contracted("customer_attributes", told.sort_values(["customer_id", "attribute"]))
