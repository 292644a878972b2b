"""Columns made without listing records are those made of the listed records."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from gtkit.intake.files.cut_grid import cut_grid
from gtkit.intake.files.cuts import cut
from gtkit.intake.files.raw import gridded

LINES = st.lists(
    st.lists(st.sampled_from(["", " ", "\u00a0", "a", "bb", "1,5", '"x;y"', '"p\nq"', '""']), max_size=4).map(";".join),
    max_size=8,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
@example(["", "a;b", "1;2;;", "1;2;x", " ;\u00a0", "3", "", "4;5; ;"], "\n")
@example(["Export", "a;b", "1;2"], "\n")
def test_a_grid_is_the_one_made_of_the_records(lines: list[str], end: str) -> None:
    """Headings, cells, row numbers, blank rows counted, faults: whatever the widths and the blank lines."""
    text = end.join(lines)
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    cuts = cut(text.encode(), ";")
    assert cuts is not None
    made, expected = cut_grid(cuts, file="v.csv"), gridded(records, first_row=1, file="v.csv")
    assert made is not None
    assert tuple(map(tuple, made.columns)) == expected.columns
    assert (made.headings, made.rows, made.blank) == (expected.headings, expected.rows, expected.blank)
    assert made.faults == expected.faults


def test_a_very_wide_file_is_left_to_the_records() -> None:
    """A thousand columns are looked at one by one, not more."""
    cuts = cut(b";".join([b"h"] * 1001) + b"\n1;2\n", ";")
    assert cuts is not None
    assert cut_grid(cuts, file="v.csv") is None
