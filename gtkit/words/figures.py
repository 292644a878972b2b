"""Numbers, money and dates as a reader of the language writes them (Unicode CLDR, through Babel)."""

from __future__ import annotations

import math
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from gtkit.errors import OutOfRange

MINUS = "\u2212"


def number(value: float, lang: str, decimals: int = 0) -> str:
    """A number with so many decimals.

    Raises OutOfRange when it is not finite: a page never prints one.

    >>> number(1234.5, "en", 1)
    '1,234.5'
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _signed(format_decimal(_rounded(value, decimals), format=pattern, locale=lang))


def money(value: float, lang: str, currency: str, *, whole: bool = False) -> str:
    """An amount: whole units from 100 on or where asked, cents below.

    Raises OutOfRange when it is not finite.

    >>> money(1234.56, "en", "EUR")
    '€1,235'
    """
    decimals = 0 if whole or abs(value) >= 100 or value == 0 else 2
    pattern = "#,##0.00 ¤" if lang == "fr" else "¤#,##0.00"
    pattern = pattern.replace(".00", "") if decimals == 0 else pattern
    pattern = pattern.replace(" ", "\u00a0") + (";-" + pattern if lang != "fr" else "")
    value = _rounded(value, decimals)
    return _signed(format_currency(value, currency, format=pattern, locale=lang, currency_digits=False))


def money_said(value: float, lang: str, currency: str) -> str:
    """An amount as a sentence says it: in millions from a million on, without cents where it is whole.

    Raises OutOfRange when it is not finite.

    >>> money_said(12_790_243.2, "en", "EUR"), money_said(-840_000, "en", "EUR"), money_said(1, "en", "EUR")
    ('€12.79M', '−€840,000', '€1')
    """
    if not abs(value) >= 999_999.5:
        return money(value, lang, currency, whole=float(value).is_integer())
    pattern = "#,##0.00\u00a0M¤" if lang == "fr" else "¤#,##0.00M;-¤#,##0.00M"
    value = _rounded(value / 1e6, 2)
    return _signed(format_currency(value, currency, format=pattern, locale=lang, currency_digits=False))


def share(value: float, lang: str) -> str:
    """A share as a percentage: one decimal under 10 %, none above.

    Raises OutOfRange when it is not finite.

    >>> share(0.256, "en"), share(0.0512, "en")
    ('26%', '5.1%')
    """
    decimals = 0 if abs(value) >= 0.0995 or value == 0 else 1
    pattern = ("#,##0.0" if decimals else "#,##0") + ("\u202f%" if lang == "fr" else "%")
    return _signed(format_percent(_rounded(value, decimals + 2), format=pattern, locale=lang))


def day(value: date, lang: str) -> str:
    """A date in full.

    >>> day(date(2026, 6, 30), "en")
    'June 30, 2026'
    """
    return format_date(value, format="long", locale=lang)


def _signed(text: str) -> str:
    """The same figure with a true minus sign."""
    return text.replace("-", MINUS)


def _rounded(value: float, decimals: int) -> float:
    if not math.isfinite(value):
        raise OutOfRange("figure", found=value, expected="finite")
    return round(value, decimals) + 0.0  # + 0.0 turns -0.0 into 0.0
