"""A customer that stands on a row of its own, above its lines: « Client : C001 DUPONT », and nothing else on the row.

The row is no data. Where engagement.toml says so (`fill_down`), its code goes to the lines below; where it says
nothing, one fault names the setting. What stands before the customer tells that it is one; without it, a code of one
form on all such rows does. Where each begins with a code, it is the customer's; else all that follows is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType

import numpy as np

from gtkit.contracts import Table
from gtkit.evidence import Name
from gtkit.intake.faults import Facts, Fault, Severity, numbered, shortened
from gtkit.intake.files.raw import RawTable
from gtkit.intake.names import folded
from gtkit.intake.tables.total_labels import says_total
from gtkit.intake.values.cells import Reading, shown
from gtkit.intake.values.coded import Coded

CUSTOMER = "customer_id"
_LABEL = re.compile(
    r"(?:code |n° |no )?(?:client|compte (?:client|auxiliaire|tiers)|tiers|customer(?: account)?|kunde|debitor)\b"
    r"(?: ?(?:n°|no\.?|nr\.?|code))?(?P<colon> ?[:=])? *(?P<rest>.*)",
    re.IGNORECASE,
)
_EDGES = " -–—:,;()/"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockHeads:
    """Position of each row that holds a customer alone -> its code and all its text; rows of which nothing tells it."""

    codes: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    bare: tuple[int, ...] = ()

    def above(self, key: str, cells: Coded, out: Set[int]) -> tuple[Coded, Set[int]]:
        """A column and the rows that give it nothing: in that of customers, each head gives its code."""
        if key != CUSTOMER or not self.codes:
            return cells, out
        column = list(cells)
        for at, code in self.codes.items():
            column[at] = code
        return Coded.of(column), out - set(self.codes)

    def unasked(self, readings: Mapping[str, Reading], *, said: bool) -> dict[str, Reading]:
        """The reading of the customers that the heads would give, or do not tell: none is asked for line by line."""
        if not self.bare and (said or not self.codes):
            return {}
        left = tuple(problem for problem in readings[CUSTOMER].problems if problem.code != "missing_value")
        return {CUSTOMER: replace(readings[CUSTOMER], problems=left)}


def block_heads(cells: Mapping[str, Coded], out: Collection[int]) -> BlockHeads:
    """The rows of a file that hold a customer alone, above its lines.

    Parameters
    ----------
    cells : mapping of column key -> Coded
        Every column read.
    out : collection of int
        Positions of the rows that are no data.

    Returns
    -------
    BlockHeads: empty where other rows bear a code and no text says « Client », since a row may lack its other cells.
    """
    blanks = sum(column.where("").size > 0 for column in cells.values())
    if CUSTOMER not in cells or blanks < len(cells) - 1:
        return BlockHeads()
    n = len(cells[CUSTOMER])
    filled = {key: column.filled for key, column in cells.items()}
    aside = np.zeros(n, dtype=bool)
    aside[list(out)] = True
    alone = (np.sum(list(filled.values()), axis=0) == 1) & ~aside
    own = filled[CUSTOMER] & ~alone & ~aside
    labelled, bare = {}, {}
    for at in np.flatnonzero(alone).tolist():
        key = next(key for key, flags in filled.items() if flags[at])
        text = " ".join(shown(cells[key][at]).split())
        if rest := _labelled(text):
            labelled[at] = (text, rest)
        elif key == CUSTOMER and not says_total(text):
            bare[at] = (text, text)
    if not labelled and (own.any() or not bare or not (~filled[CUSTOMER] & ~aside).any()):
        return BlockHeads()
    heads = labelled or _of_one_form(bare)
    if not heads:
        return BlockHeads(bare=tuple(bare))
    firsts = {at: _first(rest) for at, (_, rest) in heads.items()}
    coded = all(map(_has_digit, firsts.values())) and len(set(map(_form, firsts.values()))) == 1
    codes = firsts if coded else {at: rest for at, (_, rest) in heads.items()}
    return BlockHeads(codes=codes, texts={at: text for at, (text, _) in heads.items()})


def told_heads(heads: BlockHeads, raw: RawTable, table: str, at: int, *, said: bool) -> list[Fault]:
    """What is told of such rows.

    Parameters
    ----------
    heads : BlockHeads
    raw : RawTable
    table : str
        Key of the contract.
    at : int
        Place of the column of customers.
    said : bool
        Whether engagement.toml says that they give their customer to the lines below.

    Returns
    -------
    The error block_heads with the setting, or the warning block_heads_read; the errors block_heads_clash, of one code
    under two names, and block_heads_bare, of texts that nothing tells to be customers.
    """

    def fault(code: str, rows: Sequence[int], facts: Mapping[str, str], severity: Severity = Severity.ERROR) -> Fault:
        numbers = [raw.rows[row] for row in rows]
        return Fault(
            code=code,
            severity=severity,
            table=table,
            file=raw.file,
            sheet=raw.sheet,
            row=numbers[0],
            column=raw.headings[at],
            columns=(at,),
            others=tuple(numbers[1:]),
            facts={**numbered(numbers), **{name: Name(shortened(text)) for name, text in facts.items()}},
        )

    faults = []
    if heads.bare:
        text = raw.columns[at][heads.bare[0]]
        faults.append(fault("block_heads_bare", heads.bare, {"text": shown(text)}))
    if heads.codes:
        first = min(heads.codes)
        code = "block_heads_read" if said else "block_heads"
        severity = Severity.WARNING if said else Severity.ERROR
        facts = {"text": heads.texts[first], "customer": heads.codes[first]}
        faults.append(fault(code, sorted(heads.codes), facts, severity))
    by_code = sorted(heads.codes, key=lambda row: (heads.codes[row], row))
    for customer, rows in groupby(by_code, key=heads.codes.__getitem__):
        same = list(rows)
        other = next((row for row in same if folded(heads.texts[row]) != folded(heads.texts[same[0]])), None)
        if other is not None:
            texts = {"text": heads.texts[other], "first": heads.texts[same[0]], "customer": customer}
            faults.append(fault("block_heads_clash", [other], texts))
    return faults


def customer_lacking(faults: Sequence[Fault], raw: RawTable, table: Table) -> tuple[list[Fault], frozenset[int]]:
    """The faults of the columns of a file; a customer that no column holds is told where it stands, above its lines.

    Parameters
    ----------
    faults : sequence of Fault
    raw : RawTable
    table : Table

    Returns
    -------
    The faults, customer_above in place of missing_column where rows of their own name customers; the positions of these
    rows.
    """
    names = {column.french for column in table.columns if column.key == CUSTOMER}
    if not any(fault.code == "missing_column" and fault.column in names for fault in faults):
        return list(faults), frozenset()
    columns = [Coded.of(column) for column in raw.columns]
    filled = [column.filled for column in columns]
    texts: dict[int, str] = {}
    for at in np.flatnonzero(np.sum(filled, axis=0) == 1).tolist():
        text = next(shown(column[at]) for column, flags in zip(columns, filled, strict=True) if flags[at])
        if _labelled(" ".join(text.split())):
            texts[at] = text
    if not texts:
        return list(faults), frozenset()
    rows = [raw.rows[at] for at in texts]
    facts: Facts = {**numbered(rows), "text": Name(shortened(texts[min(texts)]))}
    told = [
        replace(fault, code="customer_above", row=rows[0], column="", others=tuple(rows[1:]), facts=facts)
        if fault.code == "missing_column" and fault.column in names
        else fault
        for fault in faults
    ]
    return told, frozenset(texts)


def _labelled(text: str) -> str:
    """What follows « Client : » at the head of a text; without a colon it must be a code."""
    match = _LABEL.fullmatch(text)
    if match is None or not (rest := match["rest"].strip(_EDGES)):
        return ""
    return rest if match["colon"] or _has_digit(_first(rest)) else ""


def _of_one_form(bare: Mapping[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """The texts that begin with a code of the form that most of them have."""
    forms = {at: _form(_first(text)) for at, (text, _) in bare.items() if _has_digit(_first(text))}
    usual = max(Counter(forms.values()).items(), key=lambda pair: pair[1], default=("", 0))[0]
    return {at: bare[at] for at, form in forms.items() if form == usual}


def _first(text: str) -> str:
    return text.split(maxsplit=1)[0].strip(_EDGES) if text.strip(_EDGES) else ""


def _form(text: str) -> str:
    """The signs of a code, runs of figures and of letters as one: C001 and CL12 are alike."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", text))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
