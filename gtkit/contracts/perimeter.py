"""Tables about the field of action: opportunities, the criteria that sort them, skills, and who knows the limits."""

from __future__ import annotations

from types import MappingProxyType

from gtkit.contracts.shape import Choice, Column, Kind, Table

KINDS = (
    Choice("mission", "mission", "mission"),
    Choice("service", "service", "service"),
    Choice("initiative", "initiative", "initiative"),
    Choice("agreement", "accord", "agreement"),
)
CLASSES = (
    Choice("refuse", "refuser", "refuse"),
    Choice("conditions", "sous conditions", "on conditions"),
    Choice("accept", "accepter", "accept"),
)

_OF_OPPORTUNITIES = MappingProxyType({"opportunity": "opportunities"})
_OPPORTUNITY = Column("opportunity", Kind.IDENTIFIER, "Opportunité", "Opportunity", "M-01", required=True)
_CRITERION = Column("criterion", Kind.IDENTIFIER, "Critère", "Criterion", "marge", required=True)
_SKILL = Column("skill", Kind.IDENTIFIER, "Compétence", "Skill", "Hydraulique mobile", required=True)
_COLLABORATOR = Column(
    "collaborator_id", Kind.IDENTIFIER, "Collaborateur", "Collaborator", "P07", required=True, personal=True
)

OPPORTUNITIES = Table(
    "opportunities",
    "Opportunités",
    "Opportunities",
    columns=(
        _OPPORTUNITY,
        Column("kind", Kind.CHOICE, "Type", "Kind", "mission", required=True, choices=KINDS),
        Column("label", Kind.TEXT, "Libellé", "Label", "Révision annuelle de presses", required=True),
        Column("amount", Kind.MONEY, "Montant en jeu", "Amount at stake", "48000", minimum=0),
        Column("hours", Kind.NUMBER, "Heures demandées", "Hours asked", "120", minimum=0, unit="unit.hours"),
        Column("asked_on", Kind.DATE, "Demandée le", "Asked on", "2026-02-10"),
        Column(
            "outcome",
            Kind.CHOICE,
            "Issue",
            "Outcome",
            "open",
            required=True,
            choices=(
                Choice("open", "à décider", "to be decided"),
                Choice("won", "gagnée", "won"),
                Choice("lost", "perdue", "lost"),
                Choice("refused", "refusée", "refused"),
            ),
        ),
        Column("margin", Kind.MONEY, "Marge constatée", "Margin made", ""),
    ),
    unique=("opportunity",),
)

CRITERIA = Table(
    "criteria",
    "Critères",
    "Criteria",
    columns=(
        _CRITERION,
        Column("label", Kind.TEXT, "Libellé", "Label", "Marge attendue", required=True),
        Column("unit", Kind.TEXT, "Unité", "Unit", "% des ventes"),
        Column("kind", Kind.CHOICE, "Type concerné (vide = tous)", "Kind concerned (blank = all)", "", choices=KINDS),
        Column(
            "direction",
            Kind.CHOICE,
            "Sens",
            "Direction",
            "max",
            required=True,
            choices=(
                Choice("max", "plus est mieux", "more is better"),
                Choice("min", "moins est mieux", "less is better"),
            ),
        ),
        Column("weight", Kind.NUMBER, "Poids", "Weight", "3", minimum=0),
        Column("card_rank", Kind.NUMBER, "Rang de la carte", "Card rank", "", minimum=1),
        Column("white_cards", Kind.NUMBER, "Cartes blanches au-dessus", "White cards above", "", minimum=0),
        Column("indifference", Kind.NUMBER, "Écart sans importance", "Indifference", "2", minimum=0),
        Column("preference", Kind.NUMBER, "Écart décisif", "Preference", "5", minimum=0),
        Column("veto", Kind.NUMBER, "Écart éliminatoire (barrière)", "Veto (barrier)", "10", minimum=0),
        Column("reason", Kind.TEXT, "Motif", "Reason", "Sous ce seuil, la mission coûte plus qu'elle ne rapporte"),
        Column("owner", Kind.TEXT, "Responsable (fonction)", "Owner (role)", "Direction commerciale"),
        Column("review_on", Kind.DATE, "À revoir le", "Review on", "2026-12-31", future=True),
        Column(
            "negation_plausible",
            Kind.FLAG,
            "Un concurrent ferait l’inverse",
            "A competitor would do the opposite",
            "true",
        ),
    ),
    unique=("criterion",),
    ascending=("indifference", "preference", "veto"),
)

