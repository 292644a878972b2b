"""No group under the floor is shown, and none can be found again."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange
from gtkit.scoring.survey.small_groups import hidden_cells, small_groups


@given(sizes=st.lists(st.integers(0, 12), max_size=9), floor=st.integers(1, 8))
def test_what_is_shown_holds_the_floor(sizes: list[int], floor: int) -> None:
    """Each group left alone holds it, and so does the merged one, unless all together do not."""
    people = pd.Series({f"g{k}": n for k, n in enumerate(sizes)}, dtype="int64")
    merged = small_groups(people, floor=floor)
    alone = people[(people > 0) & ~people.index.isin(merged)]
    assert (alone >= floor).all()
    if merged and people[list(merged)].sum() < floor:
        assert alone.empty
    assert bool(merged) == bool(((people > 0) & (people < floor)).any())


def test_two_small_groups_are_enough_when_they_hold_the_floor() -> None:
    """Nobody else is drawn in without need."""
    assert small_groups(pd.Series({"a": 4, "b": 3, "c": 5})) == ("b", "a")


@pytest.mark.parametrize(("people", "floor"), [({"a": 1}, 0), ({"a": -1}, 5)])
def test_bad_numbers_are_refused(people: dict[str, int], floor: int) -> None:
    """A floor of nobody, fewer than nobody."""
    with pytest.raises(OutOfRange):
        small_groups(pd.Series(people), floor=floor)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 30), min_size=1, max_size=6))
def test_no_hidden_cell_follows_from_the_total(people: dict[str, int]) -> None:
    """What is shown holds the floor or nobody; what is hidden is never one cell alone among several."""
    cells = pd.Series(people)
    hidden = hidden_cells(cells, floor=5)
    shown = cells.drop(list(hidden))
    assert not ((shown > 0) & (shown < 5)).any()
    if (cells > 0).sum() > 1:
        assert len(hidden) != 1
    assert not hidden or cells[list(hidden)].sum() >= 5 or (shown == 0).all()


def test_cells_that_hold_the_floor_are_all_shown() -> None:
    """Nothing is hidden that need not be."""
    assert hidden_cells(pd.Series({"a": 5, "b": 0, "c": 9})) == ()
    assert hidden_cells(pd.Series({"a": 3, "b": 2, "c": 9})) == ("b", "a")
    assert hidden_cells(pd.Series({"a": 1, "b": 2, "c": 9})) == ("a", "b", "c")
