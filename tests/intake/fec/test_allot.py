"""An amount is shared out to the cent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.fec.allot import allotted

WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=8)


@given(st.integers(-(10**12), 10**12), WEIGHTS)
def test_shares_add_up_and_keep_to_a_cent_of_the_exact_one(total: int, weights: list[int]) -> None:
    """Whatever the amount and the weights: nothing is lost, no share is off by a cent or more."""
    shares = allotted(total, weights)
    assert sum(shares) == total
    known = weights if sum(weights) else [1] * len(weights)
    for share, weight in zip(shares, known, strict=True):
        assert abs(share * sum(known) - total * weight) < sum(known)


def test_equal_remainders_are_served_in_order() -> None:
    """The cents left over go to the first ones, of either sign."""
    assert allotted(100, [1, 1, 1]) == [34, 33, 33]
    assert allotted(-5, [0, 0]) == [-3, -2]
