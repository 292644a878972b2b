"""Tables about the organisation's customers: what they buy, who they are, what they give, what they take."""

from __future__ import annotations

from types import MappingProxyType

from gtkit.contracts.grouping import GROUPS
from gtkit.contracts.shape import Choice, Column, Kind, Table

_OF_CUSTOMERS = MappingProxyType({"customer_id": "customers"})
_CUSTOMER = Column("customer_id", Kind.IDENTIFIER, "Code client", "Customer code", "C0042", required=True)

TRANSACTIONS = Table(
    "transactions",
    "Transactions",
    "Transactions",
    columns=(
        _CUSTOMER,
        Column("date", Kind.DATE, "Date", "Date", "2025-03-17", required=True),
        Column(
            "amount",
            Kind.MONEY,
            "Montant HT",
            "Amount excl. VAT",
            "1250.00",
            required=True,
            instead=("amount_with_vat",),
        ),
        Column("margin", Kind.MONEY, "Marge", "Margin", "437.50"),
        Column("invoice", Kind.IDENTIFIER, "N° de pièce", "Document no.", "F250317-01"),
        Column("credited_invoice", Kind.IDENTIFIER, "Facture créditée", "Credited invoice", ""),
        Column("channel", Kind.TEXT, "Canal", "Channel", "Commercial"),
        Column("product", Kind.TEXT, "Produit", "Product", "Joints"),
        Column("currency", Kind.CURRENCY, "Devise", "Currency", "EUR"),
        Column("amount_with_vat", Kind.MONEY, "Montant TTC", "Amount incl. VAT", "1500.00"),
        Column("vat", Kind.MONEY, "Montant de TVA", "VAT amount", "250.00"),
        Column("vat_rate", Kind.SHARE, "Taux de TVA", "VAT rate", "0.2", minimum=0, maximum=100),
    ),
    companions=("currency_rates",),
)

CUSTOMERS = Table(
    "customers",
    "Clients",
    "Customers",
    columns=(
        _CUSTOMER,
        Column("name", Kind.TEXT, "Raison sociale", "Company name", "Ateliers Exemple", required=True),
        Column("segment", Kind.TEXT, "Segment", "Segment", "Industrie", required=True),
        Column(
            "phase",
            Kind.CHOICE,
            "Phase",
            "Phase",
            "mature",
            choices=(
                Choice("developing", "en développement", "developing"),
                Choice("mature", "mature", "mature"),
                Choice("declining", "en déclin", "declining"),
            ),
        ),
        Column("acquired_on", Kind.DATE, "Client depuis le", "Customer since", "2021-09-01"),
        Column(
            "potential",
            Kind.MONEY,
            "Potentiel annuel d'achat",
            "Yearly purchasing potential",
            "48000",
            minimum=0,
            unit="unit.currency_per_year",
        ),
        Column(
            "close_probability",
            Kind.SHARE,
            "Probabilité de concrétisation",
            "Closing probability",
            "0.4",
            minimum=0,
            maximum=1,
        ),
        Column("concern", Kind.TEXT, "Préoccupation principale", "Main concern", "Délais"),
        Column(
            "concern_level",
            Kind.NUMBER,
            "Niveau de préoccupation (0 à 10)",
            "Concern level (0 to 10)",
            "4",
            minimum=0,
            maximum=10,
        ),
        Column("plan_cost", Kind.MONEY, "Coût du plan spécifique", "Cost of the specific plan", "6000", minimum=0),
        Column(
            "plan_probability",
            Kind.SHARE,
            "Probabilité que le plan agisse",
            "Probability that the plan works",
            "0.5",
            minimum=0,
            maximum=1,
        ),
        Column(
            "uplift_low",
            Kind.SHARE,
            "Hausse de valeur — basse",
            "Value uplift — low",
            "0.05",
            minimum=-1,
            maximum=5,
        ),
        Column(
            "uplift_central",
            Kind.SHARE,
            "Hausse de valeur — centrale",
            "Value uplift — central",
            "0.15",
            minimum=-1,
            maximum=5,
        ),
        Column(
            "uplift_high",
            Kind.SHARE,
            "Hausse de valeur — haute",
            "Value uplift — high",
            "0.3",
            minimum=-1,
            maximum=5,
        ),
        Column("barrier", Kind.TEXT, "Barrière touchée", "Barrier hit", ""),
        Column(
            "payment_term",
            Kind.NUMBER,
            "Délai de paiement convenu (jours)",
            "Agreed payment term (days)",
            "45",
            minimum=0,
            maximum=366,
            unit="unit.days",
        ),
    ),
    unique=("customer_id",),
    ascending=("uplift_low", "uplift_central", "uplift_high"),
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
        _CUSTOMER,
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
        _CUSTOMER,
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
    ),
    unique=("service",),
)

CUSTOMER_GROUPS = Table(
    GROUPS,
    "Regroupement de clients",
    "Customer groups",
    columns=(
        Column("customer_id", Kind.IDENTIFIER, "Code client", "Customer code", "C0107", required=True),
        Column("main_customer_id", Kind.IDENTIFIER, "Client de rattachement", "Main customer", "C0042", required=True),
    ),
    unique=("customer_id",),
)

CUSTOMER_TABLES = (TRANSACTIONS, CUSTOMERS, CUSTOMER_GROUPS, EFFORT_CATALOGUE, EFFORTS, TIME, SERVICE_COSTS)
