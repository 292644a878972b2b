"""What a file holds besides data: merged cells, the workbook's example row, a total row at the foot."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Column, Kind, Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity
from gtkit.intake.files.raw import RawTable
from gtkit.intake.tables.subtotals import Subtotals, subtotals
from gtkit.intake.tables.totals import Total, total_row
from gtkit.intake.values.cells import Cell, Reading, shown
from gtkit.intake.values.told_credits import SIDES, TELLING, told_signs, without_sign
from gtkit.intake.writing.examples import example_value

NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.SHARE})
_ROWS_LISTED = 5
_REFUSED = frozenset({"subtotal_wrong", "bare_amounts"})
_NO_FACTS: Facts = MappingProxyType({})


def unmerged(raw: RawTable, table: Table, positions: Mapping[str, int]) -> tuple[dict[str, list[Cell]], list[Fault]]:
    """Columns with merged cells: a name stands for each row of its merge, an amount is counted once.

    Parameters
    ----------
    raw : RawTable
    table : Table
    positions : mapping of column key -> position in the raw table

    Returns
    -------
    Column key -> cells, for the columns that have merges; the warnings merged_cells and merged_amounts.
    """
    columns: dict[str, list[Cell]] = {}
    faults = []
    for key, position in positions.items():
        merges = [merge for merge in raw.merges if merge.column == position]
        if not merges:
            continue
        numeric = table.column(key).kind in NUMERIC
        cells = columns[key] = list(raw.columns[position])
        for merge in () if numeric else merges:
            span = range(bisect_left(raw.rows, merge.first), bisect_right(raw.rows, merge.last))
            for at in span[1:]:
                cells[at] = cells[span[0]]
        faults.append(
            Fault(
                code="merged_amounts" if numeric else "merged_cells",
                severity=Severity.WARNING,
                table=table.key,
                file=raw.file,
                sheet=raw.sheet,
                row=merges[0].first,
                column=raw.headings[position],
                columns=(position,),
                facts={"n": str(len(merges))},
            )
        )
    return columns, faults


def furniture(
    raw: RawTable,
    table: Table,
    cells: Mapping[str, Sequence[Cell]],
    readings: Mapping[str, Reading],
    headings: Mapping[str, str],
    places: Mapping[str, int],
) -> tuple[dict[int, str], frozenset[int], list[Fault]]:
    """Rows that are no data.

    Parameters
    ----------
    raw : RawTable
    table : Table
    cells, readings : mapping of column key -> cells, reading
    headings : mapping of column key -> heading as found
    places : mapping of column key -> position in the raw table

    Returns
    -------
    Position -> reason ("example", "total"); positions of the rows whose fault is told whole, whatever their cells; the
    faults total_mismatch, subtotal_wrong and bare_amounts, the warnings total_row, total_rounded, subtotal_rows,
    subtotal_rounded, subtotal_doubtful and example_changed. A column with a fault of its own is not blamed for its
    total too.
    """
    out, faults = {}, []
    for at in (at for at, row in enumerate(raw.rows) if row in raw.examples) if raw.examples else ():
        if all(_is_example(cells[key][at], r.values[at], table.column(key)) for key, r in readings.items()):
            out[at] = "example"
        else:
            faults.append(_fault("example_changed", raw, table, at, severity=Severity.WARNING))
    numbers = {key: reading.values for key, reading in readings.items() if table.column(key).kind in NUMERIC}
    among, total = _totals(raw, table, cells, numbers, places)
    for sales_side in SIDES if (total is not None and total.wrong) or among.wrong or among.doubtful else ():
        netted = _totals(raw, table, cells, _netted(numbers, table, readings, sales_side), places)
        if _proves_more(netted, (among, total)):
            among, total = netted
    out |= dict.fromkeys(among.proved, "total")
    faults += _told(among, raw, table)
    if total is not None:
        out[total.at] = "total"
        if not total.wrong and not total.rounded:
            faults.append(_fault("total_row", raw, table, total.at, severity=Severity.WARNING))
        for key, added in total.rounded.items():
            facts: Facts = {"added": Quantity(added, Unit.COEFFICIENT)}
            value = shown(cells[key][total.at])
            fault = _fault("total_rounded", raw, table, total.at, severity=Severity.WARNING, value=value, facts=facts)
            faults.append(replace(fault, column=headings[key], columns=(places[key],)))
        for key, added in total.wrong.items():
            if not any(problem.at != total.at for problem in readings[key].problems):
                facts = {"added": Quantity(added, Unit.COEFFICIENT)}  # to the cent, in the reader's figures
                value = shown(cells[key][total.at])
                fault = _fault("total_mismatch", raw, table, total.at, value=value, facts=facts)
                faults.append(replace(fault, column=headings[key], columns=(places[key],)))
    return out, frozenset({*among.wrong, *among.bare}), faults


def _totals(
    raw: RawTable,
    table: Table,
    cells: Mapping[str, Sequence[Cell]],
    numbers: Mapping[str, npt.NDArray[np.float64]],
    places: Mapping[str, int],
) -> tuple[Subtotals, Total | None]:
    """The totals among the rows, and the one that closes the file."""
    money = {key: values for key, values in numbers.items() if table.column(key).kind is Kind.MONEY}
    among = subtotals(raw.columns, money, figures=[places[key] for key in numbers])
    last = len(raw.rows) - 1
    within = [at for at in among.proved if at != last]
    total = total_row(cells, numbers, table, [column[-1] for column in raw.columns if column], without=within)
    total = None if total is not None and total.wrong and last in among.proved else total  # the net of two sides
    return (among if total is None else among.before(last)), total


def _netted(
    numbers: Mapping[str, npt.NDArray[np.float64]], table: Table, readings: Mapping[str, Reading], sales_side: str
) -> dict[str, npt.NDArray[np.float64]]:
    """Numbers, those of money less the credit notes that only a word beside them tells."""
    told = {key: readings[key].values for key in TELLING if key in readings}
    signs = told_signs(told, sales_side=sales_side)
    return {
        key: without_sign(values, signs) if table.column(key).kind is Kind.MONEY else values
        for key, values in numbers.items()
    }


def _proves_more(found: tuple[Subtotals, Total | None], other: tuple[Subtotals, Total | None]) -> bool:
    """Whether the rows add up to more of the totals, and to none less."""
    (among, total), (before, closing) = found, other
    wrong, wrong_before = (bool(one is not None and one.wrong) for one in (total, closing))
    fewer = len(among.proved) > len(before.proved) or (wrong_before and not wrong)
    return fewer and len(among.proved) >= len(before.proved) and wrong <= wrong_before


def _told(among: Subtotals, raw: RawTable, table: Table) -> list[Fault]:
    """The faults of totals among the rows, one of each kind with the count of its rows."""
    proved = "subtotal_rounded" if among.rounded else "subtotal_rows"
    kinds = (
        (proved, among.proved),
        ("subtotal_wrong", among.wrong),
        ("bare_amounts", among.bare),
        ("subtotal_doubtful", among.doubtful),
    )
    faults = []
    for code, places in kinds:
        if places:
            severity = Severity.ERROR if code in _REFUSED else Severity.WARNING
            fault = _fault(code, raw, table, places[0], severity=severity, facts=_numbered(raw, places))
            faults.append(replace(fault, others=tuple(raw.rows[at] for at in places[1:])))
    return faults


def _numbered(raw: RawTable, places: Sequence[int]) -> Facts:
    listed = tuple(Name(str(raw.rows[at])) for at in places[:_ROWS_LISTED])
    return {"n": Quantity(len(places), Unit.COUNT), "rows": listed}


def _is_example(cell: Cell, value: object, column: Column) -> bool:
    """Whether a cell, or the value read from it, is the one that the contract gives as example.

    The cell of a workbook counts as it is: an example dated after the engagement's last day is an example still.
    """
    example = example_value(column)
    if isinstance(cell, dt.date):
        return (cell.date() if isinstance(cell, dt.datetime) else cell) == example
    match value:
        case np.datetime64():
            day = None if np.isnat(value) else value.astype("datetime64[D]").item()
            return day == example
        case float():
            return example == (None if np.isnan(value) else value)
        case str():
            return value == (example or "")
        case _:
            return bool(value) == example


def _fault(
    code: str,
    raw: RawTable,
    table: Table,
    at: int,
    *,
    severity: Severity = Severity.ERROR,
    value: str = "",
    facts: Facts = _NO_FACTS,
) -> Fault:
    return Fault(
        code=code,
        severity=severity,
        table=table.key,
        file=raw.file,
        sheet=raw.sheet,
        row=raw.rows[at],
        value=value,
        facts=facts,
    )
