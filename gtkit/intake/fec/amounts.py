"""Amounts of a ledger, in whole cents."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"([+-]?)([0-9]{1,10})(?:[.,]([0-9]{1,2})0*)?(-?)")
_USUAL = re.compile(r"[0-9]{1,10}[.,][0-9]{2}")
_SPACES = str.maketrans("", "", " \u00a0\u202f")
_SIDES = {"d": -1, "c": 1, "+1": -1, "1": -1, "-1": 1}


def cents_of(text: str) -> int | None:
    """An amount in cents, 0 for a blank, None for what is no amount of two decimals under ten thousand million.

    >>> cents_of("1234,5"), cents_of("-0,07"), cents_of(""), cents_of("1.234,50")
    (123450, -7, 0, None)
    """
    if _USUAL.fullmatch(text):
        return int(text[:-3] + text[-2:])
    bare = text.translate(_SPACES)
    if not bare:
        return 0
    match = _AMOUNT.fullmatch(bare)
    if match is None or (match[1] and match[4]):
        return None
    size = int(match[2]) * 100 + int((match[3] or "").ljust(2, "0"))
    return -size if "-" in (match[1], match[4]) else size


def side_of(text: str) -> int | None:
    """The sign of credit less debit that Sens gives, None for what is no side.

    >>> side_of("D"), side_of("C"), side_of("+1"), side_of("-1"), side_of("X")
    (-1, 1, -1, 1, None)
    """
    return _SIDES.get(text.translate(_SPACES).casefold())
