"""Pareto/NBD: published values, recovered truth, laws of a fit, the degenerate fit."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.valuation import PurchaseFit, pareto_nbd
from gtkit.valuation.flags import codes
from gtkit.valuation.history import history
from gtkit.valuation.likelihood import maximum
from gtkit.valuation.model import expected_new, probability_new
from gtkit.valuation.pareto_nbd import PARETO_NBD


def theta(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array(value) for value in values)


def table(*rows: tuple[float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["frequency", "recency", "T"], dtype=float)


def invented(
    rng: np.random.Generator, customers: int, *, r: float, alpha: float, s: float, beta: float
) -> tuple[pd.DataFrame, np.ndarray]:
    """Customers drawn purchase by purchase over two years of weeks, and who is still there."""
    rate, life = rng.gamma(r, 1 / alpha, customers), rng.exponential(1 / rng.gamma(s, 1 / beta, customers))
    age = rng.uniform(60, 104, customers)
    times = np.cumsum(rng.exponential(1.0, (customers, 300)), axis=1) / rate[:, None]
    seen = times <= np.minimum(life, age)[:, None]
    columns = {"frequency": seen.sum(axis=1), "recency": np.where(seen, times, 0.0).max(axis=1), "T": age}
    summary = pd.DataFrame(columns)
    summary.attrs["period"] = "week"
    return summary, life > age


def test_cdnow_is_the_published_fit(published: Callable[[str], Any], pareto_fit: PurchaseFit) -> None:
    """A05, A06: parameters, log-likelihood and standard errors, nothing flagged."""
    r, alpha, s, beta, loglik = published("A05")
    found = pareto_fit.params
    assert [found["r"], found["alpha"], found["s"]] == pytest.approx([r, alpha, s], rel=5e-3)
    assert found["beta"] == pytest.approx(beta, rel=2e-2)
    assert pareto_fit.loglik == pytest.approx(loglik, abs=0.01)
    assert np.sqrt(np.diag(pareto_fit.vcov)) == pytest.approx(published("A06"), rel=2e-2)
    assert pareto_fit.gradient < 1e-8
    assert pareto_fit.flags == ()


def test_new_customers_buy_as_published(published: Callable[[str], Any], pareto_fit: PurchaseFit) -> None:
    """A13, A14: E[X(t)]."""
    assert pareto_fit.expected_new(np.arange(10.0)) == pytest.approx(published("A13"), abs=1e-2)
    assert pareto_fit.expected_new(52.0)[0] == pytest.approx(published("A14")[0], rel=1e-3)


def test_customers_are_expected_to_buy_as_published(published: Callable[[str], Any], pareto_fit: PurchaseFit) -> None:
    """A14, A16: conditional expectations and P(alive), buying more being worth less after a long silence."""
    known = table((26, 30.857143, 31.0), *((x, 20.0, 39.0) for x in (10, 15, 20, 25)))
    year = pareto_fit.expected_purchases(known, periods=52)
    assert [year[0], pareto_fit.p_alive(known)[0]] == pytest.approx(published("A14")[1:], rel=1e-3)
    assert year[1:].tolist() == pytest.approx(published("A16"), rel=1e-2)


def test_holdout_by_frequency_is_as_published(
    published: Callable[[str], Any], pareto_fit: PurchaseFit, cdnow: pd.DataFrame
) -> None:
    """A18: mean expected holdout purchases by calibration frequency."""
    expected = pareto_fit.expected_purchases(cdnow, periods=39)
    means = expected.groupby(cdnow["frequency"].clip(upper=7)).mean()
    assert means.to_numpy() == pytest.approx(published("A18"), abs=2e-3)


def test_the_base_is_tracked_as_published(
    published: Callable[[str], Any], pareto_fit: PurchaseFit, cdnow: pd.DataFrame
) -> None:
    """A21: purchases of the whole base week by week, each customer counted from its first purchase."""
    born = float(cdnow["T"].max()) - cdnow["T"].to_numpy()
    until = np.array([pareto_fit.expected_new(np.maximum(week - born, 0.0)).sum() for week in range(19, 26)])
    assert [*np.diff(until), *until[1:]] == pytest.approx(published("A21"), rel=3e-3)


def test_totals_are_the_anchor(published: Callable[[str], Any], pareto_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """A24: total expected purchases and mean P(alive)."""
    total, _, _, alive, _, _ = published("A24")
    assert pareto_fit.expected_purchases(cdnow, periods=39).sum() == pytest.approx(total, rel=3e-3)
    assert pareto_fit.p_alive(cdnow).mean() == pytest.approx(alive, rel=3e-3)


def test_the_total_has_the_interval_of_reference(
    published: Callable[[str], Any], pareto_fit: PurchaseFit, cdnow: pd.DataFrame
) -> None:
    """A25: spread by parameters, by chance, by both; the interval covers what truly came, chance alone does not."""
    by_parameters, by_chance, by_both, low, high, actual = published("A25")
    rows, rng, draws = history(cdnow), np.random.default_rng(25), 600
    values = tuple(value[:, None] for value in pareto_fit.draw_parameters(rng, draws))
    alive = PARETO_NBD.alive(values, rows.x, rows.t_x, rows.T)
    expected = (alive * PARETO_NBD.expected(values, rows.x, rows.T, np.array(39.0))) @ rows.count

    def totals(alive: np.ndarray, values: tuple[np.ndarray, ...]) -> np.ndarray:
        drawn = PARETO_NBD.draw(values, rows.x[rows.group], np.tile(rows.T[rows.group], (draws, 1)), 39.0, rng)
        return np.asarray(((rng.random(drawn.shape) < alive[:, rows.group]) * drawn).sum(axis=1))

    fixed = PARETO_NBD.alive(pareto_fit.theta, rows.x, rows.t_x, rows.T)[None, :]
    chance, both = totals(fixed, pareto_fit.theta), totals(alive, values)
    found = [expected.std(), chance.std(), both.std()]
    assert found == pytest.approx([by_parameters, by_chance, by_both], rel=0.10)
    assert np.quantile(both, [0.025, 0.975]) == pytest.approx([low, high], rel=0.10)
    assert np.quantile(both, 0.025) < actual < np.quantile(both, 0.975)
    assert np.quantile(chance, 0.975) < actual


def test_the_discounted_residual_is_the_anchor(published: Callable[[str], Any]) -> None:
    """A23: DERT for ever at a continuous weekly rate of 0.0027; slices add up to it."""
    values, delta = theta(0.5629966, 12.559037, 0.4081095, 10.5148048), 0.0027
    x, T = np.array([7.0]), np.array([77.86])
    alive = PARETO_NBD.alive(values, x, np.array([35.0]), T)
    whole, slices = (
        PARETO_NBD.discounted(values, x, T, edges=edges, deltas=(delta,), panels=12)[0] * alive
        for edges in (np.array([0.0, 40 / delta]), np.array([0.0, 52.0, 104.0, 1000.0, 40 / delta]))
    )
    assert float(whole[0, 0]) == pytest.approx(published("A23"), rel=1e-4)
    assert slices.sum() == pytest.approx(float(whole[0, 0]), rel=1e-12)


@pytest.mark.parametrize(
    ("values", "history", "expected"),
    [
        ((0.55, 10.58, 0.61, 11.67), (3000.0, 300.0), 1663.2528013174256),
        ((0.55, 10.0, 1.0, 10.0), (5.0, 39.0), 8.707011428470242),
        ((0.55, 10.0, 1e4, 1e5), (5.0, 39.0), 1.1127997434477919),
        ((0.55, 10.0, 1e-4, 1e5), (5.0, 39.0), 23.425575125468608),
    ],
)
def test_five_years_discounted_match_forty_digits(
    values: tuple[float, ...], history: tuple[float, float], expected: float
) -> None:
    """260 weeks at 10 % in 52 weeks, whole or by year, to 1e-12 of mpmath at 40 digits."""
    x, T = (np.array([value]) for value in history)
    delta = np.log(1.1) / 52
    for edges, panels in ((np.array([0.0, 260.0]), 12), (np.arange(6) * 52.0, 2)):
        found = PARETO_NBD.discounted(theta(*values), x, T, edges=edges, deltas=(delta,), panels=panels)[0]
        assert found.sum() == pytest.approx(expected, rel=1e-12)


def test_a_base_larger_than_gamma_functions_bear(published: Callable[[str], Any]) -> None:
    """A35, A37: expectations of customers with 132, 133 and 500 purchases, where public libraries overflow."""
    values, x, T = theta(0.55, 10.58, 0.61, 11.67), np.array([132.0, 133.0]), np.array([200.0, 200.0])
    found = PARETO_NBD.alive(values, x, T, T) * PARETO_NBD.expected(values, x, T, np.array(10.0))
    assert found == pytest.approx(published("A35"), rel=1e-9)
    hard = PARETO_NBD.alive(
        theta(10.465, 0.00798565181, 3.0516, 2.820), *map(np.array, ([40.0, 500.0], [5.0, 4.0], [6.0, 37.0]))
    )
    assert hard[0] == pytest.approx(published("A37")[1], rel=1e-6)
    assert 0 <= hard[1] < 1e-300


def test_probabilities_add_up_and_have_their_mean() -> None:
    """P(X(t) = x) sums to 1 and has the mean E[X(t)], also for regular buyers; none is negative."""
    for values in ((0.9, 8.0, 0.8, 12.0), (40.0, 20.0, 2.0, 30.0), (0.05, 2.0, 3.0, 1.0)):
        counts, t = np.arange(900.0), np.array(30.0)
        chances = probability_new(PARETO_NBD, theta(*values), counts, t)
        assert (chances >= 0).all()
        assert chances.sum() == pytest.approx(1, abs=1e-9)
        assert counts @ chances == pytest.approx(float(expected_new(PARETO_NBD, theta(*values), t)), rel=1e-8)
    at_once = probability_new(PARETO_NBD, theta(0.9, 8.0, 0.8, 12.0), np.arange(3.0), np.array(0.0))
    assert at_once.tolist() == [1.0, 0.0, 0.0]


def test_small_probabilities_keep_their_digits() -> None:
    """P(X(39) = 3) and P(X(39) = 400) at parameters of CDNOW, by mpmath at 40 digits."""
    found = probability_new(PARETO_NBD, theta(0.55, 10.0, 0.61, 10.0), np.array([0.0, 3.0, 400.0]), np.array(39.0))
    assert found == pytest.approx([0.6008993773646377, 0.04762058009535605, 1.478495818377028e-42], rel=1e-12)


def test_an_invented_truth_is_recovered() -> None:
    """Parameters of 6,000 invented customers are found within 3 standard errors; so is who is still there."""
    truth = {"r": 0.8, "alpha": 5.0, "s": 0.9, "beta": 30.0}
    summary, alive = invented(np.random.default_rng(12), 6000, **truth)
    found = pareto_nbd.fit(summary)
    assert found.flags == ()
    assert found.gradient < 1e-8
    for (name, value), error in zip(found.params.items(), np.sqrt(np.diag(found.log_vcov)), strict=True):
        assert abs(np.log(value / truth[name])) < 3 * error
    assert found.p_alive(summary).mean() == pytest.approx(alive.mean(), abs=0.02)


def test_draws_have_the_expected_mean() -> None:
    """Purchases drawn customer by customer average to the closed form."""
    values, n = theta(0.9, 8.0, 2.5, 40.0), 200_000
    drawn = PARETO_NBD.draw(values, np.full(n, 4.0), np.full(n, 30.0), 100.0, np.random.default_rng(5))
    expected = float(PARETO_NBD.expected(values, *theta(4.0, 30.0, 100.0)))
    assert drawn.mean() == pytest.approx(expected, abs=4 * drawn.std() / np.sqrt(n))


@given(x=st.integers(0, 40), T=st.floats(20, 100), early=st.floats(0.1, 0.9))
def test_a_longer_silence_makes_life_less_likely(x: int, T: float, early: float) -> None:
    """P(alive) lies in 0 to 1 and falls with T - t_x."""
    values = theta(0.9, 8.0, 0.8, 20.0)
    t_x = early * T if x else 0.0
    now, later, bought = (
        float(PARETO_NBD.alive(values, *theta(x, *when))) for when in ((t_x, T), (t_x, T + 5), (T, T))
    )
    assert 0 <= later < now < 1
    assert bought == 1


@given(x=st.integers(0, 40), T=st.floats(1, 100), t=st.floats(1, 200), s=st.sampled_from([0.2, 1.0, 1 + 1e-12, 3.0]))
def test_more_time_brings_more_purchases_and_less_than_without_leaving(x: int, T: float, t: float, s: float) -> None:
    """E(t) and E[X(t)] grow with t, and stay under the NBD's; s = 1 is no special case."""
    values = theta(0.9, 8.0, s, 20.0)
    one, two = (float(PARETO_NBD.expected(values, *theta(x, T, time))) for time in (t, 1.1 * t))
    assert 0 < one < two < (0.9 + x) / (8.0 + T) * 1.1 * t
    new = expected_new(PARETO_NBD, values, np.array([0.0, t, 1.1 * t]))
    assert 0 == new[0] < new[1] < new[2] < 0.9 / 8.0 * 1.1 * t


