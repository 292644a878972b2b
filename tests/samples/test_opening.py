"""The invented firm's calendar."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtkit.samples.opening import next_open
from gtkit.samples.population import AS_OF, FIRST_DAY


@given(st.dates(FIRST_DAY, AS_OF))
def test_an_open_day_is_a_working_day_never_before_nor_far_after(asked: date) -> None:
    """A document is dated the day itself or the first open day after it, ten days later at most."""
    (found,) = next_open(np.array([asked], dtype="datetime64[D]")).tolist()
    assert found.weekday() < 5
    assert (found.month, found.day) not in {(5, 1), (7, 14), (8, 15), (12, 25), (1, 1)}
    assert 0 <= (found - asked).days <= 10


@given(st.dates(FIRST_DAY, AS_OF))
def test_no_day_is_pushed_past_the_last(asked: date) -> None:
    """The last day of the data is open, so that no order falls out of the window."""
    assert next_open(np.array([asked], dtype="datetime64[D]"))[0] <= np.datetime64(AS_OF)
