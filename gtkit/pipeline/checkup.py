"""Read everything, compute nothing: what was understood of each file, and every fault, for a person or a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from gtkit.contracts import TABLES
from gtkit.desk import settings_of
from gtkit.engagement import Engagement
from gtkit.epreuves import EPREUVES
from gtkit.evidence import Quantity, Unit
from gtkit.intake import Fault, Intake, SalesTold, Severity, describe, load_tables
from gtkit.intake.names import folded
from gtkit.pipeline.sales_checked import sales_sentences, spaced
from gtkit.pipeline.telling import LISTED
from gtkit.words import Words

_NONE: Mapping[str, str | None] = MappingProxyType({})
_FURNITURE = {"example", "blank"}  # rows whose absence is worth no line
_FROZEN = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class FaultTold(BaseModel):
    """One fault: its place, its code, and its sentence in the engagement's language."""

    model_config = _FROZEN

    code: str
    severity: Literal["error", "warning"]
    table: str
    file: str
    sheet: str
    row: int | None = Field(description="As Excel numbers it.")
    column: str
    cell: str = Field(description="The first cell at fault, such as C12; empty when the fault is not one cell's.")
    value: str
    message: str


class LedgerReconciled(BaseModel):
    """Class 70 of a FEC against the sales read, in cents."""

    model_config = _FROZEN

    balance: int = Field(description="Credit less debit of class 70.")
    attributed: int = Field(description="Sales given to customers.")
    left: dict[str, int] = Field(description="Reason -> what is no customer's, or outside the period.")
    difference: int = Field(description="What nothing explains; 0, or the file is refused.")


class CodesGrouped(BaseModel):
    """What the table of groups brings together."""

    model_config = _FROZEN

    codes: int = Field(description="Codes that share their customer with another one.")
    customers: int = Field(description="The customers that they are.")


class FileUnderstood(BaseModel):
    """One file of one table, as it was read."""

    model_config = _FROZEN

    table: str
    file: str
    sheet: str
    encoding: str
    separator: str
    headings: dict[str, str] = Field(description="Column key -> heading in the file.")
    unused: tuple[str, ...]
    rows_read: int
    rows_kept: int
    dropped: dict[str, int]
    sums: dict[str, float] = Field(description="Money column -> its sum, in the engagement's currency.")
    first_date: date | None
    last_date: date | None
    customers: int | None
    ledger: LedgerReconciled | None = Field(description="Of a FEC: its class 70 explained.")
    sales: SalesTold | None = Field(description="Of sales: days of purchase, credit notes, VAT and currencies.")
    grouping: CodesGrouped | None = Field(None, description="Of the table of groups: codes and customers.")


class Checkup(BaseModel):
    """What `gtkit check --json` prints."""

    model_config = _FROZEN

    schema_version: Literal[1] = 1
    engagement: str
    sound: bool = Field(description="Whether a run may start.")
    missing: tuple[str, ...] = Field(description="Tables to begin with, when no file holds any.")
    faults: tuple[FaultTold, ...]
    understood: tuple[FileUnderstood, ...]
    copies: dict[str, str | None] = Field(
        default_factory=dict,
        description="File at fault -> its annotated copy, when one was asked for and could be made.",
    )


def everything(engagement: Engagement) -> Intake:
    """Read and check every table that the épreuves use, and the settings of each épreuve.

    Raises ConfigurationError and its kinds for a setting or a path that cannot be obeyed; faults are told, not raised.
    """
    for module in EPREUVES.values():
        settings_of(engagement, module)
    return load_tables(
        engagement.sources,
        folder=engagement.folder,
        as_of=engagement.as_of,
        salt=engagement.salt,
        wanted=dict.fromkeys(key for module in EPREUVES.values() for key in module.TABLES),
        workbook=engagement.workbook,
        currency=engagement.currency,
        thresholds=engagement.thresholds,
    )


def checkup(engagement: Engagement, intake: Intake | None = None, copies: Mapping[str, str | None] = _NONE) -> Checkup:
    """What reading everything gave, told in the engagement's language, errors first.

    Parameters
    ----------
    engagement : Engagement
    intake : Intake, optional
        What `everything` gave; read now when it was not given.
    copies : mapping of file -> path or None
        The annotated copies that were written.

    Raises ConfigurationError as `everything` does.
    """
    intake = everything(engagement) if intake is None else intake
    required = dict.fromkeys(key for module in EPREUVES.values() for key in module.REQUIRED)
    missing = () if intake.tables or intake.errors else tuple(required)
    words = Words.of(engagement.lang, engagement.currency)
    return Checkup(
        engagement=engagement.id,
        sound=not (intake.errors or missing),
        missing=missing,
        faults=tuple(_told(fault, words) for fault in sorted(intake.faults, key=_errors_first)),
        understood=tuple(FileUnderstood.model_validate(file) for file in intake.understood),
        copies=dict(copies),
    )