def test_the_unit_of_time_does_not_matter(cdnow: pd.DataFrame, pareto_fit: PurchaseFit) -> None:
    """In days, alpha and beta are 7 times what they are in weeks, and predictions are the same."""
    days = cdnow.assign(recency=7 * cdnow["recency"], T=7 * cdnow["T"])
    days.attrs = {"period": "day"}
    found = pareto_nbd.fit(days)
    ratio = np.array([*found.params.values()]) / [*pareto_fit.params.values()]
    assert ratio == pytest.approx([1, 7, 1, 7], rel=1e-6)
    pd.testing.assert_series_equal(
        found.discounted_purchases(days, annual_rate=0.1), pareto_fit.discounted_purchases(cdnow, annual_rate=0.1)
    )


def test_order_names_and_copies_do_not_matter(cdnow: pd.DataFrame, pareto_fit: PurchaseFit) -> None:
    """Customers shuffled, renamed and counted twice: same parameters, half the variances, own predictions."""
    other = cdnow.sample(frac=1, random_state=1)
    twice = pd.concat([other, other]).set_axis(range(2 * len(other)))
    twice.attrs = cdnow.attrs
    found = pareto_nbd.fit(twice)
    assert [*found.params.values()] == pytest.approx([*pareto_fit.params.values()], rel=1e-7)
    np.testing.assert_allclose(found.vcov, pareto_fit.vcov / 2, rtol=1e-4)
    there = found.p_alive(twice).to_numpy()[: len(other)]
    np.testing.assert_allclose(there, pareto_fit.p_alive(cdnow)[other.index], rtol=1e-6)