PROFILES = Table(
    "profiles",
    "Limites des classes",
    "Class limits",
    columns=(
        _CRITERION,
        Column(
            "limit",
            Kind.CHOICE,
            "Classe",
            "Class",
            "conditions",
            required=True,
            choices=CLASSES[1:],
        ),
        Column("value", Kind.NUMBER, "Valeur à atteindre", "Value to reach", "12", required=True),
    ),
    unique=("criterion", "limit"),
    references=MappingProxyType({"criterion": "criteria"}),
)

OPPORTUNITY_SCORES = Table(
    "opportunity_scores",
    "Notes des opportunités",
    "Opportunity scores",
    columns=(
        _OPPORTUNITY,
        _CRITERION,
        Column("value", Kind.NUMBER, "Valeur", "Value", "18", required=True),
    ),
    unique=("opportunity", "criterion"),
    references=MappingProxyType({"opportunity": "opportunities", "criterion": "criteria"}),
)

CARD_SORT = Table(
    "card_sort",
    "Tri de cartes",
    "Card sort",
    columns=(
        _COLLABORATOR,
        _OPPORTUNITY,
        Column("answer", Kind.CHOICE, "Classe donnée", "Class given", "refuse", required=True, choices=CLASSES),
    ),
    unique=("collaborator_id", "opportunity"),
    references=MappingProxyType({"collaborator_id": "collaborators", "opportunity": "opportunities"}),
)

SKILLS = Table(
    "skills",
    "Compétences",
    "Skills",
    columns=(
        _SKILL,
        Column("level", Kind.NUMBER, "Niveau (0 à 5)", "Level (0 to 5)", "4", required=True, minimum=0, maximum=5),
        Column("people", Kind.NUMBER, "Personnes à ce niveau", "People at that level", "3", required=True, minimum=0),
    ),
    unique=("skill", "level"),
)

REQUIRED_SKILLS = Table(
    "required_skills",
    "Compétences requises",
    "Required skills",
    columns=(
        _OPPORTUNITY,
        _SKILL,
        Column("level", Kind.NUMBER, "Niveau requis", "Level required", "4", required=True, minimum=0, maximum=5),
        Column("people", Kind.NUMBER, "Personnes nécessaires", "People needed", "1", minimum=1),
    ),
    unique=("opportunity", "skill"),
    references=_OF_OPPORTUNITIES,
)

MISSION_EXPECTATIONS = Table(
    "mission_expectations",
    "Missions et attentes",
    "Missions and expectations",
    columns=(
        Column("mission", Kind.TEXT, "Mission", "Mission", "Dépannage sous 24 heures", required=True),
        Column("attribute", Kind.IDENTIFIER, "Attente", "Expectation", "delai", required=True),
        Column(
            "relation",
            Kind.NUMBER,
            "Lien (0, 1, 3 ou 9)",
            "Link (0, 1, 3 or 9)",
            "9",
            required=True,
            minimum=0,
            maximum=9,
        ),
    ),
    unique=("mission", "attribute"),
)

STATEMENTS = Table(
    "statements",
    "Énoncés de mission",
    "Mission statements",
    columns=(
        Column("author", Kind.TEXT, "Entreprise", "Company", "Concurrent 1", required=True),
        Column("ours", Kind.FLAG, "La nôtre", "Ours", "false"),
        Column(
            "text", Kind.TEXT, "Énoncé", "Statement", "Être le partenaire de référence de ses clients", required=True
        ),
    ),
    unique=("author",),
)

OPPORTUNITY_TIME = Table(
    "opportunity_time",
    "Temps par dossier",
    "Time by opportunity",
    columns=(
        _COLLABORATOR,
        Column("service", Kind.IDENTIFIER, "Service", "Department", "Commerce", required=True),
        _OPPORTUNITY,
        Column("date", Kind.DATE, "Date", "Date", "2026-03-12", required=True),
        Column("hours", Kind.NUMBER, "Heures", "Hours", "6", required=True, minimum=0, maximum=744, unit="unit.hours"),
    ),
    references=MappingProxyType({"opportunity": "opportunities", "service": "service_costs"}),
)

PERIMETER_TABLES = (
    OPPORTUNITIES,
    CRITERIA,
    PROFILES,
    OPPORTUNITY_SCORES,
    CARD_SORT,
    SKILLS,
    REQUIRED_SKILLS,
    MISSION_EXPECTATIONS,
    STATEMENTS,
    OPPORTUNITY_TIME,
)
