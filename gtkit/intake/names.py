"""Names that people write and read: compared without what they write differently, told in their language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from gtkit.contracts import Choice, Column, Table

_WITH_VAT = re.compile(r"\b(?:t ?t ?c|toutes taxes|(?:incl|with)\w* (?:of )?(?:vat|tax(?:es)?))\b")
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


def named(thing: Table | Column | Choice, lang: str) -> str:
    """What a table, a column or a choice is called in a language.

    >>> named(Choice("mature", "mûr", "mature"), "fr")
    'mûr'
    """
    return thing.french if lang == "fr" else thing.english
