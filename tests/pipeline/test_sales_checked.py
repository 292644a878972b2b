"""What was made of sales, in sentences of both languages."""

from __future__ import annotations

from datetime import date

from gtkit.contracts import RateUsed
from gtkit.intake import SalesTold, Tally
from gtkit.intake.sales import Converted, CreditNotes, WorkedOut
from gtkit.pipeline.sales_checked import sales_sentences
from gtkit.words import Words

NOTHING = Tally(0, 0.0)
NO_NOTES = CreditNotes(by_reference=NOTHING, by_amount=NOTHING, unmatched=NOTHING)
RATE = RateUsed(
    currency="USD", day=date(2025, 1, 31), rate=0.92276, file="r.csv", sheet="", row=2, lines=3, total=100.0,
    converted=92.28,
)  # fmt: skip


def said(sales: SalesTold, lang: str = "fr") -> list[str]:
    """Sentences, with plain spaces."""
    told = sales_sentences(sales, Words.of(lang))
    return [line.replace("\u202f", " ").replace("\u00a0", " ") for line in told]


def test_what_did_not_happen_is_not_told() -> None:
    """Days of purchase always; nothing of notes, gifts, VAT or currencies that are not there."""
    assert said(SalesTold(purchases=1200, days=900, free=0, credits=NO_NOTES)) == [
        "lignes de vente : 1 200 ; jours d’achat qu’elles font : 900 "
        "(les lignes d’un client le même jour sont un seul achat)"
    ]


def test_everything_is_told_in_a_line_each() -> None:
    """Sides, signs, VAT, margins by their formula, currencies in both moneys, gifts, notes by the way each was tied."""
    sales = SalesTold(
        purchases=5,
        days=4,
        free=2,
        credits=CreditNotes(by_reference=Tally(2, -30.0), by_amount=Tally(1, -12.5), unmatched=NOTHING),
        sides=WorkedOut(formula="Débit − Crédit", lines=5),
        signed=WorkedOut(formula="Type de pièce", lines=3),
        without_vat=WorkedOut(formula="Montant TTC ÷ (1 + 20 %)", lines=5),
        margins=WorkedOut(formula="Taux de marge × Montant HT", lines=4),
        converted=(Converted(currency="USD", lines=3, total=100.0, converted=92.28, first=RATE, last=RATE),),
    )
    sides, signed, vat, margins, dollars, _, free, notes = said(sales)
    assert sides == "montants calculés : Débit − Crédit ; lignes : 5"
    assert signed == "avoirs sans signe, dits par « Type de pièce » et comptés en négatif : 3"
    assert margins.endswith("Taux de marge × Montant HT ; lignes : 4")
    assert vat == "montants HT calculés : Montant TTC ÷ (1 + 20 %) ; lignes : 5"
    assert "100,00 $US convertis en 92,28 €" in dollars
    assert "0,922760 (31 janvier 2025)" in dollars
    assert free.startswith("livraisons gratuites (montant 0) : 2 ;")
    assert "avoirs : 3 (−42,50 €)" in notes
    assert "par montant : 1 (−12,50 €)" in notes
    assert len(said(sales, "en")) == 8


def test_percents_of_a_formula_are_written_as_the_language_does() -> None:
    """20% in English, with a narrow no-break space in French."""
    how = WorkedOut(formula="Montant TTC ÷ (1 + Taux | 20 %)", lines=3)
    sales = SalesTold(purchases=1, days=1, free=0, credits=NO_NOTES, without_vat=how)
    english, french = (next(iter(sales_sentences(sales, Words.of(lang)))) for lang in ("en", "fr"))
    assert "20%)" in english
    assert "20\u202f%)" in french
