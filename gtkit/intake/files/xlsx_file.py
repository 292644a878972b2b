"""Workbooks: one sheet as a raw table, typed cells kept as typed, our own workbook's furniture left out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from gtkit.contracts import Table
from gtkit.evidence import Name
from gtkit.intake.faults import DataRefused, Facts, Fault
from gtkit.intake.files.lines_above import SEARCHED, Begins, at_once, likely_above, passed_over
from gtkit.intake.files.raw import Merge, RawTable, gridded
from gtkit.intake.files.stamp import REQUIRED_MARK, STAMP, VERSION, example_marks
from gtkit.intake.files.xlsx_formats import Showing
from gtkit.intake.files.xlsx_parts import Parts, examine_archive
from gtkit.intake.names import folded, nearest
from gtkit.intake.values.cells import Cell, shown

_WIDEST = 100  # columns of a merge that are looked at


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: its sheets can be asked for by name."""

    file: str
    sha256: str
    sheets: tuple[str, ...]
    _book: CalamineWorkbook
    _parts: Parts

    def sheet_of(self, table: Table, *, asked: str = "") -> str:
        """The sheet that holds a table: the one asked for, or the one that bears the table's name; "" when none does.

        >>> Workbook("x.xlsx", "", ("Feuil1", "clients"), None, None).sheet_of(Table("customers", "Clients", "C", ()))
        'clients'
        """
        names = [folded(asked)] if asked else [folded(name) for name in (table.french, table.english, table.key)]
        return next((sheet for name in names for sheet in self.sheets if folded(sheet) == name), "")

    def missing(self, table: Table, asked: str) -> Fault:
        """The fault of a sheet that is not there."""
        name = asked or table.french
        facts: Facts = {"found": tuple(map(Name, self.sheets)), "nearest": nearest(name, self.sheets)}
        return Fault(code="sheet_missing", table=table.key, file=self.file, sheet=name, facts=facts)

    def read(self, sheet: str, begins: Begins = at_once, fewest: int = 0) -> RawTable:
        """One sheet; `begins` counts what stands above the headings of a sheet that is not ours, `fewest` as in a CSV.

        Raises DataRefused: damaged, workbook_version.
        """
        try:
            cells = self._book.get_sheet_by_name(sheet)
            records: list[list[Cell]] = [list(record) for record in cells.to_python(skip_empty_area=False)]
            merges = cells.merged_cell_ranges or []
        except (CalamineError, OSError, ValueError):
            raise DataRefused([Fault(code="damaged", file=self.file, sheet=sheet)]) from None
        records = _with_errors(records, self._parts.errors.get(sheet, {}))
        shown_more = self._parts.shown.get(sheet, Showing())
        records = shown_more.restored(records)
        keys = self._keys(records[0] if records else (), sheet)
        body = records[1:] if keys else records
        first = [] if keys else body[: SEARCHED + 1]
        above = begins(first) or (likely_above(first, fewest)[0] if fewest else 0)
        titles, body, first_row = body[:above], body[above:], 2 if keys else 1 + above
        marked = tuple(row for row, record in enumerate(body, first_row) if not example_marks().isdisjoint(record))
        body = [["" if cell in example_marks() else cell for cell in record] for record in body] if marked else body
        grid = gridded(body, first_row=first_row, file=self.file, sheet=sheet)
        return RawTable(
            file=self.file,
            sha256=self.sha256,
            sheet=sheet,
            headings=tuple(heading.removesuffix(REQUIRED_MARK) for heading in grid.headings),
            keys=keys,
            columns=grid.columns,
            rows=grid.rows,
            dropped=(("blank", grid.blank),) if grid.blank else (),
            merges=tuple(_vertical(merges, grid.rows)),
            epoch_1904=self._parts.epoch_1904,
            examples=marked,
            units=shown_more.units,
            codes=tuple((column, rows + 1) for column, _, rows in shown_more.codes),
            above=tuple(map(tuple, titles)),
            faults=(*passed_over(above, 1, file=self.file, sheet=sheet), *grid.faults),
        )

    def _keys(self, record: Sequence[Cell], sheet: str) -> tuple[str, ...]:
        """The hidden keys of a sheet of ours, none for another's."""
        texts = [shown(cell) for cell in record]
        stamps = [text.removeprefix(STAMP).strip() for text in texts if text.startswith(STAMP)]
        if stamps and stamps[0] != VERSION:
            facts = {"found": stamps[0], "expected": VERSION}
            raise DataRefused([Fault(code="workbook_version", file=self.file, sheet=sheet, facts=facts)])
        return tuple("" if text.startswith(STAMP) else text for text in texts) if stamps else ()


def open_workbook(data: bytes, *, file: str, sha256: str) -> Workbook:
    """A workbook, its archive checked before it is parsed.

    Parameters
    ----------
    data : bytes
        The whole file.
    file, sha256 : str
        Name relative to the engagement, and what the bytes hash to.

    Raises DataRefused: password_protected, damaged, unfolds_too_large, sheet_too_large.
    """
    parts = examine_archive(data, file=file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError):
        raise DataRefused([Fault(code="damaged", file=file)]) from None
    sheets = tuple(book.sheet_names[parts.annotated :])
    return Workbook(file, sha256, sheets, book, parts)


def _with_errors(records: list[list[Cell]], errors: Mapping[tuple[int, int], str]) -> list[list[Cell]]:
    """Records with the error values that calamine leaves blank."""
    for (row, column), text in errors.items():
        if row < len(records) and column < len(records[row]):
            records[row][column] = text
    return records


def _vertical(merges: Iterable[tuple[tuple[int, int], tuple[int, int]]], rows: Sequence[int]) -> Iterator[Merge]:
    """Merges that span rows of the table, column by column."""
    if not rows:
        return
    for (top, left), (bottom, right) in merges:
        if bottom > top and top + 1 >= rows[0] and top < rows[-1]:
            for column in range(left, min(right, left + _WIDEST) + 1):
                yield Merge(column=column, first=top + 1, last=min(bottom + 1, rows[-1]))
