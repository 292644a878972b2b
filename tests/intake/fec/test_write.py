"""A ledger is written as the law says, and read back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from gtkit.contracts.fec import FEC_COLUMNS
from gtkit.intake.fec.lines import read_ledger_file
from gtkit.intake.fec.write import write_fec


def _frame(label: str) -> pd.DataFrame:
    """Two lines of one entry."""
    frame = pd.DataFrame({name: ["x", "y"] for name in FEC_COLUMNS})
    days = pd.to_datetime(["2024-01-31", None])
    return frame.assign(
        EcritureDate=days[0],
        PieceDate=days,
        DateLet=days,
        ValidDate=days,
        Debit=[123456, 0],
        Credit=[0, 123456],
        EcritureLib=label,
    )


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Cents, dates and blanks, in ISO-8859-15 with tabs; a break inside a text becomes a space."""
    path = tmp_path / "000000000FEC20241231.txt"
    write_fec(path, _frame("Œuvre à 3 €\tnette\r\n"))
    data = path.read_bytes()
    assert data.splitlines()[0] == "\t".join(FEC_COLUMNS).encode()
    assert "Œuvre à 3 € nette \t1234,56\t0,00\t".encode("iso-8859-15") in data
    read = read_ledger_file(data, file=path.name, sha256=hashlib.sha256(data).hexdigest())
    assert (read.encoding, read.separator, read.faults) == ("iso-8859-15", "\t", ())
    assert read.lines["cents"].tolist() == [-123456, 123456]
    assert read.lines["label"].tolist() == ["Œuvre à 3 € nette"] * 2
    assert read.lines["letter_day"].isna().tolist() == [False, True]


def test_letters_beyond_the_encoding_make_it_utf_8(tmp_path: Path) -> None:
    """Rather than lose one."""
    path = tmp_path / "000000000FEC20241231.txt"
    write_fec(path, _frame("Łódź"))
    read = read_ledger_file(path.read_bytes(), file=path.name, sha256="")
    assert read.encoding == "utf-8"
    assert read.lines["label"].tolist() == ["Łódź"] * 2
