"""What was understood of a file, shown before anything is computed: a person sees at a glance if it was read wrong."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gtkit.contracts import Kind, Source, Table
from gtkit.contracts.grouping import GROUPS, Grouping, grouping
from gtkit.intake.reconciliation import Reconciliation
from gtkit.intake.sales import SalesTold
from gtkit.intake.tables.part import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One file of one table, as it was read.

    `headings` and `manners` go by column key; a manner is "comma" or "point" (decimal mark), "day_first" or
    "month_first". `sums` are in the engagement's currency, to the cent; a column
    of which no amount is known has none. `customers` counts distinct codes.
    `ledger` sets the sales of a ledger against its accounts; `sales` tells what was made of the lines of sales;
    `grouping` counts what the table of groups brings together.
    """

    table: str
    file: str
    sheet: str
    encoding: str
    separator: str
    headings: Mapping[str, str]
    unused: tuple[str, ...]
    manners: Mapping[str, str]
    rows_read: int
    rows_kept: int
    dropped: Mapping[str, int]  # "blank" | "example" | "total" | "not_sales" ... -> rows
    sums: Mapping[str, float]
    first_date: dt.date | None
    last_date: dt.date | None
    customers: int | None
    ledger: Reconciliation | None = None
    sales: SalesTold | None = None
    grouping: Grouping | None = None


def understand(part: Part, table: Table) -> Understood:
    """What was understood of one file.

    Parameters
    ----------
    part : Part
    table : Table

    Returns
    -------
    Understood
    """
    money = [c.key for c in table.columns if c.kind is Kind.MONEY and c.key in part.headings and _known(part, c.key)]
    dates = [c.key for c in table.columns if c.kind is Kind.DATE and c.key in part.headings]
    days = part.frame[dates[0]].dropna() if dates else None
    known = days is not None and not days.empty
    return Understood(
        table=table.key,
        file=part.raw.file,
        sheet=part.raw.sheet,
        encoding=part.raw.encoding,
        separator=part.raw.separator,
        headings=part.headings,
        unused=part.unused,
        manners=part.manners,
        rows_read=part.rows_read,
        rows_kept=part.rows_kept,
        dropped=part.dropped,
        sums=MappingProxyType({key: round(math.fsum(part.frame[key].dropna().tolist()), 2) for key in money}),
        first_date=days.min().date() if days is not None and known else None,
        last_date=days.max().date() if days is not None and known else None,
        customers=int(part.frame["customer_id"].nunique()) if "customer_id" in part.headings else None,
        ledger=part.ledger,
        sales=part.sales,
        grouping=grouping(part.frame) if table.key == GROUPS else None,
    )


def _known(part: Part, key: str) -> bool:
    """Whether a column of money adds up to anything: amounts of which none could be read or converted do not."""
    return part.frame.empty or bool(part.frame[key].notna().any())


def source(part: Part) -> Source:
    """The provenance of one file, for the traces of everything that rests on it."""
    return Source(
        file=part.raw.file,
        sha256=part.raw.sha256,
        sheet=part.raw.sheet,
        headings=part.headings,
        rows_read=part.rows_read,
        rows_kept=part.rows_kept,
        dropped=part.dropped,
    )
