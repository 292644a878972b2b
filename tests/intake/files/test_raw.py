"""Records become columns under headings."""

from __future__ import annotations

from gtkit.intake.files.raw import Merge, RawTable, gridded


def test_blank_rows_go_and_are_counted() -> None:
    """Before the header, between the rows, after them; a row of spaces is blank."""
    grid = gridded([[], ["a", "b"], ["", " "], ["1", 2.0], []], first_row=1, file="x")
    assert (grid.headings, grid.columns, grid.rows, grid.blank) == (("a", "b"), (("1",), (2.0,)), (4,), 2)


def test_short_rows_are_padded_and_told_once() -> None:
    """One warning with the count and the first row."""
    grid = gridded([["a", "b"], ["1"], ["2"]], first_row=1, file="x")
    assert grid.columns == (("1", "2"), ("", ""))
    assert [(f.code, f.row, f.facts["n"]) for f in grid.faults] == [("short_rows", 2, "2")]


def test_a_file_without_rows_keeps_its_headings() -> None:
    """A header alone is a table of no rows; nothing at all has no headings either."""
    assert gridded([["a", "b"]], first_row=1, file="x").columns == ((), ())
    assert gridded([], first_row=1, file="x").headings == ()


def test_a_zero_is_not_blank() -> None:
    """Typed cells fill a row, whatever their value."""
    assert gridded([["a"], [0.0], [False]], first_row=1, file="x").rows == (2, 3)


def test_a_raw_table_tells_where_it_comes_from() -> None:
    """File and hash are asked for; a merge is three numbers."""
    raw = RawTable(file="x.csv", sha256="ab", merges=(Merge(column=0, first=2, last=3),))
    assert (raw.file, raw.sha256, raw.rows, raw.merges[0].last) == ("x.csv", "ab", (), 3)
