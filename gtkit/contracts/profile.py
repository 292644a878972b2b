"""Tables of strategic fit: the customer that the strategy wants, and what each customer is."""

from __future__ import annotations

from types import MappingProxyType

from gtkit.contracts.shape import Choice, Column, Kind, Table

_ATTRIBUTE = Column("attribute", Kind.IDENTIFIER, "Attribut", "Attribute", "distance", required=True)

IDEAL_PROFILE = Table(
    "ideal_profile",
    "Profil idéal",
    "Ideal profile",
    columns=(
        _ATTRIBUTE,
        Column("label", Kind.TEXT, "Libellé", "Label", "Distance de nos ateliers", required=True),
        Column("unit", Kind.TEXT, "Unité", "Unit", "km"),
        Column(
            "direction",
            Kind.CHOICE,
            "Sens",
            "Direction",
            "min",
            required=True,
            choices=(
                Choice("max", "plus est mieux", "more is better"),
                Choice("min", "moins est mieux", "less is better"),
            ),
        ),
        Column("worst", Kind.NUMBER, "Valeur inacceptable", "Unacceptable value", "250", required=True),
        Column("ideal", Kind.NUMBER, "Valeur idéale", "Ideal value", "60", required=True),
        Column("weight", Kind.NUMBER, "Poids", "Weight", "2", required=True, minimum=0),
        Column("indispensable", Kind.FLAG, "Indispensable", "Indispensable", "false"),
    ),
    unique=("attribute",),
)

CUSTOMER_ATTRIBUTES = Table(
    "customer_attributes",
    "Attributs des clients",
    "Customer attributes",
    columns=(
        Column("customer_id", Kind.IDENTIFIER, "Code client", "Customer code", "C0042", required=True),
        _ATTRIBUTE,
        Column("value", Kind.NUMBER, "Valeur", "Value", "85", required=True),
    ),
    unique=("customer_id", "attribute"),
    references=MappingProxyType({"customer_id": "customers", "attribute": "ideal_profile"}),
)

PROFILE_TABLES = (IDEAL_PROFILE, CUSTOMER_ATTRIBUTES)
