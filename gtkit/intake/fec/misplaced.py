"""A ledger named among the files of a table, or a table named as a ledger: told with the line to write instead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from gtkit.contracts import TABLES, Table
from gtkit.contracts.fec import FEC_TABLES
from gtkit.evidence import Name
from gtkit.intake.faults import DataRefused, Facts, Fault, shortened
from gtkit.intake.fec.grid import KNOWN
from gtkit.intake.files.csv_file import decoded, read_records
from gtkit.intake.files.paths import TEXT_KINDS
from gtkit.intake.names import folded

_FEWEST_LEGAL = 9  # legal headings, of 18, by which a ledger is known
_FEWEST_OWN = 2  # headings of a table by which it is known
_HEAD = 4_000  # bytes that hold a line of headings


def is_ledger(headings: Iterable[str]) -> bool:
    """Whether headings are those of a *fichier des écritures comptables*.

    >>> from gtkit.contracts.fec import FEC_COLUMNS
    >>> is_ledger(FEC_COLUMNS), is_ledger(["Date", "Debit", "Credit"])
    (True, False)
    """
    return len(KNOWN & {folded(heading) for heading in headings}) >= _FEWEST_LEGAL


def first_line(data: bytes) -> tuple[str, ...]:
    r"""The cells of the first line of a text file, none of what is no text; the rest of the file is not looked at.

    >>> first_line(b"Code client;Date\nC1;13/01/2025\n"), first_line(b"PK\3\4\0")
    (('Code client', 'Date'), ())
    """
    head = data[:_HEAD]
    if len(data) > _HEAD and b"\0" not in head:
        head = head.rpartition(b"\n")[0] or head  # no sign of several bytes is cut
    try:
        text, _ = decoded(head, file="")
        records, _, _ = read_records(text.partition("\n")[0].encode(), file="")
    except DataRefused:
        return ()
    return tuple(records[0]) if records else ()


def ledger_fault(files: Sequence[str], table: Table) -> Fault:
    """The fault of ledgers that stand among the files of a table.

    Parameters
    ----------
    files : sequence of str
        All of them, in order, at least one.
    table : Table

    Returns
    -------
    Fault: ledger_as_files; ledger_in_workbook where one is no text file.
    """
    names = [str(_path(file).with_suffix(".txt")) if _bound(file) else file for file in files]
    code = "ledger_in_workbook" if any(map(_bound, files)) else "ledger_as_files"
    section = table.key if table.key in FEC_TABLES else FEC_TABLES[0]
    return Fault(code=code, table=table.key, file=files[0], facts=_line(section, "fec", names))


def table_fault(file: str, data: bytes, files: Sequence[str], table: Table) -> Fault | None:
    """The fault of a file that is named as a ledger and is a table of sales or payments, None for any other.

    Parameters
    ----------
    file : str
    data : bytes
        All of it.
    files : sequence of str
        Those that are named as ledgers together.
    table : Table
        Of the source that names them.

    Returns
    -------
    Fault: table_as_ledger, or not_a_text_ledger for a workbook or a Parquet file, whatever it holds.
    """
    facts = _line(table.key, "files", files)
    if _bound(file):
        return Fault(code="not_a_text_ledger", file=file, facts=facts)
    headings = first_line(data)
    own = {folded(name) for key in FEC_TABLES for c in TABLES[key].columns for name in (c.french, c.english, c.key)}
    if is_ledger(headings) or len(own & {folded(heading) for heading in headings}) < _FEWEST_OWN:
        return None
    found = tuple(Name(shortened(heading)) for heading in headings if heading)
    return Fault(code="table_as_ledger", file=file, row=1, facts={**facts, "found": found})


def _bound(file: str) -> bool:
    """Whether a file is a workbook or Parquet, no text."""
    return _path(file).suffix.lower() not in TEXT_KINDS


def _path(file: str) -> PurePosixPath:
    return PurePosixPath(file.replace("\\", "/"))


def _line(section: str, key: str, files: Sequence[str]) -> Facts:
    """Where in engagement.toml, and what to write there."""
    names = ", ".join(json.dumps(file, ensure_ascii=False) for file in files)
    return {"section": Name(f"[sources.{section}]"), "line": Name(f"{key} = [{names}]")}
