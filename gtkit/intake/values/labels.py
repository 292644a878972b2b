"""Texts, identifiers, choices and flags: identifiers are kept to the letter, words people write become their key."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence

import numpy as np
from babel.numbers import list_currencies

from gtkit.contracts import Choice
from gtkit.evidence import Name
from gtkit.intake.faults import Facts
from gtkit.intake.names import folded, named, nearest
from gtkit.intake.values.cells import Cell, Column, Problem, Reading, shown
from gtkit.intake.values.coded import Coded
from gtkit.intake.values.numbers import SYMBOLS
from gtkit.words import LANGUAGES

_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # how exports force Excel to keep a text: ="00123"
_GUARDED = re.compile(r"'+[=+\-@\t\r]", re.DOTALL)  # how `write_french_csv` keeps a text from being run
_FORCED = frozenset("='")  # how texts begin that may be one of both
_NEITHER = re.compile(  # labels that speak of an invoice and are none, or not yet
    r"\b(?:devis|commandes?|bons?|bl|livraisons?|pro ?forma|acomptes?|reglements?|paiements?"
    r"|quotes?|orders?|delivery|deposits?|payments?|receipts?)\b"
)
_EXACT = 1e15  # whole numbers from here on lose digits in a workbook
_FLAGS = {
    **dict.fromkeys(("oui", "o", "vrai", "yes", "y", "true", "x", "1"), True),
    **dict.fromkeys(("non", "n", "faux", "no", "false", "0"), False),
}


def read_texts(cells: Column) -> Reading:
    """A column of free text, as it stands.

    >>> read_texts(["NA", 42.0, "'=1+1"]).values.tolist()
    ['NA', '42', '=1+1']
    """
    column = Coded.of(cells)
    texts = [cell if isinstance(cell, str) and cell[:1] not in _FORCED else _text(cell) for cell in column.uniques]
    return Reading(values=column.spread(np.array(texts, dtype=object)))


def read_currencies(cells: Column) -> Reading:
    """A column of currencies: ISO 4217 codes in any case, or the signs €, $ and £.

    Problems: unknown_currency.

    >>> read_currencies(["usd", "CHF ", "€", ""]).values.tolist()
    ['USD', 'CHF', 'EUR', '']
    """
    column = Coded.of(cells)
    codes = [SYMBOLS.get(text, text) for text in (_text(cell).strip().upper() for cell in column.uniques)]
    known = list_currencies()
    wrong = {at: Problem("unknown_currency") for at, code in enumerate(codes) if code and code not in known}
    values = np.array(["" if at in wrong else code for at, code in enumerate(codes)], dtype=object)
    return Reading(values=column.spread(values), problems=tuple(column.problems(wrong)))


def read_identifiers(cells: Column) -> Reading:
    """A column of identifiers, kept to the letter: ``00123``, ``1E5``, ``NA`` and ``nan`` are four of them.

    Problems: id_rounded for a whole number too long for a workbook, id_became_date for one that Excel made a date.

    >>> read_identifiers(["00123", "1E5", "nan", 42.0]).values.tolist()
    ['00123', '1E5', 'nan', '42']
    """
    column = Coded.of(cells)
    found = {}
    for code, cell in enumerate(column.uniques):
        if isinstance(cell, str):
            continue
        if isinstance(cell, int | float) and not abs(cell) < _EXACT:
            found[code] = Problem("id_rounded")
        elif isinstance(cell, dt.date | dt.time | dt.timedelta):
            found[code] = Problem("id_became_date")
    return Reading(values=read_texts(column).values, problems=tuple(column.problems(found)))


def read_choices(cells: Column, choices: Sequence[Choice]) -> Reading:
    """A column of choices: the key, the French or the English word, whatever the case and the accents.

    Problems: unknown_choice.

    >>> read_choices(["MATURE", ""], [Choice("mature", "mature", "mature")]).values.tolist()
    ['mature', '']
    """
    keys = keys_of(choices)
    column, allowed = Coded.of(cells), accepted(choices)
    values, found = [], {}
    for code, cell in enumerate(column.uniques):
        text = _text(cell)
        key = keys.get(folded(text), "") or _within(folded(text), choices)
        if text and not key:
            near = nearest(text, [word for choice in choices for word in (choice.french, choice.english)])
            found[code] = Problem("unknown_choice", facts={**allowed, "nearest": near})
        values.append(key)
    return Reading(values=column.spread(np.array(values, dtype=object)), problems=tuple(column.problems(found)))


def _within(label: str, choices: Sequence[Choice]) -> str:
    """The key of the last choice that a folded label names among other words, empty when it names none."""
    if _NEITHER.search(label):
        return ""
    found = (choice.key for choice in reversed(choices) for word in choice.within if f" {word} " in f" {label} ")
    return next(found, "")


def keys_of(choices: Sequence[Choice]) -> dict[str, str]:
    """The key that each word of some choices stands for, the words folded.

    >>> keys_of([Choice("credit_note", "avoir", "credit note", also=("AV",))])["av"]
    'credit_note'
    """
    return {folded(word): choice.key for choice in choices for word in reversed(choice.words)}


def accepted(choices: Sequence[Choice]) -> Facts:
    """What people may write for some choices, in each language, as facts.

    >>> accepted([Choice("mature", "mûr", "mature")])["accepted_fr"]
    (Name(text='mûr'),)
    """
    return {f"accepted_{lang}": tuple(Name(named(choice, lang)) for choice in choices) for lang in LANGUAGES}


def read_flags(cells: Column) -> Reading:
    """A column of yes and no; a blank is no.

    Problems: bad_flag.

    >>> read_flags(["oui", "", True, "faux"]).values.tolist()
    [True, False, True, False]
    """
    column = Coded.of(cells)
    values, found = np.zeros(len(column.uniques), dtype=bool), {}
    for code, cell in enumerate(column.uniques):
        if cell == "":
            continue
        flag = _FLAGS.get(folded(_text(cell)))
        if flag is None:
            found[code] = Problem("bad_flag")
        else:
            values[code] = flag
    return Reading(values=column.spread(values), problems=tuple(column.problems(found)))


def pseudonym(name: str, salt: bytes) -> str:
    """Twelve hexadecimal digits that stand for a person in one engagement; blank stays blank.

    >>> pseudonym("P07", b"salt") == pseudonym("P07", b"salt") != pseudonym("P07", b"pepper")
    True
    """
    return hashlib.sha256(salt + name.encode("utf-8", "surrogatepass")).hexdigest()[:12] if name else ""


def _text(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else shown(cell)
    if text[:1] not in _FORCED:
        return text
    if match := _FORMULA_TEXT.fullmatch(text):
        return match[1].replace('""', '"').strip()
    return text[1:] if _GUARDED.match(text) else text
