"""Columns kept as their distinct cells are the columns that they stand for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.values.cells import Cell, Problem
from gtkit.intake.values.coded import Coded, blank_rows, combined, first_places, stripped

CELLS = st.lists(st.sampled_from(["", "a", "b ", "1", 1, 1.0, True, 0, 0.5]), max_size=12)
CODES = st.lists(st.tuples(*[st.integers(0, 2)] * 3), min_size=1, max_size=12)


def typed(cells: Sequence[Cell]) -> list[tuple[type, Cell]]:
    """Cells with their types, since ``1 == True``."""
    return [(type(cell), cell) for cell in cells]


@given(CELLS)
def test_a_column_is_the_cells_that_it_was_made_of(cells: list[Cell]) -> None:
    """Length, order, values and types come back; cells are distinct and in order of first appearance."""
    column = Coded.of(cells)
    assert typed(column) == typed(cells)
    assert [column[at] for at in range(len(column))] == cells == column
    assert column[1:] == cells[1:]
    assert typed(column.uniques) == list(dict.fromkeys(typed(cells)))
    assert column.counts.tolist() == [typed(cells).count(one) for one in typed(column.uniques)]
    assert column.first.tolist() == [typed(cells).index(one) for one in typed(column.uniques)]


@given(CELLS)
def test_a_change_of_the_distinct_cells_is_a_change_of_every_cell(cells: list[Cell]) -> None:
    """Cells that become equal are one from then on, at the place of the first."""
    column = Coded.of(cells)
    changed = column.changed([str(cell).strip() for cell in column.uniques])
    expected = Coded.of([str(cell).strip() for cell in cells])
    assert (changed.codes.tolist(), changed.uniques) == (expected.codes.tolist(), expected.uniques)


@given(CELLS, st.data())
def test_some_of_a_column_is_a_column(cells: list[Cell], data: st.DataObject) -> None:
    """Cells that are left out leave no code behind."""
    places = data.draw(st.lists(st.sampled_from(range(len(cells))), unique=True)) if cells else []
    taken = Coded.of(cells).taken(np.array(places, dtype=np.intp))
    expected = Coded.of([cells[at] for at in places])
    assert taken.codes.tolist() == expected.codes.tolist()
    assert typed(taken.uniques) == typed(expected.uniques)


@given(CELLS)
def test_problems_stand_wherever_their_cell_does(cells: list[Cell]) -> None:
    """In the order of the column, each with its facts."""
    column = Coded.of(cells)
    found = {code: Problem("bad_flag", facts={"x": str(code)}) for code in range(0, len(column.uniques), 2)}
    told = [(problem.at, problem.facts["x"]) for problem in column.problems(found)]
    assert told == [(at, str(code)) for at, code in enumerate(column.codes.tolist()) if code in found]


@given(CELLS)
def test_values_and_places_of_the_distinct_cells_are_those_of_every_cell(cells: list[Cell]) -> None:
    """A value goes wherever its cell stands; a text is found at each of its places."""
    column = Coded.of(cells)
    assert column.spread(np.array([str(cell) for cell in column.uniques])).tolist() == [str(cell) for cell in cells]
    assert column.where("").tolist() == [at for at, cell in enumerate(cells) if cell == ""]


@given(CODES)
def test_rows_have_one_code_exactly_when_they_are_equal(rows: list[tuple[int, ...]]) -> None:
    """Whatever the order in which columns are combined."""
    codes = combined([np.array(column) for column in zip(*rows, strict=True)])
    assert codes.tolist() == [list(dict.fromkeys(rows)).index(row) for row in rows]
    assert first_places(codes, len(set(rows))).tolist() == [rows.index(row) for row in dict.fromkeys(rows)]


def test_only_texts_are_stripped() -> None:
    """No-break spaces go too; typed cells stay."""
    assert typed(stripped([" a\u202f", "\u00a0", 1.0, True])) == typed(["a", "", 1.0, True])


def test_a_column_equals_a_sequence_of_the_same_cells_and_nothing_else() -> None:
    """A text is no column."""
    column = Coded.of(["a", "b"])
    assert column == ("a", "b")
    assert column != ["a"]
    assert column != "ab"
    assert repr(column) == "Coded.of(['a', 'b'])"


def test_blank_rows_are_those_on_which_every_column_is_blank() -> None:
    """Spaces are blank, a zero is not; rows that nobody asks about are not told."""
    columns = [Coded.of(["a", " ", "", "", " "]), Coded.of(["", "", 0.0, "", ""])]
    assert blank_rows(columns, np.array([0, 1, 2, 3])).tolist() == [1, 3]
    assert blank_rows([], np.arange(2)).tolist() == [0, 1]
