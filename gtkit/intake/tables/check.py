"""From the files of a table to a checked one: the table's own rules kept, persons made anonymous."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from gtkit.contracts import CheckedTable, RateUsed, Table
from gtkit.intake.faults import Fault, Severity
from gtkit.intake.tables.codes_between import codes_between
from gtkit.intake.tables.part import Part
from gtkit.intake.tables.repeats import repeated_keys, repeated_rows
from gtkit.intake.tables.rules import crossed_values
from gtkit.intake.tables.understood import source
from gtkit.intake.thresholds import Thresholds, judged
from gtkit.intake.values.labels import pseudonym

_USUAL = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A table checked on its own, before other tables are asked about its references."""

    table: Table
    parts: tuple[Part, ...]
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether no fault is an error."""
        return all(fault.severity is not Severity.ERROR for fault in self.faults)

    @property
    def rows(self) -> int:
        """Rows kept, all files together."""
        return sum(len(part.rows) for part in self.parts)

    def holds(self, key: str) -> frozenset[str]:
        """The values of a column."""
        return frozenset(value for part in self.parts for value in part.frame[key].unique().tolist() if value)

    def checked(self, salt: bytes) -> CheckedTable:
        """The table as everything above reads it, persons replaced by their pseudonym.

        Parameters
        ----------
        salt : bytes
            The engagement's own secret.

        Returns
        -------
        CheckedTable: rows in the order of the files, numbered from 0.
        """
        frame = pd.concat([part.frame for part in self.parts], ignore_index=True)
        for column in self.table.columns:
            if column.personal:
                names = {name: pseudonym(name, salt) for name in frame[column.key].unique()}
                frame[column.key] = frame[column.key].map(names).astype("str")
        return CheckedTable(
            table=self.table,
            frame=frame,
            provenance=tuple(source(part) for part in self.parts),
            rates=_together(rate for part in self.parts for rate in part.rates),
        )


def _together(rates: Iterable[RateUsed]) -> tuple[RateUsed, ...]:
    """The rates that several files used, each once, in order of currency and day."""
    known: dict[tuple[str, dt.date], RateUsed] = {}
    for rate in rates:
        key = (rate.currency, rate.day)
        same = known.get(key)
        known[key] = (
            rate
            if same is None
            else replace(
                same,
                lines=same.lines + rate.lines,
                total=same.total + rate.total,
                converted=same.converted + rate.converted,
            )
        )
    return tuple(known[key] for key in sorted(known))


def check_parts(parts: Sequence[Part], table: Table, *, thresholds: Thresholds = _USUAL) -> Check:
    """What files gave to a table, against the rules that take all of them.

    Faults: those of the parts, duplicate_key, crossed_values; warnings exact_duplicates, rows_in_two_files and those of
    `codes_between`. Past a threshold a warning is an error.
    """
    faults = [fault for part in parts for fault in part.faults]
    for rule in (repeated_keys, repeated_rows, crossed_values, codes_between):
        faults += rule(parts, table)
    rows = {(part.raw.file, part.raw.sheet): len(part.raw.rows) or part.rows_read for part in parts}
    weighed = (judged(fault, rows=rows.get((fault.file, fault.sheet), 0), thresholds=thresholds) for fault in faults)
    return Check(table=table, parts=tuple(parts), faults=tuple(weighed))
