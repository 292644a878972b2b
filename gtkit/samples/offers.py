"""What the invented firm offers, since when, what of it is made to measure, and what customers expect."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.opening import next_open
from gtkit.samples.orders import PRODUCTS
from gtkit.samples.planted import Planted
from gtkit.samples.population import AS_OF, Population
from gtkit.samples.sample import contracted

NOVELTIES = {  # name: the family that it renews, day of its launch, concern that it answers
    "Flexibles tracés": ("Flexibles et raccords", "2025-02-03", "Conformité et sécurité"),
    "Entretien connecté": ("Dépannage et entretien", "2025-10-06", "Continuité de production"),
}
ATTRIBUTES = ("delai", "fiabilite", "conseil", "innovation", "accompagnement", "prix", "disponibilite", "facturation")

_LAUNCHED = ("2009-03-02", "2009-03-02", "2011-09-05", "2014-01-06", "2016-06-06", "2019-04-01")
_CONCERNS = ("", "", "Délais de livraison", "Consommation d'énergie", "Prix d'achat", "Continuité de production")
_ASKED = 60  # customers asked what they expect
_REQUESTS = 90


def renew(transactions: pd.DataFrame, planted: Planted, rng: np.random.Generator) -> pd.DataFrame:
    """The `transactions` table with the novelties in it: from its launch, each takes a share of its family's lines.

    Parameters
    ----------
    transactions : DataFrame
    planted : Planted
        `novelty` is that share.
    rng : numpy Generator

    Returns
    -------
    DataFrame: the same lines, their amounts untouched; a credit note bears the product of the line that it credits.
    """
    product = transactions["product"].to_numpy().copy()
    drawn = pd.Series(rng.random(len(transactions)))
    invoice = transactions["credited_invoice"].where(transactions["credited_invoice"] != "", transactions["invoice"])
    keys = invoice + "|" + transactions["product"]
    sold = transactions.groupby(keys)["date"].transform("min")
    taken = drawn.groupby(keys).transform("first") < planted.novelty
    for name, (family, launched, _) in NOVELTIES.items():
        renewed = (transactions["product"] == family) & (sold >= pd.Timestamp(launched)) & taken
        product[renewed.to_numpy()] = name
    return transactions.assign(product=product)


def offers() -> pd.DataFrame:
    """The `offers` table: each product of the sales, the day of its launch, the concern that it answers."""
    rows = [*zip(PRODUCTS, _LAUNCHED, _CONCERNS, strict=True)]
    rows += [(name, launched, concern) for name, (_, launched, concern) in NOVELTIES.items()]
    return contracted("offers", pd.DataFrame(rows, columns=["offer", "launched_on", "concern"]))


def bespoke_work(population: Population, rng: np.random.Generator) -> pd.DataFrame:
    """The `bespoke_work` table: ninety requests over two years, their hours, reuse and price.

    Parameters
    ----------
    population : Population
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, in order of date.
    """
    living = population.customers[np.isinf(population.customers["left"])]
    weight = (living["rate"] * living["size"]).to_numpy()
    days = np.sort(rng.integers(0, 730, _REQUESTS))
    dates = next_open(np.datetime64(AS_OF) - np.timedelta64(735, "D") + days.astype("timedelta64[D]"))
    total = np.round(rng.gamma(3.0, 22.0, _REQUESTS) + 6)
    bespoke = np.round(total * rng.beta(1.6, 2.2, _REQUESTS))
    premium = np.round(rng.normal(0.12, 0.10, _REQUESTS).clip(-0.1, 0.5), 2)
    frame = {
        "request": [f"D-{k + 1:03d}" for k in range(_REQUESTS)],
        "customer_id": rng.choice(living.index.to_numpy(), _REQUESTS, p=weight / weight.sum()),
        "date": dates,
        "total_hours": total,
        "bespoke_hours": bespoke,
        "reuse": np.where(rng.random(_REQUESTS) < 0.12, np.nan, np.round(rng.beta(1.3, 3.0, _REQUESTS), 2)),
        "price_premium": premium,
        "margin": np.round(total * (38 + 90 * premium) - bespoke * rng.uniform(5, 45, _REQUESTS), 2),
    }
    return contracted("bespoke_work", pd.DataFrame(frame))


def expectations(population: Population, rng: np.random.Generator) -> pd.DataFrame:
    """The `expectations` table: what sixty customers said of eight attributes; one answer in sixteen is blank.

    Parameters
    ----------
    population : Population
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, sorted by customer.
    """
    living = population.customers.index[np.isinf(population.customers["left"])]
    asked = np.sort(rng.choice(living.to_numpy(), _ASKED, replace=False))
    shape = (_ASKED, len(ATTRIBUTES))
    wanted = np.array([4.5, 4.4, 3.8, 2.9, 3.5, 3.9, 4.1, 3.0])
    met = np.array([3.1, 4.1, 3.9, 3.2, 3.4, 2.9, 3.6, 4.0])
    functional = np.array([2, 2, 1, 1, 1, 2, 2, 3])
    missed = np.array([5, 5, 4, 3, 3, 4, 5, 4])
    best, worst = (np.argsort(rng.normal(sign * wanted, 0.8, shape), axis=1)[:, 0] for sign in (-1, 1))
    chosen = np.full(shape, "shown", dtype=object)
    chosen[np.arange(_ASKED), worst] = "worst"
    chosen[np.arange(_ASKED), best] = "best"
    blank = rng.random(shape) < 1 / 16

    def marks(centre: np.ndarray) -> np.ndarray:
        return np.where(blank, np.nan, np.clip(np.round(rng.normal(centre, 0.8, shape)), 1, 5)).ravel()

    frame = {
        "customer_id": np.repeat(asked, len(ATTRIBUTES)),
        "attribute": np.tile(np.array(ATTRIBUTES, dtype=object), _ASKED),
        "importance": marks(wanted),
        "performance": marks(met),
        "kano_functional": marks(functional),
        "kano_dysfunctional": marks(missed),
        "best_worst": chosen.ravel(),
    }
    return contracted("expectations", pd.DataFrame(frame))
