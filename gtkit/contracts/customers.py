"""Tables about the organisation's customers: what they buy, and who they are."""

from __future__ import annotations

from gtkit.contracts.grouping import GROUPS
from gtkit.contracts.shape import Choice, Column, Kind, Table

CUSTOMER = Column("customer_id", Kind.IDENTIFIER, "Code client", "Customer code", "C0042", required=True)

DEBIT_SIDE = Choice("debit", "débit", "debit", also=("D", "Dt", "Dr", "Soll", "S"))
CREDIT_SIDE = Choice("credit", "crédit", "credit", also=("C", "Ct", "Cr", "Haben", "H"))
INVOICE = Choice(
    "invoice",
    "facture",
    "invoice",
    also=(
        *("FA", "FAC", "FACT", "FC", "facture client", "facture de vente", "factures"),
        *("INV", "sales invoice", "customer invoice", "out_invoice", "Rechnung"),
    ),
    within=("facture", "factures", "invoice", "invoices"),
)
CREDIT_NOTE = Choice(
    "credit_note",
    "avoir",
    "credit note",
    also=(
        *(
            "AV",
            "AVO",
            "avoir client",
            "avoir financier",
            "facture d'avoir",
            "facture avoir",
            "note de crédit",
            "avoirs",
        ),
        *("CN", "credit memo", "customer credit note", "out_refund", "refund", "Gutschrift"),
    ),
    within=("avoir", "avoirs", "note de credit", "credit note", "credit notes", "credit memo"),
)

TRANSACTIONS = Table(
    "transactions",
    "Transactions",
    "Transactions",
    columns=(
        CUSTOMER,
        Column("date", Kind.DATE, "Date", "Date", "2025-03-17", required=True),
        Column(
            "amount",
            Kind.MONEY,
            "Montant HT",
            "Amount excl. VAT",
            "1250.00",
            required=True,
            instead=("amount_with_vat", "debit", "credit"),
        ),
        Column("margin", Kind.MONEY, "Marge", "Margin", "437.50", rate="margin_rate"),
        Column("invoice", Kind.IDENTIFIER, "N° de pièce", "Document no.", "F250317-01"),
        Column("credited_invoice", Kind.IDENTIFIER, "Facture créditée", "Credited invoice", ""),
        Column("channel", Kind.TEXT, "Canal", "Channel", "Commercial"),
        Column("product", Kind.TEXT, "Produit", "Product", "Joints"),
        Column("currency", Kind.CURRENCY, "Devise", "Currency", "EUR"),
        Column("amount_with_vat", Kind.MONEY, "Montant TTC", "Amount incl. VAT", "1500.00"),
        Column("vat", Kind.MONEY, "Montant de TVA", "VAT amount", "250.00"),
        Column("vat_rate", Kind.SHARE, "Taux de TVA", "VAT rate", "0.2", minimum=0, maximum=100),
        Column("debit", Kind.MONEY, "Débit", "Debit", ""),
        Column("credit", Kind.MONEY, "Crédit", "Credit", ""),
        Column("side", Kind.CHOICE, "Sens", "Side", "", choices=(DEBIT_SIDE, CREDIT_SIDE)),
        Column(
            "document_type", Kind.CHOICE, "Type de pièce", "Document type", "invoice", choices=(INVOICE, CREDIT_NOTE)
        ),
        Column("margin_rate", Kind.SHARE, "Taux de marge", "Margin rate", "0.35"),
    ),
    companions=("currency_rates",),
)

CUSTOMERS = Table(
    "customers",
    "Clients",
    "Customers",
    columns=(
        CUSTOMER,
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
            "Potentiel annuel d’achat",
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
        Column("size", Kind.NUMBER, "Taille (effectif, par exemple)", "Size (headcount, say)", "120", minimum=0.001),
    ),
    unique=("customer_id",),
    ascending=("uplift_low", "uplift_central", "uplift_high"),
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

CUSTOMER_TABLES = (TRANSACTIONS, CUSTOMERS, CUSTOMER_GROUPS)
