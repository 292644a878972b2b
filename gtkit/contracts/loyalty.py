"""Tables about loyalty: who stays, how satisfied, what is offered at each tier, and what could be done."""

from __future__ import annotations

from types import MappingProxyType

from gtkit.contracts.shape import Choice, Column, Kind, Table

_OF_CUSTOMERS = MappingProxyType({"customer_id": "customers"})
_OF_TIERS = MappingProxyType({"tier": "tiers"})
_CUSTOMER = Column("customer_id", Kind.IDENTIFIER, "Code client", "Customer code", "C0042", required=True)
_TIER = Column("tier", Kind.IDENTIFIER, "Catégorie", "Tier", "A", required=True)

RETENTION = Table(
    "retention",
    "Fidélité",
    "Retention",
    columns=(
        _CUSTOMER,
        Column("tier", Kind.IDENTIFIER, "Catégorie à l’entrée", "Tier at entry", "A"),
        Column("tier_given_on", Kind.DATE, "Catégorie donnée le", "Tier given on", "2022-04-01"),
        Column("entered_on", Kind.DATE, "Entrée", "Entered on", "2022-04-01", required=True),
        Column("left_on", Kind.DATE, "Sortie (vide = client)", "Left on (blank = customer)", ""),
        Column("decided_on", Kind.DATE, "Dernière décision de renouveler", "Last renewal decision", "2026-01-15"),
        Column("renewed", Kind.FLAG, "A renouvelé", "Renewed", "true"),
    ),
    unique=("customer_id",),
    references=MappingProxyType({"customer_id": "customers", "tier": "tiers"}),
)

SATISFACTION = Table(
    "satisfaction",
    "Satisfaction",
    "Satisfaction",
    columns=(
        _CUSTOMER,
        Column("date", Kind.DATE, "Date", "Date", "2025-10-09", required=True),
        Column(
            "recommends",
            Kind.NUMBER,
            "Recommandation (0 à 10)",
            "Would recommend (0 to 10)",
            "8",
            minimum=0,
            maximum=10,
        ),
        Column("mark", Kind.NUMBER, "Satisfaction (1 à 5)", "Satisfaction (1 to 5)", "4", minimum=1, maximum=5),
    ),
    unique=("customer_id", "date"),
    references=_OF_CUSTOMERS,
)

USAGES = Table(
    "usages",
    "Usages",
    "Usages",
    columns=(
        _CUSTOMER,
        Column("year", Kind.NUMBER, "Année", "Year", "2025", required=True, minimum=1990, maximum=2100),
        Column(
            "dimension",
            Kind.CHOICE,
            "Nature du choix",
            "Kind of choice",
            "channel",
            required=True,
            choices=(
                Choice("channel", "canal", "channel"),
                Choice("product", "produit", "product"),
                Choice("service", "service", "service"),
            ),
        ),
        Column("option", Kind.TEXT, "Choix utilisé", "Option used", "Web", required=True),
    ),
    unique=("customer_id", "year", "dimension", "option"),
    references=_OF_CUSTOMERS,
)

TIERS = Table(
    "tiers",
    "Catégories de service",
    "Service tiers",
    columns=(
        _TIER,
        Column("label", Kind.TEXT, "Libellé", "Label", "Partenaires", required=True),
        Column(
            "minimum_value",
            Kind.MONEY,
            "Valeur à vie à partir de",
            "Lifetime value from",
            "80000",
            required=True,
        ),
        Column(
            "minimum_effort",
            Kind.NUMBER,
            "Score d’efforts à partir de",
            "Effort score from",
            "60",
            minimum=0,
            maximum=100,
        ),
    ),
    unique=("tier",),
)

SERVICE_LEVELS = Table(
    "service_levels",
    "Niveaux de service",
    "Service levels",
    columns=(
        _TIER,
        Column("lever", Kind.TEXT, "Levier", "Lever", "Visite", required=True),
        Column("cadence", Kind.NUMBER, "Fois par an", "Times a year", "6", required=True, minimum=0),
        Column("hours", Kind.NUMBER, "Heures par fois", "Hours each time", "4", minimum=0, unit="unit.hours"),
        Column("cost", Kind.MONEY, "Coût par fois", "Cost each time", "60", minimum=0),
        Column("promised", Kind.NUMBER, "Minimum promis par an", "Promised minimum a year", "4", minimum=0),
    ),
    unique=("tier", "lever"),
    references=_OF_TIERS,
)

