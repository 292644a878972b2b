"""A text as a page bears it: without signs that reorder what follows or are no text at all, its spaces set.

A name from the data that holds U+202E turns round whatever follows it, figures included; a page that holds a control
sign is no valid HTML. The environment of `exhibit` passes through here all that a template prints, before it escapes.
A client types "15 %" with a plain space, at which a line may break: it gets the catalogue's own space.
"""

from __future__ import annotations

from markupsafe import Markup

from gtkit.words import typeset

_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_CONTROL = (*(set(range(0x20)) - {0x09, 0x0A, 0x0D}), *range(0x7F, 0xA0))
_DROPPED = dict.fromkeys((*_BIDI, *_CONTROL, 0x2028, 0x2029))


def orderly(value: object) -> object:
    r"""A text, marked safe or not, without direction controls and control signs; anything else as it is.

    Spaces are set where the text is not marked safe: markup is left as it was made.

    Letters keep their own direction: a Hebrew or Arabic name is shown as it is read.

    Source: Unicode Standard Annex 9, section 2 (directional formatting characters).

    >>> orderly("\u202e12 €\x07"), orderly(12)
    ('12\xa0€', 12)
    """
    if isinstance(value, Markup):
        return value.translate(_DROPPED)
    return typeset(value.translate(_DROPPED)) if isinstance(value, str) else value
