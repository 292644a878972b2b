"""The *fichier des écritures comptables*: the columns that the law names, in the order that it gives.

Source: Livre des procédures fiscales, article A47 A-1, VII. The amount stands in two columns, Debit and Credit, or in
Montant with its Sens (D or C, +1 or -1) at the same place.
"""

from __future__ import annotations

_BEFORE = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
)
_AFTER = ("EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise")

DEBIT_CREDIT = ("Debit", "Credit")
AMOUNT_SIDE = ("Montant", "Sens")
FEC_COLUMNS = (*_BEFORE, *DEBIT_CREDIT, *_AFTER)
FEC_DATES = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")
FEC_TABLES = ("transactions", "payments")  # tables that a ledger gives
