"""Numbers, money and dates as a reader of the language writes them (Unicode CLDR, through Babel)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from gtkit.errors import OutOfRange

MINUS = "\u2212"
_LETTERS = {"fr": {0: "", 3: "k", 6: "M"}, "en": {0: "", 3: "K", 6: "M"}}
_DAYS = {"fr": "fr", "en": "en_GB"}  # British: 30 June 2026


def number(value: float, lang: str, decimals: int = 0) -> str:
    """A number with so many decimals.

    Raises OutOfRange when it is not finite: a page never prints one.

    >>> number(1234.5, "en", 1)
    '1,234.5'
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _signed(format_decimal(_rounded(value, decimals), format=pattern, locale=lang))


def money(value: float, lang: str, currency: str, *, decimals: int = 0, power: int = 0) -> str:
    """An amount in units of the currency, or in thousands (``power=3``) or millions (``power=6``) of it.

    Raises OutOfRange when it is not finite.

    >>> money(1234.56, "en", "EUR"), money(1_740_958, "en", "EUR", power=3)
    ('€1,235', '€1,741K')
    """
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    letter = _LETTERS[lang][power]
    pattern = f"{digits}\u00a0{letter}¤" if lang == "fr" else f"¤{digits}{letter};-¤{digits}{letter}"
    value = _rounded(value / 10**power, decimals)
    return _signed(format_currency(value, currency, format=pattern, locale=lang, currency_digits=False))


def money_said(value: float, lang: str, currency: str) -> str:
    """An amount as a sentence says it: in millions from a million on, with cents under a hundred unless whole.

    Raises OutOfRange when it is not finite.

    >>> money_said(12_790_243.2, "en", "EUR"), money_said(-840_000, "en", "EUR"), money_said(1.5, "en", "EUR")
    ('€12.79M', '−€840,000', '€1.50')
    """
    if abs(value) >= 999_999.5:
        return money(value, lang, currency, decimals=2, power=6)
    return money(value, lang, currency, decimals=2 if abs(value) < 100 and not float(value).is_integer() else 0)


def common_power(values: Iterable[float]) -> int:
    """The power of ten in which a column of amounts is best told: no cell under three figures.

    >>> common_power([12_790_243, 20_189_415]), common_power([1_740_958, 168_534, 0]), common_power([9_036, 783])
    (6, 3, 0)
    """
    smallest = min((abs(value) for value in values if value and math.isfinite(value)), default=0.0)
    return 6 if smallest >= 1e6 else 3 if smallest >= 1e5 else 0


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

    >>> day(date(2026, 6, 30), "en"), day(date(2019, 4, 1), "fr")
    ('30 June 2026', '1er avril 2019')
    """
    return _first(format_date(value, format="long", locale=_DAYS[lang]), lang)


def short_day(value: date, lang: str) -> str:
    r"""A date in a table's cell, on one line.

    >>> short_day(date(2026, 12, 31), "en"), short_day(date(2026, 12, 31), "fr")
    ('31\xa0Dec\xa02026', '31\xa0déc.\xa02026')
    """
    return _first(format_date(value, format="medium", locale=_DAYS[lang]), lang).replace(" ", "\u00a0")


def _first(text: str, lang: str) -> str:
    """The first of a month is an ordinal in French."""
    return "1er" + text[1:] if lang == "fr" and text.startswith("1 ") else text


def _signed(text: str) -> str:
    """The same figure with a true minus sign."""
    return text.replace("-", MINUS)


def _rounded(value: float, decimals: int) -> float:
    if not math.isfinite(value):
        raise OutOfRange("figure", found=value, expected="finite")
    return round(value, decimals) + 0.0  # + 0.0 turns -0.0 into 0.0
