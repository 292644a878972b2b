"""What engagement.toml says of the files of a table: where they lie, what their columns are called, how they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gtkit.intake.values.cells import Manners


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSaid:
    """What holds for one file, or for every file of a source that says nothing else."""

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # column key -> heading
    sheet: str = ""
    currency: str = ""  # of every amount, where no column tells it; empty: the engagement's
    date_order: str = ""  # "day_first" or "month_first"; empty: the columns decide
    decimal_mark: str = ""  # "," or "."; empty: the columns decide
    fill_down: tuple[str, ...] = ()  # keys of the columns whose blank cells repeat the cell above
    vat_rate: float | None = None  # share, where amounts include VAT and no column tells it
    sales_side: str = ""  # "debit" or "credit", on which sales stand in an account; empty: nothing is said

    @property
    def manners(self) -> Manners:
        """How the file writes its values."""
        return Manners(date_order=self.date_order, decimal_mark=self.decimal_mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec:
    """One file of a table, and what is said of it."""

    file: str
    said: FileSaid


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec(FileSaid):
    """Where a table comes from: files that are all alike, files that each differ in something, or ledgers.

    What stands here besides the files holds for those that are all alike.
    """

    files: tuple[str, ...] = ()
    parts: tuple[FileSpec, ...] = ()
    fec: tuple[str, ...] = ()  # in place of files: the ledger of each year

    @property
    def each(self) -> tuple[FileSpec, ...]:
        """Every file that is no ledger, in order, with what is said of it."""
        return (*(FileSpec(file=file, said=self) for file in self.files), *self.parts)

    @property
    def every_file(self) -> tuple[str, ...]:
        """Names of all files, of either form."""
        return (*(one.file for one in self.each), *self.fec)
