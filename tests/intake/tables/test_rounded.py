"""A sum printed to the unit is told from a sum that misses a line."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.tables.rounded import by_line, is_rounded

CENTS = st.lists(st.integers(-100_000, 100_000), min_size=1, max_size=40)


@given(CENTS, st.integers(0, 2))
def test_every_way_of_rounding_is_recognised(cents: list[int], way: int) -> None:
    """Half away from zero, half to even or cut, line by line; or the sum itself."""
    values = np.array(cents) / 100
    ways = [float(lines.sum()) for lines in by_line(values)]
    assert is_rounded(ways[way], float(values.sum()), ways)
    assert is_rounded(float(np.rint(values.sum())), float(values.sum()), ways)


@given(CENTS, st.integers(1, 500))
def test_no_other_total_is(cents: list[int], more: int) -> None:
    """Above every rounding by a unit or more it is wrong; with cents it is never to the unit."""
    values = np.array(cents) / 100
    ways = [float(lines.sum()) for lines in by_line(values)]
    most = max(np.ceil(values.sum()), *ways)
    assert not is_rounded(float(most + more), float(values.sum()), ways)
    assert not is_rounded(float(values.sum()) + 0.01 if float(values.sum()).is_integer() else 0.25, 0.25, [0.0])
