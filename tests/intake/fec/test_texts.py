"""Columns read once for each distinct text; exact sums by code."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.fec.texts import coded, each_text, joined, marked, summed

PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20)


def test_each_distinct_text_is_read_once() -> None:
    """And stands on each of its rows; what cannot be read is blank and marked."""
    read: list[str] = []

    def one(text: str) -> int | None:
        read.append(text)
        return int(text) if text.isdigit() else None

    values, wrong = each_text(np.array(["1", "x", "1", "2"], dtype=object), one, blank=0, dtype="int64")
    assert values.tolist() == [1, 0, 1, 2]
    assert wrong.tolist() == [False, True, False, False]
    assert sorted(read) == ["1", "2", "x"]


@given(PAIRS)
def test_joined_codes_tell_rows_apart_and_no_more(pairs: list[tuple[int, int]]) -> None:
    """Two rows have one code exactly when both columns agree; codes go from 0 without a gap."""
    first, second = (np.array([pair[at] for pair in pairs], dtype=np.int64) for at in (0, 1))
    codes = joined(coded(first), coded(second)).tolist()
    assert len(set(codes)) == len(set(pairs)) == len(set(zip(codes, pairs, strict=True)))
    assert set(codes) == set(range(len(set(codes))))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-(10**15), 10**15)), max_size=30))
def test_sums_are_exact(rows: list[tuple[int, int]]) -> None:
    """Whole numbers beyond what floats hold add up exactly; a mark stands where any row bears it."""
    codes, values = (np.array([row[at] for row in rows], dtype=np.int64) for at in (0, 1))
    size = max((row[0] for row in rows), default=-1) + 1
    assert summed(values, codes).tolist() == [sum(v for c, v in rows if c == code) for code in range(size)]
    assert marked(values > 0, codes).tolist() == [any(v > 0 for c, v in rows if c == code) for code in range(size)]
