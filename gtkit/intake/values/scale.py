"""What a heading of amounts says of them: thousands or millions, or another currency than the one they are read in.

``CA (k€)`` over a bare ``12,5`` is 12 500 €, and it is told; ``Netto (CHF)`` is never read as euros.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gtkit.intake.names import folded
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.numbers import SYMBOLS

_BARE = re.compile(r"[^A-Za-z€$£%]*")
_POWERS = {"k": 3, "K": 3, "M": 6}
_WORDED = (
    ("k", re.compile(r"\b(?:milliers?|thousands?|tsd|en k)\b|\bt ?(?:eur|chf|usd|gbp)\b|\b000 (?:eur|euros?)\b")),
    ("M", re.compile(r"\b(?:millions?|mio)\b")),
)
_WRITTEN = re.compile(r"[€$£]\s?000(?!\d)|(?<!\d)000\s?[€$£]|(?<!\w)T€")
_FRANCS = re.compile(r"(?<!\w)(?:S[Ff]r\.?|Fr\.)(?!\w)")
_CODE = re.compile(r"(?<![^\W\d_])[kKM]?(AUD|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HUF|JPY|MAD|NOK|PLN|RON|SEK|USD)(?![^\W\d_])")


def scale_of(heading: str, currency: str) -> str:
    """The scale that a heading of amounts gives, with its currency; empty when it gives none.

    >>> scale_of("CA 2025 (k€)", "EUR"), scale_of("Chiffre d'affaires KEUR", "EUR"), scale_of("Montant HT", "EUR")
    ('k€', 'KEUR', '')
    >>> scale_of("CA HT (en milliers d'euros)", "EUR"), scale_of("Umsatz TEUR", "EUR")
    ('kEUR', 'kEUR')
    """
    names = [re.escape(sign) for sign, code in SYMBOLS.items() if code == currency] + [re.escape(currency)]
    found = re.search(rf"(?<!\w)[kKM] ?(?:{'|'.join(names)})(?!\w)", heading) if currency else None
    if found:
        return found[0].replace(" ", "")
    if not currency:
        return ""
    name = folded(heading)
    worded = next((power for power, words in _WORDED if words.search(name)), "")
    worded = worded or ("k" if _WRITTEN.search(heading) else "")
    return f"{worded}{currency}" if worded else ""


def currency_of(heading: str) -> str:
    """The currency that a heading names, by its code or its sign; empty when it names none, or several.

    >>> currency_of("Netto (CHF)"), currency_of("Montant HT ($)"), currency_of("Betrag Fr."), currency_of("Montant HT")
    ('CHF', 'USD', 'CHF', '')
    """
    named = set(_CODE.findall(heading)) | {code for sign, code in SYMBOLS.items() if sign in heading}
    named |= {"CHF"} if _FRANCS.search(heading) else set()
    return named.pop() if len(named) == 1 else ""


def power_of(scale: str) -> int:
    """The power of ten of a scale.

    >>> power_of("k€"), power_of("MEUR")
    (3, 6)
    """
    return _POWERS[scale[0]]


def scaled(cells: Sequence[Cell], scale: str) -> list[Cell]:
    """Cells with the scale of their heading, those left as they are that bear a unit of their own.

    >>> scaled(["12,5", 3.1, "4 k€", ""], "k€")
    ['12,5 k€', 3100.0, '4 k€', '']
    """
    return [_scaled(cell, scale) for cell in cells]


def bare(text: str) -> bool:
    """Whether a text bears no unit of its own; a blank bears none, and is none.

    >>> bare("12,5"), bare("4 k€"), bare("")
    (True, False, False)
    """
    return bool(text) and _BARE.fullmatch(text) is not None


def _scaled(cell: Cell, scale: str) -> Cell:
    if isinstance(cell, str):
        return f"{cell} {scale}" if bare(cell) else cell
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return cell
    return float(Decimal(str(cell)).scaleb(power_of(scale)))