def test_value_for_ever_is_the_limit(cdnow: pd.DataFrame, pareto_fit: PurchaseFit) -> None:
    """Value falls with the rate, rises with the horizon, and an endless horizon is its limit."""
    some = cdnow.iloc[:60]

    def value(rate: float, years: float) -> np.ndarray:
        return pareto_fit.discounted_purchases(some, annual_rate=rate, horizon_years=years).to_numpy()

    assert (value(0.2, 5) < value(0.1, 5)).all()
    assert (value(0.1, 5) < value(0.1, 8)).all()
    np.testing.assert_allclose(value(0.3, math.inf), value(0.3, 140), rtol=1e-9)


def test_northwind_shows_no_dropout(published: Callable[[str], Any], northwind: pd.DataFrame) -> None:
    """A33: the maximum is the NBD's, and the fit says that no dropout is seen and that lives are endless."""
    found = pareto_nbd.fit(northwind)
    assert found.loglik == pytest.approx(published("A33")[3], abs=0.01)
    assert {"no_dropout", "endless_life"} <= set(codes(found.flags))
    with pytest.raises(NotEstimable, match="no_dropout"):
        found.discounted_purchases(northwind, annual_rate=0.1, horizon_years=math.inf)


def test_a_large_base_by_days_is_the_fit_of_its_rows() -> None:
    """20,000 customers on 730 days: climbed from a sample by running integrals, the truth and a maximum are found."""
    truth = {"r": 0.8, "alpha": 5.0, "s": 0.9, "beta": 30.0}
    summary, _ = invented(np.random.default_rng(7), 20_000, **truth)
    seen = np.maximum(np.round(7 * summary["recency"]), summary["frequency"] > 0)
    days = summary.assign(recency=seen, T=np.round(7 * summary["T"]))
    days.attrs["period"] = "day"
    found = pareto_nbd.fit(days)
    logs = np.log([found.params[name] / truth[name] for name in truth]) - [0, np.log(7), 0, np.log(7)]
    assert (np.abs(logs) < 3 * np.sqrt(np.diag(found.log_vcov))).all()
    assert found.gradient < 1e-8
    assert found.flags == ()
    rows = history(days)
    slopes = [float(rows.count @ slope) / rows.n for slope in PARETO_NBD.loglik(found.theta, rows)[1]]
    assert np.abs(np.array(slopes) * [*found.params.values()]).max() < 1e-8


