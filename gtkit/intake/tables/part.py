"""One file of a table: its columns read, its furniture left out, its problems turned into located faults."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import Column, Kind, RateUsed, Table
from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import Fault, Severity
from gtkit.intake.files.raw import RawTable
from gtkit.intake.reconciliation import Reconciliation
from gtkit.intake.said import FileSaid
from gtkit.intake.sales import SalesTold
from gtkit.intake.tables.block_heads import CUSTOMER, block_heads, customer_lacking, told_heads
from gtkit.intake.tables.block_names import other_names, told_names
from gtkit.intake.tables.blocks import filled_down, told_once
from gtkit.intake.tables.columns import map_columns, proposed_columns, under_two_lines
from gtkit.intake.tables.furniture import NUMERIC, furniture, unmerged
from gtkit.intake.tables.line_currency import CURRENCIES, against_lines
from gtkit.intake.tables.printed import without_print
from gtkit.intake.tables.problems import problem_faults
from gtkit.intake.tables.shown_codes import told_halves
from gtkit.intake.tables.units_row import without_units
from gtkit.intake.values.cells import Cell, Manners, Reading, shown
from gtkit.intake.values.coded import stripped
from gtkit.intake.values.reading import read_column
from gtkit.intake.values.scale import currency_of, power_of, scale_of, scaled

_USUAL = Manners()
_DTYPES: Mapping[Kind, tuple[str, object]] = MappingProxyType(
    {
        Kind.FLAG: ("bool", False),
        Kind.DATE: ("datetime64[us]", pd.NaT),
        **dict.fromkeys(NUMERIC, ("float64", float("nan"))),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one file gives to a table."""

    raw: RawTable
    headings: Mapping[str, str]  # column key -> heading as found
    unused: tuple[str, ...]  # headings that no column claims
    frame: pd.DataFrame  # every column of the contract, typed
    rows: tuple[int, ...]  # row of each line of the frame, as Excel numbers it
    kept: tuple[int, ...]  # position of each line of the frame among the raw rows
    dropped: Mapping[str, int]  # reason -> rows
    manners: Mapping[str, str]  # column key -> "comma", "day_first" ...
    faults: tuple[Fault, ...]
    positions: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # column key -> place
    lines_kept: int | None = None  # lines that rows were made of, where a row is not a line of the file
    ledger: Reconciliation | None = None  # of a ledger's sales
    sales: SalesTold | None = None  # of sales
    rates: tuple[RateUsed, ...] = ()  # at which lines were converted
    currency: str = ""  # of every amount, where engagement.toml says it
    vat_rate: float | None = None  # share of VAT in amounts that bear no other word of it, where it says it
    sales_side: str = ""  # "debit" or "credit", on which sales stand in an account; empty where it says nothing

    @property
    def rows_kept(self) -> int:
        """Rows of the file that the frame rests on."""
        return len(self.frame) if self.lines_kept is None else self.lines_kept

    @property
    def rows_read(self) -> int:
        """Rows under the headings, whatever became of them."""
        return self.rows_kept + sum(self.dropped.values())


def read_file(raw: RawTable, table: Table, said: FileSaid, *, as_of: dt.date, currency: str) -> Part:
    """A raw table read as its contract and engagement.toml say; `currency` is the engagement's."""
    own = said.currency or currency
    part = read_part(
        raw, table, said.columns, as_of=as_of, currency=own, manners=said.manners, fill_down=said.fill_down
    )
    return replace(part, currency=said.currency, vat_rate=said.vat_rate, sales_side=said.sales_side)


