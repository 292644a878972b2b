"""The grid of efforts asked of a customer, and what each customer was seen to do.

Eight efforts have a unit, a proof, and a record that is not the salesperson's opinion. Two have not: « confiance »
has no unit and no proof; « ouverture » is declared, and two coders did not agree on it. Payment is measured by the
ledger, and nobody enters it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.samples.population import AS_OF, Population
from gtkit.samples.sample import contracted

REFUSED = ("confiance", "ouverture")
UNACCEPTABLE_DAYS = 45  # beyond the agreed term of payment


@dataclass(frozen=True, slots=True)
class _Effort:
    key: str
    label: str
    unit: str
    worst: float
    ideal: float
    weight: float
    origin: str
    proof: str
    reference: str  # of one fact, {month} and {year} filled in
    decimals: int = 0
    indispensable: bool = False
    alpha: float = np.nan
    measured_by: str = "entered"


_CATALOGUE = (
    _Effort("paiement", "Retard de paiement sur l'échéance convenue", "jours", UNACCEPTABLE_DAYS, 0, 3, "system",
            "Factures lettrées du grand livre", "", indispensable=True, measured_by="payments"),
    _Effort("engagement", "Durée d'engagement au contrat-cadre", "mois", 0, 36, 3, "contract",
            "Contrat-cadre signé", "Contrat-cadre {year}"),
    _Effort("prevision", "Justesse des prévisions de commande partagées", "% des quantités", 40, 90, 2, "system",
            "Prévisions rapprochées des commandes", "Rapprochement {month}/{year}"),
    _Effort("reponse", "Délai de réponse à nos questions techniques", "jours ouvrés", 10, 1, 2, "system",
            "Horodatage des tickets", "Extraction des tickets {month}/{year}", decimals=1),
    _Effort("decideur", "Présence du décideur aux revues", "% des revues", 0, 100, 2, "contract",
            "Comptes rendus signés", "Compte rendu de revue {month}/{year}"),
    _Effort("donnees", "Données de maintenance partagées", "% du parc", 0, 80, 1.5, "system",
            "Portail de maintenance", "Export du portail {month}/{year}"),
    _Effort("acompte", "Acompte versé à la commande", "% du montant", 0, 30, 1, "system",
            "Écritures de banque", "Relevé {month}/{year}"),
    _Effort("relation", "Mises en relation avec d'autres entreprises", "par an", 0, 4, 1, "system",
            "Fiches de prospects d'origine nommée", "Fiche de prospect {year}"),
    _Effort("confiance", "Relation de confiance", "", 0, 10, 2, "declared",
            "", "Avis du commercial"),
    _Effort("ouverture", "Ouverture à nos propositions", "note sur 10", 0, 10, 1.5, "declared",
            "Notes de visite codées à deux", "Notes de visite {month}/{year}", alpha=0.58),
)  # fmt: skip


def catalogue() -> pd.DataFrame:
    """The `effort_catalogue` table: ten efforts, of which REFUSED prove nothing."""
    grid = {
        "effort": [e.key for e in _CATALOGUE],
        "label": [e.label for e in _CATALOGUE],
        "unit": [e.unit for e in _CATALOGUE],
        "direction": ["max" if e.ideal > e.worst else "min" for e in _CATALOGUE],
        "worst": [e.worst for e in _CATALOGUE],
        "ideal": [e.ideal for e in _CATALOGUE],
        "weight": [e.weight for e in _CATALOGUE],
        "indispensable": [e.indispensable for e in _CATALOGUE],
        "proof": [e.proof for e in _CATALOGUE],
        "origin": [e.origin for e in _CATALOGUE],
        "coding_alpha": [e.alpha for e in _CATALOGUE],
        "measured_by": [e.measured_by for e in _CATALOGUE],
    }
    return contracted("effort_catalogue", pd.DataFrame(grid))


def observe(population: Population, transactions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `efforts` table: what was seen of the customers that bought in the last 18 months.

    A customer's facts lie around its own quality. Nine facts in ten are known of most customers, and one in three of
    the few that nobody follows; a fact in twenty-five has lost its date; one in eight stands twice, a year apart.

    Parameters
    ----------
    population : Population
    transactions : DataFrame
        The `transactions` table.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, sorted by customer, effort, date.
    """
    recent = transactions.loc[transactions["date"] > pd.Timestamp(AS_OF) - pd.DateOffset(months=18), "customer_id"]
    seen = population.customers.loc[sorted(recent.unique())]
    followed = rng.random(len(seen)) < 0.93
    parts = []
    for effort in (e for e in _CATALOGUE if e.measured_by == "entered"):
        known = rng.random(len(seen)) < np.where(followed, 0.91, 0.35)
        now = _facts(effort, seen[known], age_months=(0, 9), rng=rng)
        dated = rng.random(len(now)) >= 0.04
        now["date"] = now["date"].where(dated)
        now["proof"] = now["proof"].where(dated, "")
        before = _facts(effort, seen[known & (rng.random(len(seen)) < 0.125)], age_months=(12, 18), rng=rng)
        parts += [now, before]
    return contracted("efforts", pd.concat(parts).sort_values(["customer_id", "effort", "date"], kind="stable"))


def _facts(
    effort: _Effort, customers: pd.DataFrame, *, age_months: tuple[int, int], rng: np.random.Generator
) -> pd.DataFrame:
    """One fact of an effort for each customer, seen at the end of a month so many months before AS_OF."""
    n = len(customers)
    reached = np.clip(customers["quality"].to_numpy() + 0.17 * rng.standard_normal(n), 0.02, 1.0)
    months = np.datetime64(AS_OF, "M") - rng.integers(*age_months, n)
    dates = pd.DatetimeIndex((months + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D"))
    return pd.DataFrame(
        {
            "customer_id": customers.index.to_numpy(),
            "effort": effort.key,
            "value": (effort.worst + (effort.ideal - effort.worst) * reached).round(effort.decimals),
            "date": dates,
            "proof": [effort.reference.format(month=f"{d:%m}", year=f"{d:%Y}") for d in dates],
        }
    )
