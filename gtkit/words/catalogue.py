"""Gettext catalogues, one folder a language, one ``.po`` file a subject, read as they are: nothing to compile.

A msgid is a dotted key (``answer.3_5.passed``), the same in every language; values stand as ``{name}``. French
catalogues are typed with plain spaces: `typeset` puts the no-break spaces that French typography asks for.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from gtkit.errors import UnknownName

LANGUAGES = ("fr", "en")

_NARROW, _WIDE = "\u202f", "\u00a0"


@cache
def translations(lang: str) -> gettext.GNUTranslations:
    """All catalogues of one language as one.

    Raises UnknownName for a language without catalogues.
    """
    return _compiled(_merged(lang), lang)


@cache
def keys(lang: str) -> frozenset[str]:
    """Every key of a language's catalogues."""
    return frozenset(_key(message.id) for message in _merged(lang) if message.id)


def typeset(text: str) -> str:
    r"""French text with no-break spaces before high punctuation, percent and euro signs, and inside guillemets.

    >>> typeset("Oui : 12 % « net »").encode("unicode_escape").decode()
    'Oui\\xa0: 12\\u202f% \\xab\\xa0net\\xa0\\xbb'
    """
    text = re.sub(r" (?=[;!?%])", _NARROW, text)
    text = re.sub(r" (?=[:€»])", _WIDE, text)
    return text.replace("« ", "«" + _WIDE)


@cache
def _merged(lang: str) -> Catalog:
    if lang not in LANGUAGES:
        raise UnknownName("lang", found=lang, expected=" | ".join(LANGUAGES))
    merged = Catalog(locale=lang)
    for file in sorted(files("gtkit.words").joinpath(lang).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".po"):
            for message in read_po(io.BytesIO(file.read_bytes()), locale=lang):
                if message.id:
                    if merged.get(message.id, message.context) is not None:
                        raise UnknownName(f"{lang}/{file.name}", found=message.id, expected="a key of its own")
                    merged.add(message.id, _set(message.string, lang), context=message.context)
    return merged


def _key(message_id: str | Sequence[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _set(string: str | Sequence[str] | None, lang: str) -> str | tuple[str, ...]:
    forms = (string or "",) if isinstance(string, str | None) else tuple(string)
    forms = tuple(map(typeset, forms)) if lang == "fr" else forms
    return forms if len(forms) > 1 else forms[0]


def _compiled(catalog: Catalog, lang: str) -> gettext.GNUTranslations:
    file = io.BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return gettext.GNUTranslations(file)
