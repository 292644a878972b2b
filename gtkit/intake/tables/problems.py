"""The problems of a column of a file as located faults.

A cell that somebody must correct is a fault of its own. Where one answer settles a whole column, such as its decimal
mark, one fault asks for it, at the first of its rows and with their number.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from gtkit.contracts import Column
from gtkit.intake.faults import HIDDEN, TOLD, Facts, Fault, numbered, shortened
from gtkit.intake.files.raw import RawTable
from gtkit.intake.values.cells import Cell, Problem, Reading, shown

_ASKED_ONCE = frozenset(
    {
        *("ambiguous_number", "decimal_mark_wrong", "dash_cents", "date_order_wrong"),
        *("rate_found", "percent_found", "share_as_percent"),
    }
)


def problem_faults(
    raw: RawTable,
    table: str,
    column: Column,
    heading: tuple[str, int],
    cells: Sequence[Cell],
    reading: Reading,
    out: Container[int],
) -> Iterator[Fault]:
    """The faults of a column: the first of each kind one by one and the others counted, or one for all its rows.

    Parameters
    ----------
    raw : RawTable
    table : str
        Key of the contract.
    column : Column
    heading : (str, int)
        As the file bears it, and its place.
    cells : sequence of cells
    reading : Reading
        What came of the cells.
    out : collection of int
        Positions of the rows that are no data.
    """
    name, position = heading
    place = Fault(code="", table=table, file=raw.file, sheet=raw.sheet, column=name, columns=(position,))
    told: Counter[str] = Counter()
    uncounted: dict[str, list[int]] = {}
    alike: dict[str, list[Problem]] = {}
    found = sorted(
        (p for p in reading.problems if p.at is None or p.at not in out), key=lambda p: -1 if p.at is None else p.at
    )
    for problem in found:
        if problem.code in _ASKED_ONCE:
            alike.setdefault(problem.code, []).append(problem)
    for problem in found:
        if problem.code in _ASKED_ONCE:
            if all_of_it := alike.pop(problem.code, []):
                rows = [raw.rows[one.at or 0] for one in all_of_it]
                fault = _fault(place, raw, column, cells, problem)
                yield replace(fault, others=tuple(rows[1:]), facts={**fault.facts, **numbered(rows)})
            continue
        told[problem.code] += 1
        if told[problem.code] > TOLD:
            uncounted.setdefault(problem.code, []).append(raw.rows[problem.at or 0])
            continue
        yield _fault(place, raw, column, cells, problem)
    for rows in uncounted.values():
        yield replace(place, code="many_more", row=rows[0], others=tuple(rows[1:]), facts={"n": str(len(rows))})


def _fault(place: Fault, raw: RawTable, column: Column, cells: Sequence[Cell], problem: Problem) -> Fault:
    """One problem at its place, the value that stood there hidden where it names a person."""
    cell = "" if problem.at is None else cells[problem.at]
    value = shortened(shown(cell))
    day: Facts = {"value": cell} if isinstance(cell, dt.date) and not column.personal else {}
    return replace(
        place,
        code=problem.code,
        severity=problem.severity,
        row=None if problem.at is None else raw.rows[problem.at],
        value=HIDDEN if value and column.personal else value,
        facts={**problem.facts, **day} if day else problem.facts,
    )