def read_part(
    raw: RawTable,
    table: Table,
    said: Mapping[str, str],
    *,
    as_of: dt.date,
    currency: str = "",
    manners: Manners = _USUAL,
    fill_down: Sequence[str] = (),
) -> Part:
    """A raw table read as its contract says.

    Parameters
    ----------
    raw : RawTable
    table : Table
    said : mapping of column key -> heading in the file
    as_of : date
        Last day of the data, inclusive.
    currency : str
        ISO 4217 code that may stand beside an amount.
    manners : Manners
        How values are written, where engagement.toml says it.
    fill_down : sequence of column keys
        Columns whose blank cells repeat the cell above.

    Returns
    -------
    Part: a line with a fault keeps its place in the frame, the faulty cell missing.

    Faults: those of `map_columns`, `read_column` and `furniture`; blank_below; warnings heading_like, two_line_header,
    units_row, repeated_headers, page_lines, filled_down, merged_cells; many_more counts what was not told one by one.
    """
    raw = without_units(_bare(raw, table, said), table, said, currency)
    mapped = map_columns(raw, table, said)
    places = mapped.positions
    found = [column for column in table.columns if column.key in places]
    merged, merge_faults = unmerged(raw, table, places)
    cells = {c.key: stripped(merged.get(c.key, raw.columns[places[c.key]])) for c in found}
    headings = {key: raw.headings[at] or table.column(key).french for key, at in places.items()}
    scales = {c.key: scale_of(headings[c.key], currency) if c.kind is Kind.MONEY else "" for c in found}
    sized = {
        key: column.changed(scaled(column.uniques, scales[key])) if scales[key] else column
        for key, column in cells.items()
    }
    others = CURRENCIES if "currency" in places and currency else ()
    read = partial(
        read_column, as_of=as_of, currency=currency, epoch_1904=raw.epoch_1904, manners=manners, others=others
    )
    asked = {column.key: column for column in _asked(found, table)}
    readings = {
        key: read(sized[key], column, instead=[cells[other] for other in column.instead if other in cells])
        for key, column in asked.items()
    }
    if currency:
        powers = {key: power_of(scale) for key, scale in scales.items() if scale}
        readings |= against_lines(raw, cells, readings, places, table, usual=currency, powers=powers)
    readings |= told_halves(raw, readings, places, table)
    scale_faults = [_told_scale(raw, table.key, headings[c], at, scales[c]) for c, at in places.items() if scales[c]]
    if currency and "currency" not in places:
        money = [(headings[c.key], places[c.key]) for c in found if c.kind is Kind.MONEY]
        scale_faults += [
            _foreign(raw, table.key, heading, at, named, currency)
            for heading, at in money
            if (named := currency_of(heading)) and named != currency
        ]
    out, aside, told = furniture(raw, table, cells, readings, headings, places)
    no_data = {*out, *aside}
    if CUSTOMER in cells:
        others_named = other_names(raw, cells[CUSTOMER], places, no_data)
        told += told_names(others_named, raw, table.key, headings[CUSTOMER], places[CUSTOMER])
        no_data |= {one.at for one in others_named}
    lacking, apart = customer_lacking(mapped.faults, raw, table)
    no_data |= apart
    heads = block_heads(cells, no_data)
    if heads.codes or heads.bare:
        told += told_heads(heads, raw, table.key, places[CUSTOMER], said=CUSTOMER in fill_down)
        out |= dict.fromkeys(heads.codes, "block_head")
        no_data |= {*heads.codes, *heads.bare}
    down = {key: filled_down(*heads.above(key, cells[key], no_data)) for key in fill_down if key in cells}
    told += [_filled(raw, table.key, headings[key], places[key], n) for key, (_, n) in down.items() if n]
    cells |= {key: column for key, (column, _) in down.items()}
    readings |= {key: read(cells[key], asked[key]) for key in down}
    readings |= heads.unasked(readings, said=CUSTOMER in fill_down)
    readings = {key: told_once(reading, key, table, cells, raw.rows, no_data) for key, reading in readings.items()}
    located = (
        problem_faults(raw, table.key, c, (headings[c.key], places[c.key]), cells[c.key], readings[c.key], no_data)
        for c in found
    )
    kept = np.delete(np.arange(len(raw.rows)), list(out))
    own = (replace(fault, table=table.key) for fault in raw.faults)
    proposed = proposed_columns(raw, table, mapped, said)
    return Part(
        raw=_completed(raw, places, {**merged, **cells} if merged or down else {}),
        headings=MappingProxyType(headings),
        unused=mapped.unused,
        frame=_frame(table, readings, kept),
        rows=tuple(map(raw.rows.__getitem__, kept.tolist())) if out else raw.rows,
        kept=tuple(kept.tolist()),
        dropped=MappingProxyType({**dict(raw.dropped), **Counter(out.values())}),
        manners=MappingProxyType({key: reading.manner for key, reading in readings.items() if reading.manner}),
        faults=(*own, *lacking, *proposed, *merge_faults, *scale_faults, *chain.from_iterable(located), *told),
        positions=places,
    )


