"""What failed at the invented firm, and what its people fear could: failures seen, and the stories of a pre-mortem."""

from __future__ import annotations

import pandas as pd

from gtkit.samples.sample import contracted

_EVENTS = (
    ("E-01", "2024-02-19", "Perte d'un contrat-cadre d'agroalimentaire", "retention", 82_000),
    ("E-02", "2024-09-05", "Arrêt de ligne chez un client, pièce non livrée", "livraison", 14_500),
    ("E-03", "2025-01-28", "Client de premier rang parti sans prévenir", "retention", 64_000),
    ("E-04", "2025-04-11", "Lot de flexibles mal sertis rappelé", "reclamations", 21_000),
    ("E-05", "2025-09-12", "Chantier facturé sous son coût", "marge", 17_800),
    ("E-06", "2026-01-22", "Faillite d'un client, encours non couvert", "impayes", 33_500),
    ("E-07", "2026-03-30", "Astreinte sans technicien un week-end entier", "", None),
)
_MODES = (
    ("F-01", "Le premier client part sans prévenir", "Aucun contact avec le décideur",
     "Un dixième de la marge disparaît", 9, 4, 7, "retention", "Revue semestrielle avec le décideur"),
    ("F-02", "Un flexible éclate chez un client", "Sertissage non contrôlé", "Un blessé, un procès", 10, 2, 6,
     "reclamations", "Contrôle de chaque sertissage"),
    ("F-03", "Deux techniciens de dépannage démissionnent le même mois", "Astreintes trop fréquentes",
     "Délais doublés tout un été", 8, 5, 6, "", ""),
    ("F-04", "Un fournisseur de pompes vend en direct", "Un seul fournisseur sur la gamme",
     "Une famille entière perdue", 8, 4, 5, "", "Deuxième source à qualifier"),
    ("F-05", "Un gros client ne paie plus", "Encours sans limite", "Trésorerie à sec", 8, 3, 4, "impayes",
     "Plafond d'encours par client"),
    ("F-06", "L'ERP s'arrête une semaine", "Sauvegarde jamais rejouée", "Plus de livraison ni de facture", 9, 2, 8,
     "", ""),
    ("F-07", "Les remises deviennent la règle", "Prime assise sur le chiffre", "La marge ne paie plus le service",
     7, 6, 5, "remises", "Asseoir la prime sur la marge"),
    ("F-08", "Le stock vieillit", "Achats au volume", "Dépréciation en fin d'exercice", 5, 5, 4, "rotation", ""),
)  # fmt: skip


def events() -> pd.DataFrame:
    """The `failure_events` table: seven failures of three years; one has neither indicator nor cost."""
    frame = pd.DataFrame(_EVENTS, columns=["event", "date", "label", "indicator", "cost"])
    return contracted("failure_events", frame.assign(date=pd.to_datetime(frame["date"])))


def modes() -> pd.DataFrame:
    """The `failure_modes` table: eight stories of how the firm could fail, three of which no indicator watches."""
    columns = ["mode", "label", "cause", "effect", "severity", "occurrence", "detection", "indicator", "action"]
    return contracted("failure_modes", pd.DataFrame(_MODES, columns=columns))
