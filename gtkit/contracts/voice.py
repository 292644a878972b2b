"""Tables of what people say: what customers expect, verbatims and codes, the partnership as each side sees it."""

from __future__ import annotations

from types import MappingProxyType

from gtkit.contracts.shape import Choice, Column, Kind, Table

_OF_CUSTOMERS = MappingProxyType({"customer_id": "customers"})
_CUSTOMER = Column("customer_id", Kind.IDENTIFIER, "Code client", "Customer code", "C0042", required=True)


def _mark(key: str, french: str, english: str, example: str, *, required: bool = False) -> Column:
    return Column(key, Kind.NUMBER, french, english, example, required=required, minimum=1, maximum=5)


EXPECTATIONS = Table(
    "expectations",
    "Attentes",
    "Expectations",
    columns=(
        _CUSTOMER,
        Column("attribute", Kind.IDENTIFIER, "Attente", "Expectation", "delai", required=True),
        _mark("importance", "Importance (1 à 5)", "Importance (1 to 5)", "5"),
        _mark("performance", "Performance (1 à 5)", "Performance (1 to 5)", "3"),
        _mark("kano_functional", "Kano : si présent (1 à 5)", "Kano: if present (1 to 5)", "2"),
        _mark("kano_dysfunctional", "Kano : si absent (1 à 5)", "Kano: if absent (1 to 5)", "5"),
        Column(
            "best_worst",
            Kind.CHOICE,
            "Meilleur ou pire",
            "Best or worst",
            "",
            choices=(
                Choice("best", "meilleur", "best"),
                Choice("worst", "pire", "worst"),
                Choice("shown", "montré", "shown"),
            ),
        ),
    ),
    unique=("customer_id", "attribute"),
    references=_OF_CUSTOMERS,
)

VERBATIMS = Table(
    "verbatims",
    "Verbatims",
    "Verbatims",
    columns=(
        Column("verbatim", Kind.IDENTIFIER, "Verbatim", "Verbatim", "V-0031", required=True),
        Column(
            "source",
            Kind.CHOICE,
            "Source",
            "Source",
            "customer",
            required=True,
            choices=(
                Choice("customer", "client", "customer"),
                Choice("collaborator", "collaborateur", "collaborator"),
                Choice("management", "direction", "management"),
                Choice("competitor", "concurrent", "competitor"),
            ),
        ),
        Column("customer_id", Kind.IDENTIFIER, "Code client", "Customer code", "C0042"),
        Column("date", Kind.DATE, "Date", "Date", "2026-03-04", required=True),
        Column("text", Kind.TEXT, "Texte", "Text", "On aimerait être prévenus avant la panne", required=True),
    ),
    unique=("verbatim",),
    references=_OF_CUSTOMERS,
)

VERBATIM_CODES = Table(
    "verbatim_codes",
    "Codage des verbatims",
    "Verbatim codes",
    columns=(
        Column("verbatim", Kind.IDENTIFIER, "Verbatim", "Verbatim", "V-0031", required=True),
        Column("coder", Kind.IDENTIFIER, "Codeur", "Coder", "C1", required=True, personal=True),
        Column("theme", Kind.IDENTIFIER, "Thème", "Theme", "prevention", required=True),
        Column(
            "nature",
            Kind.CHOICE,
            "Nature",
            "Nature",
            "concern",
            choices=(Choice("need", "besoin", "need"), Choice("concern", "préoccupation", "concern")),
        ),
    ),
    unique=("verbatim", "coder", "theme"),
    references=MappingProxyType({"verbatim": "verbatims"}),
)

PARTNERSHIP_FACTS = Table(
    "partnership_facts",
    "Faits de partenariat",
    "Partnership facts",
    columns=(
        _CUSTOMER,
        Column(
            "fact",
            Kind.CHOICE,
            "Fait",
            "Fact",
            "joint_plan",
            required=True,
            choices=(
                Choice("early_involvement", "associés dès la conception", "involved from the design"),
                Choice("access_level", "accès au décideur", "access to the decision maker"),
                Choice("share_of_wallet", "part de portefeuille", "share of wallet"),
                Choice("no_tender", "part hors appel d’offres", "share without tender"),
                Choice("joint_plan", "plan commun", "joint plan"),
                Choice("forecast_shared", "prévisions partagées", "forecast shared"),
            ),
        ),
        Column("value", Kind.SHARE, "Valeur (0 à 1)", "Value (0 to 1)", "1", required=True, minimum=0, maximum=1),
        Column("proof", Kind.TEXT, "Preuve", "Proof", "Plan signé 2026"),
    ),
    unique=("customer_id", "fact"),
    references=_OF_CUSTOMERS,
)

PARTNERSHIP_VIEWS = Table(
    "partnership_views",
    "Partenaire ou fournisseur",
    "Partner or supplier",
    columns=(
        _CUSTOMER,
        _mark("ours", "Selon nous (1 fournisseur, 5 partenaire)", "As we see it (1 supplier, 5 partner)", "4"),
        _mark("theirs", "Selon le client (1 à 5)", "As the customer sees it (1 to 5)", "2"),
    ),
    unique=("customer_id",),
    references=_OF_CUSTOMERS,
)

VOICE_TABLES = (EXPECTATIONS, VERBATIMS, VERBATIM_CODES, PARTNERSHIP_FACTS, PARTNERSHIP_VIEWS)