def filled(files: tuple[FileUnderstood, ...]) -> tuple[FileUnderstood, ...]:
    """The files that hold rows, or that had some and lost them: a blank sheet of the workbook is not worth a line."""
    return tuple(file for file in files if file.rows_kept or set(file.dropped) - _FURNITURE)


def sentences(file: FileUnderstood, words: Words) -> Iterator[str]:
    """What was understood of one file, line by line."""
    table = TABLES[file.table]
    headings = {c.key: c.french if words.lang == "fr" else c.english for c in table.columns}
    place = f"{file.file} › {file.sheet}" if file.sheet else file.file
    name = table.french if words.lang == "fr" else table.english
    read, kept = words.count(file.rows_read), words.count(file.rows_kept)
    yield words.say("checked.file", table=name, file=place, read=read, kept=kept)
    if left := {reason: n for reason, n in file.dropped.items() if reason not in _FURNITURE}:
        reasons = (f"{words.say(f'dropped.{reason}')} ({words.count(n)})" for reason, n in left.items())
        yield words.say("checked.dropped", x=", ".join(reasons))
    if file.encoding:
        yield words.say("checked.form", encoding=file.encoding, separator=_separator(file.separator, words))
    usual = {key: folded(name) for key, name in headings.items()}
    mapped = (
        found if folded(found) == usual[key] else f"{found} → {headings[key]}" for key, found in file.headings.items()
    )
    yield words.say("checked.columns", x=spaced(", ".join(mapped), words))
    if file.unused:
        yield words.say("checked.unused", x=", ".join(file.unused))
    for key, total in file.sums.items():
        yield words.say("checked.sum", column=headings[key], x=words.exact(total))
    if file.first_date and file.last_date:
        yield words.say("checked.dates", first=file.first_date, last=file.last_date)
    if file.customers is not None:
        yield words.say("checked.customers", x=words.count(file.customers))
    if file.grouping is not None:
        codes, customers = words.count(file.grouping.codes), words.count(file.grouping.customers)
        yield words.say("checked.grouping", codes=codes, customers=customers)
    if file.ledger is not None:
        yield from _reconciled(file.ledger, words)
    if file.sales is not None:
        yield from sales_sentences(file.sales, words)


def _separator(sign: str, words: Words) -> str:
    """The sign between two cells, the tab by its name."""
    return words.say("separator.tab") if sign == "\t" else sign


def _reconciled(ledger: LedgerReconciled, words: Words) -> Iterator[str]:
    """Class 70 explained to the cent, reason by reason."""
    yield words.say("checked.ledger.balance", x=words.exact(ledger.balance / 100))
    yield words.say("checked.ledger.attributed", x=words.exact(ledger.attributed / 100))
    for reason, cents in ledger.left.items():
        why = words.say(f"dropped.{reason}")
        yield words.say("checked.ledger.left", reason=why, x=words.exact(cents / 100))
    yield words.say("checked.ledger.difference", x=words.exact(ledger.difference / 100))


def findings(found: Checkup, words: Words) -> Iterator[tuple[str, str]]:
    """What stands against a run: a line and its colour for each of the first faults, their number, what is missing.

    Blank sheets come first, in one line.
    """
    if blank := len(found.understood) - len(filled(found.understood)):
        yield words.say("checked.blank", n=Quantity(blank, Unit.COUNT)), ""
    for fault in found.faults[:LISTED]:
        yield fault.message, "red" if fault.severity == "error" else "yellow"
    if len(found.faults) > LISTED:
        yield words.say("errors.more", count=str(len(found.faults) - LISTED)), ""
    for file, path in found.copies.items():
        yield words.say("checked.copy" if path else "checked.no_copy", file=file, path=path or ""), ""
    for absence in absences(found, words):
        yield absence, "red"
    if found.sound:
        yield words.say("checked.sound"), "green"


def absences(found: Checkup, words: Words) -> tuple[str, ...]:
    """A sentence for each table that a run needs and that no file holds."""
    names = (TABLES[key].french if words.lang == "fr" else TABLES[key].english for key in found.missing)
    return tuple(words.say("checked.missing", table=name) for name in names)


def _errors_first(fault: Fault) -> bool:
    return fault.severity is not Severity.ERROR


def _told(fault: Fault, words: Words) -> FaultTold:
    places = {name: getattr(fault, name) for name in FaultTold.model_fields if name != "message"}
    return FaultTold(**places, message=describe(fault, words))
