"""Cells found for a whole file at once are those of Python's csv module, row by row."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gtkit.intake.files.cuts import cut

LONG = "abcdefgh" * 3
CELL = st.lists(st.sampled_from(["a", "é", "€", '"', ";", "\n", "\r", " ", LONG]), max_size=4).map("".join)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=5)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def listed(text: str) -> list[list[str]] | None:
    """The records as the csv module lists them, None where it refuses."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except csv.Error:
        return None


def found(text: str) -> list[list[str]] | None:
    """The records that are cut; an empty line has one empty cell where the module gives none."""
    cuts = cut(text.encode(), ";")
    if cuts is None:
        return None
    texts = cuts.texts(cuts.starts, cuts.lengths)
    return [texts[a:b] for a, b in zip(cuts.first[:-1], cuts.first[1:], strict=True)]


def padded(records: list[list[str]]) -> list[list[str]]:
    """Records with the one empty cell of an empty line."""
    return [record or [""] for record in records]


@given(st.text("a;é\r\n\t 0€", max_size=30))
@example("a;b\r\r\n\r\n;")
def test_a_file_without_quotes_is_cut_as_the_module_cuts_it(text: str) -> None:
    """Every line end, blank lines, empty cells, no line end at the foot; such a file is always cut."""
    records = listed(text)
    assert records is not None
    assert found(text) == padded(records)


@given(ROWS, ENDS, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_a_file_that_quotes_well_is_always_cut(rows: list[list[str]], end: str, quoting: int) -> None:
    """Separators, line ends and doubled quotes inside quotes are letters."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator=end, quoting=quoting).writerows(rows)
    records = listed(out.getvalue())
    assert records is not None
    assert found(out.getvalue()) == padded(records)


@given(st.text('a;"\r\n', max_size=14))
@example('a;tube 12" inox\n')
@example('"a""";b\n')
@example('"a"b;c\n')
def test_what_is_cut_is_never_something_else(text: str) -> None:
    """Whatever stands around quotes: the module's records, or none."""
    cells = found(text)
    records = listed(text)
    assert cells is None or (records is not None and cells == padded(records))


def test_inches_alone_are_letters_and_inches_among_quotes_are_left_to_the_module() -> None:
    """A quote inside a cell opens nothing as long as no cell begins with one."""
    assert found('a;12" x 5"\nb;6"\n') == [["a", '12" x 5"'], ["b", '6"']]
    assert found('"a";12" x 5"\n') is None


@pytest.mark.parametrize("size", [csv.field_size_limit(), csv.field_size_limit() + 1])
def test_a_cell_longer_than_the_module_takes_is_not_cut(size: int) -> None:
    """What it refuses is left for it to refuse."""
    text = "x" * size + ";b\n"
    assert (found(text) is None) == (listed(text) is None)


@given(ROWS)
def test_a_column_is_the_cells_of_each_record_at_its_place(rows: list[list[str]]) -> None:
    """Distinct in order of first appearance, however long and alike; blank where a record is too short."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    cuts = cut(out.getvalue().encode(), ";")
    assert cuts is not None
    for at in range(max(map(len, rows), default=0)):
        cells = [row[at] if at < len(row) else "" for row in rows]
        column = cuts.column(np.arange(len(rows)), at)
        assert (list(column), column.uniques) == (cells, tuple(dict.fromkeys(cells)))
