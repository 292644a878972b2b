"""Tables about people: who works there, what they hold for a priority, what they answer, which ideas they give."""

from __future__ import annotations

from types import MappingProxyType

from gtkit.contracts.shape import Choice, Column, Kind, Table

_COLLABORATOR = Column(
    "collaborator_id", Kind.IDENTIFIER, "Collaborateur", "Collaborator", "P07", required=True, personal=True
)
_SERVICE = Column("service", Kind.IDENTIFIER, "Service", "Department", "Commerce", required=True)
_RANK = Column("rank", Kind.NUMBER, "Rang cité", "Rank", "1", required=True, minimum=1, maximum=50)
_OF_COLLABORATORS = MappingProxyType({"collaborator_id": "collaborators"})

COLLABORATORS = Table(
    "collaborators",
    "Collaborateurs",
    "Collaborators",
    columns=(
        _COLLABORATOR,
        _SERVICE,
        Column("site", Kind.TEXT, "Site", "Site", "Atelier nord"),
        Column("seniority", Kind.NUMBER, "Ancienneté", "Seniority", "6", minimum=0, maximum=60, unit="unit.years"),
        Column("management", Kind.FLAG, "Membre de la Direction", "Member of management", "false"),
        Column("surveyed_on", Kind.DATE, "Interrogé le", "Asked on", "2026-05-18"),
    ),
    unique=("collaborator_id",),
)

OBJECTIVES = Table(
    "objectives",
    "Objectifs",
    "Objectives",
    columns=(
        Column("objective", Kind.IDENTIFIER, "Objectif", "Objective", "fidelite", required=True),
        Column("label", Kind.TEXT, "Libellé", "Label", "Garder les clients qui ont de la valeur", required=True),
        Column("weight", Kind.NUMBER, "Poids", "Weight", "3", required=True, minimum=0),
        Column("perspective", Kind.TEXT, "Axe", "Perspective", "Clients"),
    ),
    unique=("objective",),
)

PERIMETER_SHEET = Table(
    "perimeter_sheet",
    "Périmètre signé",
    "Signed perimeter",
    columns=(
        Column("item", Kind.TEXT, "Point", "Item", "Clients professionnels de la région", required=True),
        Column("included", Kind.FLAG, "Dans le périmètre", "Within the perimeter", "true"),
        Column("signed_on", Kind.DATE, "Signé le", "Signed on", "2026-04-02"),
        Column("signed_by", Kind.TEXT, "Signé par (fonction)", "Signed by (role)", "Direction générale"),
    ),
    unique=("item",),
)

PRIORITIES = Table(
    "priorities",
    "Priorités citées",
    "Priorities cited",
    columns=(
        _COLLABORATOR,
        _RANK,
        Column("said", Kind.TEXT, "Réponse", "Answer", "Garder nos bons clients"),
        Column("objective", Kind.IDENTIFIER, "Objectif ou code", "Objective or code", "fidelite", required=True),
    ),
    unique=("collaborator_id", "rank"),
    references=_OF_COLLABORATORS,
)

PRIORITY_CODES = Table(
    "priority_codes",
    "Double codage",
    "Double coding",
    columns=(
        _COLLABORATOR,
        _RANK,
        Column("coder", Kind.IDENTIFIER, "Codeur", "Coder", "C1", required=True, personal=True),
        Column("objective", Kind.IDENTIFIER, "Objectif ou code", "Objective or code", "fidelite", required=True),
    ),
    unique=("collaborator_id", "rank", "coder"),
    references=_OF_COLLABORATORS,
)

SURVEY_ITEMS = Table(
    "survey_items",
    "Questions",
    "Survey items",
    columns=(
        Column("item", Kind.IDENTIFIER, "Question", "Item", "clarte_1", required=True),
        Column("label", Kind.TEXT, "Énoncé", "Wording", "Je sais ce qui passe avant le reste", required=True),
        Column(
            "theme",
            Kind.CHOICE,
            "Thème",
            "Theme",
            "clarity",
            required=True,
            choices=(
                Choice("clarity", "clarté", "clarity"),
                Choice("energy", "énergie", "energy"),
                Choice("standards", "exigence", "standards"),
                Choice("safety", "sécurité psychologique", "psychological safety"),
                Choice("perception", "perception", "perception"),
            ),
        ),
        Column("reversed", Kind.FLAG, "Sens inversé", "Reversed", "false"),
        Column("highest", Kind.NUMBER, "Note la plus haute", "Highest mark", "5", required=True, minimum=2, maximum=10),
    ),
    unique=("item",),
)

SURVEY = Table(
    "survey",
    "Questionnaire",
    "Survey",
    columns=(
        _COLLABORATOR,
        Column("item", Kind.IDENTIFIER, "Question", "Item", "clarte_1", required=True),
        Column("mark", Kind.NUMBER, "Note", "Mark", "4", required=True, minimum=1, maximum=10),
    ),
    unique=("collaborator_id", "item"),
    references=MappingProxyType({"collaborator_id": "collaborators", "item": "survey_items"}),
)

IDEAS = Table(
    "ideas",
    "Idées",
    "Ideas",
    columns=(
        Column("idea", Kind.IDENTIFIER, "Idée", "Idea", "I-014", required=True),
        _COLLABORATOR,
        Column("date", Kind.DATE, "Déposée le", "Given on", "2026-01-20", required=True),
        Column("text", Kind.TEXT, "Texte", "Text", "Prévenir le client dès qu'une livraison glisse", required=True),
        Column("answered_on", Kind.DATE, "Réponse donnée le", "Answered on", "2026-02-03"),
        Column("adopted", Kind.FLAG, "Adoptée", "Adopted", "false"),
    ),
    unique=("idea",),
    references=_OF_COLLABORATORS,
)

ALIGNMENT_TABLES = (
    COLLABORATORS,
    OBJECTIVES,
    PERIMETER_SHEET,
    PRIORITIES,
    PRIORITY_CODES,
    SURVEY_ITEMS,
    SURVEY,
    IDEAS,
)
