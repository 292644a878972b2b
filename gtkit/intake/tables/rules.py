"""Rules that take a whole table, or two: values in their order, values that another table must hold."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

import numpy as np
import pandas as pd

from gtkit.contracts import Table
from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import HIDDEN, Facts, Fault, capped, shortened
from gtkit.intake.names import named, nearest
from gtkit.intake.tables.located import located
from gtkit.intake.tables.part import Part
from gtkit.words import LANGUAGES

GUESSED = 10  # unknown values for which the nearest known one is searched: it takes a while among many


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


def _both(table: Table) -> dict[str, str]:
    """A table's name in each language, as facts."""
    return {f"other_{lang}": named(table, lang) for lang in LANGUAGES}
