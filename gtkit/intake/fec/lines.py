"""One ledger, line by line: texts become days and whole cents, and what cannot be read is a located fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts.fec import AMOUNT_SIDE, DEBIT_CREDIT, FEC_COLUMNS
from gtkit.intake.faults import TOLD, DataRefused, Facts, Fault, Severity, capped, numbered, shortened
from gtkit.intake.fec.amounts import cents_of, side_of
from gtkit.intake.fec.days import day_of
from gtkit.intake.fec.filename import fec_name
from gtkit.intake.fec.grid import KNOWN, LedgerGrid, found, read_grid
from gtkit.intake.fec.texts import Flags, Texts, each_text
from gtkit.intake.names import folded, nearest

_TEXTS = {
    "journal": "JournalCode",
    "number": "EcritureNum",
    "account": "CompteNum",
    "customer_id": "CompAuxNum",
    "piece": "PieceRef",
    "label": "EcritureLib",
    "letter": "EcritureLet",
}
_LABELS = {"journal_label": "JournalLib", "account_label": "CompteLib", "customer_label": "CompAuxLib"}  # may be absent
_DAYS = {"day": "EcritureDate", "piece_day": "PieceDate", "letter_day": "DateLet"}
_DATED = ("day", "piece_day")  # columns of which one dates the line
_FILLED = ("EcritureDate", "CompteNum")
_WRITTEN = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([-/.])\d{1,2}\2\d{1,2}")  # as people write a day
_NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFile:
    """One file, read.

    `lines` has one row a line: row (as an editor shows it), journal, journal_label, number, day, account,
    account_label, customer_id, customer_label, piece, piece_day, label, letter, letter_day, cents (credit less debit).
    A line at fault is there too.
    """

    file: str
    sha256: str
    encoding: str
    separator: str
    headings: tuple[str, ...]
    blank: int
    lines: pd.DataFrame
    faults: tuple[Fault, ...]


def read_ledger_file(data: bytes, *, file: str, sha256: str) -> LedgerFile:
    """A *fichier des écritures comptables*, line by line.

    Parameters
    ----------
    data : bytes
        The whole file.
    file, sha256 : str
        Name relative to the engagement, and what the bytes hash to.

    Returns
    -------
    LedgerFile

    Raises DataRefused as `read_grid`, and for fec_missing_column and heading_twice.
    Faults: missing_value, fec_bad_date, fec_written_date (one a column), fec_bad_amount, fec_bad_side; warnings
    fec_name, fec_form.
    """
    grid = read_grid(data, file=file)
    form = AMOUNT_SIDE if folded("Montant") in grid.columns else DEBIT_CREDIT
    _complete(grid, (*_TEXTS.values(), *_DAYS.values(), *form), file)
    reader = _Reader(grid=grid, file=file)
    columns: dict[str, npt.NDArray[Any]] = {"row": grid.rows}
    columns |= {key: reader.texts(name) for key, name in {**_TEXTS, **_LABELS}.items()}
    for name in _FILLED:
        reader.tell("missing_value", name, reader.texts(name) == "")
    columns |= {key: reader.days(name) for key, name in _DAYS.items()}
    undated = np.isnat(columns["day"]) & np.isnat(columns["piece_day"])
    blank = [each_text(reader.texts(_DAYS[key]), _is_blank_day, blank=False, dtype="bool")[0] for key in _DATED]
    reader.tell("fec_bad_date", "EcritureDate", undated & blank[0] & blank[1] & (reader.texts("EcritureDate") != ""))
    if form == DEBIT_CREDIT:
        debit, credit = (reader.read(name, cents_of, "fec_bad_amount", 0, "int64") for name in form)
        columns["cents"] = credit - debit
    else:
        amount = reader.read(form[0], cents_of, "fec_bad_amount", 0, "int64")
        columns["cents"] = amount * reader.read(form[1], side_of, "fec_bad_side", 0, "int64")
    return LedgerFile(
        file=file,
        sha256=sha256,
        encoding=grid.encoding,
        separator=grid.separator,
        headings=grid.headings,
        blank=grid.blank,
        lines=pd.DataFrame(columns),
        faults=(*_warnings(grid, file), *reader.faults),
    )


def _complete(grid: LedgerGrid, needed: Sequence[str], file: str) -> None:
    """Refuse a file that lacks a column that its reading rests on, or bears it twice."""
    headings = [folded(heading) for heading in grid.headings]
    faults = []
    for name in needed:
        n = headings.count(folded(name))
        if n == 0:
            others = [heading for heading in grid.headings if folded(heading) not in KNOWN]
            facts: Facts = {"found": found(grid), "nearest": nearest(name, others)}
            faults.append(Fault(code="fec_missing_column", file=file, column=name, facts=facts))
        elif n > 1:
            faults.append(Fault(code="heading_twice", file=file, column=name, facts={"n": str(n)}))
    if faults:
        raise DataRefused(faults)


def _warnings(grid: LedgerGrid, file: str) -> Iterator[Fault]:
    """What departs from the law and does no harm: the file's name, the columns and their order."""
    if fec_name(file) is None:
        yield Fault(code="fec_name", severity=Severity.WARNING, file=file)
    legal = [folded(name) for name in FEC_COLUMNS]
    amounts = slice(legal.index(folded(DEBIT_CREDIT[0])), legal.index(folded(DEBIT_CREDIT[1])) + 1)
    headings = [folded(heading) for heading in grid.headings[: len(legal)]]
    if headings[amounts] == [folded(name) for name in AMOUNT_SIDE]:
        headings[amounts] = legal[amounts]
    if headings != legal:
        yield Fault(code="fec_form", severity=Severity.WARNING, file=file, facts={"found": found(grid)})


