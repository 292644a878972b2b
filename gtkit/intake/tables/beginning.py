"""Where a table begins: below the title that an export puts above it, at one line of headings or two.

The contract's own headings tell. Lines are passed over only where they cannot be data: they stand above the headings
and fill fewer cells than a row of the table must.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gtkit.contracts import Table
from gtkit.intake.files.lines_above import SEARCHED, Begins
from gtkit.intake.files.raw import is_blank
from gtkit.intake.names import folded
from gtkit.intake.tables.columns import over_two_lines
from gtkit.intake.values.cells import Cell, shown

_WIDEST, _LONGEST = 1_000, 200  # columns, and signs of a heading, that are looked at


def fewest_cells(table: Table) -> int:
    """How many cells a row of a table fills at least."""
    return max(2, sum(column.required for column in table.columns))


def beginning(table: Table, said: Mapping[str, str]) -> Begins:
    """What finds the headings of a table among the first records of a file.

    Parameters
    ----------
    table : Table
    said : mapping of column key -> heading in the file

    Returns
    -------
    Function of records: how many stand above the headings; 0 where the first that is not blank may be the headings, or
    where none of the others is sure to be.

    >>> from gtkit.contracts import TABLES
    >>> begins = beginning(TABLES["transactions"], {})
    >>> begins([["Acme"], [], ["Code client", "Date", "Montant HT"]])
    2
    """
    fewest = fewest_cells(table)

    def names(key: str) -> set[str]:
        column = table.column(key)
        own = (said[key],) if said.get(key) else (column.french, column.english, key)
        return set(map(folded, own)).union(*map(names, () if said.get(key) else column.instead))

    wanted = [names(c.key) for c in table.columns if c.required or said.get(c.key)]

    def complete(headings: Sequence[str]) -> bool:
        found = {folded(heading) for heading in set(headings[:_WIDEST]) if 0 < len(heading) <= _LONGEST}
        return all(found & names for names in wanted)

    def begins(records: Sequence[Sequence[Cell]]) -> int:
        for at, record in enumerate(records[:SEARCHED]):
            texts = [shown(cell).strip() for cell in record]
            below = [shown(cell).strip() for cell in records[at + 1]] if at + 1 < len(records) else []
            if complete(texts) or (
                not complete(below) and complete(over_two_lines(texts[:_WIDEST], below[:_WIDEST], table, said))
            ):
                return 0 if all(map(is_blank, records[:at])) else at
            if sum(map(bool, texts)) >= fewest:
                return 0
        return 0

    return begins