def test_a_sample_does_not_decide_the_maximum(cdnow: pd.DataFrame) -> None:
    """Climbed from a sample or searched whole, the maximum and its variances are the same."""
    rng = np.random.default_rng(3)
    summary, _ = invented(rng, 4500, r=0.8, alpha=5.0, s=0.9, beta=30.0)
    rows = history(summary)
    assert len(rows.x) > 4000
    climbed, whole = maximum(PARETO_NBD, rows), maximum(PARETO_NBD, history(summary.iloc[:4000]))
    assert climbed.gradient < 1e-9
    again = maximum(PARETO_NBD, rows, start=climbed.point + 0.3)
    np.testing.assert_allclose(again.point, climbed.point, atol=1e-7)
    np.testing.assert_allclose(again.vcov, climbed.vcov, rtol=1e-3)
    assert np.abs(whole.point - climbed.point).max() < 0.2


ODD = {
    "alike": [(4, 20.0, 25.0)] * 20,
    "nobody leaves": [(k % 9 + 3, 51.0 + k % 2, 52.0) for k in range(60)],
    "one purchase each": [(1, 1.0 + 0.7 * k, 40.0) for k in range(50)],
    "huge frequency": [(3000, 299.0, 300.0), (2500, 120.0, 300.0), (2800, 300.0, 300.0), (5, 20.0, 300.0)] * 5,
    "one customer": [(4, 20.0, 60.0)],
    "many won today": [(0, 0.0, 0.0)] * 30 + [(2, 12.0, 30.0), (1, 3.0, 50.0), (0, 0.0, 40.0)] * 10,
    "all of one age": [(k % 5, 4.0 * (k % 5) + k % 3 * (k % 5 > 0), 39.0) for k in range(80)],
    "left at once": [(k % 3 + 1, 0.5 + k % 3, 300.0) for k in range(60)],
    "hours": [(k % 4, 0.001 * (k % 4), 0.01) for k in range(40)],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_portfolios_end_in_a_sound_fit_or_a_named_doubt(name: str, recwarn: pytest.WarningsRecorder) -> None:
    """Whatever the base: finite parameters and predictions, no warning, and a flag where the maximum is not sharp."""
    summary = table(*ODD[name])
    summary.attrs["period"] = "week"
    found = pareto_nbd.fit(summary)
    assert set(codes(found.flags)) <= {"no_dropout", "endless_life", "at_bound", "ill_conditioned"}
    assert found.flags or found.gradient < 1e-8
    assert np.isfinite([*found.params.values(), found.loglik]).all()
    assert np.isfinite(found.vcov).all()
    assert found.p_alive(summary).between(0, 1).all()
    for values in (
        found.expected_purchases(summary, periods=52),
        found.discounted_purchases(summary, annual_rate=0.1),
        found.expected_new([0.0, 1.0, 52.0]),
        found.probability_new([0, 1, 50], periods=52),
    ):
        assert (np.isfinite(values) & (np.asarray(values) >= 0)).all()
    assert not recwarn.list


def test_impossible_bases_are_refused() -> None:
    """Nobody bought twice, a history without length, a purchase after the end, a missing column: each has its error."""
    with pytest.raises(NotEstimable, match="repeat_customers"):
        pareto_nbd.fit(table((0, 0, 5), (0, 0, 6)))
    with pytest.raises(NotEstimable, match="T"):
        pareto_nbd.fit(table((0, 0, 0)))
    with pytest.raises(OutOfRange, match="recency"):
        pareto_nbd.fit(table((1, 6, 5)))
    with pytest.raises(WrongShape, match="recency"):
        pareto_nbd.fit(table((1, 2, 5)).drop(columns="recency"))
