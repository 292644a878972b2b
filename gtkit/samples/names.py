"""Company names that nobody bears: a trade of the segment, and a place that is on no map.

A few are awkward on purpose, as in every real file: "NA", an ampersand, apostrophes, a name of 120 letters.
"""

from __future__ import annotations

import numpy as np

SEGMENTS = (
    "Agroalimentaire",
    "BTP et travaux publics",
    "Machinisme agricole",
    "Industrie mécanique",
    "Collectivités et régies",
)

_TRADES = {
    "Agroalimentaire": ("Laiterie de", "Conserverie de", "Minoterie de", "Salaisons de", "Brasserie de", "Sucrerie de"),
    "BTP et travaux publics": ("Terrassements", "Carrières de", "Travaux publics", "Bétons de", "Levage", "Forages de"),
    "Machinisme agricole": ("Agri-Matériel", "Motoculture", "Tracteurs de", "Ets", "Récolte Services", "CUMA de"),
    "Industrie mécanique": ("Fonderie de", "Ateliers", "Mécanique", "Emboutissage de", "Presses de", "Usinage"),
    "Collectivités et régies": ("Commune de", "Régie des eaux de", "Port de", "Syndicat mixte de", "Écluses de", "Parc de"),
}

_HEADS = ("Bré", "Cal", "Dor", "Fau", "Gar", "Jau", "Lan", "Mor", "Nor", "Pré", "Quer", "Ros", "Sau", "Tri", "Ver", "Yss")
_TAILS = ("bençoy", "cevral", "drigny", "gouvrac", "limoux", "mérange", "nesvres", "pontel", "rivoix", "sandray", "tilvert")

_AWKWARD = (
    "NA",
    "L'Atelier d'Œuvrelle",
    "Brécevral & Fils",
    "N'Goumérac Transports S.A.S.",
    "« Les Forges » de Saumérange",
    "3F — Flexibles, Filtres, Fluides",
    "Établissements Vve Quertilvert, successeurs (ex-Dorlimoux)",
    "Groupement d'intérêt économique pour la maintenance hydraulique des ports et bassins intérieurs de la baie d'Yssrivoix",
)


def company_names(segments: list[str], rng: np.random.Generator) -> list[str]:
    """One name a company, all different.

    Parameters
    ----------
    segments : list of str, length n
        Segment of each company, one of SEGMENTS; at most 176 of them.
    rng : numpy Generator

    Returns
    -------
    list of str, length n: the awkward names stand at places that `rng` draws.

    Raises KeyError for a segment that is not in SEGMENTS.

    >>> company_names(["Agroalimentaire"] * 2, np.random.default_rng(0))
    ['Salaisons de Queltilvert', 'Laiterie de Bredrigny']
    """
    places = [head + tail for head in _HEADS for tail in _TAILS]
    drawn = [places[i] for i in rng.permutation(len(places))]
    names = []
    for rank, segment in enumerate(segments):
        trade = _TRADES[segment][int(rng.integers(len(_TRADES[segment])))]
        place = drawn[rank % len(drawn)]
        names.append(f"{trade} {place}")
    return names
