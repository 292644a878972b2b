"""Small ledgers written by hand, and the shortest road from them to what intake says."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from gtkit.contracts.fec import FEC_COLUMNS
from gtkit.intake import Intake, SourceSpec, load_tables

AS_OF = date(2026, 6, 30)
Line = dict[str, str]
ReadFec = Callable[..., Intake]


def line(entry: str, account: str, debit: str = "", credit: str = "", **more: str) -> Line:
    """One line: ``entry`` is "journal number day piece", the piece dated the same day; `more` by column name."""
    journal, number, day, piece = entry.split(" ")
    own = {"JournalCode": journal, "JournalLib": "Journal", "EcritureNum": number, "EcritureDate": day}
    own |= {"CompteNum": account, "CompteLib": "Compte", "PieceRef": piece, "PieceDate": day, "EcritureLib": piece}
    return dict.fromkeys(FEC_COLUMNS, "") | own | {"Debit": debit, "Credit": credit, "ValidDate": day} | more


def invoice(entry: str, customer: str, net: int, **more: str) -> list[Line]:
    """A sale of so many whole units with VAT at 20 %, a credit note when negative."""
    gross, vat = abs(net) * 120, abs(net) * 20
    amounts = [f"{cents // 100},{cents % 100:02d}" for cents in (gross, abs(net) * 100, vat)]
    sides = ("Debit", "Credit", "Credit") if net >= 0 else ("Credit", "Debit", "Debit")
    lines = [line(entry, account) for account in ("411000", "707000", "445710")]
    for own, side, amount in zip(lines, sides, amounts, strict=True):
        own |= {side: amount}
    lines[0] |= {"CompAuxNum": customer, **more}
    return lines


def receipt(entry: str, customer: str, gross: str, **more: str) -> list[Line]:
    """Money from a customer."""
    return [line(entry, "512000", gross), line(entry, "411000", "", gross, CompAuxNum=customer, **more)]


def text_of(lines: Iterable[Line], *, separator: str = "\t", columns: tuple[str, ...] = FEC_COLUMNS) -> str:
    """Lines as a file's text."""
    rows = itertools.chain([columns], ([own[name] for name in columns] for own in lines))
    return "".join(separator.join(row) + "\r\n" for row in rows)


@pytest.fixture
def read_fec(tmp_path: Path) -> ReadFec:
    """Read ledgers, one a year from 2023 on: lists of lines, texts or bytes."""

    def _read(*files: list[Line] | str | bytes, as_of: date = AS_OF) -> Intake:
        names = []
        for year, content in enumerate(files, 2023):
            text = text_of(content) if isinstance(content, list) else content
            path = tmp_path / f"123456789FEC{year}1231.txt"
            path.write_bytes(text.encode() if isinstance(text, str) else text)
            names.append(path.name)
        spec = SourceSpec(fec=tuple(names))
        sources = {"transactions": spec, "payments": spec}
        return load_tables(sources, folder=tmp_path, as_of=as_of, salt=b"salt" * 4, wanted=[*sources])

    return _read
