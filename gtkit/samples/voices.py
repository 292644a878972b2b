"""What is said of the invented firm, by customers, collaborators, management and competitors, and how it is coded."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.opening import next_open
from gtkit.samples.population import AS_OF
from gtkit.samples.sample import contracted

_SAID = {
    ("customer", "prevention"): (
        "On aimerait être prévenus avant la panne, pas après.",
        "Vos techniciens voient l'usure venir : qu'ils nous le disent.",
        "Un relevé des pressions chaque trimestre nous éviterait des arrêts.",
    ),
    ("customer", "delai"): (
        "La pompe est arrivée avec neuf jours de retard, sans un mot.",
        "Quand vous promettez vendredi, c'est souvent mardi.",
        "Le dépannage est rapide, les pièces un peu moins.",
    ),
    ("customer", "prix"): (
        "Le prix des vérins a encore monté, il va falloir nous l'expliquer.",
        "On trouve moins cher ailleurs, mais pas le service.",
    ),
    ("customer", "conseil"): (
        "Votre technicien nous a fait gagner une ligne entière, merci à lui.",
        "Personne d'autre ne connaît nos presses comme vous.",
        "On voudrait que vous soyez là dès le dessin de la machine.",
    ),
    ("customer", "energie"): (
        "Nos groupes hydrauliques consomment trop, que proposez-vous ?",
        "La facture d'électricité devient notre premier souci.",
    ),
    ("collaborator", "priorites"): (
        "On court après tout, alors on ne finit rien.",
        "Je sais ce que veut mon chef, moins ce que veut la maison.",
    ),
    ("collaborator", "outils"): ("Le logiciel de tournées nous fait perdre une heure par jour.",),
    ("collaborator", "client"): ("Les clients nous font confiance parce qu'on revient quand ça ne va pas.",),
    ("management", "conseil"): ("Nous sommes le partenaire technique de nos clients.",),
    ("management", "prevention"): ("Nous voulons vendre de la tranquillité, pas des pièces.",),
    ("competitor", "prix"): ("Le meilleur prix sur tous les composants hydrauliques.",),
    ("competitor", "delai"): ("Livré en vingt-quatre heures, partout.", "Le plus grand stock de la région."),
    ("competitor", "conseil"): ("Votre partenaire de confiance en hydraulique.",),
}
_COUNTS = {"customer": 96, "collaborator": 24, "management": 6, "competitor": 34}
_CONCERNS = {"prevention", "energie", "priorites"}
_AGREED = 0.86


def speak(customers: pd.Index, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The `verbatims` and `verbatim_codes` tables.

    Parameters
    ----------
    customers : Index
        Codes of the customers who may speak.
    rng : numpy Generator

    Returns
    -------
    (verbatims, verbatim_codes): 160 texts over two years; customers speak more and more of energy; two coders.
    """
    rows = []
    for source, count in _COUNTS.items():
        keys = [key for key in _SAID if key[0] == source]
        ages = np.sort(rng.integers(4, 730, count))[::-1]
        for age in ages:
            weights = np.array([1.0 + 2.5 * (key[1] == "energie") * (age < 365) for key in keys])
            key = keys[int(rng.choice(len(keys), p=weights / weights.sum()))]
            rows.append((source, age, key[1], str(rng.choice(_SAID[key]))))
    told = pd.DataFrame(rows, columns=["source", "age", "theme", "text"])
    told["date"] = next_open((np.datetime64(AS_OF) - told["age"].to_numpy()).astype("datetime64[D]") - 7)
    told = told.sort_values("date", kind="stable", ignore_index=True)
    told["verbatim"] = [f"V-{k:04d}" for k in range(1, len(told) + 1)]
    spoken = rng.choice(customers.to_numpy(dtype=object), len(told))
    told["customer_id"] = np.where(told["source"] == "customer", spoken, "")
    return contracted("verbatims", told.drop(columns=["age", "theme"])), _codes(told, rng)


def _codes(told: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Two coders' reading of each text: mostly the theme that made it."""
    themes = np.array(sorted({theme for _, theme in _SAID}))
    parts = []
    for coder in ("C1", "C2"):
        alike = rng.random(len(told)) < _AGREED
        theme = np.where(alike, told["theme"], rng.choice(themes, len(told)))
        nature = np.where([name in _CONCERNS for name in theme], "concern", "need")
        parts.append(pd.DataFrame({"verbatim": told["verbatim"], "coder": coder, "theme": theme, "nature": nature}))
    return contracted("verbatim_codes", pd.concat(parts).sort_values(["verbatim", "coder"]))