def _is_blank_day(text: str) -> bool:
    day = day_of(text)
    return day is not None and bool(np.isnat(day))


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Columns of one file, and the faults met in them so far."""

    grid: LedgerGrid
    file: str
    faults: list[Fault] = field(default_factory=list)

    def texts(self, name: str) -> Texts:
        """A column as it stands; blank where the file has no such column."""
        cells = self.grid.columns.get(folded(name))
        return np.full(len(self.grid.rows), "", dtype=object) if cells is None else cells

    def read(self, name: str, one: Callable[[str], Any], code: str, blank: object, dtype: str) -> npt.NDArray[Any]:
        """A column read text by text; what cannot be read is told."""
        values, wrong = each_text(self.grid.columns[folded(name)], one, blank=blank, dtype=dtype)
        self.tell(code, name, wrong)
        return values

    def days(self, name: str) -> npt.NDArray[Any]:
        """A column of dates; those written as people do are told once for all their rows."""
        cells = self.grid.columns[folded(name)]
        values, wrong = each_text(cells, day_of, blank=_NO_DAY, dtype="datetime64[D]")
        written = each_text(cells, lambda text: _WRITTEN.match(text) is not None, blank=False, dtype="bool")[0] & wrong
        self.tell("fec_bad_date", name, wrong & ~written)
        if written.any():
            rows = self.grid.rows[written].tolist()
            place = Fault(code="fec_written_date", file=self.file, row=rows[0], column=name, others=tuple(rows[1:]))
            first = shortened(cells[int(np.argmax(written))])
            self.faults.append(replace(place, value=first, facts=numbered(rows)))
        return values

    def tell(self, code: str, name: str, wrong: Flags) -> None:
        """One fault a row, the first of them one by one."""
        at = np.flatnonzero(wrong)
        cells = self.grid.columns[folded(name)]
        told = [
            Fault(code=code, file=self.file, row=int(self.grid.rows[i]), column=name, value=shortened(cells[i]))
            for i in at[:TOLD].tolist()
        ]
        self.faults += capped(told, total=len(at))
