"""Rules that take a whole table, or two: unique keys, rows given twice, values that another table must hold."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import Kind, Table
from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import HIDDEN, Facts, Fault, Severity, capped, shortened
from gtkit.intake.names import named, nearest
from gtkit.intake.tables.located import located, numbered
from gtkit.intake.tables.part import Part
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.coded import Coded, Codes, combined, factorized, first_places
from gtkit.words import LANGUAGES, Words

GUESSED = 10  # unknown values for which the nearest known one is searched: it takes a while among many


def repeated_keys(parts: Sequence[Part], table: Table) -> list[Fault]:
    """Rows whose key another row bears already, across the files of a table.

    Parameters
    ----------
    parts : sequence of Part
    table : Table
        Its `unique` columns make the key; a row that lacks a required one has its fault already.

    Returns
    -------
    duplicate_key faults, one a row.
    """
    if not table.unique or not parts:
        return []
    personal = any(table.column(key).personal for key in table.unique)
    columns = [
        np.concatenate([part.frame[key].astype("str").fillna("").to_numpy(dtype=object) for part in parts])
        for key in table.unique
    ]
    whole = [texts != "" for key, texts in zip(table.unique, columns, strict=True) if table.column(key).required]
    lines = np.flatnonzero(np.logical_and.reduce(whole)) if whole else np.arange(len(columns[0]))
    faults = []
    for first, again in _repeats([factorized(texts[lines])[0] for texts in columns], lines):
        key = [texts[again] for texts in columns]
        value = HIDDEN if personal else shortened(" + ".join(filter(None, key)))
        (origin, first_row), (at, row) = _place(parts, first), _place(parts, again)
        facts = {"first_file": parts[origin].raw.file, "first_row": str(first_row)}
        if not personal:
            facts |= {f"value_{lang}": shortened(" + ".join(_told(key, table, lang))) for lang in LANGUAGES}
        faults.append(located("duplicate_key", table, parts[at], [row], keys=table.unique, value=value, facts=facts))
    return capped(faults)


def repeated_rows(parts: Sequence[Part], table: Table) -> list[Fault]:
    """Rows that repeat another one in every cell of the file, for a table whose rows have no key.

    Returns
    -------
    One warning exact_duplicates a file, with the count: the rows stay, since two equal purchases may be real.
    """
    faults = []
    for part, again in zip(parts, _rows_again(parts), strict=True) if not table.unique else ():
        if again:
            facts = numbered(again)
            faults.append(located("exact_duplicates", table, part, again, severity=Severity.WARNING, facts=facts))
    return faults


def crossed_values(parts: Sequence[Part], table: Table) -> list[Fault]:
    """Rows on which a value is below that of a column that it should not fall under, such as low and high.

    Returns
    -------
    crossed_values faults, one a row and pair of columns; unknown values cross nothing.
    """
    faults = []
    for part in parts:
        for low, high in pairwise(table.ascending):
            for at in np.flatnonzero(part.frame[low] > part.frame[high]).tolist():
                value = shortened(f"{part.frame[high].iloc[at]:g}")
                facts: Facts = {"low": part.headings[low], "bound": f"{part.frame[low].iloc[at]:g}"}
                row = part.rows[at]
                faults.append(located("crossed_values", table, part, [row], keys=(high,), value=value, facts=facts))
    return capped(faults)


def unknown_references(parts: Sequence[Part], table: Table, key: str, known: Set[str], other: Table) -> list[Fault]:
    """Values that the table which should hold them does not.

    Parameters
    ----------
    parts : sequence of Part
    table : Table
    key : str
        The column that refers.
    known : set of str
        What the other table holds.
    other : Table

    Returns
    -------
    unknown_reference faults, one a value and file, at its first row and with the number of its rows.
    """
    personal = table.column(key).personal
    faults: list[Fault] = []
    for part in parts:
        unknown: dict[str, list[int]] = {}
        codes, values = pd.factorize(part.frame[key])
        strange = np.array([bool(value) and value not in known for value in values], dtype=bool)
        for at in np.flatnonzero(strange[codes]).tolist():
            unknown.setdefault(values[codes[at]], []).append(part.rows[at])
        for value, rows in unknown.items():
            near = "" if personal or len(faults) >= GUESSED else nearest(value, known)
            facts: Facts = {"n": Quantity(len(rows), Unit.COUNT), "nearest": near, **_both(other)}
            shown = HIDDEN if personal else shortened(value)
            faults.append(located("unknown_reference", table, part, rows, keys=(key,), value=shown, facts=facts))
    return capped(faults)


def _rows_again(parts: Sequence[Part]) -> list[list[int]]:
    """The rows of each part that repeat an earlier one of a part with as many columns."""
    again: list[list[int]] = [[] for _ in parts]
    for width in {len(part.raw.columns) for part in parts} - {0}:
        alike = [at for at, part in enumerate(parts) if len(part.raw.columns) == width]
        same = [parts[at] for at in alike]
        columns = [_joined(same, place) for place in range(width)]
        for _, line in _repeats(columns, np.arange(len(columns[0]))):
            at, row = _place(same, line)
            again[alike[at]].append(row)
    return again


def _place(parts: Sequence[Part], line: int) -> tuple[int, int]:
    """Which part holds a line counted over all of them, and the row of the line."""
    starts = list(accumulate((len(part.rows) for part in parts), initial=0))
    at = bisect_right(starts, line) - 1
    return at, parts[at].rows[line - starts[at]]


def _joined(parts: Sequence[Part], place: int) -> Codes:
    """Codes of equal cells in the kept rows of a column, all parts together; ``1``, ``1.0`` and ``True`` are equal."""
    known: dict[Cell, int] = {}
    codes = []
    for part in parts:
        column = Coded.of(part.raw.columns[place])
        kept = column.codes[np.array(part.kept, dtype=np.intp)]
        if len(parts) == 1 and set(map(type, column.uniques)) <= {str}:
            return kept
        same = np.array([known.setdefault(cell, len(known)) for cell in column.uniques], dtype=np.intp)
        codes.append(same[kept])
    return np.concatenate(codes)


def _repeats(columns: Sequence[Codes], lines: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """First line and repeating line of each row of codes that comes again, in order."""
    codes = combined(columns)
    first = first_places(codes, int(codes.max(initial=-1)) + 1)[codes]
    for at in np.flatnonzero(first != np.arange(len(codes))).tolist():
        yield int(lines[first[at]]), int(lines[at])


def _told(key: Sequence[str], table: Table, lang: str) -> Iterator[str]:
    """The values of a key that are not blank, a day as a language writes it."""
    words = Words.of(lang)
    for name, text in zip(table.unique, key, strict=True):
        if text:
            dated = table.column(name).kind is Kind.DATE
            yield words.date(dt.date.fromisoformat(text[:10])) if dated else text


def _both(table: Table) -> dict[str, str]:
    """A table's name in each language, as facts."""
    return {f"other_{lang}": named(table, lang) for lang in LANGUAGES}
