"""Customers whose names look the same: proposed for grouping, never grouped.

Two names look the same when nothing tells them apart but what people write differently: case, accents, punctuation,
spaces, legal form, « Ets » and « Sté », the order of words; or when they differ by one letter of one long word that
begins alike (« Hydrovalta » and « Hydrovatla »). A number, a numeral or a short word tells two names apart, since
« Ateliers 2 » and « Ateliers 3 », « Port de Lens » and « Port de Sens » are two customers.

A one-letter slip is found without comparing each name with each: two words that are a letter apart have a form in
common once a letter is taken out of one or of both (the symmetric deletion of Mor & Fraenkel 1982, Information
Processing Letters 14(1)).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from gtkit.intake.faults import Fault, Severity, capped, shortened
from gtkit.intake.names import folded
from gtkit.intake.tables.check import Check
from gtkit.intake.tables.located import located

Words = tuple[str, ...]

_ANYWHERE = """
    sas sasu sarl eurl snc sci scop scs sca selarl eirl gie gmbh ohg ltd limited llc llp srl bvba societe ste soc ets
    etablissement etablissements et and the le la les de du des
"""
_AT_AN_END = "sa ei ag kg ug plc inc corp co bv nv spa sl oy ab as aps kft"
_ELIDED = ("l", "d")  # before another word
_SAID = frozenset(_ANYWHERE.split())  # what names the legal form, not the firm
_CLOSING = frozenset(_AT_AN_END.split())  # the same where it closes a name, or opens it as "sa" does
_NUMERAL = re.compile(r"[ivx]+|.*[0-9].*")
_FEW = 40  # words that are compared each with each
_LONG = 5  # letters of a word in which one letter may be a slip


def bare(name: str) -> Words:
    """The words of a name that tell whom it names, in order.

    >>> bare("S.A.R.L. Ets Bréval & Fils"), bare("BREVAL ET FILS (SARL)")
    (('breval', 'fils'), ('breval', 'fils'))
    """
    words: list[str] = []
    initials = ""
    for word in folded(name).split():
        if len(word) == 1 and not word.isdigit():
            initials += word
            continue
        words += [initials, word] if initials else [word]
        initials = ""
    words += [initials] if initials else []
    kept = [
        word for at, word in enumerate(words) if word not in _SAID and (word not in _ELIDED or words[at + 1 :] == [])
    ]
    while len(kept) > 1 and kept[-1] in _CLOSING:
        kept.pop()
    return tuple(kept[1:] if kept[:1] == ["sa"] and len(kept) > 1 else kept) or tuple(words)


def look_the_same(names: Sequence[str]) -> list[tuple[int, int]]:
    """Places of the names that look the same.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    list of (first, second), first below second, sorted; of several names that are alike, each with the first of them.

    >>> look_the_same(["Bréval SARL", "Ateliers 2", "SAS BREVAL", "Ateliers 3"])
    [(0, 2)]
    """
    first: dict[str, int] = {}
    found: set[tuple[int, int]] = set()
    forms: dict[Words, int] = {}
    for at, name in enumerate(names):
        words = bare(name)
        text = "".join(words)
        alike = {" ".join(words)} if len(text) < _LONG else {text, " ".join(sorted(words))}
        before = min((first[form] for form in alike if form in first), default=at)
        for form in alike if words else ():
            first.setdefault(form, before)
        if before != at:
            found.add((before, at))
        elif words:
            forms.setdefault(tuple(sorted(words)), at)
    found |= {(min(pair), max(pair)) for pair in _slips(forms)}
    return sorted(found)


def _slips(forms: Mapping[Words, int]) -> Iterator[tuple[int, int]]:
    """Places of names that are alike but for one letter of one word."""
    told: dict[Words, list[tuple[str, int]]] = defaultdict(list)
    for words, at in forms.items():
        for place, word in enumerate(words):
            if len(word) >= _LONG - 1 and not _NUMERAL.fullmatch(word):
                told[words[:place] + words[place + 1 :]].append((word, at))
    for rest in told.values():
        for group in [rest] if len(rest) <= _FEW else _with_a_form_in_common(rest):
            for (word, at), (other, again) in combinations(group, 2):
                if at != again and slip(word, other):
                    yield at, again


def _with_a_form_in_common(words: Sequence[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    """The words that are the same once a letter, never the first, is taken out of some of them."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, at in words:
        for form in {word, *(word[:cut] + word[cut + 1 :] for cut in range(1, len(word)))}:
            near[form].append((word, at))
    return (group for group in near.values() if len(group) > 1)


def slip(word: str, other: str) -> bool:
    """Whether two words are one letter apart: put in, left out, changed, or swapped with the next; the first stays.

    >>> slip("durand", "durant"), slip("durand", "duran"), slip("lens", "sens"), slip("martin", "matrin")
    (True, True, False, True)
    """
    short, long = sorted((word, other), key=len)
    if len(long) < _LONG or len(long) - len(short) > 1 or short[:1] != long[:1] or short == long:
        return False
    at = next((k for k, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped


def proposed_groups(checks: Mapping[str, Check], groups: Check | None) -> list[Fault]:
    """A warning for each pair of customers whose names look the same and of which nothing is said yet.

    Parameters
    ----------
    checks : mapping of table key -> Check
        With the groups applied: a member of a group has no row in `customers` any more.
    groups : Check or None
        The table of groups: a code that is its own main, and nobody else's, was said to stand alone.

    Returns
    -------
    list of Fault: near_names, at the row of the second customer.
    """
    if "customers" not in checks:
        return []
    check = checks["customers"]
    pairs = [
        pair
        for part in (groups.parts if groups is not None else ())
        for pair in zip(part.frame["customer_id"], part.frame["main_customer_id"], strict=True)
    ]
    times = Counter(main for _, main in pairs)
    alone = {code for code, main in pairs if code == main and times[main] == 1}
    lines = [
        (part, row, code, name)
        for part in check.parts
        for row, code, name in zip(part.rows, part.frame["customer_id"], part.frame["name"], strict=True)
        if code and name and code not in alone
    ]
    faults = []
    for one, other in look_the_same([name for *_, name in lines]):
        (origin, first_row, first, first_name), (part, row, code, name) = lines[one], lines[other]
        if first == code:  # told as a key that comes twice
            continue
        facts = {
            "first": shortened(first),
            "first_name": shortened(first_name),
            "first_row": str(first_row),
            "first_file": origin.raw.file,
            "code": shortened(code),
        }
        fault = located(
            "near_names", check.table, part, [row], keys=("name",), value=shortened(name), facts=facts,
            severity=Severity.WARNING,
        )  # fmt: skip
        faults.append(fault)
    return capped(faults)
