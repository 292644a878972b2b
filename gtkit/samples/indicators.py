"""What the invented firm measures: sixteen indicators, what each serves, and what a reward pays for.

Most sheets are whole; the discounts, the maintenance contracts and a few others lack a line, an owner or a reaction,
as they do in every real file. « chiffre » carries the sales bonus, and pays for an opportunity that a barrier refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.contracts import TABLES
from gtkit.samples.planted import Planted
from gtkit.samples.sample import contracted

REWARDED = "chiffre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One indicator: the columns of its sheet, and its links to objectives."""

    label: str
    definition: str
    unit: str = "%"
    lead: bool = False
    client_outcome: bool = False
    source: str = "ERP"
    delay_days: float = 5
    cadence_days: float = 30
    cycle_days: float = 45
    yearly_cost: float = 1200
    owner: str = ""
    lever: str = ""
    direction: str = "max"
    target: float = np.nan
    failure_line: float = np.nan
    reaction: str = ""
    rewarded: bool = False
    manipulable: float = 1
    audited: bool = False
    links: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    failed: tuple[str, ...] = ()  # of the ten tests


SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {
        "retention": Sheet(
            label="Clients de premier rang conservés",
            definition="Clients de premier rang ayant commandé ces douze derniers mois / ceux de l'année précédente",
            client_outcome=True, source="ERP", yearly_cost=1800, owner="Direction commerciale",
            lever="Revue semestrielle avec le décideur", target=95, failure_line=88,
            reaction="Visite du directeur commercial sous quinze jours", audited=True,
            links={"fidelite": 3},
        ),
        "livraison": Sheet(
            label="Lignes livrées au jour promis", definition="Lignes livrées au jour promis / lignes livrées",
            lead=True, client_outcome=True, source="ERP", delay_days=2, cadence_days=7, cycle_days=30,
            yearly_cost=2400, owner="Direction logistique", lever="Planning des tournées", target=96, failure_line=88,
            reaction="Renfort de tournée sous huit jours", audited=True, links={"delai": 3, "fidelite": 1},
        ),
        "depannage": Sheet(
            label="Dépannages résolus sous 24 heures",
            definition="Demandes de dépannage closes en moins de 24 heures / demandes reçues",
            lead=True, client_outcome=True, source="Logiciel d'intervention", delay_days=1, cadence_days=7,
            cycle_days=30, yearly_cost=3600, owner="Responsable dépannage", lever="Astreinte et stock embarqué",
            target=90, failure_line=75, reaction="Deuxième astreinte ouverte la semaine suivante", audited=True,
            links={"delai": 3},
        ),
        "reclamations": Sheet(
            label="Réclamations pour cent commandes", definition="Réclamations reçues / commandes livrées, pour cent",
            unit="pour cent commandes", client_outcome=True, source="Registre qualité", yearly_cost=2200,
            owner="Direction qualité", lever="Analyse des causes", direction="min", target=1.5, failure_line=4,
            reaction="Revue des causes en comité de direction", manipulable=2, links={"fidelite": 3},
            failed=("gaming",),
        ),
        "marge": Sheet(
            label="Marge brute sur ventes", definition="Ventes hors taxes moins coût d'achat / ventes hors taxes",
            source="Comptabilité", delay_days=18, cycle_days=45, yearly_cost=900, owner="Direction financière",
            lever="Prix et mix produits", target=35, failure_line=31,
            reaction="Gel des remises et revue des tarifs du mois", audited=True, links={"marge": 3},
            failed=("so_what", "timeliness"),
        ),
        "remises": Sheet(
            label="Remises accordées hors barème", definition="Remises au-delà du barème / ventes hors taxes",
            source="ERP", yearly_cost=600, lever="Délégation de prix", direction="min", target=1, failure_line=3,
            reaction="Accord préalable de la direction commerciale", manipulable=2, links={"marge": 3},
            failed=("consistency",),
        ),
        "chiffre": Sheet(
            label="Chiffre d'affaires facturé", definition="Ventes facturées hors taxes, avoirs déduits",
            unit="milliers d'euros", source="ERP", delay_days=3, yearly_cost=300, owner="Direction commerciale",
            lever="Plan de prospection", target=1150, failure_line=900, rewarded=True, manipulable=3,
            links={"marge": 1}, failed=("relevance", "gaming"),
        ),
        "impayes": Sheet(
            label="Créances échues de plus de 60 jours", definition="Créances échues de plus de 60 jours / créances",
            source="Comptabilité", delay_days=10, yearly_cost=700, owner="Direction financière",
            lever="Relances et acomptes", direction="min", target=4, failure_line=9,
            reaction="Livraison contre acompte", audited=True, links={"marge": 1},
        ),
        "contrats": Sheet(
            label="Contrats d'entretien signés", definition="Contrats d'entretien signés dans le mois",
            unit="contrats", lead=True, source="Tableur commercial", delay_days=12, yearly_cost=400,
            owner="Direction commerciale", lever="Offre d'entretien à la vente", target=6, links={"entretien": 3},
            failed=("access", "consistency"),
        ),
        "frequence": Sheet(
            label="Taux de fréquence des accidents", definition="Accidents avec arrêt par million d'heures travaillées",
            unit="par million d'heures", source="Registre sécurité", yearly_cost=1500, owner="Direction des ateliers",
            lever="Causeries et équipements", direction="min", target=10, failure_line=25,
            reaction="Arrêt de poste et analyse sous 48 heures", audited=True, links={"securite": 3},
        ),
        "presque": Sheet(
            label="Presque-accidents déclarés", definition="Fiches de presque-accident déposées dans le mois",
            unit="fiches", lead=True, source="Registre sécurité", yearly_cost=500, owner="Direction des ateliers",
            lever="Retour à chaque déclarant", target=12, links={"securite": 1}, failed=("clarity",),
        ),
        "rotation": Sheet(
            label="Rotation des stocks", definition="Coût des ventes sur douze mois / stock moyen",
            unit="tours par an", source="ERP", yearly_cost=600, owner="Direction logistique",
            lever="Seuils de réapprovisionnement", target=5, failure_line=3.5,
            reaction="Gel des achats sur les familles lentes", links={"stock": 3},
        ),
        "ruptures": Sheet(
            label="Ruptures sur les articles courants", definition="Articles courants en rupture / articles courants",
            lead=True, client_outcome=True, source="ERP", delay_days=1, cadence_days=7, cycle_days=15,
            yearly_cost=900, owner="Direction logistique", lever="Stock de sécurité", direction="min", target=2,
            failure_line=5, reaction="Commande express au fournisseur", links={"delai": 1, "stock": 1},
        ),
        "visites": Sheet(
            label="Visites commerciales", definition="Visites saisies par commercial et par semaine",
            unit="visites par semaine", lead=True, source="Outil de suivi commercial", cadence_days=7, cycle_days=30,
            yearly_cost=5200, lever="Plan de tournée", target=12, manipulable=3, links={"fidelite": 1},
            failed=("truth", "relevance", "so_what", "gaming"),
        ),
        "appels": Sheet(
            label="Appels sortants", definition="Appels passés par le service commercial dans le mois",
            unit="appels", lead=True, source="Standard téléphonique", delay_days=20, cycle_days=30, yearly_cost=3100,
            target=900, manipulable=3, links={"fidelite": 1},
            failed=("relevance", "so_what", "timeliness", "gaming"),
        ),
        "abonnes": Sheet(
            label="Abonnés à la lettre d'information", definition="Adresses abonnées en fin de mois",
            unit="abonnés", source="", yearly_cost=1600, direction="", manipulable=2, links={"fidelite": 1},
            failed=("relevance", "so_what"),
        ),
    }
)  # fmt: skip


