"""What is planted in the invented organisation for its pages to find: change one, and its page changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_BREAKING = MappingProxyType(
    {
        "M-03": "marge",
        "M-08": "competence",
        "S-02": "retour",
        "I-02": "charge",
        "A-01": "exclusivite",
        "A-04": "paiement",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Truths of épreuves 1, 2, 4 and 5; those of épreuve 3 come from the process that makes its customers.

    `breaking` names opportunities still to be decided, each with the criterion whose barrier it breaks; no other
    breaks one. `misaligned` is the department that follows other priorities than management. `churning` is the tier at
    entry that loses its customers fastest; `satisfaction_counts` says whether the less satisfied leave; `novelty` is
    the share of their families' lines that new offers take. `zombies` are indicators that no meeting ever decides on,
    `orphans` those that serve no objective, `uncovered` the objective that none measures strongly. `progress` and
    `decline` are the indicators that moved the good way and the bad. `breach` is the opportunity for which a reward
    pays although it breaks a barrier, "" for none.
    """

    breaking: Mapping[str, str] = field(default_factory=lambda: _BREAKING)
    misaligned: str = "Logistique"
    churning: str = "B"
    satisfaction_counts: bool = False
    novelty: float = 0.45
    zombies: tuple[str, ...] = ("visites", "appels")
    orphans: tuple[str, ...] = ("abonnes",)
    uncovered: str = "entretien"
    progress: str = "livraison"
    decline: str = "reclamations"
    breach: str = "M-03"