def _bare(raw: RawTable, table: Table, said: Mapping[str, str]) -> RawTable:
    """The table under its one or two lines of headings, without what the pages of a printed export repeat."""
    lower = under_two_lines(raw, table, said)
    second = [] if lower is raw else [[shown(column[0]) for column in raw.columns]]
    return without_print(lower, table, map_columns(lower, table, said).positions, [raw.headings, *second])


def _completed(raw: RawTable, places: Mapping[str, int], cells: Mapping[str, Sequence[Cell]]) -> RawTable:
    """The table with the cells that stand for merged or repeated ones."""
    own = {places[key]: column for key, column in cells.items()}
    return replace(raw, columns=tuple(own.get(at, column) for at, column in enumerate(raw.columns))) if own else raw


def _filled(raw: RawTable, table: str, heading: str, at: int, n: int) -> Fault:
    """The warning of blank cells that were read as the one above them, as engagement.toml says."""
    place = Fault(code="filled_down", table=table, file=raw.file, sheet=raw.sheet, column=heading, columns=(at,))
    return replace(place, severity=Severity.WARNING, facts={"n": Quantity(n, Unit.COUNT)})


def _asked(found: Sequence[Column], table: Table) -> Iterator[Column]:
    """The columns found; of those that stand in for a required one that the file lacks, one is required.

    The others may fill its blanks.
    """
    held = [column.key for column in found]
    asked: dict[str, tuple[str, ...]] = {}
    for column in table.columns:
        if column.required and column.key not in held:
            first, *others = [key for key in column.instead if key in held] or [""]
            asked[first] = tuple(others)
    return (replace(c, required=True, instead=asked[c.key]) if c.key in asked else c for c in found)


def _told_scale(raw: RawTable, table: str, heading: str, at: int, scale: str) -> Fault:
    """The warning of a column whose heading says thousands or millions."""
    return Fault(
        code="scaled_amounts",
        severity=Severity.WARNING,
        table=table,
        file=raw.file,
        sheet=raw.sheet,
        column=heading,
        columns=(at,),
        facts={"scale": scale},
    )


def _foreign(raw: RawTable, table: str, heading: str, at: int, named: str, currency: str) -> Fault:
    """The error of amounts whose heading names another currency than the one that they are read in."""
    return Fault(
        code="heading_currency",
        table=table,
        file=raw.file,
        sheet=raw.sheet,
        column=heading,
        columns=(at,),
        facts={"named": named, "currency": currency},
    )


def _frame(table: Table, readings: Mapping[str, Reading], kept: npt.NDArray[np.intp]) -> pd.DataFrame:
    """Every column of the contract for the rows kept."""
    return contract_frame(table, {key: reading.values[kept] for key, reading in readings.items()}, rows=len(kept))


def contract_frame(table: Table, values: Mapping[str, npt.ArrayLike], *, rows: int) -> pd.DataFrame:
    """Every column of a contract, typed as its kind says, all missing where no values are given.

    Parameters
    ----------
    table : Table
    values : mapping of column key -> values, one a row
    rows : int
    """
    columns = {}
    for column in table.columns:
        dtype, blank = _DTYPES.get(column.kind, ("str", ""))
        columns[column.key] = pd.Series(values.get(column.key, blank), index=range(rows), dtype=dtype)
    return pd.DataFrame(columns)
