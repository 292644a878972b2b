"""Amounts whose heading says thousands or millions: ``CA (k€)`` over a bare ``12,5`` is 12 500 €, and it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gtkit.intake.values.cells import Cell
from gtkit.intake.values.numbers import SYMBOLS

_BARE = re.compile(r"[^A-Za-z€$£%]*")
_POWERS = {"k": 3, "K": 3, "M": 6}


def scale_of(heading: str, currency: str) -> str:
    """The scale that a heading of amounts gives, with its currency; empty when it gives none.

    >>> scale_of("CA 2025 (k€)", "EUR"), scale_of("Chiffre d'affaires KEUR", "EUR"), scale_of("Montant HT", "EUR")
    ('k€', 'KEUR', '')
    """
    names = [re.escape(sign) for sign, code in SYMBOLS.items() if code == currency] + [re.escape(currency)]
    found = re.search(rf"(?<!\w)[kKM] ?(?:{'|'.join(names)})(?!\w)", heading) if currency else None
    return found[0].replace(" ", "") if found else ""


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
    return float(Decimal(str(cell)).scaleb(_POWERS[scale[0]]))
