"""Rules that take a whole table, or two: unique keys, rows given twice, values that another table must hold."""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from gtkit.contracts import Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import HIDDEN, Facts, Fault, Severity, capped, shortened
from gtkit.intake.names import named, nearest
from gtkit.intake.part import Part
from gtkit.words import LANGUAGES

_ROWS_LISTED = 5
_GUESSED = 10  # unknown values for which the nearest known one is searched: it takes a while among many


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
    required = [at for at, key in enumerate(table.unique) if table.column(key).required]
    personal = any(table.column(key).personal for key in table.unique)
    first: dict[Hashable, tuple[str, int]] = {}
    faults = []
    for part in parts if table.unique else ():
        columns = [part.frame[key].astype("str").fillna("").tolist() for key in table.unique]
        for key, row in zip(zip(*columns, strict=True), part.rows, strict=True):
            if not all(key[at] for at in required):
                continue
            if key not in first:
                first[key] = (part.raw.file, row)
                continue
            value = HIDDEN if personal else shortened(" + ".join(filter(None, key)))
            facts = {"first_file": first[key][0], "first_row": str(first[key][1])}
            faults.append(_fault("duplicate_key", table, part, row, keys=table.unique, value=value, facts=facts))
    return capped(faults)


def repeated_rows(parts: Sequence[Part], table: Table) -> list[Fault]:
    """Rows that repeat another one in every cell of the file, for a table whose rows have no key.

    Returns
    -------
    One warning exact_duplicates a file, with the count: the rows stay, since two equal purchases may be real.
    """
    seen: set[Hashable] = set()
    faults = []
    for part in parts if not table.unique else ():
        lines = list(zip(*part.raw.columns, strict=True))
        again = []
        for at, row in zip(part.kept, part.rows, strict=True):
            if lines[at] in seen:
                again.append(row)
            seen.add(lines[at])
        if again:
            rows = tuple(Name(str(row)) for row in again[:_ROWS_LISTED])
            facts: Facts = {"n": Quantity(len(again), Unit.COUNT), "rows": rows}
            fault = _fault("exact_duplicates", table, part, again[0], severity=Severity.WARNING, facts=facts)
            faults.append(replace(fault, others=tuple(again[1:])))
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
            crossed = (part.frame[low] > part.frame[high]).tolist()
            for at, row in enumerate(part.rows):
                if crossed[at]:
                    value = shortened(f"{part.frame[high].iloc[at]:g}")
                    facts: Facts = {"low": part.headings[low], "bound": f"{part.frame[low].iloc[at]:g}"}
                    faults.append(_fault("crossed_values", table, part, row, keys=(high,), value=value, facts=facts))
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
        for value, row in zip(part.frame[key].tolist(), part.rows, strict=True):
            if value and value not in known:
                unknown.setdefault(value, []).append(row)
        for value, rows in unknown.items():
            near = "" if personal or len(faults) >= _GUESSED else nearest(value, known)
            facts: Facts = {"n": Quantity(len(rows), Unit.COUNT), "nearest": near, **_both(other)}
            shown = HIDDEN if personal else shortened(value)
            fault = _fault("unknown_reference", table, part, rows[0], keys=(key,), value=shown, facts=facts)
            faults.append(replace(fault, others=tuple(rows[1:])))
    return capped(faults)


def _fault(
    code: str,
    table: Table,
    part: Part,
    row: int,
    *,
    facts: Facts,
    severity: Severity = Severity.ERROR,
    keys: Sequence[str] = (),
    value: str = "",
) -> Fault:
    found = [key for key in keys if key in part.headings]
    return Fault(
        code=code,
        severity=severity,
        table=table.key,
        file=part.raw.file,
        sheet=part.raw.sheet,
        row=row,
        column=" + ".join(part.headings[key] for key in found),
        columns=tuple(part.positions[key] for key in found if key in part.positions),
        value=value,
        facts=facts,
    )


def _both(table: Table) -> dict[str, str]:
    """A table's name in each language, as facts."""
    return {f"other_{lang}": named(table, lang) for lang in LANGUAGES}
