"""Which column of a file is which column of a table: engagement.toml says it, our own workbook, or the heading."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import zip_longest
from types import MappingProxyType

from gtkit.contracts import Column, Table
from gtkit.evidence import Name
from gtkit.intake.faults import Facts, Fault, Severity
from gtkit.intake.files.raw import RawTable
from gtkit.intake.names import folded, named, side_of, with_vat
from gtkit.intake.tables.usual_names import likely_heading, usual_heading, worth_asking
from gtkit.intake.values.cells import shown
from gtkit.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Mapped:
    """Column key -> position in the raw table; headings that no column claims; what is wrong."""

    positions: Mapping[str, int]
    unused: tuple[str, ...]
    faults: tuple[Fault, ...]


def map_columns(raw: RawTable, table: Table, said: Mapping[str, str]) -> Mapped:
    """Find each column of a contract in a file.

    Parameters
    ----------
    raw : RawTable
    table : Table
    said : mapping of column key -> heading in the file
        What engagement.toml says; it goes before everything else.

    Returns
    -------
    Mapped

    Faults: heading_unknown for a heading said and not found, missing_column, heading_twice, heading_shared.
    """
    taken = {folded(heading) for heading in said.values()}
    places = {column.key: _places(raw, column, said.get(column.key, ""), taken) for column in table.columns}
    positions: dict[str, int] = {}
    faults, absent = [], []
    for column in table.columns:
        asked, at = said.get(column.key, ""), places[column.key]
        if len(at) > 1:
            faults.append(_fault("heading_twice", raw, table, raw.headings[at[0]], {"n": str(len(at))}))
        elif at and at[0] in positions.values():
            other = next(key for key, place in positions.items() if place == at[0])
            shared: Facts = {"key": column.key, "other_key": other}
            faults.append(_fault("heading_shared", raw, table, raw.headings[at[0]], shared))
        elif at:
            positions[column.key] = at[0]
        elif asked or (column.required and not any(places[key] for key in column.instead)):
            absent.append((column, asked))
    claimed = set(positions.values())
    unused = tuple(name for at, name in enumerate(raw.headings) if name and at not in claimed)
    told = (*_absences(raw, table, absent, unused, said), *faults)
    return Mapped(MappingProxyType(positions), unused, told)


def under_two_lines(raw: RawTable, table: Table, said: Mapping[str, str]) -> RawTable:
    """The table with its first row as a second line of headings, where only that gives every column asked for.

    A heading is then what both lines say, or one of them: ``Code`` over ``client``, ``Montants`` over ``Montant HT``,
    a title over the true headings.

    Parameters
    ----------
    raw : RawTable
    table : Table
    said : mapping of column key -> heading in the file

    Returns
    -------
    RawTable: as it came, or with the warning two_line_header.
    """
    if raw.keys or not raw.rows or not map_columns(raw, table, said).faults:
        return raw
    second = [column[0] for column in raw.columns]
    if not all(isinstance(cell, str) for cell in second):
        return raw
    headings = over_two_lines(raw.headings, list(map(shown, second)), table, said)
    facts: Facts = {"found": tuple(map(Name, filter(None, headings)))}
    told = Fault(
        code="two_line_header",
        severity=Severity.WARNING,
        file=raw.file,
        sheet=raw.sheet,
        row=raw.rows[0],
        facts=facts,
    )
    columns = tuple(column[1:] for column in raw.columns)
    lower = replace(raw, headings=headings, columns=columns, rows=raw.rows[1:], faults=(*raw.faults, told))
    return raw if map_columns(lower, table, said).faults else lower


def over_two_lines(
    upper: Sequence[str], lower: Sequence[str], table: Table, said: Mapping[str, str]
) -> tuple[str, ...]:
    """The headings that two lines make, each of both words, or of the line that alone is known.

    >>> from gtkit.contracts import TABLES
    >>> over_two_lines(["Code", "Export"], ["client", "Date"], TABLES["transactions"], {})
    ('Code client', 'Date')
    """
    known = {folded(name) for name in said.values()}
    known |= {folded(name) for column in table.columns for name in (column.french, column.english)}
    return tuple(_joined(*pair, known) for pair in zip_longest(upper, lower, fillvalue=""))


def _joined(first: str, second: str, known: Set[str]) -> str:
    """The heading that two lines make: both together, or the one that alone is known."""
    first, second = first.strip(), second.strip()
    both = f"{first} {second}".strip()
    return next((name for name in (both, second, first) if folded(name) in known), both)


def _places(raw: RawTable, column: Column, asked: str, taken: Set[str]) -> list[int]:
    """Positions of the headings that mean a column."""
    if asked:
        return [at for at, heading in enumerate(raw.headings) if folded(heading) == folded(asked)]
    if column.key in raw.keys:
        return [raw.keys.index(column.key)]
    for name in (column.french, column.english, column.key):
        at = [at for at, heading in enumerate(raw.headings) if folded(heading) == folded(name)]
        if at and folded(name) not in taken:
            return at
    return []


def _absences(
    raw: RawTable,
    table: Table,
    absent: Sequence[tuple[Column, str]],
    unused: Sequence[str],
    said: Mapping[str, str],
) -> list[Fault]:
    """The faults of columns that the file does not have, each with the one line that would name them all."""
    free = list(unused)
    near: dict[str, str] = {}
    for column, asked in absent:
        near[column.key] = likely_heading(column, free, asked)
        free = [heading for heading in free if heading != near[column.key]]
    setting = columns_line({**said} | {key: heading or said.get(key, "") or "…" for key, heading in near.items()})
    return [_absent(raw, table, column, asked, near[column.key], setting) for column, asked in absent]


def proposed_columns(raw: RawTable, table: Table, mapped: Mapped, said: Mapping[str, str]) -> list[Fault]:
    """Headings that no column claims and that usually mean one which the file seems to lack.

    Faults: the warning heading_like, one a column; none where the columns have faults already.
    """
    faults = []
    for column in table.columns if not mapped.faults and not raw.keys else ():
        lacks = worth_asking(column) and column.key not in mapped.positions
        if lacks and (heading := usual_heading(column, mapped.unused)):
            facts: Facts = {
                "setting": Name(columns_line({**said} | {column.key: heading})),
                **{f"other_{lang}": named(column, lang) for lang in LANGUAGES},
            }
            faults.append(replace(_fault("heading_like", raw, table, heading, facts), severity=Severity.WARNING))
    return faults


def columns_line(columns: Mapping[str, str]) -> str:
    """The line of engagement.toml that names columns.

    >>> columns_line({"debit": "Mvt débit", "credit": "Mvt crédit"})
    'columns = { debit = "Mvt débit", credit = "Mvt crédit" }'
    """
    pairs = ", ".join(f"{key} = {json.dumps(heading, ensure_ascii=False)}" for key, heading in columns.items())
    return f"columns = {{ {pairs} }}"


def _absent(raw: RawTable, table: Table, column: Column, asked: str, near: str, setting: str) -> Fault:
    """The fault of a column that the file does not have, or not under the heading that engagement.toml says."""
    found = [heading for heading in raw.headings if heading]
    taxed = [heading for heading in found if with_vat(heading)] if column.instead and not asked else []
    sides = {side: heading for heading in reversed(found) if (side := side_of(heading)) in column.instead}
    if not asked and len(sides) > 1:
        both: Facts = {side: Name(heading) for side, heading in sides.items()}
        code = "sided_taxed_columns" if set(sides.values()) & set(taxed) else "sided_columns"
        return _fault(code, raw, table, sides["debit"], both)
    if taxed:
        return _fault("taxed_column", raw, table, taxed[0], {"key": column.instead[0], "heading": Name(taxed[0])})
    code, name = ("heading_unknown", asked) if asked else ("missing_column", column.french)
    facts: Facts = {"found": tuple(map(Name, found)), "nearest": near, "setting": Name(setting)}
    if not asked:
        facts = {**facts, **{f"column_{lang}": named(column, lang) for lang in LANGUAGES}}
    return _fault(code, raw, table, name, facts)


def _fault(code: str, raw: RawTable, table: Table, column: str, facts: Facts) -> Fault:
    return Fault(code=code, table=table.key, file=raw.file, sheet=raw.sheet, column=column, facts=facts)
