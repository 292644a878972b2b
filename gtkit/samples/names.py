"""Company names that nobody bears: a trade of the segment, and a place that is on no map.

A few are awkward on purpose, as in every real file: "NA", an ampersand, apostrophes, a name of 120 letters.
"""

from __future__ import annotations

import numpy as np

from gtkit.errors import OutOfRange

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
    "Collectivités et régies": (
        "Commune de",
        "Régie des eaux de",
        "Port de",
        "Syndicat mixte de",
        "Écluses de",
        "Parc de",
    ),
}

_HEADS = (
    "Bas", "Bré", "Cal", "Cor", "Dor", "Fau", "Gar", "Jau", "Kerl", "Lan", "Mor", "Nor", "Pla", "Pré", "Quer", "Ros",
    "Sau", "Tri", "Val", "Ver",
)  # fmt: skip
_TAILS = (
    "bençoy", "cevral", "drigny", "fébus", "gouvrac", "lindoux", "mérange", "nesvres", "otteuil", "pontel", "rivoix",
    "sandray", "tilvert", "vançay",
)  # fmt: skip

_AWKWARD = (
    "NA",
    "L'Atelier d'Œuvrelle",
    "Brécevral & Fils",
    "N'Goumérac Transports S.A.S.",
    "« Les Forges » de Saumérange",
    "3F — Flexibles, Filtres, Fluides",
    "Établissements Vve Quertilvert, successeurs (ex-Dorlimoux)",
    "Groupement d'intérêt économique pour la maintenance hydraulique des ports et bassins intérieurs d'Yssrivoix",
)


def company_names(segments: list[str], rng: np.random.Generator) -> list[str]:
    """One name a company, all different.

    Parameters
    ----------
    segments : list of str, length n
        Segment of each company, one of SEGMENTS; at most 280 of them.
    rng : numpy Generator

    Returns
    -------
    list of str, length n: the awkward names stand where `rng` puts them, when there is room for them all.

    Raises KeyError for a segment that is not in SEGMENTS, OutOfRange for more companies than there are places.

    >>> company_names(["Agroalimentaire"] * 2, np.random.default_rng(0))
    ['Salaisons de Garrivoix', 'Salaisons de Faubençoy']
    """
    places = [head + tail for head in _HEADS for tail in _TAILS]
    if len(segments) > len(places):
        raise OutOfRange("segments", found=len(segments), expected=f"<= {len(places)}")
    drawn = rng.permutation(len(places))[: len(segments)]
    trades = [_TRADES[segment] for segment in segments]
    picks = rng.integers([len(choices) for choices in trades])
    names = [f"{choices[pick]} {places[place]}" for choices, pick, place in zip(trades, picks, drawn, strict=True)]
    if len(names) > len(_AWKWARD):
        for position, name in zip(rng.permutation(len(names)), _AWKWARD, strict=False):
            names[position] = name
    return names