def describe() -> pd.DataFrame:
    """The `indicators` table: sixteen sheets, some of them with holes."""
    apart = {"links", "failed"}
    columns = [name for name in Sheet.__slots__ if name not in apart]
    rows = [{"indicator": key, **{name: getattr(sheet, name) for name in columns}} for key, sheet in SHEETS.items()]
    return contracted("indicators", pd.DataFrame(rows))


def align(planted: Planted) -> pd.DataFrame:
    """The `objective_alignment` table: nothing measures the uncovered objective strongly, the orphans serve none."""
    rows = [
        (key, objective, 1 if objective == planted.uncovered else strength)
        for key, sheet in SHEETS.items()
        if key not in planted.orphans
        for objective, strength in sheet.links.items()
    ]
    return contracted("objective_alignment", pd.DataFrame(rows, columns=["indicator", "objective", "strength"]))


_TESTS = [choice.key for choice in TABLES["indicator_tests"].column("test").choices]


def ten_tests() -> pd.DataFrame:
    """The `indicator_tests` table: ten tests of each indicator; two indicators were never put to the last ones."""
    rows = [
        (key, name, name not in sheet.failed)
        for key, sheet in SHEETS.items()
        for name in (_TESTS[:6] if key in ("presque", "rotation") else _TESTS)
    ]
    return contracted("indicator_tests", pd.DataFrame(rows, columns=["indicator", "test", "passed"]))


def pay(planted: Planted) -> pd.DataFrame:
    """The `paid_for` table: what the sales bonus pays for, the breach planted among it."""
    paid = ["M-01", "M-02", planted.breach] if planted.breach else ["M-01", "M-02"]
    return contracted("paid_for", pd.DataFrame({"indicator": REWARDED, "opportunity": paid}))
