"""What a number format says beside the figures: a currency, thousands or millions, and the signs of a code.

The sign of a currency goes by the country that Excel writes behind it: ``[$kr-41D]`` is the Swedish crown, a bare
``kr`` one of several. Commas behind the last digit hide three digits each of the value. A format may have up to three
forms for numbers, such as one for what is negative: what any of them says is heard.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gtkit.intake.values.scale import currency_of

_TOKEN = re.compile(r'"([^"]*)"?|\\(.)|[_*].|\[\$([^\]-]*)(?:-([^\]]*))?\]|\[([^\]]*)\]|(.)', re.DOTALL)
_BY_COUNTRY = {
    **{"41D": "SEK", "414": "NOK", "814": "NOK", "406": "DKK", "40F": "ISK", "411": "JPY", "804": "CNY"},
    **{"1009": "CAD", "C0C": "CAD", "C09": "AUD", "1409": "NZD", "416": "BRL", "80A": "MXN", "409": "USD"},
    **{"C04": "HKD", "1004": "SGD", "404": "TWD", "807": "CHF", "100C": "CHF", "810": "CHF"},
}
_SIGNS = {
    **{"fr": "CHF", "sfr": "CHF", "zł": "PLN", "kč": "CZK", "ft": "HUF", "lei": "RON", "r$": "BRL", "dt": "TND"},
    **{"da": "DZD", "₽": "RUB", "₺": "TRY", "₹": "INR", "₪": "ILS", "₩": "KRW", "лв": "BGN", "us$": "USD"},
    **{"c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "dh": "AED/MAD", "dhs": "AED/MAD", "fcfa": "XAF/XOF"},
    **{"cfa": "XAF/XOF", "kr": "DKK/ISK/NOK/SEK", "¥": "CNY/JPY", "￥": "CNY/JPY"},
}
_SHARED = frozenset({"$", "kr", "¥", "￥", "fr"})  # signs that the country decides
_POWERS = {"k": 3, "m": 6, "mio": 6, "t": 3, "tsd": 3}
_SCALED = re.compile(r"(?<![^\W\d_])(k|K|M|T|Tsd|Mio|mio)\.?\s?(?=[€$£¥]|[A-Z]{3}\b|EUR|$|\s)")
_WORD = re.compile(r"[^\W\d_]+\$?|[€$£¥￥₽₺₹₪₩]")
_PLAIN_WORDS = frozenset({"ht", "ttc", "hors", "taxes", "tva", "net", "vat", "excl", "incl", "cr", "dr"})
_HIDDEN = re.compile(r"[0#?](,+)(?![0#?,])")
_DAYS = re.compile(r"[ymdhs@]", re.IGNORECASE)
_NUMERIC = 3  # forms of a format that show numbers; the fourth shows texts
_Piece: TypeAlias = "tuple[str, str, str]"  # text, whether it is literal or of the figures, country of a sign


@dataclass(frozen=True, slots=True)
class FormatText:
    """What the text of a format adds to a value."""

    currency: str = ""  # ISO 4217, or those that the sign may stand for: "CNY/JPY"
    power: int = 0  # 3 for thousands, 6 for millions
    hidden: int = 0  # digits of the value that the format does not show
    text: str = ""  # all of it, when it is neither a currency nor a unit


def format_text(code: str) -> FormatText:
    """What a number format says beside the figures.

    >>> format_text('#,##0.0 "k€"')
    FormatText(currency='EUR', power=3, hidden=0, text='')
    >>> format_text("[$R$-416] #,##0").currency, format_text('0 "kr"').currency, format_text('0 "lots"').text
    ('BRL', 'DKK/ISK/NOK/SEK', 'lots')
    """
    forms = [_form_text(form) for form in _forms(code)[:_NUMERIC]]
    if forms[0] is None:
        return FormatText()
    told = [form for form in forms if form is not None]
    currencies = dict.fromkeys(form.currency for form in told if form.currency)
    scaled = next((form for form in told if form.power != form.hidden), told[0])
    text = next((form.text for form in told if form.text), "")
    return FormatText("/".join(currencies), scaled.power, scaled.hidden, text)


def _form_text(form: Sequence[_Piece]) -> FormatText | None:
    """What one form of a format says beside the figures; None of a form that shows no figures."""
    literals: list[str] = []
    figures: list[str] = []
    countries: dict[str, str] = {}
    for literal, kind, country in form:
        (figures if kind == "figure" else literals).append(literal)
        if country:
            countries[literal.strip().rstrip(".").lower()] = country
    body = "".join(figures)
    if _DAYS.search(body) or not re.search(r"[0#?]|General", body):
        return None
    text = " ".join("".join(literals).split())
    scale = _SCALED.search(text)
    power = _POWERS[scale[1].lower()] if scale else 0
    rest = text[: scale.start()] + " " + text[scale.end() :] if scale else text
    currency, unknown = _named(rest, countries)
    hidden = _HIDDEN.search(body)
    return FormatText(currency, power, 3 * len(hidden[1]) if hidden else 0, text if unknown else "")


def code_signs(code: str) -> tuple[str, ...]:
    """The signs by which a format shows a code, "0" for each digit; empty when it is not that of a code.

    >>> code_signs('"C"000'), code_signs("000-000"), code_signs("#,##0.00")
    (('C', '0', '0', '0'), ('0', '0', '0', '-', '0', '0', '0'), ())
    """
    signs: list[str] = []
    digits = 0
    for literal, kind, _ in _forms(code)[0]:
        if kind == "figure" and literal == "0":
            digits += 1
            signs.append("0")
        elif kind == "figure" and literal not in "- /()":
            return ()
        else:
            signs += ["\0" if sign == "0" else sign for sign in literal]  # a digit written, not a place
    told = format_text(code)
    lettered = any(sign.isalpha() for sign in signs)
    if told.currency or told.power or not 1 <= digits <= 20 or (digits == 1 and not (lettered and signs[0].isalpha())):
        return ()
    return tuple(signs)


def in_signs(number: int, signs: tuple[str, ...]) -> str:
    """A whole number as a format of a code shows it; the digits that are too many stand at the first place.

    >>> in_signs(7, ("C", "0", "0", "0")), in_signs(1234567, tuple("000-000"))
    ('C007', '1234-567')
    """
    places = [at for at, sign in enumerate(signs) if sign == "0"]
    figures = f"{number:0{len(places)}d}"
    shown = ["0" if sign == "\0" else sign for sign in signs]
    for at, figure in zip(reversed(places), reversed(figures), strict=False):
        shown[at] = figure
    shown[places[0]] = figures[: len(figures) - len(places) + 1]
    return "".join(shown)


def _forms(code: str) -> list[list[_Piece]]:
    """The forms of a format, for numbers above, below and at 0, then for texts, each in pieces."""
    forms: list[list[_Piece]] = [[]]
    for found in _TOKEN.finditer(code):
        quoted, escaped, sign, country, bracket, other = found.groups()
        if other == ";":
            forms.append([])
        elif sign is not None:
            forms[-1].append((sign, "literal", (country or "").upper().lstrip("0")))
        elif bracket is not None:
            forms[-1].append(("h" if bracket.lower().strip("hms") == "" else "", "figure", ""))
        elif quoted is not None or escaped is not None:
            forms[-1].append((quoted if quoted is not None else escaped, "literal", ""))
        elif other:
            literal = other == "$" or ord(other) > 127 or other == " "
            forms[-1].append((other, "literal" if literal else "figure", ""))
    return forms


def _named(text: str, countries: dict[str, str]) -> tuple[str, bool]:
    """The currency of a text, empty for none or several, and whether a word of it is not known."""
    sign = next((sign for sign in countries if sign in _SHARED), "")
    if sign and countries[sign] in _BY_COUNTRY:
        return _BY_COUNTRY[countries[sign]], False
    if sign == "$":
        return "", True
    words = [word.lower() for word in _WORD.findall(text)]
    found = {_SIGNS[word] for word in words if word in _SIGNS}
    left = [word for word in _WORD.findall(text) if word.lower() not in _SIGNS]
    coded = {code for word in left if (code := currency_of(word))}
    unknown = any(not currency_of(word) and word.lower() not in _PLAIN_WORDS for word in left)
    named = found | coded
    return (named.pop() if len(named) == 1 else "", unknown or len(named) > 1)
