"""The text of a ledger is cut into cells, whatever its encoding, separator, quotes and line ends."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from gtkit.intake.faults import DataRefused
from gtkit.intake.fec.grid import read_grid

HEAD = "JournalCode\tEcritureNum\tEcritureLib\n"
ROWS = [["VE", "1", "Été à 3 €"], ["VE", "2", ""]]


def cells(data: bytes) -> list[list[str]]:
    """Rows of cells, in the order of the headings."""
    grid = read_grid(data, file="x.txt")
    return [list(row) for row in zip(*(grid.columns[name.lower()] for name in grid.headings), strict=True)]


def text(separator: str = "\t", end: str = "\n", quote: str = "") -> str:
    """The same two lines in a form."""
    rows = [["JournalCode", "EcritureNum", "EcritureLib"], *ROWS]
    return "".join(separator.join(f"{quote}{cell}{quote}" for cell in row) + end for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-15", "cp1252", "utf-16"])
def test_every_encoding_gives_the_same_cells(encoding: str) -> None:
    """The euro too, which ISO-8859-15 and Windows put at different places."""
    assert cells(text().encode(encoding)) == ROWS


@pytest.mark.parametrize("separator", ["\t", "|", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_every_form_gives_the_same_cells(separator: str, end: str, quote: str) -> None:
    """Tab, bar or semicolon; any line end; quoted or not."""
    assert cells(text(separator, end, quote).encode()) == ROWS


@pytest.fixture
def unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser must not be asked."""

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(pd, "read_csv", never)


@pytest.mark.usefixtures("unparsed")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (HEAD.encode() + b"\n" * 13_333_333, "text_too_large"),
        (HEAD.encode() + b"\r" * 13_333_333, "text_too_large"),
        (HEAD.encode() + b"\r\n" * 13_333_333, "text_too_large"),
        (HEAD[:-1].encode() + b"\t" * 2_000 + b"\n1\n", "text_too_large"),
        (HEAD[:-1].encode() + b"\t" * 20_000_000, "fec_no_header"),
        (b"JournalCode" * 5_000_000, "fec_no_header"),
        (b"\0" * 1_000_000, "not_text"),
    ],
    ids=["lines", "old lines", "windows lines", "columns", "very many columns", "one long line", "binary"],
)
def test_a_ledger_too_large_is_refused_unparsed(data: bytes, code: str) -> None:
    """Lines by columns, columns, headings without end: one sentence, and pandas is not called."""
    with pytest.raises(DataRefused) as refused:
        read_grid(data, file="x.txt")
    assert [fault.code for fault in refused.value.faults] == [code]


@pytest.mark.usefixtures("unparsed")
def test_the_largest_ledger_that_passes_is_the_one_before() -> None:
    """Forty million cells reach the parser."""
    with pytest.raises(AssertionError, match="parsed"):
        read_grid(HEAD.encode() + b"\n" * 13_333_332, file="x.txt")


def test_a_quote_inside_a_label_is_a_sign_like_another() -> None:
    """Inches, in a file that quotes nothing; and a separator between quotes, in one that does."""
    assert cells((HEAD + 'VE\t1\tÉcran 17" noir\nVE\t2\t"\n').encode()) == [
        ["VE", "1", 'Écran 17" noir'],
        ["VE", "2", '"'],
    ]
    assert cells(b'"JournalCode"|"EcritureNum"|"EcritureLib"\r\n"VE"|"1"|"a|b ""c"""\r\n') == [["VE", "1", 'a|b "c"']]


def test_rows_are_numbered_as_an_editor_shows_them() -> None:
    """Blank lines are counted and left out; white space around cells is no part of them."""
    grid = read_grid((HEAD + "\nVE \t 1\tx\n\t\t\nVE\t2\t\n").encode(), file="x.txt")
    assert grid.rows.tolist() == [3, 5]
    assert grid.blank == 2
    assert grid.columns["journalcode"].tolist() == ["VE", "VE"]


def test_a_line_that_ends_early_is_blank_there_and_one_cell_more_is_borne_when_blank() -> None:
    """A file cut short still has its lines; a separator at each line's end is common."""
    assert cells((HEAD + "VE\t1\nVE\t2\tx\t\n").encode()) == [["VE", "1", ""], ["VE", "2", "x"]]


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        ((HEAD + "VE\t1\tx\nVE\t1\tx\ty\n").encode(), "too_many_cells", 3),
        ((HEAD + "VE\t1\tx\ty\tz\n").encode(), "too_many_cells", 2),
        (b"Code;Montant\nC1;3\n", "fec_no_header", 1),
        (b"", "fec_no_header", 1),
        (HEAD.encode() + b"VE\t\0\tx\n", "not_text", None),
    ],
)
def test_what_is_no_ledger_is_refused_at_its_place(data: bytes, code: str, row: int | None) -> None:
    """A cell too many, another kind of file, a binary one."""
    with pytest.raises(DataRefused) as refused:
        read_grid(data, file="x.txt")
    (fault,) = refused.value.faults
    assert (fault.code, fault.row, fault.file) == (code, row, "x.txt")


def test_a_file_of_headings_alone_holds_no_line() -> None:
    """It is for who reads it to say that nothing is there."""
    assert cells(HEAD.encode()) == cells(HEAD.strip().encode()) == []
