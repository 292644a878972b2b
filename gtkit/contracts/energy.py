"""Tables about what customers give and take: efforts with proof, the time that they are given, their own costs."""

from __future__ import annotations

from types import MappingProxyType

from gtkit.contracts.customers import CUSTOMER
from gtkit.contracts.shape import Choice, Column, Kind, Table

_KINDS = (
    Choice("visits", "visites", "visits"),
    Choice("support", "assistance", "support"),
    Choice("logistics", "logistique", "logistics"),
    Choice("other", "autre", "other"),
)

EFFORT_CATALOGUE = Table(
    "effort_catalogue",
    "Grille des efforts",
    "Effort catalogue",
    columns=(
        Column("effort", Kind.IDENTIFIER, "Effort", "Effort", "paiement", required=True),
        Column("label", Kind.TEXT, "Libellé", "Label", "Délai de paiement au-delà du contrat", required=True),
        Column("unit", Kind.TEXT, "Unité", "Unit", "jours"),
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
        Column("worst", Kind.NUMBER, "Valeur inacceptable", "Unacceptable value", "30", required=True),
        Column("ideal", Kind.NUMBER, "Valeur du client idéal", "Ideal customer's value", "0", required=True),
        Column("weight", Kind.NUMBER, "Poids", "Weight", "3", required=True, minimum=0),
        Column("indispensable", Kind.FLAG, "Indispensable", "Indispensable", "false"),
        Column("proof", Kind.TEXT, "Preuve", "Proof", "Relevé comptable"),
        Column(
            "origin",
            Kind.CHOICE,
            "Origine de la mesure",
            "Origin of the measure",
            "system",
            choices=(
                Choice("system", "système", "system"),
                Choice("contract", "contrat", "contract"),
                Choice("declared", "déclaratif", "declared"),
            ),
        ),
        Column(
            "coding_alpha",
            Kind.NUMBER,
            "Alpha du double codage",
            "Double-coding alpha",
            "",
            minimum=-1,
            maximum=1,
        ),
        Column(
            "measured_by",
            Kind.CHOICE,
            "Mesuré par",
            "Measured by",
            "entered",
            choices=(
                Choice("entered", "saisie", "entry"),
                Choice("payments", "délais de paiement", "days to pay"),
            ),
        ),
    ),
    unique=("effort",),
)

EFFORTS = Table(
    "efforts",
    "Efforts",
    "Efforts",
    columns=(
        CUSTOMER,
        Column("effort", Kind.IDENTIFIER, "Effort", "Effort", "paiement", required=True),
        Column("value", Kind.NUMBER, "Valeur constatée", "Observed value", "6", required=True),
        Column("date", Kind.DATE, "Date de la preuve", "Date of proof", "2025-12-31"),
        Column("proof", Kind.TEXT, "Référence de la preuve", "Proof reference", "Balance âgée 12/2025"),
    ),
    unique=("customer_id", "effort", "date"),
    references=MappingProxyType({"customer_id": "customers", "effort": "effort_catalogue"}),
)

TIME = Table(
    "time",
    "Temps",
    "Time",
    columns=(
        Column(
            "collaborator_id",
            Kind.IDENTIFIER,
            "Collaborateur",
            "Collaborator",
            "P07",
            required=True,
            personal=True,
        ),
        Column("service", Kind.IDENTIFIER, "Service", "Department", "Commerce", required=True),
        CUSTOMER,
        Column("date", Kind.DATE, "Date", "Date", "2025-11-04", required=True),
        Column(
            "hours",
            Kind.NUMBER,
            "Heures",
            "Hours",
            "2.5",
            required=True,
            minimum=0,
            maximum=744,
            unit="unit.hours",
        ),
    ),
    references=MappingProxyType({"customer_id": "customers", "service": "service_costs"}),
)

SERVICE_COSTS = Table(
    "service_costs",
    "Coût des services",
    "Service costs",
    columns=(
        Column("service", Kind.IDENTIFIER, "Service", "Department", "Commerce", required=True),
        Column(
            "yearly_cost",
            Kind.MONEY,
            "Coût annuel",
            "Yearly cost",
            "320000",
            required=True,
            minimum=0,
            unit="unit.currency_per_year",
        ),
        Column(
            "paid_hours",
            Kind.NUMBER,
            "Heures payées par an",
            "Paid hours a year",
            "8040",
            required=True,
            minimum=1,
            unit="unit.hours_per_year",
        ),
        Column(
            "practical_share",
            Kind.SHARE,
            "Part utilisable des heures",
            "Usable share of hours",
            "0.82",
            minimum=0.05,
            maximum=1,
        ),
        Column(
            "kind",
            Kind.CHOICE,
            "Nature du travail pour les clients",
            "Kind of work for customers",
            "visits",
            choices=_KINDS,
        ),
    ),
    unique=("service",),
)

CUSTOMER_COSTS = Table(
    "customer_costs",
    "Coûts par client",
    "Customer costs",
    columns=(
        CUSTOMER,
        Column("date", Kind.DATE, "Date", "Date", "2026-01-31", required=True),
        Column(
            "kind",
            Kind.CHOICE,
            "Nature du coût",
            "Kind of cost",
            "logistics",
            required=True,
            choices=(*_KINDS, Choice("acquisition", "acquisition", "acquisition")),
        ),
        Column("amount", Kind.MONEY, "Montant", "Amount", "420.00", required=True, minimum=0),
        Column("label", Kind.TEXT, "Libellé", "Label", "Transport"),
    ),
    references=MappingProxyType({"customer_id": "customers"}),
)

ENERGY_TABLES = (EFFORT_CATALOGUE, EFFORTS, TIME, SERVICE_COSTS, CUSTOMER_COSTS)
