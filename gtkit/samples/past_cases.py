"""The forty cases that the invented firm decided before: their scores, their outcome, and the time still spent."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gtkit.samples.opening import next_open
from gtkit.samples.opportunities import BEYOND, LIMITS, OPEN
from gtkit.samples.population import AS_OF

_WORK = {
    "mission": ("Révision de presses", "Réfection de vérins", "Chantier de flexibles", "Mise en service de centrale"),
    "service": ("Stock déporté", "Contrôle de pression"),
    "initiative": ("Journée technique", "Campagne de rappel"),
    "agreement": ("Contrat-cadre", "Remise de fin d’année", "Marché d’entretien"),
}
_SECTORS = ("carrière", "scierie", "papeterie", "fonderie", "travaux publics", "agroalimentaire", "port", "recyclage")
_CASES = (("mission", 22), ("service", 6), ("initiative", 4), ("agreement", 8))
_OWN = {
    "mission": ("marge", "competence"),
    "service": ("retour",),
    "initiative": ("charge",),
    "agreement": ("exclusivite", "paiement", "responsabilite"),
}
_BROKE = {
    "D-04": "marge",
    "D-11": "marge",
    "D-17": "competence",
    "D-25": "retour",
    "D-30": "charge",
    "D-36": "exclusivite",
}
_BROKE_AND_PAID = ("D-38", "paiement")  # accepted all the same, and one of the best margins since
_BOOKING = {
    "Commerce": (1, 5),
    "Support technique": (6, 4),
    "Administration des ventes": (10, 3),
}  # first person, people


def recall(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Past cases and their scores: rows of the `opportunities` and of the `opportunity_scores` tables.

    Parameters
    ----------
    rng : numpy Generator

    Returns
    -------
    (DataFrame, DataFrame): six cases broke a barrier and were refused; one broke one, was won, and paid.
    """
    kinds = np.repeat([kind for kind, _ in _CASES], [n for _, n in _CASES])
    n = len(kinds)
    names = [f"D-{k:02d}" for k in range(1, n + 1)]
    amount = (rng.lognormal(10.6, 0.5, n) / 500).round() * 500
    refused = pd.Series(names).isin(list(_BROKE)).to_numpy()
    won = (rng.random(n) < 0.7) & ~refused | (np.array(names) == _BROKE_AND_PAID[0])
    margin = np.where(won, (amount * rng.uniform(0.14, 0.34, n)).round(), np.nan)
    margin[names.index(_BROKE_AND_PAID[0])] = round(0.36 * amount.max())
    days = rng.integers(400, 1100, n)
    cases = pd.DataFrame(
        {
            "opportunity": names,
            "kind": kinds,
            "label": [f"{_WORK[kind][k % len(_WORK[kind])]}, {_SECTORS[k % 8]}" for k, kind in enumerate(kinds)],
            "amount": amount,
            "hours": (amount / 130).round(),
            "asked_on": np.datetime64(AS_OF, "D") - days.astype("timedelta64[D]"),
            "outcome": np.select([refused, won], ["refused", "won"], default="lost"),
            "margin": margin,
        }
    )
    return cases, _scores(cases, rng)


def _scores(cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """What was known of each case, a tenth of it lost since."""
    rows = []
    broke = dict([*_BROKE.items(), _BROKE_AND_PAID])
    for name, kind in zip(cases["opportunity"], cases["kind"], strict=True):
        for key in (*_OWN[kind], "coherence", "clientele", "potentiel"):
            low, high = LIMITS[key]
            value = float(np.round(low + (high - low) * rng.uniform(-0.2, 1.4)))
            lost = rng.random() < 0.1
            if broke.get(name) == key:
                rows.append((name, key, 4.0 if key == "competence" else float(BEYOND[key])))
            elif not lost:
                rows.append((name, key, max(0.0, value)))
    return pd.DataFrame(rows, columns=["opportunity", "criterion", "value"])


def book(breaking: Mapping[str, str], rng: np.random.Generator) -> pd.DataFrame:
    """Rows of the `opportunity_time` table: a year of hours, and those that break a barrier take their part of them.

    Parameters
    ----------
    breaking : mapping of opportunity -> criterion
    rng : numpy Generator

    Returns
    -------
    DataFrame: collaborator_id, service, opportunity, date, hours.
    """
    parts = []
    for name, *_, asked_on, _, _ in OPEN:
        first = np.datetime64(asked_on, "D")
        span = int((np.datetime64(AS_OF, "D") - first).astype(int))
        bookings = int(rng.integers(4, 9)) + (4 if name in breaking else 0)
        services = rng.choice(list(_BOOKING), bookings, p=[0.55, 0.3, 0.15])
        dates = next_open(first + np.sort(rng.integers(0, max(span - 4, 1), bookings)).astype("timedelta64[D]"))
        people = [f"P{_BOOKING[s][0] + int(rng.integers(_BOOKING[s][1])):02d}" for s in services]
        hours = (rng.gamma(3.0, 1.4, bookings) * 4).round().clip(2) / 4
        parts.append(
            pd.DataFrame(
                {"collaborator_id": people, "service": services, "opportunity": name, "date": dates, "hours": hours}
            )
        )
    return pd.concat(parts).sort_values(["date", "opportunity", "collaborator_id"], kind="stable")
