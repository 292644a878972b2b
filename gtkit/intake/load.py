"""From an engagement's sources to checked tables: every file of every table, and all faults at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from gtkit.contracts import GROUPS, TABLES, Table, Tables
from gtkit.intake.customers.acquired import acquired_late
from gtkit.intake.customers.groups import grouped
from gtkit.intake.customers.measures import double_sources
from gtkit.intake.customers.near_names import proposed_groups
from gtkit.intake.customers.unlisted import unlisted_customers
from gtkit.intake.faults import DataRefused, Fault, Severity
from gtkit.intake.fec.ledger import Ledger, read_ledger
from gtkit.intake.fec.misplaced import first_line, is_ledger, ledger_fault, table_fault
from gtkit.intake.fec.parts import ledger_parts
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.files.paths import PARQUET_KINDS, TEXT_KINDS, content, resolved
from gtkit.intake.files.raw import RawTable
from gtkit.intake.files.xlsx_file import Workbook, open_workbook
from gtkit.intake.money.overlap import invoices_in_two_files
from gtkit.intake.money.settle import MoneySaid, settle_sales
from gtkit.intake.said import FileSaid, SourceSpec
from gtkit.intake.sections import placed
from gtkit.intake.tables.beginning import beginning, fewest_cells
from gtkit.intake.tables.check import Check, check_parts
from gtkit.intake.tables.part import Part, read_file
from gtkit.intake.tables.rules import unknown_references
from gtkit.intake.tables.understood import Understood, understand
from gtkit.intake.thresholds import Thresholds

_USUAL = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came of reading: the sound tables that hold rows, every fault, and what was understood of each file."""

    tables: Tables
    faults: tuple[Fault, ...]
    understood: tuple[Understood, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that refuse the data."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)


def load_tables(
    sources: Mapping[str, SourceSpec],
    *,
    folder: Path,
    as_of: dt.date,
    salt: bytes,
    wanted: Iterable[str],
    workbook: str = "intake.xlsx",
    currency: str = "EUR",
    thresholds: Thresholds = _USUAL,
) -> Intake:
    """Read, check and make anonymous the tables that are wanted.

    Parameters
    ----------
    sources : mapping of table key -> SourceSpec
        Tables that are not here are looked for in the workbook.
    folder : Path
        The engagement; no file outside it is read.
    as_of : date
        Last day of the data, inclusive.
    salt : bytes
        The engagement's own secret, for personal columns.
    wanted : iterable of str
        Table keys.
    workbook : str
        The intake workbook, relative to the folder; it may be absent.
    currency : str
        ISO 4217 code that may stand beside an amount.
    thresholds : Thresholds
        How much of what is merely told is borne.

    Returns
    -------
    Intake: a table that is absent, empty or faulty is not in `tables`; only the last has faults of error level.

    Raises PathRefused for a source outside the folder or of a kind that is not read.
    """
    shelf = _Shelf(folder=folder, workbook=workbook, as_of=as_of, thresholds=thresholds)
    checks: dict[str, Check] = {}
    faults: list[Fault] = []
    for key in _with_companions(wanted):
        spec = sources.get(key)
        if spec is not None and spec.fec:
            parts, unread = shelf.ledger(TABLES[key], spec.fec)
        else:
            raws, unread = shelf.table(TABLES[key], spec)
            parts = tuple(read_file(raw, TABLES[key], said, as_of=as_of, currency=currency) for raw, said in raws)
        faults += unread
        if parts:
            checks[key] = check_parts(parts, TABLES[key], thresholds=thresholds)
    checks, told = grouped(checks)
    faults += [*told, *proposed_groups(checks, checks.get(GROUPS))]
    if "transactions" in checks:
        money = MoneySaid(currency=currency, rate_days=thresholds.rate_days)
        checks["transactions"] = settle_sales(checks["transactions"], checks.get("currency_rates"), money)
        faults += invoices_in_two_files(checks["transactions"], thresholds)
    for check in checks.values():
        faults += [*check.faults, *_dangling(check, checks)]
    faults += [*double_sources(checks), *acquired_late(checks), *unlisted_customers(checks)]
    faults = placed(faults, sources, checks)
    refused = {fault.table for fault in faults if fault.severity is Severity.ERROR}
    return Intake(
        tables=MappingProxyType(
            {key: check.checked(salt) for key, check in checks.items() if key not in refused and check.rows}
        ),
        faults=tuple(faults),
        understood=tuple(understand(part, check.table) for check in checks.values() for part in check.parts),
    )


def _with_companions(wanted: Iterable[str]) -> tuple[str, ...]:
    """The tables wanted, each after those in whose light its values are settled."""
    return tuple(dict.fromkeys(chain.from_iterable((*TABLES[key].companions, key) for key in wanted)))


def _dangling(check: Check, checks: Mapping[str, Check]) -> list[Fault]:
    """Values that the table they refer to does not hold, where that table was read with its column."""
    faults = []
    for key, other in check.table.references.items():
        held = checks[other].holds(key) if other in checks else frozenset()
        if held:
            faults += unknown_references(check.parts, check.table, key, held, TABLES[other])
    return faults


@dataclass(slots=True)
class _Shelf:
    """The files of one engagement: each is opened once, and its faults are told once."""

    folder: Path
    workbook: str
    as_of: dt.date
    thresholds: Thresholds
    _ledgers: dict[tuple[str, ...], Ledger | None] = field(default_factory=dict)
    _books: dict[str, Workbook | None] = field(default_factory=dict)

    def ledger(self, table: Table, files: tuple[str, ...]) -> tuple[tuple[Part, ...], list[Fault]]:
        """What a ledger gives to a table, and its faults where they are not told yet."""
        faults: list[Fault] = []
        if files not in self._ledgers:
            contents = []
            for file in files:
                try:
                    data, sha256 = content(self.folder, file)
                except DataRefused as refused:
                    faults += refused.faults
                    continue
                if (fault := table_fault(file, data, files, table)) is not None:
                    faults.append(fault)
                else:
                    contents.append((file, data, sha256))
            read, told = read_ledger(contents, as_of=self.as_of, thresholds=self.thresholds)
            self._ledgers[files] = None if faults else read
            faults += told
        ledger = self._ledgers[files]
        parts = ledger_parts(ledger, table) if ledger is not None else ()
        return parts, [replace(fault, table=table.key) for fault in faults]

    def table(self, table: Table, spec: SourceSpec | None) -> tuple[list[tuple[RawTable, FileSaid]], list[Fault]]:
        """The raw tables of one table with what is said of each, and the faults of the files that could not be read."""
        if spec is None:
            there = resolved(self.folder, self.workbook).is_file()
            spec, listed = SourceSpec(files=(self.workbook,) if there else ()), False
        else:
            listed = True
        raws: list[tuple[RawTable, FileSaid]] = []
        faults: list[Fault] = []
        ledgers: list[str] = []
        for file, said in ((one.file, one.said) for one in spec.each):
            try:
                raw = self._read(file, table, said, listed=listed)
            except DataRefused as refused:
                faults += [replace(fault, table=table.key) for fault in refused.faults]
                continue
            if raw is not None and is_ledger(raw.headings):
                ledgers.append(file)
                continue
            twin = next(
                (r for r, _ in raws if raw is not None and (r.sha256, r.sheet) == (raw.sha256, raw.sheet)), None
            )
            if raw is not None and twin is not None:
                faults.append(Fault(code="file_twice", table=table.key, file=file, facts={"first_file": twin.file}))
            elif raw is not None and raw.rows:
                raws.append((raw, said))
            elif raw is not None and listed:
                empty = Fault(code="empty_file", severity=Severity.WARNING, table=table.key, file=file, sheet=raw.sheet)
                faults.append(empty)
        return raws, [*faults, ledger_fault(ledgers, table)] if ledgers else faults

    def _read(self, file: str, table: Table, said: FileSaid, *, listed: bool) -> RawTable | None:
        """One file, None when it is a workbook that has nothing to say of the table, or that was refused already."""
        sheet, begins, fewest = said.sheet, beginning(table, said.columns), fewest_cells(table)
        suffix = resolved(self.folder, file).suffix.lower()
        if suffix in TEXT_KINDS:
            data, sha256 = content(self.folder, file)
            if is_ledger(head := first_line(data)):
                return RawTable(file=file, sha256=sha256, headings=head)
            return read_csv(data, file=file, sha256=sha256, begins=begins, fewest=fewest)
        if suffix in PARQUET_KINDS:
            from gtkit.intake.files.parquet.grid import read_parquet  # noqa: PLC0415 - costs 0.1 s, for those who need it

            data, sha256 = content(self.folder, file)
            return read_parquet(data, file=file, sha256=sha256)
        if file not in self._books:
            self._books[file] = None
            data, sha256 = content(self.folder, file)
            self._books[file] = open_workbook(data, file=file, sha256=sha256)
        book = self._books[file]
        if book is None:
            return None
        name = book.sheet_of(table, asked=sheet)
        if not name and listed:
            if sheet or len(book.sheets) != 1:
                raise DataRefused([book.missing(table, sheet)])
            name = book.sheets[0]
        return book.read(name, begins, fewest) if name else None
