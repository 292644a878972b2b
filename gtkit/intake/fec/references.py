"""An invoice's number as people copy it into a label: ``FA 0002``, ``s/FA-0002``, ``facture 0002`` for ``FA0002``.

Separators and case are free. A number is never cut out of a longer one (``FA-0002`` is not in ``FA-0002-3`` nor in
``12/FA-0002``), dates are no numbers, and bare digits name an invoice only behind a word that says so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_RUN = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(?<!\w)\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?!\w)")
_READ = 500  # signs of a label that are looked at
_LONGEST = 5  # runs of letters and digits that make a reference
_SHORTEST = 3  # signs of a reference that a label may name; shorter ones are met by chance
_INVOICE_WORDS = frozenset({"facture", "fact", "fac", "n", "no", "num", "numéro", "numero", "s", "sur", "ref", "réf"})
_TIGHT = frozenset("-_/.")
_TAIL = re.compile(r"[^\W\d_]*(\d+)")


def bare(reference: str) -> str:
    """A reference without case and separators.

    >>> bare("FA-0002"), bare("fa 0002")
    ('fa0002', 'fa0002')
    """
    return "".join(_RUN.findall(reference.casefold()))


def number_of(reference: str) -> str:
    """The digits of a reference that is letters and one number, else "".

    >>> number_of("FA-0002"), number_of("2024-0002")
    ('0002', '')
    """
    match = _TAIL.fullmatch(bare(reference)) if len(re.findall(r"\d+", reference)) == 1 else None
    return match[1] if match else ""


def spelled(label: str, *, own: str = "") -> Iterator[tuple[int, int, str, bool]]:
    """What in a label could be a reference.

    Parameters
    ----------
    label : str
    own : str
        The document's own reference, which is no other's wherever the label repeats it.

    Yields
    ------
    First and last run of letters and digits, from 0; what they spell, without separators; whether it is a bare number
    behind a word that announces an invoice.

    >>> [text for _, _, text, _ in spelled("Avoir/FA 0002", own="")]
    ['avoirfa0002', 'fa0002']
    >>> list(spelled("Avoir facture n° 0002"))[-1]
    (3, 3, '0002', True)
    """
    text = _DATE.sub(" ", label[:_READ].casefold().replace("º", " "))
    found = list(_RUN.finditer(text))
    runs = [match[0] for match in found]
    tight = [  # a sign without space between two runs with digits holds them together
        text[one.end() : other.start()] in _TIGHT and _has_digit(one[0]) and _has_digit(other[0])
        for one, other in itertools.pairwise(found)
    ]
    taken = _own_runs(runs, bare(own))
    for first in range(len(runs)):
        if first and tight[first - 1]:
            continue
        for last in range(first, min(first + _LONGEST, len(runs))):
            if last in taken or first in taken:
                break
            name = "".join(runs[first : last + 1])
            if (last < len(tight) and tight[last]) or not _has_digit(name) or len(name) < _SHORTEST:
                continue
            if not name.isdigit():
                yield first, last, name, False
            elif first and runs[first - 1] in _INVOICE_WORDS:
                yield first, last, name, True


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _own_runs(runs: list[str], own: str) -> set[int]:
    """The runs that together spell a document's own reference."""
    for first in range(len(runs)) if own else ():
        for last in range(first, min(first + _LONGEST, len(runs))):
            if "".join(runs[first : last + 1]) == own:
                return set(range(first, last + 1))
    return set()
