"""How the invented firm uses its indicators: twelve monthly committees, the decisions taken there, their follow-up.

The zombies are shown, now and then discussed, and never decided on. Each of the others led to one decision at least,
and some of these were looked at again.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.indicators import SHEETS
from gtkit.samples.planted import Planted
from gtkit.samples.population import AS_OF
from gtkit.samples.sample import contracted

MEETINGS = 12
_DECISIONS = {
    "retention": "Nommer un correspondant pour chaque client de premier rang",
    "livraison": "Ajouter une tournée le mardi sur l'Atelier sud",
    "depannage": "Embarquer les joints courants dans les véhicules",
    "reclamations": "Contrôler chaque flexible serti avant expédition",
    "marge": "Relever de 3 % le tarif des petites commandes",
    "remises": "Soumettre toute remise hors barème à accord",
    "chiffre": "Recentrer la prospection sur le machinisme agricole",
    "impayes": "Demander un acompte aux clients en retard",
    "contrats": "Proposer l'entretien à chaque vente de pompe",
    "frequence": "Renouveler les protections de la presse n° 2",
    "presque": "Répondre sous huit jours à chaque fiche",
    "rotation": "Solder les vérins sans mouvement depuis deux ans",
    "ruptures": "Doubler le stock de sécurité des raccords",
    "visites": "Fixer un minimum de visites par client de premier rang",
    "appels": "Réserver une plage d'appels le jeudi",
    "abonnes": "Ne plus acheter d'adresses",
}
_SELDOM = {"abonnes": 0.35, "presque": 0.5, "contrats": 0.6}  # chance of being shown; the others, nearly always
_FOLLOWED = 9  # decisions whose follow-up is kept


def log(planted: Planted, rng: np.random.Generator) -> pd.DataFrame:
    """The `decision_log` table: one row a meeting and an indicator shown there.

    Parameters
    ----------
    planted : Planted
        Its zombies are never decided on; every other indicator is, once at least.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, sorted by date, then in the order of the sheets.
    """
    months = pd.period_range(end=pd.Period(AS_OF, "M"), periods=MEETINGS, freq="M")
    rows = []
    for key in SHEETS:
        shown = rng.random(MEETINGS) < _SELDOM.get(key, 0.93)
        shown[int(rng.integers(MEETINGS))] = True
        discussed = shown & (rng.random(MEETINGS) < 0.6)
        decided = discussed & (rng.random(MEETINGS) < 0.35)
        decided[rng.choice(np.flatnonzero(shown))] = True
        reviewed = decided & (rng.random(MEETINGS) < 0.55)
        if key in planted.zombies:
            decided, reviewed = np.zeros(MEETINGS, bool), np.zeros(MEETINGS, bool)
        rows += [
            (f"CODIR {month}", _second_monday(month), key, d or c, c, r, _DECISIONS[key] if c else "")
            for month, s, d, c, r in zip(months, shown, discussed, decided, reviewed, strict=True)
            if s
        ]
    columns = ["meeting", "date", "indicator", "discussed", "decided", "reviewed", "decision"]
    frame = pd.DataFrame(rows, columns=columns).assign(shown=True)
    return contracted("decision_log", frame.sort_values("date", kind="stable"))


def follow(decisions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `follow_up` table: what became of the first decisions of the year.

    Parameters
    ----------
    decisions : DataFrame
        The `decision_log` table.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns: most are done, a few still open, one has no owner left.
    """
    taken = decisions[decisions["decided"]].drop_duplicates("indicator").head(_FOLLOWED).reset_index(drop=True)
    done = rng.random(len(taken)) < 0.6
    due = taken["date"] + pd.to_timedelta(rng.integers(2, 7, len(taken)) * 30, unit="D")
    frame = pd.DataFrame(
        {
            "decision": [f"D-{k:02d}" for k in range(1, len(taken) + 1)],
            "label": taken["decision"],
            "decided_on": taken["date"],
            "owner": [SHEETS[key].owner for key in taken["indicator"]],
            "due_on": due,
            "status": np.where(done, "done", "open"),
            "effect": np.where(done, rng.integers(2, 30, len(taken)) * 500.0, np.nan),
        }
    )
    return contracted("follow_up", frame)


def _second_monday(month: pd.Period) -> pd.Timestamp:
    first = month.start_time
    return first + pd.Timedelta(days=7 + (7 - first.day_of_week) % 7)
