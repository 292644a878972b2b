"""The customers table: what the firm's sales people have written of each customer."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.opening import open_day
from gtkit.samples.population import AS_OF, FIRST_DAY, Population
from gtkit.samples.sample import contracted

_CONCERNS = (
    "Délais de livraison",
    "Continuité de production",
    "Prix d'achat",
    "Conformité et sécurité",
    "Consommation d'énergie",
    "Perte de savoir-faire",
)
_CONCERN_SHARES = (0.24, 0.22, 0.20, 0.14, 0.12, 0.08)
_BARRIERS = (
    "Exige un paiement à 90 jours",
    "Demande de la fabrication à façon",
    "Hors zone d'intervention",
    "Refuse nos conditions de sécurité",
)
UNTOLD_TERM = 60  # days from the invoice, which customers of the other segments follow without having it written down
PAYMENT_TERMS = {  # days from the invoice, by segment
    "Agroalimentaire": 30,
    "BTP et travaux publics": 45,
    "Industrie mécanique": 45,
    "Collectivités et régies": 30,
}
_SILENT = np.timedelta64(270, "D")
_PLANS = 26


def describe(population: Population, transactions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `customers` table: one row a customer, with the gaps that such a file always has.

    Parameters
    ----------
    population : Population
    transactions : DataFrame
        The `transactions` table.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns. Potential and closing probability are known of developing customers,
    potential of a third of the others; a plan is asked for some 26 customers; four hit a barrier. The phase is what
    the firm can see: a customer silent for nine months is declining, whether it has left or not.
    """
    customers = population.customers
    n = len(customers)
    sales = transactions.groupby("customer_id").agg(sales=("amount", "sum"), last=("date", "max"))
    sales = sales.reindex(customers.index)
    silent = ~((np.datetime64(AS_OF) - sales["last"]) < _SILENT).to_numpy()
    developing = customers["developing"].to_numpy() & ~silent
    columns: dict[str, object] = {
        "customer_id": customers.index,
        "name": customers["name"].to_numpy(),
        "segment": customers["segment"].to_numpy(),
        "phase": np.select([silent, developing], ["declining", "developing"], default="mature"),
        "acquired_on": _acquired(customers["entered"].to_numpy()),
        "concern": np.where(rng.random(n) < 0.08, "", rng.choice(_CONCERNS, n, p=_CONCERN_SHARES)),
        "concern_level": np.where(rng.random(n) < 0.12, np.nan, rng.binomial(10, 0.45, n)),
    }
    columns |= _potential(population, developing, rng)
    columns |= _plans(sales["sales"].where(~silent, 0.0).fillna(0.0), rng)
    columns["barrier"] = _barred(silent, rng)
    columns["payment_term"] = customers["segment"].map(PAYMENT_TERMS).to_numpy()
    return contracted("customers", pd.DataFrame(columns))


def _acquired(entered: np.ndarray) -> np.ndarray:
    """Day of the first order ever; the oldest, from before the ledger, stand to the year only."""
    old = np.datetime64(FIRST_DAY) + (entered * 365.25).astype("timedelta64[D]")
    return np.where(entered < 0, old.astype("datetime64[M]").astype("datetime64[D]"), open_day(np.maximum(entered, 0)))


def _potential(population: Population, developing: np.ndarray, rng: np.random.Generator) -> dict[str, object]:
    """What each could buy in a year, to the thousand: its full size over the share that the firm may hope for."""
    customers = population.customers
    full = (customers["size"] * customers["rate"]).to_numpy()
    potential = np.ceil(full / rng.uniform(0.55, 0.95, len(full)) / 1000) * 1000
    known = developing | (rng.random(len(full)) < 0.33)
    probability = rng.integers(2, 9, len(full)) / 10
    return {
        "potential": np.where(known, potential, np.nan),
        "close_probability": np.where(developing, probability, np.nan),
    }


def _plans(sales: pd.Series, rng: np.random.Generator) -> dict[str, object]:
    """Cost and hoped uplift of the plans asked for: among the larger active customers, and a few that are small."""
    rank = sales.rank(ascending=False, method="first").to_numpy()
    odds = np.where(rank <= 70, 1.0, np.where(rank <= 170, 0.12, 0.0))
    asked = np.zeros(len(sales), dtype=bool)
    asked[rng.choice(len(sales), _PLANS, replace=False, p=odds / odds.sum())] = True
    central = rng.integers(8, 21, len(sales)) / 100
    given = {
        "plan_cost": rng.integers(4, 25, len(sales)) * 500.0,
        "plan_probability": rng.integers(6, 16, len(sales)) / 20,
        "uplift_low": (central * rng.uniform(0.2, 0.5, len(sales))).round(2),
        "uplift_central": central,
        "uplift_high": (central * rng.uniform(1.5, 2.2, len(sales))).round(2),
    }
    return {key: np.where(asked, values, np.nan) for key, values in given.items()}


def _barred(silent: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A barrier for as many active customers as there are barriers."""
    barrier = np.full(len(silent), "", dtype=object)
    barrier[rng.choice(np.flatnonzero(~silent), len(_BARRIERS), replace=False)] = _BARRIERS
    return barrier
