"""The ratio estimator: share of a total borne by a class of units."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.scoring.survey.ratio import ratio_share


def test_equal_weights_give_the_textbook_proportion() -> None:
    """With equal weights the standard error is sqrt(p q / (n - 1)) (Cochran 1977, eq. 3.8, without correction)."""
    member = np.repeat([True, False], [30, 70])
    share, interval = ratio_share(np.full(100, 2.5), member, level=0.95)
    assert share == pytest.approx(0.3)
    assert interval.high - share == pytest.approx(1.959963984540054 * np.sqrt(0.3 * 0.7 / 99), rel=1e-12)


def test_the_interval_recovers_an_invented_truth() -> None:
    """Of 400 samples of 150 customers, a 90 % interval holds the true share about nine times out of ten."""
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        weights = rng.gamma(2.0, 1.0, 150)
        member = rng.random(150) < 0.6  # independent of the weight: the true share is 0.6
        _, interval = ratio_share(weights, member, level=0.90)
        held += interval.low <= 0.6 <= interval.high
    assert 0.85 <= held / 400 <= 0.94  # 0.90 less or more than 3.3 standard errors of the simulation, less bias


@given(
    st.lists(st.tuples(st.floats(0.01, 1e4), st.booleans()), min_size=2, max_size=30),
    st.floats(0.001, 1000),
)
def test_scale_and_order_change_nothing(units: list[tuple[float, bool]], scale: float) -> None:
    """Hours or minutes, first or last: same share, same interval, both within 0 and 1."""
    weights, member = (np.array(x) for x in zip(*units, strict=True))
    share, interval = ratio_share(weights, member)
    again, same = ratio_share(weights[::-1] * scale, member[::-1])
    assert again == pytest.approx(share, abs=1e-9)
    assert (same.low, same.high) == pytest.approx((interval.low, interval.high), abs=1e-7)
    assert 0 <= interval.low <= share + 1e-12
    assert share - 1e-12 <= interval.high <= 1


def test_what_cannot_be_estimated_is_refused() -> None:
    """One unit, no weight at all, or a negative weight."""
    with pytest.raises(NotEstimable):
        ratio_share([1.0], [True])
    with pytest.raises(NotEstimable):
        ratio_share([0.0, 0.0], [True, False])
    with pytest.raises(OutOfRange):
        ratio_share([1.0, -1.0], [True, False])
