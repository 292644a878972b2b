"""Text files: encoding, separator, quotes, ragged rows."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from gtkit.intake.faults import DataRefused
from gtkit.intake.files import csv_file
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.files.raw import RawTable


def read(data: bytes | str) -> RawTable:
    """A raw table from bytes."""
    return read_csv(data.encode() if isinstance(data, str) else data, file="v.csv", sha256="")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_and_told(encoding: str) -> None:
    """French letters and the euro come through, and the encoding is named."""
    raw = read("Libellé;Prix\nŒuvre à 12 €;3\n".encode(encoding))
    assert (raw.headings, raw.columns[0], raw.encoding) == (("Libellé", "Prix"), ("Œuvre à 12 €",), encoding)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b\n1,5;2\n", ";"),
        ("a,b\n1,2\n", ","),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a|b\n1;5|2\n", "|"),
        ("Montant (k€, HT, net);Date\n1,5;2\n", ";"),
        ('"x;y",b\n1,2\n', ","),
    ],
)
def test_the_separator_is_the_one_that_the_rows_agree_with(text: str, separator: str) -> None:
    """A decimal comma or a comma in a heading never passes for a separator."""
    assert read(text).separator == separator


def test_a_trailing_separator_shifts_nothing() -> None:
    """Data rows one blank cell wider than the header are exact."""
    assert read("a;b\n1;2;\n3;4;\n").columns == (("1", "3"), ("2", "4"))


def test_a_row_wider_than_the_header_is_refused_where_it_stands() -> None:
    """An unquoted decimal comma in a comma file is located, not shifted."""
    faults = read("a,b\n1,2\n3,4,50\n").faults
    assert [(fault.code, fault.row) for fault in faults] == [("too_many_cells", 3)]


def test_rows_are_numbered_as_excel_numbers_them() -> None:
    """Blank rows count, a line break inside quotes does not."""
    raw = read('\na;b\n"x\ny";1\n\nz;2\n')
    assert (raw.rows, raw.dropped) == ((3, 5), (("blank", 1),))


@pytest.mark.parametrize("data", [b"PK\x03\x04\0\0", b"a;b\n\x81\x8d;1\n", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Binary content and undecodable bytes give one fault, no traceback."""
    with pytest.raises(DataRefused) as refused:
        read(data)
    assert [fault.code for fault in refused.value.faults] == ["not_text"]


@pytest.mark.parametrize(
    ("data", "row"),
    [('a;b\n1;2\n"x;3\ny;4\n', 3), ('a;b\n"x"y;1\n', 2), ("a;b\n" + "x" * 200_000 + ";1\n", 2)],
    ids=["never closed", "closed too early", "a huge cell"],
)
def test_a_quote_never_closed_does_not_swallow_rows(data: str, row: int) -> None:
    """Rows are never lost inside an open quote: the file is refused at its row."""
    with pytest.raises(DataRefused) as refused:
        read(data)
    (fault,) = refused.value.faults
    assert (fault.code, fault.row) == ("csv_quote", row)


def test_a_quote_inside_a_text_is_a_letter() -> None:
    """Inches are no quotation."""
    assert read('a;b\ntube 12" inox;1\n').columns[0] == ('tube 12" inox',)


def code(data: bytes | str) -> str:
    """The one code that reading is refused for."""
    with pytest.raises(DataRefused) as refused:
        read(data)
    (fault,) = refused.value.faults
    return fault.code


@pytest.fixture
def unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither parser may be asked, and the module that reads the first records no further than them."""

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("parsed")

    def first_records(lines: Iterable[str], **how: Any) -> Iterator[list[str]]:
        return csv.reader((checked(line) for line in itertools.islice(lines, 40)), **how)

    def checked(line: str) -> str:
        assert len(line) <= 4_000_000
        return line

    monkeypatch.setattr(csv_file, "cut", never)
    monkeypatch.setattr(csv_file, "_records", never)
    monkeypatch.setattr(csv_file, "csv", SimpleNamespace(reader=first_records, Error=csv.Error))


@pytest.mark.usefixtures("unparsed")
@pytest.mark.parametrize(
    "text",
    ["a;b\n" + "\r" * 10_000_001, ";;;;;;;;;;\n" * 1_000_001, "a" + ";" * 10_000_001],
    ids=["lines", "cells", "one line"],
)
def test_too_many_cells_are_refused_unparsed(text: str) -> None:
    """Counted in the text: no parser sees the file, only its first records are looked at."""
    assert code(text) == "text_too_large"


@pytest.mark.usefixtures("unparsed")
def test_a_binary_file_is_refused_unparsed() -> None:
    """By its first NUL."""
    assert code(b"\0" * 1_000_000) == "not_text"


@pytest.mark.parametrize("text", [";" * 2_000 + "\n", "a;b\n" + "\r" * 10_000_001, ";;;;;;;;;;\n" * 1_000_001])
def test_a_file_of_too_many_cells_is_refused_before_it_fills_the_memory(text: str) -> None:
    """Wide, long, or both; each is one sentence, and the largest that passes is the one before."""
    assert code(text) == "text_too_large"
    assert len(read(";".join("a" * 2_000) + "\n" + ";" * 1_999 + "\n").headings) == 2_000
