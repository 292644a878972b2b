"""Tables about measures: the indicators and what they serve, their series, how they are used, what could fail."""

from __future__ import annotations

from types import MappingProxyType

from gtkit.contracts.shape import Choice, Column, Kind, Table

_OF_INDICATORS = MappingProxyType({"indicator": "indicators"})
_INDICATOR = Column("indicator", Kind.IDENTIFIER, "Indicateur", "Indicator", "livraison", required=True)


def _days(key: str, french: str, english: str, example: str) -> Column:
    return Column(key, Kind.NUMBER, french, english, example, minimum=0, unit="unit.days")


INDICATORS = Table(
    "indicators",
    "Indicateurs",
    "Indicators",
    columns=(
        _INDICATOR,
        Column("label", Kind.TEXT, "Libellé", "Label", "Livraisons à l'heure", required=True),
        Column("definition", Kind.TEXT, "Définition", "Definition", "Lignes livrées au jour promis / lignes livrées"),
        Column("unit", Kind.TEXT, "Unité", "Unit", "%"),
        Column("lead", Kind.FLAG, "Avancé", "Leading", "true"),
        Column("client_outcome", Kind.FLAG, "Résultat pour le client", "Outcome for the customer", "true"),
        Column("source", Kind.TEXT, "Outil source", "Source system", "ERP"),
        _days("delay_days", "Délai de mesure", "Delay of measure", "5"),
        _days("cadence_days", "Cadence", "Cadence", "30"),
        _days("cycle_days", "Cycle de décision servi", "Decision cycle served", "45"),
        Column("yearly_cost", Kind.MONEY, "Coût annuel de mesure", "Yearly cost of measure", "2400", minimum=0),
        Column("owner", Kind.TEXT, "Responsable (fonction)", "Owner (role)", "Direction logistique"),
        Column("lever", Kind.TEXT, "Levier d’action", "Lever", "Planning des tournées"),
        Column(
            "direction",
            Kind.CHOICE,
            "Sens",
            "Direction",
            "max",
            choices=(
                Choice("max", "plus est mieux", "more is better"),
                Choice("min", "moins est mieux", "less is better"),
            ),
        ),
        Column("target", Kind.NUMBER, "Cible", "Target", "96"),
        Column("failure_line", Kind.NUMBER, "Seuil d’échec", "Failure line", "88"),
        Column("reaction", Kind.TEXT, "Réaction convenue", "Agreed reaction", "Renfort de tournée sous huit jours"),
        Column("rewarded", Kind.FLAG, "Prime attachée", "Rewarded", "false"),
        Column(
            "manipulable",
            Kind.NUMBER,
            "Manipulable (0 à 3)",
            "Open to manipulation (0 to 3)",
            "1",
            minimum=0,
            maximum=3,
        ),
        Column("audited", Kind.FLAG, "Audité", "Audited", "true"),
    ),
    unique=("indicator",),
)

OBJECTIVE_ALIGNMENT = Table(
    "objective_alignment",
    "Objectifs et indicateurs",
    "Objectives and indicators",
    columns=(
        _INDICATOR,
        Column("objective", Kind.IDENTIFIER, "Objectif", "Objective", "fidelite", required=True),
        Column(
            "strength", Kind.NUMBER, "Lien (0, 1 ou 3)", "Link (0, 1 or 3)", "3", required=True, minimum=0, maximum=3
        ),
    ),
    unique=("indicator", "objective"),
    references=MappingProxyType({"indicator": "indicators", "objective": "objectives"}),
)

INDICATOR_TESTS = Table(
    "indicator_tests",
    "Dix tests",
    "Ten tests",
    columns=(
        _INDICATOR,
        Column(
            "test",
            Kind.CHOICE,
            "Test",
            "Test",
            "truth",
            required=True,
            choices=(
                Choice("truth", "vérité", "truth"),
                Choice("focus", "exclusivité", "focus"),
                Choice("relevance", "pertinence", "relevance"),
                Choice("consistency", "constance", "consistency"),
                Choice("access", "accès", "access"),
                Choice("clarity", "clarté", "clarity"),
                Choice("so_what", "utilité", "so what"),
                Choice("timeliness", "à temps", "timeliness"),
                Choice("cost", "coût", "cost"),
                Choice("gaming", "détournement", "gaming"),
            ),
        ),
        Column("passed", Kind.FLAG, "Réussi", "Passed", "true"),
    ),
    unique=("indicator", "test"),
    references=_OF_INDICATORS,
)

PAID_FOR = Table(
    "paid_for",
    "Ce que paie la prime",
    "What the reward pays for",
    columns=(_INDICATOR, Column("opportunity", Kind.IDENTIFIER, "Opportunité", "Opportunity", "M-01", required=True)),
    unique=("indicator", "opportunity"),
    references=MappingProxyType({"indicator": "indicators", "opportunity": "opportunities"}),
)

