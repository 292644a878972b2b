"""Rules that take a whole table, or two: unique keys, rows given twice, values that another table must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence, Set
from itertools import pairwise

from gtkit.contracts import Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import HIDDEN, TOLD, Facts, Fault, Severity, capped, shortened
from gtkit.intake.names import named, nearest
from gtkit.intake.part import Part
from gtkit.words import LANGUAGES

_ROWS_LISTED = 5


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
        heading = " + ".join(part.headings[key] for key in table.unique if key in part.headings)
        for key, row in zip(zip(*columns, strict=True), part.rows, strict=True):
            if not all(key[at] for at in required):
                continue
            if key not in first:
                first[key] = (part.raw.file, row)
                continue
            value = HIDDEN if personal else shortened(" + ".join(filter(None, key)))
            facts = {"first_file": first[key][0], "first_row": str(first[key][1])}
            faults.append(_fault("duplicate_key", table, part, row, column=heading, value=value, facts=facts))
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
            faults.append(_fault("exact_duplicates", table, part, again[0], severity=Severity.WARNING, facts=facts))
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
                    heading = part.headings[high]
                    faults.append(_fault("crossed_values", table, part, row, column=heading, value=value, facts=facts))
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
        values = part.frame[key].tolist()
        counts = Counter(value for value in values if value and value not in known)
        first = {value: part.rows[at] for at, value in reversed(list(enumerate(values))) if value in counts}
        for value, n in counts.items():
            near = "" if personal or len(faults) > TOLD else nearest(value, known)
            facts: Facts = {"n": Quantity(n, Unit.COUNT), "nearest": near, **_both(other)}
            shown = HIDDEN if personal else shortened(value)
            faults.append(
                _fault(
                    "unknown_reference", table, part, first[value], column=part.headings[key], value=shown, facts=facts
                )
            )
    return capped(faults)


def _fault(
    code: str,
    table: Table,
    part: Part,
    row: int,
    *,
    facts: Facts,
    severity: Severity = Severity.ERROR,
    column: str = "",
    value: str = "",
) -> Fault:
    return Fault(
        code=code,
        severity=severity,
        table=table.key,
        file=part.raw.file,
        sheet=part.raw.sheet,
        row=row,
        column=column,
        value=value,
        facts=facts,
    )


def _both(table: Table) -> dict[str, str]:
    """A table's name in each language, as facts."""
    return {f"other_{lang}": named(table, lang) for lang in LANGUAGES}
