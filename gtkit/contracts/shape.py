"""The shape of a contract, and the checked form in which a table rises through the floors.

A `Table` is long on disk, one row a fact. `key` is the name in code; `french` and `english` are the headings
that people see. `intake` turns files into `CheckedTable`; everything above reads nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from gtkit.contracts.conversion import RateUsed

if TYPE_CHECKING:
    import pandas as pd


class Kind(StrEnum):
    """What a column holds; the type that it has in a checked frame stands behind each."""

    IDENTIFIER = "identifier"  # str, kept to the letter ("00123")
    TEXT = "text"  # str
    CHOICE = "choice"  # str, one of `choices`' keys
    DATE = "date"  # datetime64, no time of day
    MONEY = "money"  # float64, engagement currency, excluding VAT unless the heading says otherwise
    NUMBER = "number"  # float64
    SHARE = "share"  # float64, 0 to 1
    FLAG = "flag"  # bool
    CURRENCY = "currency"  # str, ISO 4217 code in capitals


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a CHOICE column accepts: its key in code, the word that people write, what exports write.

    A label that holds one of `within` as whole words stands for it too, unless it holds one of a later choice.
    """

    key: str
    french: str
    english: str
    also: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that stands for it in a file."""
        return (self.key, self.french, self.english, *self.also)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `required` columns must be in the file and filled on each row; a column that is not required may be
    absent, and blank cells of it are missing values (empty text for TEXT, False for FLAG). A required column
    may be absent, or blank on a row, where one of `instead` stands: intake works the value out. `example` is the
    cell of the workbook's example row, in its typed form as text: ISO date, decimal point.
    """

    key: str
    kind: Kind
    french: str
    english: str
    example: str
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Choice, ...] = ()
    unit: str = ""  # a key of the words catalogue, "unit.hours"
    personal: bool = False  # names a person: replaced by a salted hash at load
    instead: tuple[str, ...] = ()  # keys of columns from which a required value can be worked out
    rate: str = ""  # key of the SHARE column that tells an amount of MONEY as a share of another
    future: bool = False  # a DATE that may lie after the last day of the data, such as a due date


@dataclass(frozen=True, slots=True)
class Table:
    """One intake table: its names, its columns, the columns whose values together are unique on each row."""

    key: str
    french: str
    english: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    ascending: tuple[str, ...] = ()  # columns whose values never fall from the first to the last, on any row
    references: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    # column key -> table whose column of the same key must hold the value
    companions: tuple[str, ...] = ()  # tables read along with it, in whose light intake settles its values

    def column(self, key: str) -> Column:
        """The column of that key; KeyError when there is none."""
        return {c.key: c for c in self.columns}[key]

    @property
    def keys(self) -> tuple[str, ...]:
        """Column keys in order."""
        return tuple(c.key for c in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file that a table was read from, and what became of its rows."""

    file: str  # name relative to the engagement, never absolute
    sha256: str
    sheet: str = ""
    headings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # column key -> as found
    rows_read: int = 0
    rows_kept: int = 0
    dropped: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # reason key -> rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTable:
    """A table that keeps its contract: every declared column is there, typed as its Kind says.

    A column that the file did not hold is there too, all missing; `given` tells which were found.
    """

    table: Table
    frame: pd.DataFrame
    provenance: tuple[Source, ...] = ()
    rates: tuple[RateUsed, ...] = ()  # at which lines were converted, by currency and day

    @property
    def given(self) -> frozenset[str]:
        """Keys of the columns that at least one file held."""
        return frozenset(key for source in self.provenance for key in source.headings)


Tables: TypeAlias = Mapping[str, CheckedTable]
