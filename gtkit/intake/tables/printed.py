"""What a printed export repeats on each page: headings, the title above them, rules, « Page 3/12 » at its foot.

A line of headings says what the headings say: in every cell, or in all of those that a row must fill, or in two of them
while no date or figure stands where a row must have one. A title, a foot of page or a rule is one only on a line that
lacks what a row of the table must hold, so that no sound row is ever taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Kind, Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Fault, Severity
from gtkit.intake.files.raw import RawTable
from gtkit.intake.names import folded
from gtkit.intake.values.cells import Cell, shown
from gtkit.intake.values.coded import Coded

_PAGE = re.compile(r"\b(?:page|seite|folio|feuillet) (?:(?:n|no|nr) )?[0-9]+(?: (?:(?:sur|of|de|von) )?[0-9]+)?\b")
_FRACTION = re.compile(r"[0-9]{1,4} ?/ ?[0-9]{1,4}")
_PRINTED = re.compile(
    r"(?:edite|editee|imprime|imprimee|tire|tiree|edition|impression|date d (?:edition|impression)|printed|print date"
    r"|printed on|run date|gedruckt|druckdatum)(?: (?:le|du|on|am|at))?(?: par .*)? [0-9].*"
)
_RULE = re.compile(r"[-=_*~+|.─━═ ]*[-=_*~─━═]{3}[-=_*~+|.─━═ ]*")
_DRAWN = frozenset("-=_*~+|.─━═ ")
_AROUND = re.compile(r"page #.*|.*\bpage #")
_MARK = " # "  # stands for a page number, so that two pages say the same
_LISTED = 5
_AGAIN = 2  # cells that say their heading
_TYPED = frozenset({Kind.DATE, Kind.MONEY, Kind.NUMBER, Kind.SHARE})
_CODES: Mapping[str, str] = {"header": "repeated_headers", "page": "page_lines", "rule": "ruled_lines"}


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
    RawTable: as it came, or with the warnings repeated_headers, page_lines and ruled_lines, and as many rows counted as
    dropped.
    """
    required = [positions[column.key] for column in table.columns if column.required and column.key in positions]
    if raw.keys or len(required) < 2 or not raw.rows:
        return raw
    columns = [Coded.of(column) for column in raw.columns]
    typed = [positions[c.key] for c in table.columns if c.required and c.key in positions and c.kind in _TYPED]
    reasons = {at: "header" for line in lines for at in _like(columns, line, required, typed).tolist()}
    above = {_said(line) for line in raw.above}
    for at in _lacking(columns, required).tolist():
        said = _said([column[at] for column in columns])
        if at not in reasons and said and (said in above or _AROUND.fullmatch(said) or _PRINTED.fullmatch(said)):
            reasons[at] = "page" if _MARK.strip() in said or said not in above else "header"
    reasons |= dict.fromkeys(_rules(columns), "rule")
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


def _like(
    columns: Sequence[Coded], line: Sequence[str], required: Sequence[int], typed: Sequence[int]
) -> npt.NDArray[np.intp]:
    """The rows that say again what a line of headings says, where the line says two things or more."""
    if sum(map(bool, map(folded, line))) < 2 or len(line) != len(columns):
        return np.arange(0)
    *narrow, _ = sorted(required, key=lambda at: len(columns[at].uniques))
    near = np.any([_flags(columns[at], _says(line[at])) for at in narrow], axis=0)
    among = np.flatnonzero(near)  # two of them say their heading, so one that is not the widest does
    if among.size:
        own = {at: columns[at].taken(among) for at in (*required, *typed)}
        again = np.sum([_flags(own[at], _says(line[at])) for at in required if folded(line[at])], axis=0)
        undated = np.all([~_flags(own[at], _has_figure) for at in typed], axis=0) & bool(typed)
        among = among[(again == len(required)) | ((again >= _AGAIN) & undated)]
    return np.union1d(among, _whole(columns, line))


def _whole(columns: Sequence[Coded], line: Sequence[str]) -> npt.NDArray[np.intp]:
    """The rows whose every cell says what a line says at its place."""
    among = np.arange(len(columns[0]))
    for column, text in sorted(zip(columns, line, strict=True), key=lambda pair: len(pair[0].uniques)):
        if not among.size:
            break
        among = among[_flags(column, _says(text))[among]]
    return among


def _says(text: str) -> Callable[[Cell], bool]:
    """What tells the cells that say what a text says."""
    wanted = folded(text)
    return lambda cell: isinstance(cell, str) and (cell.strip() == text.strip() or folded(cell) == wanted)


def _rules(columns: Sequence[Coded]) -> list[int]:
    """The rows of which every filled cell is drawn, one of them at least as a rule."""
    among = np.arange(len(columns[0]))
    ruled = np.zeros(len(among), dtype=bool)
    for column in sorted(columns, key=lambda column: len(column.uniques)):
        if not among.size:
            break
        own = column.taken(among)
        drawn = _flags(own, lambda cell: isinstance(cell, str) and _DRAWN.issuperset(cell))
        ruled[among] |= _flags(own, lambda cell: isinstance(cell, str) and _RULE.fullmatch(cell) is not None)
        among = among[drawn]
    rows: list[int] = among[ruled[among]].tolist()
    return rows


def _has_figure(cell: Cell) -> bool:
    return not isinstance(cell, str) or any(map(str.isdigit, cell))


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
    """Whether a cell says something that is no page and no rule."""
    if not isinstance(cell, str):
        return True
    text = cell.strip()
    return bool(text) and not (_FRACTION.fullmatch(text) or _RULE.fullmatch(text) or _PAGE.search(folded(text)))


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
