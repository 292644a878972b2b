"""What is given twice: a key that another row bears, a row that comes again in its file, or in another file.

Within a file a row comes again when every cell of it does: a column that is not read, such as the number of a line,
tells two equal purchases apart. Between two files only what is read of both is compared, as it was read, since an
export may hold a column more than the one before it, and write its dates and amounts in another way.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations_with_replacement

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import Kind, Table
from gtkit.evidence import Name
from gtkit.intake.faults import HIDDEN, Facts, Fault, Severity, capped, numbered, shortened
from gtkit.intake.tables.located import located
from gtkit.intake.tables.part import Part
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.coded import Coded, Codes, combined, factorized, first_places
from gtkit.words import LANGUAGES, Words


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
    """Rows that come again, for a table whose rows have no key.

    Returns
    -------
    Warnings, with the count and a row of both: exact_duplicates once a file, for rows of it that repeat another one in
    every cell; rows_in_two_files once a file and earlier file, for rows that the earlier one holds too in all that is
    read of both. The rows stay, since two equal purchases may be real.
    """
    if table.unique:
        return []
    elsewhere = _elsewhere(parts, table)
    faults = []
    for at, part in enumerate(parts):
        known = {line for pairs in elsewhere[at].values() for line, _ in pairs}
        again = [(first, line) for first, line in _within(part) if line not in known]
        if again:
            first, _ = again[0]
            rows = [part.rows[line] for _, line in again]
            facts: Facts = {**numbered(rows), "first_row": str(part.rows[first])}
            faults.append(located("exact_duplicates", table, part, rows, severity=Severity.WARNING, facts=facts))
        for origin, pairs in sorted(elsewhere[at].items()):
            rows = [part.rows[line] for line, _ in pairs]
            facts = {
                **numbered(rows),
                "first_row": str(parts[origin].rows[pairs[0][1]]),
                "first_file": file_beside(parts[origin], part),
                "read": tuple(Name(part.headings[key]) for key in _shared(parts[origin], part, table)),
            }
            faults.append(located("rows_in_two_files", table, part, rows, severity=Severity.WARNING, facts=facts))
    return faults


def file_beside(part: Part, other: Part) -> str:
    """The file of a part, with its sheet where both are sheets of one workbook."""
    return f"{part.raw.file} › {part.raw.sheet}" if part.raw.file == other.raw.file else part.raw.file


def _within(part: Part) -> list[tuple[int, int]]:
    """First line and repeating line of each row of a file that comes again in every cell."""
    columns = [_alike(Coded.of(column))[np.array(part.kept, dtype=np.intp)] for column in part.raw.columns]
    return list(_repeats(columns, np.arange(len(part.kept)))) if columns else []


def _alike(column: Coded) -> Codes:
    """Codes of equal cells of a column: ``1``, ``1.0`` and ``True`` are equal."""
    if set(map(type, column.uniques)) <= {str}:
        return column.codes
    known: dict[Cell, int] = {}
    return np.array([known.setdefault(cell, len(known)) for cell in column.uniques], dtype=np.intp)[column.codes]


def _elsewhere(parts: Sequence[Part], table: Table) -> list[dict[int, list[tuple[int, int]]]]:
    """For each part: earlier part -> pairs of a line and the first line of that part that says the same."""
    found: list[dict[int, list[tuple[int, int]]]] = [{} for _ in parts]
    alike: dict[frozenset[str], list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        alike[frozenset(part.headings)].append(at)
    for one, other in combinations_with_replacement(map(tuple, alike.values()), 2) if len(parts) > 1 else ():
        keys = _shared(parts[one[0]], parts[other[0]], table)
        if not all({column.key, *column.instead} & set(keys) for column in table.columns if column.required):
            continue
        codes, owner, line = _lines(parts, sorted({*one, *other}), keys, table)
        for origins, later in {(one, other), (other, one)}:
            here, there = (np.flatnonzero(np.isin(owner, numbers)) for numbers in (origins, later))
            first = np.full(int(codes.max(initial=-1)) + 1, len(codes), dtype=np.intp)
            first[codes[here[::-1]]] = here[::-1]
            met = there[first[codes[there]] < len(codes)]
            for at, origin in zip(met.tolist(), first[codes[met]].tolist(), strict=True):
                if owner[origin] < owner[at]:
                    found[owner[at]].setdefault(int(owner[origin]), []).append((int(line[at]), int(line[origin])))
    return found


def _shared(one: Part, other: Part, table: Table) -> list[str]:
    """The columns that are read of both parts, in the contract's order."""
    return [key for key in table.keys if key in one.headings and key in other.headings]


def _lines(
    parts: Sequence[Part], numbers: Sequence[int], keys: Sequence[str], table: Table
) -> tuple[Codes, Codes, Codes]:
    """One code for each line of some parts that says the same, the part that it is of, and its place there.

    Lines that lack a required value are left out: they have their fault already.
    """
    frames = [parts[at].frame[list(keys)] for at in numbers]
    owner = np.repeat(np.array(numbers, dtype=np.intp), list(map(len, frames)))
    line = np.concatenate([np.arange(len(frame)) for frame in frames]).astype(np.intp)
    whole = pd.concat(frames, ignore_index=True)
    required = [key for key in keys if table.column(key).required]
    sound = np.flatnonzero((whole[required].notna() & (whole[required] != "")).all(axis=1).to_numpy())
    money = pd.factorize(np.array([parts[at].currency for at in numbers]))[0][np.searchsorted(numbers, owner[sound])]
    columns = [pd.factorize(whole[key].iloc[sound])[0] + 1 for key in keys]
    codes = combined([*(column.astype(np.intp) for column in columns), money.astype(np.intp)])
    return codes, owner[sound], line[sound]


def _told(key: Sequence[str], table: Table, lang: str) -> Iterator[str]:
    """The values of a key that are not blank, a day as a language writes it."""
    words = Words.of(lang)
    for name, text in zip(table.unique, key, strict=True):
        if text:
            dated = table.column(name).kind is Kind.DATE
            yield words.date(dt.date.fromisoformat(text[:10])) if dated else text


def _place(parts: Sequence[Part], line: int) -> tuple[int, int]:
    """Which part holds a line counted over all of them, and the row of the line."""
    starts = list(accumulate((len(part.rows) for part in parts), initial=0))
    at = bisect_right(starts, line) - 1
    return at, parts[at].rows[line - starts[at]]


def _repeats(columns: Sequence[Codes], lines: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """First line and repeating line of each row of codes that comes again, in order."""
    codes = combined(columns)
    first = first_places(codes, int(codes.max(initial=-1)) + 1)[codes]
    for at in np.flatnonzero(first != np.arange(len(codes))).tolist():
        yield int(lines[first[at]]), int(lines[at])