ACTIONS = Table(
    "actions",
    "Actions de fidélisation",
    "Loyalty actions",
    columns=(
        Column("action", Kind.IDENTIFIER, "Action", "Action", "A-03", required=True),
        Column("label", Kind.TEXT, "Libellé", "Label", "Revue annuelle avec le décideur", required=True),
        Column(
            "nature",
            Kind.CHOICE,
            "Nature de l’investissement",
            "Nature of the investment",
            "relation",
            required=True,
            choices=(
                Choice("time", "temps", "time"),
                Choice("money", "argent", "money"),
                Choice("discount", "remise", "discount"),
                Choice("product", "produit", "product"),
                Choice("relation", "relation", "relation"),
            ),
        ),
        Column("tier", Kind.IDENTIFIER, "Catégorie visée (vide = toutes)", "Tier aimed at (blank = all)", "A"),
        Column("cost", Kind.MONEY, "Coût", "Cost", "9000", required=True, minimum=0),
        Column("hours", Kind.NUMBER, "Heures", "Hours", "160", minimum=0, unit="unit.hours"),
        Column("effect_low", Kind.MONEY, "Effet bas", "Effect, low", "6000", required=True),
        Column("effect_central", Kind.MONEY, "Effet central", "Effect, central", "18000", required=True),
        Column("effect_high", Kind.MONEY, "Effet haut", "Effect, high", "30000", required=True),
        Column("exclusive_group", Kind.TEXT, "Une seule parmi", "Only one among", "remises"),
        Column("requires", Kind.IDENTIFIER, "Suppose l’action", "Requires action", ""),
    ),
    unique=("action",),
    ascending=("effect_low", "effect_central", "effect_high"),
    references=_OF_TIERS,
)

OFFERS = Table(
    "offers",
    "Offres",
    "Offers",
    columns=(
        Column(
            "offer", Kind.TEXT, "Offre (produit des ventes)", "Offer (product of the sales)", "Joints", required=True
        ),
        Column("launched_on", Kind.DATE, "Lancée le", "Launched on", "2025-03-01", required=True),
        Column("concern", Kind.TEXT, "Préoccupation traitée", "Concern answered", "Délais"),
    ),
    unique=("offer",),
)

BESPOKE_WORK = Table(
    "bespoke_work",
    "Sur mesure",
    "Bespoke work",
    columns=(
        Column("request", Kind.IDENTIFIER, "Demande", "Request", "D-021", required=True),
        _CUSTOMER,
        Column("date", Kind.DATE, "Date", "Date", "2026-02-11", required=True),
        Column("total_hours", Kind.NUMBER, "Heures totales", "Total hours", "90", required=True, minimum=0),
        Column("bespoke_hours", Kind.NUMBER, "Heures spécifiques", "Bespoke hours", "35", required=True, minimum=0),
        Column("reuse", Kind.SHARE, "Probabilité de réemploi", "Chance of reuse", "0.3", minimum=0, maximum=1),
        Column("price_premium", Kind.SHARE, "Supplément de prix", "Price premium", "0.15", minimum=-1, maximum=5),
        Column("margin", Kind.MONEY, "Marge", "Margin", "5200"),
    ),
    unique=("request",),
    references=_OF_CUSTOMERS,
)

PAYMENTS = Table(
    "payments",
    "Règlements",
    "Payments",
    columns=(
        _CUSTOMER,
        Column("invoice", Kind.IDENTIFIER, "N° de pièce", "Document no.", "F250317-01", required=True),
        Column("invoiced_on", Kind.DATE, "Date de facture", "Invoiced on", "2025-03-17"),
        Column("due_on", Kind.DATE, "Échéance", "Due on", "2025-04-30", future=True),
        Column("paid_on", Kind.DATE, "Réglée le", "Paid on", "2025-05-06"),
        Column("amount", Kind.MONEY, "Montant TTC", "Amount incl. VAT", "1500.00", required=True),
    ),
    references=_OF_CUSTOMERS,
)

CURRENCY_RATES = Table(
    "currency_rates",
    "Cours des devises",
    "Currency rates",
    columns=(
        Column("currency", Kind.CURRENCY, "Devise", "Currency", "CHF", required=True),
        Column("date", Kind.DATE, "Date", "Date", "2025-03-31", required=True),
        Column("rate", Kind.NUMBER, "Valeur d’une unité", "Value of one unit", "1.04", required=True, minimum=0),
    ),
    unique=("currency", "date"),
)

LOYALTY_TABLES = (
    RETENTION,
    SATISFACTION,
    USAGES,
    TIERS,
    SERVICE_LEVELS,
    ACTIONS,
    OFFERS,
    BESPOKE_WORK,
    PAYMENTS,
    CURRENCY_RATES,
)
