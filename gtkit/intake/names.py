"""Names that people write and read: compared without what they write differently, told in their language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from gtkit.contracts import Choice, Column, Table

_WITH_VAT = re.compile(r"\b(?:t ?t ?c|toutes taxes|(?:incl|with)\w* (?:of )?(?:vat|tax(?:es)?))\b")
_SIDES = (("debit", re.compile(r"\b(?:debits?|soll)\b")), ("credit", re.compile(r"\b(?:credits?|haben)\b")))
_NO_SIDE = re.compile(r"\b(?:notes?|avoirs?|memos?)\b")
_RATE = re.compile(r"\b(?:taux|rates?|pct|pour ?cents?|pourcentages?|per ?cent|percentages?)\b")
_ON_COST = re.compile(r"\b(?:couts?|achats?|costs?|mark ?ups?)\b")
_ON_PRICE = re.compile(r"\b(?:marque|ca|c a|chiffre|ventes?|ht|prix|sales|price|revenue|turnover)\b")
_EITHER = re.compile(r"\bmarges?\b")
_LONGEST = 120  # signs: what is longer is no name that somebody mistyped


def folded(text: str) -> str:
    """A name without what people write differently: case, accents, punctuation, spaces.

    >>> folded("N° de  Pièce ")
    'n de piece'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that comes nearest, empty when none is near.

    >>> nearest("montant h.t", ["Montant HT", "Date"])
    'Montant HT'
    """
    if len(name) > _LONGEST:
        return ""
    by_folded = {folded(other): other for other in known if len(other) <= _LONGEST}
    close = get_close_matches(folded(name), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else ""


def with_vat(heading: str) -> bool:
    """Whether a heading says that its amounts include VAT.

    >>> with_vat("Total T.T.C."), with_vat("Amount incl. VAT"), with_vat("Montant HT")
    (True, True, False)
    """
    return _WITH_VAT.search(folded(heading)) is not None


def says_rate(heading: str) -> bool:
    """Whether a heading says that what stands under it is a rate, not an amount.

    >>> says_rate("Taux de marge"), says_rate("Marge %"), says_rate("Marge")
    (True, True, False)
    """
    return "%" in heading or _RATE.search(folded(heading)) is not None


def rate_base(heading: str) -> str:
    """What a rate of margin is a share of, by its heading: "price" or "cost"; empty where it may be either.

    >>> rate_base("Taux de marque"), rate_base("Marge sur coût %"), rate_base("Margin rate"), rate_base("Taux de marge")
    ('price', 'cost', 'price', '')
    """
    name = folded(heading)
    if _ON_COST.search(name):
        return "cost"
    return "" if _EITHER.search(name) and not _ON_PRICE.search(name) else "price"


def side_of(heading: str) -> str:
    """The side of an account that a heading of amounts names, "debit" or "credit"; empty when it names none, or both.

    >>> side_of("Montant débit"), side_of("Crédit (EUR)"), side_of("Note de crédit"), side_of("Débit/Crédit")
    ('debit', 'credit', '', '')
    """
    name = folded(heading)
    sides = [side for side, words in _SIDES if words.search(name)]
    return sides[0] if len(sides) == 1 and not _NO_SIDE.search(name) else ""


def named(thing: Table | Column | Choice, lang: str) -> str:
    """What a table, a column or a choice is called in a language.

    >>> named(Choice("mature", "mûr", "mature"), "fr")
    'mûr'
    """
    return thing.french if lang == "fr" else thing.english
