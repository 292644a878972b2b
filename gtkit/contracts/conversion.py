"""Amounts in other currencies: the dated rate at which some lines of a table were converted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RateUsed:
    """One rate, where it stands, and what was converted at it.

    `rate` is units of the engagement's currency for one unit of `currency`; `total` is in `currency`, `converted` in
    the engagement's.
    """

    currency: str  # ISO 4217
    day: date
    rate: float
    file: str  # of the table of rates, relative to the engagement
    sheet: str
    row: int  # as Excel numbers it
    lines: int
    total: float
    converted: float
