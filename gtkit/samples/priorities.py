"""What the invented firm's people hold for a priority, in their own words, and how two coders read them.

Management's six agree on three objectives. Most departments follow them, some people better than others; one
department, planted, is after turnover and price.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.samples.sample import contracted
from gtkit.samples.staff import OBJECTIVES

_TOP = ("fidelite", "marge", "delai")
_OTHERS = ("entretien", "securite", "stock")
_ELSEWHERE = ("chiffre", "prix", "stock")  # what the misaligned department is after
_SAID = {
    "fidelite": ("Garder nos bons clients", "Ne pas perdre ceux qui nous font vivre", "La fidélité des clients"),
    "marge": ("Ne plus vendre à perte", "Tenir nos marges", "Gagner de l'argent sur chaque affaire"),
    "delai": ("Livrer à l'heure", "Dépanner vite", "Tenir les délais promis"),
    "entretien": ("Placer des contrats d'entretien", "Vendre de la maintenance"),
    "securite": ("Zéro accident", "Rentrer entiers à la maison"),
    "stock": ("Moins de stock", "Ranger et vider les réserves"),
    "chiffre": ("Faire du chiffre", "Sortir le plus de commandes possible", "Le volume"),
    "prix": ("Être les moins chers", "Casser les prix pour passer devant"),
}
_ASKED = 58  # people of the field who were drawn and answered
_FAITHFUL = 0.71  # chance that a priority cited by somebody who follows is one of management's three, while any is left
_CODED_TWICE, _CODED_ALIKE = 0.4, 0.88


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The tables of the interviews: `collaborators` with the day each was asked, `priorities`, `priority_codes`."""

    collaborators: pd.DataFrame
    priorities: pd.DataFrame
    codes: pd.DataFrame


def interview(people: pd.DataFrame, *, misaligned: str, rng: np.random.Generator) -> Answers:
    """Ask management and a drawn part of the field for their priorities.

    Parameters
    ----------
    people : DataFrame
        The `collaborators` table.
    misaligned : str
        Department that follows other priorities than management.
    rng : numpy Generator

    Returns
    -------
    Answers: everybody of management and 58 others, two to four ranks each.
    """
    field = people.index[~people["management"]].to_numpy()
    asked = np.sort(np.concatenate([people.index[people["management"]], rng.choice(field, _ASKED, replace=False)]))
    days = np.datetime64("2026-05-11") + rng.integers(0, 26, len(asked))
    days = np.busday_offset(days, 0, roll="forward")
    dated = people.copy()
    dated.loc[asked, "surveyed_on"] = days.astype("datetime64[us]")
    rows = [
        (person["collaborator_id"], rank, said, code)
        for _, person in people.loc[asked].iterrows()
        for rank, (said, code) in enumerate(_list(person, misaligned, rng), 1)
    ]
    priorities = pd.DataFrame(rows, columns=["collaborator_id", "rank", "said", "objective"])
    return Answers(
        collaborators=contracted("collaborators", dated),
        priorities=contracted("priorities", priorities),
        codes=_coded(priorities, rng),
    )


def _list(person: pd.Series, misaligned: str, rng: np.random.Generator) -> list[tuple[str, str]]:
    """What one person says, best first."""
    length = 4 if person["management"] else int(rng.choice([2, 3, 4], p=[0.2, 0.5, 0.3]))
    if person["management"]:
        order = [*_nearly(_TOP, rng), *rng.permutation(_OTHERS)]
    elif person["service"] == misaligned:
        order = [*_nearly(_ELSEWHERE, rng), *rng.permutation(_TOP)]
    else:
        top, others = list(_nearly(_TOP, rng)), list(rng.permutation([*_OTHERS, "chiffre", "prix"]))
        order = []
        while len(order) < length:
            follows = bool(top) and (not others or rng.random() < _FAITHFUL)
            order.append((top if follows else others).pop(0))
    return [(str(rng.choice(_SAID[str(code)])), str(code)) for code in order[:length]]


def _nearly(order: tuple[str, ...], rng: np.random.Generator) -> list[str]:
    """The order itself, or with two neighbours changed."""
    swapped = list(order)
    if rng.random() < 0.35:
        at = int(rng.integers(len(order) - 1))
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    return swapped


def _coded(priorities: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `priority_codes` table: part of the answers read by two coders, who do not always read alike."""
    twice = priorities[rng.random(len(priorities)) < _CODED_TWICE]
    second = twice["objective"].where(
        rng.random(len(twice)) < _CODED_ALIKE, rng.choice(OBJECTIVES["objective"], len(twice))
    )
    coded = pd.concat([twice.assign(coder="C1"), twice.assign(coder="C2", objective=second)])
    keys = ["collaborator_id", "rank", "coder", "objective"]
    return contracted("priority_codes", coded[keys].sort_values(["collaborator_id", "rank", "coder"]))
