"""What exports of accounting and sales software usually call a column: proposed where it lacks, never taken for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from gtkit.contracts import Column
from gtkit.intake.names import folded, nearest

_NAMES: Mapping[str, str] = MappingProxyType(  # column key -> folded headings, French, English and German
    {
        "customer_id": "n client|no client|nr client|num client|numero client|numero de client|ref client|id client"
        "|identifiant client|reference client|client|compte client|code tiers|n tiers|tiers|compte tiers"
        "|compte auxiliaire|customer|customer id|customer no|customer number|customer account|account number"
        "|client code|client id|client no|kunde|kunden nr|kundennr|kundennummer|kunden id|kundencode|kd nr"
        "|debitor|debitorennummer",
        "name": "nom|nom client|nom du client|client|societe|entreprise|denomination|intitule|libelle client"
        "|customer name|customer|company|client name|account name|name|kunde|kundenname|firma|firmenname",
        "segment": "secteur|secteur d activite|categorie|famille|famille client|marche|industry|sector|category"
        "|branche",
        "date": "date facture|date de facture|date de la facture|date facturation|date de facturation|date piece"
        "|date de piece|date document|date du document|date comptable|date vente|date de vente|jour|le"
        "|invoice date|date of invoice|document date|posting date|sales date|order date|day|datum"
        "|rechnungsdatum|belegdatum|buchungsdatum|re datum",
        "amount": "ca|ca ht|c a|c a ht|chiffre d affaires|chiffre d affaires ht|total ht|total net ht|montant"
        "|montant net|montant net ht|net ht|ht|prix ht|montant hors taxes|total hors taxes|amount|net amount"
        "|net|net total|sales|revenue|turnover|amount net|betrag|nettobetrag|netto|umsatz|umsatz netto"
        "|nettoumsatz|rechnungsbetrag",
        "invoice": "n facture|no facture|num facture|numero facture|numero de facture|facture|n de facture|ref facture"
        "|piece|n piece|numero de piece|reference piece|n document|invoice|invoice no|invoice number"
        "|invoice id|document number|rechnung|rechnungs nr|rechnungsnr|rechnungsnummer|beleg|belegnr"
        "|belegnummer|re nr",
        "margin": "marge brute|marge ht|marge brute ht|mb|gross margin|gross profit|margin amount|deckungsbeitrag|db"
        "|rohertrag|rohgewinn|bruttomarge",
        "margin_rate": "taux de marque|tx marque|tx de marque|marque|taux marque|taux de marge sur cout"
        "|taux de marge sur cout d achat|markup|mark up",
        "currency": "monnaie|code devise|dev|currency code|ccy|cur|wahrung|waehrung|whg",
        "hours": "duree|temps|nb heures|nombre d heures|heures passees|time|duration|hours spent|stunden|dauer|zeit",
        "service": "departement|equipe|department|team|abteilung",
    }
)
_READ_FOR = frozenset(
    {"invoice", "margin", "margin_rate", "currency"}
)  # optional columns without which a page says less, or errs


def likely_heading(column: Column, headings: Iterable[str], asked: str = "") -> str:
    """The heading that most likely means a column, empty when none does.

    Parameters
    ----------
    column : Column
    headings : iterable of str
        Those that mean no other column.
    asked : str
        What engagement.toml calls it.

    >>> from gtkit.contracts import TABLES
    >>> likely_heading(TABLES["transactions"].column("date"), ["Kunde", "Rechnungs-Datum", "Betrag"])
    'Rechnungs-Datum'
    """
    headings = list(headings)
    if asked and (near := nearest(asked, headings)):
        return near
    close = (near for name in (column.french, column.english, column.key) if (near := nearest(name, headings)))
    return usual_heading(column, headings) or next(close, "")


def usual_heading(column: Column, headings: Iterable[str]) -> str:
    """The heading that is a usual name of a column, the most usual first; empty when none is."""
    by_name = {folded(heading): heading for heading in headings}
    bare = {name.replace(" ", ""): heading for name, heading in by_name.items()}
    names = _NAMES.get(column.key, "").split("|")
    return next(
        (found for name in names if name and (found := by_name.get(name) or bare.get(name.replace(" ", "")))), ""
    )


def worth_asking(column: Column) -> bool:
    """Whether a column that may be absent is worth a question where a heading seems to mean it."""
    return not column.required and column.key in _READ_FOR
