"""A table as its file gives it: headings, columns of cells, and the row where Excel shows each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtkit.intake.faults import TOLD, Fault, Severity
from gtkit.intake.files.format_texts import FormatText
from gtkit.intake.values.cells import Cell, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Cells of one column that a workbook shows as one: first and last row as Excel numbers them."""

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class ShownUnit:
    """The cells of one column beside whose number a workbook shows what their value does not hold."""

    column: int
    unit: FormatText
    rows: npt.NDArray[np.intp]  # as Excel numbers them


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """Rows under headings, nothing read yet; blank rows are counted and left out."""

    file: str  # relative to the engagement
    sha256: str
    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    headings: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # column keys of our own workbook, "" beside a column that a client added
    columns: tuple[Sequence[Cell], ...] = ()  # as many as headings, each as long as `rows`
    rows: tuple[int, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()  # (reason, rows)
    merges: tuple[Merge, ...] = ()
    epoch_1904: bool = False
    examples: tuple[int, ...] = ()  # rows that bear the workbook's example mark
    units: tuple[ShownUnit, ...] = ()  # that number formats show
    codes: tuple[tuple[int, npt.NDArray[np.intp]], ...] = ()  # column, rows from 1 that a format shows as codes
    above: tuple[tuple[Cell, ...], ...] = ()  # the lines passed over above the headings
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under their headings: what both readers make of records before naming where they come from."""

    headings: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]
    rows: tuple[int, ...]
    blank: int
    faults: tuple[Fault, ...]


def gridded(records: Sequence[Sequence[Cell]], *, first_row: int, file: str, sheet: str = "") -> Grid:
    """Records as columns under the headings of the first record that is not blank.

    Parameters
    ----------
    records : sequence of sequences of cells
        Of any lengths; trailing blank cells are no fault, a filled cell beyond the headings is.
    first_row : int
        Number that Excel shows beside the first record.
    file, sheet : str
        Told in faults.

    Returns
    -------
    Grid

    Faults: too_many_cells, and the warning short_rows once.

    >>> gridded([["a", "b"], ["1", "2"], []], first_row=1, file="x.csv").columns
    (('1',), ('2',))
    """
    head = next((at for at, record in enumerate(records) if not is_blank(record)), None)
    if head is None:
        return Grid((), (), (), len(records), ())
    headings = tuple(shown(cell).strip() for cell in records[head])
    width, kept, rows, wide, short = len(headings), [], [], [], []
    for row, record in enumerate(records[head + 1 :], first_row + head + 1):
        if is_blank(record):
            continue
        rows.append(row)
        kept.append(record if len(record) == width else [*record[:width], *[""] * (width - len(record))])
        if len(record) != width:
            if not is_blank(record[width:]):
                wide.append(row)
            if len(record) < width:
                short.append(row)
    faults = ragged(wide, short, file=file, sheet=sheet)
    columns = tuple(zip(*kept, strict=True)) if kept else ((),) * width
    return Grid(headings, columns, tuple(rows), len(records) - head - 1 - len(rows), faults)


def ragged(wide: Sequence[int], short: Sequence[int], *, file: str, sheet: str = "") -> tuple[Fault, ...]:
    """What is told of rows that are not as wide as their header.

    Parameters
    ----------
    wide : sequence of int
        Rows with a filled cell beyond the headings, as Excel numbers them.
    short : sequence of int
        Rows with fewer cells than the header.
    file, sheet : str

    Returns
    -------
    Faults: too_many_cells up to a hundred, many_rows that counts the others; the warning short_rows once.

    >>> [fault.code for fault in ragged([3], [4, 5], file="x.csv")]
    ['too_many_cells', 'short_rows']
    """
    faults = [Fault(code="too_many_cells", file=file, sheet=sheet, row=row) for row in wide[:TOLD]]
    if len(wide) > TOLD:
        first, *others = wide[TOLD:]
        facts = {"n": str(len(wide) - TOLD)}
        many = Fault(code="many_rows", file=file, sheet=sheet, row=first, others=tuple(others), facts=facts)
        faults.append(many)
    if short:
        facts = {"n": str(len(short))}
        warning = Severity.WARNING
        faults.append(
            Fault(
                code="short_rows",
                severity=warning,
                file=file,
                sheet=sheet,
                row=short[0],
                others=tuple(short[1:]),
                facts=facts,
            )
        )
    return tuple(faults)


def is_blank(record: Sequence[Cell]) -> bool:
    """Whether a record holds nothing but white space."""
    return all(isinstance(cell, str) and not cell.strip() for cell in record)
