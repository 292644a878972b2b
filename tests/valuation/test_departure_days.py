"""Departures by day: the same numbers as history by history, at any parameters, where dates are few."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation.departure import departures
from gtkit.valuation.departure_days import days_are_few, departing
from gtkit.valuation.history import History, history
from gtkit.valuation.pareto_nbd import PARETO_NBD


@pytest.fixture(scope="module")
def rows() -> History:
    """4,000 distinct histories on 200 days, up to 40 purchases, some bought on the last day."""
    rng = np.random.default_rng(8)
    T = rng.integers(60, 200, 6000)
    x = np.minimum(rng.geometric(0.25, 6000) - 1, 40)
    t_x = np.where(x > 0, np.ceil(T * rng.uniform(0.02, 1.0, 6000) ** 0.5), 0)
    return history(pd.DataFrame({"frequency": x, "recency": t_x / 7, "T": T / 7}))


@pytest.mark.parametrize(
    "values",
    [
        (0.8, 8.3, 0.58, 11.6),
        (0.8, 8.3, 1.0, 8.3),
        (0.8, 0.05, 0.58, 11.6),
        (40.0, 90.0, 0.01, 1000.0),
        (0.1, 2.0, 30.0, 0.1),
        (300.0, 0.05, 80.0, 0.2),
    ],
)
def test_tables_and_single_histories_agree(values: tuple[float, ...], rows: History) -> None:
    """Gains, means, likelihood and gradient agree to the last digits, from long lives to hours."""
    theta = tuple(np.array(value) for value in values)
    assert days_are_few(rows)
    alone, together = departures(theta, rows.x, rows.t_x, rows.T), departing(theta, rows)(rows)
    for name in ("gain", "left", "by_rate", "slow", "by_life", "brief"):
        one, other = getattr(alone, name), getattr(together, name)
        np.testing.assert_allclose(other, one, rtol=1e-10, atol=1e-13 * (1 + np.abs(one).max()), err_msg=name)


def test_a_part_of_the_histories_is_read_from_the_tables_of_all(rows: History) -> None:
    """Gain and slopes of a few histories: from the tables of all, or one by one when no table is worth while."""
    theta, few = tuple(np.array(value) for value in (0.8, 8.3, 0.58, 11.6)), rows.only(slice(0, 300))
    assert not days_are_few(few)
    gain, whole = PARETO_NBD.gain(theta, rows), PARETO_NBD.gain(theta, rows)(rows)
    (one, slopes), (other, same) = PARETO_NBD.gain(theta, few)(few), gain(few)
    np.testing.assert_allclose(other, one, rtol=1e-12, atol=1e-13)
    for slope, found in zip(slopes, same, strict=True):
        np.testing.assert_allclose(found, slope, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(gain(few)[0], whole[0][:300])


def test_dates_that_are_many_are_left_alone() -> None:
    """With as many dates as customers nothing is gained, and histories are taken one by one."""
    T = np.linspace(1, 90, 500)
    scattered = history(pd.DataFrame({"frequency": np.arange(500) % 30 + 1, "recency": 0.9 * T, "T": T}))
    assert not days_are_few(scattered)


def test_customers_of_one_date_alone_are_taken_one_by_one() -> None:
    """All bought on the day that they end: one date, no step from a day to the next, and a likelihood."""
    one = history(pd.DataFrame({"frequency": [3] * 9, "recency": [52.0] * 9, "T": [52.0] * 9}))
    assert not days_are_few(one)
    values = PARETO_NBD.loglik(tuple(np.array(value) for value in (0.8, 8.3, 0.58, 11.6)), one)[0]
    assert np.isfinite(values).all()
