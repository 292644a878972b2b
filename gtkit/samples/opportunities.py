"""What the invented firm is asked to do: 28 opportunities still to be decided, and how it sorts them.

Each opportunity is written with the class that it deserves; those that `Planted.breaking` names break one barrier,
and are then to be refused, whatever else they offer.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gtkit.samples.sample import contracted

_CRITERIA = pd.DataFrame(
    [
        ("marge", "Marge attendue", "% du prix", "mission", "max", 7, 0, 1, 4, 8, "Direction financière", True),
        ("competence", "Écart de compétence", "niveaux", "mission", "min", 6, 0, 0, 1, 2, "Direction technique", True),
        ("retour", "Délai de retour", "mois", "service", "min", 5, 0, 2, 6, 18, "Direction financière", True),
        ("charge", "Charge des équipes", "% du temps", "initiative", "min", 4, 0, 0.5, 1.5, 4, "Direction", False),
        ("exclusivite", "Exclusivité demandée", "mois", "agreement", "min", 4, 0, 0, 3, 12, "Direction", True),
        ("paiement", "Délai de paiement", "jours", "agreement", "min", 5, 0, 0, 10, 30, "Direction financière", False),
        ("responsabilite", "Plafond de responsabilité", "% du montant", "agreement", "min", 4, 0, 0, 25, 100, "", True),
        ("coherence", "Cohérence avec le métier", "note de 1 à 5", "", "max", 3, 1, 0, 1, None, "Direction", False),
        ("clientele", "Intérêt pour nos bons clients", "note de 1 à 5", "", "max", 2, 0, 0, 1, None, "", False),
        ("potentiel", "Marge sur trois ans", "k€", "", "max", 1, 0, 5, 15, None, "Direction commerciale", False),
    ],
    columns=[
        "criterion",
        "label",
        "unit",
        "kind",
        "direction",
        "card_rank",
        "white_cards",
        "indifference",
        "preference",
        "veto",
        "owner",
        "negation_plausible",
    ],
)
_REASONS = {
    "marge": "À ce niveau, la mission coûte plus qu’elle ne rapporte une fois le temps compté",
    "competence": "Trois niveaux d’écart ne se rattrapent pas en cours de chantier",
    "retour": "Au-delà de quatre ans et demi, le matériel aura changé",
    "charge": "Un dixième du temps des équipes, c’est un dépannage sur dix qui attend",
    "exclusivite": "Deux ans d’exclusivité ferment la porte aux autres clients du secteur",
    "paiement": "À 90 jours, l’entreprise fait la banque du client",
    "responsabilite": "Le double du montant passe ce que couvre l’assurance",
}
_REVIEWED = {"marge": "2026-12-31", "competence": "2026-12-31", "retour": "2026-09-30", "charge": "2026-03-31"}
LIMITS = {  # value to reach for a class: under conditions, accepted
    "marge": (18, 26),
    "competence": (1, 0),
    "retour": (36, 24),
    "charge": (6, 3),
    "exclusivite": (12, 6),
    "paiement": (60, 45),
    "responsabilite": (100, 50),
    "coherence": (3, 4),
    "clientele": (2, 4),
    "potentiel": (20, 60),
}
BEYOND = {  # a value that breaks each barrier; skills are broken by what the mission asks
    "marge": 6,
    "retour": 60,
    "charge": 14,
    "exclusivite": 36,
    "paiement": 120,
    "responsabilite": 300,
}
_OWN = {  # the criteria told of each kind, in the order of the rows below
    "mission": ("marge", "coherence", "clientele", "potentiel"),
    "service": ("retour", "coherence", "clientele", "potentiel"),
    "initiative": ("charge", "coherence", "clientele", "potentiel"),
    "agreement": ("exclusivite", "paiement", "responsabilite", "coherence", "clientele", "potentiel"),
}
OPEN = (  # identifier, kind, label, amount, hours, asked on, class deserved, values
    ("M-01", "mission", "Révision annuelle de huit presses", 48_000, 320, "2026-02-10", "accept", (31, 5, 5, 64)),
    (
        "M-02",
        "mission",
        "Contrat d’entretien d’un parc de nacelles",
        62_000,
        480,
        "2026-03-04",
        "accept",
        (29, 5, 4, 90),
    ),
    (
        "M-03",
        "mission",
        "Vérins sur mesure à l’unité, prix imposé",
        36_000,
        410,
        "2026-01-21",
        "conditions",
        (19, 3, 3, 24),
    ),
    ("M-04", "mission", "Dépannage sous 4 heures d’une scierie", 27_000, 210, "2026-04-14", "accept", (33, 5, 4, 61)),
    (
        "M-05",
        "mission",
        "Flexibles pour un chantier de tunnel",
        85_000,
        260,
        "2026-05-05",
        "conditions",
        (21, 4, 3, 70),
    ),
    (
        "M-06",
        "mission",
        "Remise en état de centrales d’occasion",
        41_000,
        380,
        "2026-02-25",
        "conditions",
        (20, 3, 2, 33),
    ),
    (
        "M-07",
        "mission",
        "Banc d’essai pour un lycée technique",
        22_000,
        190,
        "2026-03-30",
        "conditions",
        (24, 3, 2, 20),
    ),
    (
        "M-08",
        "mission",
        "Commande de sécurité d’une presse robotisée",
        94_000,
        620,
        "2026-04-02",
        "conditions",
        (25, 4, 4, 75),
    ),
    ("M-09", "mission", "Stock de secours géré chez le client", 38_000, 150, "2026-05-19", "accept", (28, 4, 5, 72)),
    (
        "M-10",
        "mission",
        "Audit des fuites d’une usine agroalimentaire",
        18_000,
        120,
        "2026-06-03",
        "accept",
        (36, 4, 4, 63),
    ),
    (
        "M-11",
        "mission",
        "Montage de tuyauteries en sous-traitance",
        57_000,
        540,
        "2026-05-27",
        "conditions",
        (18, 3, 2, 22),
    ),
    (
        "M-12",
        "mission",
        "Réparation de pompes d’une marque concurrente",
        30_000,
        240,
        "2026-06-11",
        "conditions",
        (None, 4, 4, 62),
    ),
    ("M-13", "mission", "Formation des mécaniciens d’un client", 12_000, 60, "2026-06-15", "accept", (38, 4, 5, 60)),
    ("M-14", "mission", "Mise aux normes d’un pont élévateur", 33_000, 220, "2026-06-18", "conditions", (22, 4, 3, 41)),
    ("S-01", "service", "Surveillance à distance des centrales", 120_000, 700, "2026-01-12", "accept", (22, 5, 5, 140)),
    ("S-02", "service", "Location de groupes hydrauliques", 260_000, 400, "2026-02-02", "conditions", (34, 3, 3, 55)),
    ("S-03", "service", "Atelier mobile pour les chantiers", 90_000, 350, "2026-03-16", "conditions", (33, 4, 3, 66)),
    ("S-04", "service", "Vente de pièces en ligne", 75_000, 500, "2026-04-20", "conditions", (30, 3, 4, 80)),
    ("S-05", "service", "Analyse d’huile en trois jours", 28_000, 160, "2026-05-11", "accept", (14, 5, 4, 62)),
    ("I-01", "initiative", "Fiches de dépannage partagées", 9_000, 240, "2026-01-28", "accept", (2, 5, 4, 60)),
    ("I-02", "initiative", "Salon international de Hanovre", 46_000, 520, "2026-02-18", "conditions", (6, 3, 3, 25)),
    ("I-03", "initiative", "Club des responsables de maintenance", 14_000, 180, "2026-05-06", "accept", (3, 4, 5, 65)),
    (
        "A-01",
        "agreement",
        "Exclusivité pour un fabricant de grues",
        310_000,
        90,
        "2026-01-15",
        "conditions",
        (12, 60, 100, 4, 4, 130),
    ),
    (
        "A-02",
        "agreement",
        "Contrat-cadre d’une coopérative agricole",
        180_000,
        60,
        "2026-03-09",
        "accept",
        (0, 45, 50, 5, 5, 160),
    ),
    (
        "A-03",
        "agreement",
        "Distribution d’une marque de pompes",
        140_000,
        110,
        "2026-03-23",
        "conditions",
        (12, 45, 60, 4, 3, 95),
    ),
    (
        "A-04",
        "agreement",
        "Marché d’un groupe de travaux publics",
        420_000,
        140,
        "2026-04-08",
        "conditions",
        (0, 60, 100, 4, 4, 150),
    ),
    ("A-05", "agreement", "Groupement d’achat de flexibles", 95_000, 40, "2026-05-20", "accept", (6, 30, 50, 4, 4, 60)),
    (
        "A-06",
        "agreement",
        "Sous-traitance de garantie constructeur",
        130_000,
        80,
        "2026-06-09",
        "conditions",
        (6, 60, 100, 4, 3, 48),
    ),
)
_SKILLS = (
    ("Hydraulique mobile", 5, 3),
    ("Hydraulique mobile", 4, 8),
    ("Hydraulique industrielle", 4, 9),
    ("Hydraulique industrielle", 3, 7),
    ("Soudage qualifié", 3, 4),
    ("Automatisme", 2, 3),
    ("Sécurité des machines", 1, 2),
    ("Formation", 4, 2),
)
_REQUIRED = {
    "M-01": (("Hydraulique industrielle", 4, 2),),
    "M-02": (("Hydraulique mobile", 4, 3),),
    "M-03": (("Hydraulique industrielle", 4, 1),),
    "M-04": (("Hydraulique industrielle", 4, 1),),
    "M-05": (("Hydraulique mobile", 4, 4),),
    "M-06": (("Hydraulique industrielle", 4, 2),),
    "M-07": (("Automatisme", 3, 1),),
    "M-08": (("Automatisme", 3, 1),),
    "M-09": (("Hydraulique mobile", 3, 1),),
    "M-10": (("Hydraulique industrielle", 4, 1),),
    "M-11": (("Soudage qualifié", 4, 3),),
    "M-12": (("Hydraulique industrielle", 4, 1),),
    "M-13": (("Formation", 4, 1),),
    "M-14": (("Sécurité des machines", 2, 1), ("Hydraulique industrielle", 3, 1)),
}
_TOO_FAR = ("Sécurité des machines", 4, 2)
_NAMES = ("conditions", "accept")
_COLUMNS = ["opportunity", "kind", "label", "amount", "hours", "asked_on"]


def deserved(breaking: Mapping[str, str]) -> pd.Series:
    """Class of each opportunity to be decided, by identifier: refuse for those that break a barrier."""
    return pd.Series({row[0]: "refuse" if row[0] in breaking else row[6] for row in OPEN})


def criteria() -> pd.DataFrame:
    """The `criteria` table: ten criteria weighed by cards, seven of them barriers."""
    told = _CRITERIA.assign(
        reason=_CRITERIA["criterion"].map(_REASONS).fillna(""),
        review_on=pd.to_datetime(_CRITERIA["criterion"].map(_REVIEWED)),
    )
    return contracted("criteria", told)


def profiles() -> pd.DataFrame:
    """The `profiles` table: what each class asks of each criterion."""
    rows = [(key, name, value) for key, pair in LIMITS.items() for name, value in zip(_NAMES, pair, strict=True)]
    return contracted("profiles", pd.DataFrame(rows, columns=["criterion", "limit", "value"]))


def ask() -> pd.DataFrame:
    """Rows of the `opportunities` table still to be decided."""
    rows = pd.DataFrame([row[:6] for row in OPEN], columns=_COLUMNS)
    return rows.assign(asked_on=pd.to_datetime(rows["asked_on"]), outcome="open", margin=None)


def score(breaking: Mapping[str, str]) -> pd.DataFrame:
    """Rows of the `opportunity_scores` table: one value is not known, and each barrier planted is broken.

    Parameters
    ----------
    breaking : mapping of opportunity -> criterion

    Returns
    -------
    DataFrame: opportunity, criterion, value.
    """
    rows = [
        (name, key, BEYOND[key] if breaking.get(name) == key and key in BEYOND else value)
        for name, kind, *_, values in OPEN
        for key, value in zip(_OWN[kind], values, strict=True)
    ]
    scored = pd.DataFrame(rows, columns=["opportunity", "criterion", "value"])
    return scored[scored["value"].notna()]


def skills() -> pd.DataFrame:
    """The `skills` table: who can do what, and how well."""
    return contracted("skills", pd.DataFrame(_SKILLS, columns=["skill", "level", "people"]))


def required_skills(breaking: Mapping[str, str]) -> pd.DataFrame:
    """The `required_skills` table: missions to be decided; those that break the skills barrier ask far too much."""
    rows = [
        (name, *asked)
        for name, own in _REQUIRED.items()
        for asked in ((_TOO_FAR,) if breaking.get(name) == "competence" else own)
    ]
    return contracted("required_skills", pd.DataFrame(rows, columns=["opportunity", "skill", "level", "people"]))