DECISION_LOG = Table(
    "decision_log",
    "Journal des décisions",
    "Decision log",
    columns=(
        Column("meeting", Kind.IDENTIFIER, "Réunion", "Meeting", "CODIR 2026-03", required=True),
        Column("date", Kind.DATE, "Date", "Date", "2026-03-09", required=True),
        _INDICATOR,
        Column("shown", Kind.FLAG, "Montré", "Shown", "true"),
        Column("discussed", Kind.FLAG, "Discuté", "Discussed", "true"),
        Column("decided", Kind.FLAG, "Décision prise", "Decision taken", "false"),
        Column("reviewed", Kind.FLAG, "Décision revue", "Decision reviewed", "false"),
        Column("decision", Kind.TEXT, "Décision", "Decision", ""),
    ),
    references=_OF_INDICATORS,
)

FOLLOW_UP = Table(
    "follow_up",
    "Suivi des décisions",
    "Follow-up of decisions",
    columns=(
        Column("decision", Kind.IDENTIFIER, "Décision", "Decision", "D-07", required=True),
        Column(
            "label", Kind.TEXT, "Libellé", "Label", "Cesser de répondre aux appels d'offres sous 10 %", required=True
        ),
        Column("decided_on", Kind.DATE, "Décidée le", "Decided on", "2026-02-09", required=True),
        Column("owner", Kind.TEXT, "Responsable (fonction)", "Owner (role)", "Direction commerciale"),
        Column("due_on", Kind.DATE, "Échéance", "Due on", "2026-06-30", future=True),
        Column(
            "status",
            Kind.CHOICE,
            "État",
            "Status",
            "open",
            required=True,
            choices=(
                Choice("open", "en cours", "open"),
                Choice("done", "faite", "done"),
                Choice("dropped", "abandonnée", "dropped"),
            ),
        ),
        Column("effect", Kind.MONEY, "Effet constaté", "Effect seen", ""),
    ),
    unique=("decision",),
)

SERIES = Table(
    "series",
    "Séries",
    "Series",
    columns=(
        _INDICATOR,
        Column("period", Kind.DATE, "Période (premier jour)", "Period (first day)", "2026-03-01", required=True),
        Column("value", Kind.NUMBER, "Valeur", "Value", "93.4", required=True),
        Column(
            "group",
            Kind.CHOICE,
            "Groupe",
            "Group",
            "",
            choices=(Choice("helped", "aidé", "helped"), Choice("control", "témoin", "control")),
        ),
        Column("changed", Kind.FLAG, "Changement déclaré", "Declared change", "false"),
    ),
    unique=("indicator", "period", "group"),
    references=_OF_INDICATORS,
)

FAILURE_EVENTS = Table(
    "failure_events",
    "Échecs constatés",
    "Failures seen",
    columns=(
        Column("event", Kind.IDENTIFIER, "Échec", "Failure", "E-02", required=True),
        Column("date", Kind.DATE, "Date", "Date", "2025-09-12", required=True),
        Column("label", Kind.TEXT, "Libellé", "Label", "Perte d'un client de premier rang", required=True),
        Column("indicator", Kind.IDENTIFIER, "Indicateur", "Indicator", "livraison"),
        Column("cost", Kind.MONEY, "Coût", "Cost", "64000", minimum=0),
    ),
    unique=("event",),
    references=_OF_INDICATORS,
)

_SCALE = (
    ("severity", "Gravité", "Severity"),
    ("occurrence", "Occurrence", "Occurrence"),
    ("detection", "Détection", "Detection"),
)

FAILURE_MODES = Table(
    "failure_modes",
    "Pré-mortem",
    "Pre-mortem",
    columns=(
        Column("mode", Kind.IDENTIFIER, "Mode", "Mode", "F-05", required=True),
        Column("label", Kind.TEXT, "Récit", "Story", "Le premier client part sans prévenir", required=True),
        Column("cause", Kind.TEXT, "Cause", "Cause", "Aucun contact avec le décideur"),
        Column("effect", Kind.TEXT, "Effet", "Effect", "Un dixième de la marge disparaît"),
        *(
            Column(key, Kind.NUMBER, f"{fr} (1 à 10)", f"{en} (1 to 10)", "7", required=True, minimum=1, maximum=10)
            for key, fr, en in _SCALE
        ),
        Column("indicator", Kind.IDENTIFIER, "Indicateur qui veille", "Watching indicator", "livraison"),
        Column("action", Kind.TEXT, "Action", "Action", "Revue semestrielle avec le décideur"),
    ),
    unique=("mode",),
    references=_OF_INDICATORS,
)

PERFORMANCE_TABLES = (
    INDICATORS,
    OBJECTIVE_ALIGNMENT,
    INDICATOR_TESTS,
    PAID_FOR,
    DECISION_LOG,
    FOLLOW_UP,
    SERIES,
    FAILURE_EVENTS,
    FAILURE_MODES,
)
