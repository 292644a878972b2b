"""What a printed export repeats on each page: headings, the title above them, and « Page 3/12 » at its foot.

A line of headings is one only where every cell says what the heading above it says. A title or a page number is one
only on a line that lacks what a row of the table must hold, so that no sound row is ever taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Fault, Severity
from gtkit.intake.files.raw import RawTable
from gtkit.intake.names import folded
from gtkit.intake.values.cells import Cell, shown
from gtkit.intake.values.coded import Coded

_PAGE = re.compile(r"\b(?:page|seite) (?:(?:n|no|nr) )?[0-9]+(?: (?:(?:sur|of|de|von) )?[0-9]+)?\b")
_AROUND = re.compile(r"page #.*|.*\bpage #")
_MARK = " # "  # stands for a page number, so that two pages say the same
_LISTED = 5
_CODES: Mapping[str, str] = {"header": "repeated_headers", "page": "page_lines"}


def without_print(
    raw: RawTable, table: Table, positions: Mapping[str, int], lines: Sequence[Sequence[str]]
) -> RawTable:
    """The table without what the pages of a printed export repeat.

    Parameters
    ----------
    raw : RawTable
    table : Table
    positions : mapping of column key -> position in the raw table
    lines : sequence of lines of headings
        As the file gives them: one, or two where the headings stand on two lines.

    Returns
    -------
    RawTable: as it came, or with the warnings repeated_headers and page_lines, and as many rows counted as dropped.
    """
    required = [positions[column.key] for column in table.columns if column.required and column.key in positions]
    if raw.keys or len(required) < 2 or not raw.rows:
        return raw
    columns = [Coded.of(column) for column in raw.columns]
    reasons = {at: "header" for line in lines for at in _like(columns, line).tolist()}
    above = {_said(line) for line in raw.above}
    for at in _lacking(columns, required).tolist():
        said = _said([column[at] for column in columns])
        if at not in reasons and said and (said in above or _AROUND.fullmatch(said)):
            reasons[at] = "page" if _MARK.strip() in said else "header"
    if not reasons:
        return raw
    kept = np.delete(np.arange(len(raw.rows)), list(reasons))
    counted = {reason: sorted(at for at, why in reasons.items() if why == reason) for reason in _CODES}
    return replace(
        raw,
        columns=tuple(column.taken(kept) for column in columns),
        rows=tuple(np.array(raw.rows)[kept].tolist()),
        dropped=(*raw.dropped, *((reason, len(places)) for reason, places in counted.items() if places)),
        faults=(
            *_still(raw, kept),
            *(_told(raw, _CODES[reason], places) for reason, places in counted.items() if places),
        ),
    )


def _like(columns: Sequence[Coded], line: Sequence[str]) -> npt.NDArray[np.intp]:
    """The rows whose every cell says what a line says at its place, where the line says two things or more."""
    if sum(map(bool, map(folded, line))) < 2 or len(line) != len(columns):
        return np.arange(0)
    among = np.arange(len(columns[0]))
    for column, text in sorted(zip(columns, line, strict=True), key=lambda pair: len(pair[0].uniques)):
        if not among.size:
            break
        wanted = folded(text)
        same = [
            isinstance(cell, str) and (cell.strip() == text.strip() or folded(cell) == wanted)
            for cell in column.uniques
        ]
        among = among[np.array(same, dtype=bool)[column.codes[among]]]
    return among


def _lacking(columns: Sequence[Coded], required: Sequence[int]) -> npt.NDArray[np.intp]:
    """The rows on which one of the required cells at most is filled, but for those that name a page."""
    filled = np.sum([_flags(columns[at], _is_filled) for at in required], axis=0)
    few = np.flatnonzero(filled < len(required))
    among = [columns[at].taken(few) for at in required]
    return few[np.sum([_flags(column, _is_datum) for column in among], axis=0) <= 1] if few.size else few


def _flags(column: Coded, told: Callable[[Cell], bool]) -> npt.NDArray[np.bool_]:
    return np.array(list(map(told, column.uniques)), dtype=bool)[column.codes]


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _is_datum(cell: Cell) -> bool:
    return _is_filled(cell) and not (isinstance(cell, str) and _PAGE.search(folded(cell)))


def _said(cells: Sequence[Cell]) -> str:
    """What a line says, its page number left out."""
    text = folded(" ".join(map(shown, cells)))
    return " ".join(_PAGE.sub(f"page{_MARK}", text).split())


def _still(raw: RawTable, kept: npt.NDArray[np.intp]) -> Iterator[Fault]:
    """The faults of the file, its short rows without those that are no data."""
    rows = {raw.rows[at] for at in kept.tolist()}
    for fault in raw.faults:
        if fault.code != "short_rows":
            yield fault
        elif short := [row for row in (fault.row, *fault.others) if row is not None and row in rows]:
            yield replace(fault, row=short[0], others=tuple(short[1:]), facts={"n": str(len(short))})


def _told(raw: RawTable, code: str, places: Sequence[int]) -> Fault:
    rows = [raw.rows[at] for at in places]
    return Fault(
        code=code,
        severity=Severity.WARNING,
        file=raw.file,
        sheet=raw.sheet,
        row=rows[0],
        others=tuple(rows[1:]),
        facts={"n": Quantity(len(rows), Unit.COUNT), "rows": tuple(Name(str(row)) for row in rows[:_LISTED])},
    )
