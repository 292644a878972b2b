"""How far two groups' priorities lie apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.scoring.survey.group_distance import group_distance, places

ITEMS = pd.Index(list("abcd"))
ORDERS = st.lists(st.permutations(list("abcd")).map(tuple), min_size=1, max_size=8)


def sheet(*lists: tuple[str, ...]) -> pd.DataFrame:
    return places(pd.Series(list(lists), dtype=object), ITEMS)


def apart(one: pd.DataFrame, other: pd.DataFrame, seed: int = 1) -> tuple[float, float]:
    found = group_distance(one, other, rng=np.random.default_rng(seed), permutations=400)
    return found.distance, found.p_value


def test_opposite_orders_are_as_far_as_can_be() -> None:
    """Abcd against dcba: 3 + 1 + 1 + 3 places of 8, the most that four items allow."""
    assert apart(sheet(tuple("abcd")), sheet(tuple("dcba")))[0] == 1
    assert apart(sheet(tuple("abcd")), sheet(tuple("bacd")))[0] == pytest.approx(2 / 8)


def test_a_group_planted_elsewhere_is_found_and_a_twin_is_not() -> None:
    """Ten people who all reverse the order are not there by chance; ten drawn from the same lists are."""
    rng = np.random.default_rng(3)
    alike = [tuple(rng.permutation(list("ab"))) + tuple(rng.permutation(list("cd"))) for _ in range(20)]
    assert apart(sheet(*alike[:10]), sheet(*[x[::-1] for x in alike[10:]]))[1] < 0.01
    assert apart(sheet(*alike[:10]), sheet(*alike[10:]))[1] > 0.05


@given(ORDERS, ORDERS)
def test_distance_is_symmetric_bounded_and_nought_to_itself(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]]
) -> None:
    """Between 0 and 1, the same both ways, 0 between a group and itself, whatever the order of people."""
    a, b = sheet(*one), sheet(*other)
    there, back = (group_distance(x, y, rng=np.random.default_rng(0), permutations=3) for x, y in ((a, b), (b, a)))
    assert there.distance == pytest.approx(back.distance)
    assert 0 <= there.distance <= 1
    assert 0 < there.p_value <= 1
    assert group_distance(a, a[::-1], rng=np.random.default_rng(0), permutations=3).distance == 0


def test_items_left_out_share_the_last_places() -> None:
    """One item listed of four: the three others stand at 3; a stranger to the list is left aside."""
    assert sheet(("c",)).iloc[0].tolist() == [3.0, 3.0, 1.0, 3.0]
    assert sheet(("z", "c")).iloc[0].tolist() == [3.0, 3.0, 1.0, 3.0]


def test_what_cannot_be_compared_is_refused() -> None:
    """An item listed twice, a group of nobody, a single item."""
    with pytest.raises(OutOfRange):
        sheet(("a", "a"))
    with pytest.raises(NotEstimable):
        apart(sheet(("a",)), sheet().reindex(columns=ITEMS))
    with pytest.raises(NotEstimable):
        apart(sheet(("a",))[["a"]], sheet(("a",))[["a"]])
