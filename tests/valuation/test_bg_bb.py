"""BG/BB: published values, recovered truth over unequal histories, laws, refusals, odd portfolios."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import ConfigurationError, NotEstimable, OutOfRange
from gtkit.periods import Period
from gtkit.valuation import PurchaseFit, bg_bb, customer_equity
from gtkit.valuation.bg_bb import BG_BB
from gtkit.valuation.flags import codes
from gtkit.valuation.history import history


def theta(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array(value) for value in values)


def table(*rows: tuple[float, float, float]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["frequency", "recency", "T"], dtype=float)
    found.attrs["period"] = Period.YEAR
    return found


def invented(
    rng: np.random.Generator, customers: int, *, alpha: float, beta: float, gamma: float, delta: float
) -> tuple[pd.DataFrame, np.ndarray]:
    """Customers drawn opportunity by opportunity, known for 3 to 16 quarters, and who is still there."""
    takes, leaves = rng.beta(alpha, beta, customers), rng.beta(gamma, delta, customers)
    n = rng.integers(3, 17, customers)
    k = np.arange(1, 17)
    there = (rng.random((customers, 16)) >= leaves[:, None]).cumprod(axis=1).astype(bool)
    taken = there & (rng.random((customers, 16)) < takes[:, None]) & (k <= n[:, None])
    columns = {"frequency": taken.sum(axis=1), "recency": (taken * k).max(axis=1), "T": n}
    summary = pd.DataFrame(columns).astype(float)
    summary.attrs["period"] = Period.QUARTER
    return summary, there[np.arange(customers), n - 1]


@pytest.fixture(scope="module")
def fit(donations: pd.DataFrame) -> PurchaseFit:
    """BG/BB on the donors."""
    return bg_bb.fit(donations)


def test_the_donors_are_the_published_fit(published: Callable[[str], Any], fit: PurchaseFit) -> None:
    """A26: parameters and log-likelihood, nothing flagged."""
    *params, loglik = published("A26")
    assert [*fit.params.values()] == pytest.approx(params, rel=3e-3)
    assert fit.loglik == pytest.approx(loglik, abs=0.01)
    assert fit.gradient < 1e-8
    assert fit.flags == ()


def test_donors_are_there_as_published(published: Callable[[str], Any], fit: PurchaseFit) -> None:
    """A27: the paper's P(alive in 2002) is that of still being there at the opportunity after the last one seen."""
    gamma, delta = fit.params["gamma"], fit.params["delta"]
    found = fit.p_alive(table((0, 0, 6), (2, 4, 6), (6, 6, 6))) * (delta + 6) / (gamma + delta + 6)
    assert found.tolist() == pytest.approx(published("A27"), abs=6e-3)


def test_donors_give_as_published(published: Callable[[str], Any], fit: PurchaseFit, donations: pd.DataFrame) -> None:
    """A28: next five years, how many give never or always, ten years of a new donor and of two known ones."""
    found = [
        fit.expected_purchases(donations, periods=5).sum(),
        *(len(donations) * fit.probability_new([0, 6], periods=6)),
        fit.expected_new(10.0)[0],
        *fit.expected_purchases(table((0, 0, 6), (4, 5, 6)), periods=10),
    ]
    assert found == pytest.approx(published("A28"), rel=1e-3)


def test_the_donors_are_tracked_as_published(
    published: Callable[[str], Any], fit: PurchaseFit, donations: pd.DataFrame
) -> None:
    """A29: expected gifts of each of eleven years."""
    found = np.diff(fit.expected_new(np.arange(12.0))) * len(donations)
    assert found == pytest.approx(published("A29"), rel=1e-3)


def test_the_discounted_residual_is_the_anchor(published: Callable[[str], Any]) -> None:
    """A30: DERT for ever at 10 % a period, and the log-likelihood of the same history."""
    values, (x, t_x, n) = theta(1.20, 0.75, 0.66, 2.78), (np.array([value]) for value in (3.0, 4.0, 6.0))
    delta = np.log(1.1)
    (value,) = BG_BB.discounted(values, x, n, edges=np.array([0.0, 40 / delta]), deltas=(delta,), panels=1)
    dert, loglik = published("A30")
    assert float((value[:, 0] * BG_BB.alive(values, x, t_x, n))[0]) == pytest.approx(dert, rel=1e-5)
    assert BG_BB.loglik(values, history(table((3, 4, 6))))[0][0] == pytest.approx(loglik, rel=1e-5)


def test_an_invented_truth_is_recovered() -> None:
    """Parameters of 8,000 customers known for 3 to 16 quarters are within 3 standard errors; so is who is there."""
    truth = {"alpha": 1.4, "beta": 1.1, "gamma": 0.9, "delta": 6.0}
    summary, there = invented(np.random.default_rng(3), 8000, **truth)
    found = bg_bb.fit(summary)
    assert found.flags == ()
    for (name, value), error in zip(found.params.items(), np.sqrt(np.diag(found.log_vcov)), strict=True):
        assert abs(np.log(value / truth[name])) < 3 * error
    assert found.p_alive(summary).mean() == pytest.approx(there.mean(), abs=0.02)


@given(
    values=st.tuples(*[st.floats(0.1, 10)] * 4),
    numbers=st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 12)).map(sorted),
)
def test_the_gradient_is_that_of_the_likelihood(values: tuple[float, ...], numbers: list[int]) -> None:
    """Analytic derivatives agree with central differences in logs."""
    x, t_x, n = numbers
    rows, logs = history(table((max(x, 1) if t_x else 0, t_x, n))), np.log(values)

    def value(point: np.ndarray) -> float:
        return float(BG_BB.loglik(theta(*np.exp(point)), rows)[0][0])

    for k, slope in enumerate(BG_BB.loglik(theta(*values), rows)[1]):
        step = 1e-5 * np.eye(4)[k]
        numeric = (value(logs + step) - value(logs - step)) / 2e-5
        assert float(slope[0]) * values[k] == pytest.approx(numeric, rel=1e-5, abs=1e-7 * (1 + abs(value(logs))))


def test_histories_of_one_length_have_probability_one_together() -> None:
    """Likelihoods of all paths of 8 opportunities, each (x, t_x) as many times as it can come, add up to 1."""
    values, paths = theta(0.7, 2.0, 0.5, 4.0), [(0, 0, 1)]
    paths += [(x, t, math.comb(t - 1, x - 1)) for t in range(1, 9) for x in range(1, t + 1)]
    rows = history(table(*((x, t, 8) for x, t, _ in sorted(paths))))
    ways = np.array([count for *_, count in sorted(paths)])
    assert ways @ np.exp(BG_BB.loglik(values, rows)[0]) == pytest.approx(1, rel=1e-13)


def test_probabilities_add_up_and_have_their_mean(fit: PurchaseFit) -> None:
    """P(X(n) = x) sums to 1, has the mean E[X(n)], and is 0 beyond n."""
    counts = np.arange(14.0)
    chances = fit.probability_new(counts, periods=10)
    assert chances.sum() == pytest.approx(1, rel=1e-13)
    assert counts @ chances == pytest.approx(fit.expected_new(10.0)[0], rel=1e-12)
    assert (chances[11:] == 0).all()


def test_draws_have_the_expected_mean() -> None:
    """Opportunities drawn customer by customer average to the closed form."""
    values, n = theta(0.7, 2.0, 0.5, 4.0), 200_000
    drawn = BG_BB.draw(values, np.full(n, 3.0), np.full(n, 6.0), 9.0, np.random.default_rng(5))
    expected = float(BG_BB.expected(values, *theta(3.0, 6.0, 9.0)))
    assert drawn.mean() == pytest.approx(expected, abs=4 * drawn.std() / np.sqrt(n))
    assert drawn.max() <= 9


@given(x=st.integers(0, 10), n=st.integers(10, 30), t=st.integers(1, 40))
def test_predictions_keep_their_laws(x: int, n: int, t: int) -> None:
    """P(alive) lies in 0 to 1 and falls with each opportunity missed; E(t) grows, under one an opportunity."""
    values = theta(0.7, 2.0, 0.5, 4.0)
    now, later, taken = (float(BG_BB.alive(values, *theta(x, x, when))) for when in (n, n + 1, x))
    assert 0 < later < now <= 1
    assert taken == 1
    one, two = (float(BG_BB.expected(values, *theta(x, n, time))) for time in (t, t + 1))
    assert 0 < one < two < t + 1
    assert float(BG_BB.expected(values, *theta(x, n, t + 0.7))) == one


def test_yearly_slices_add_up_and_for_ever_is_the_limit(fit: PurchaseFit, donations: pd.DataFrame) -> None:
    """Slices are the whole; at rate 0 they are undiscounted; the endless horizon is the limit of long ones."""
    some = donations.drop_duplicates()
    rows, delta = history(some), Period.YEAR.discount_rate(0.1)
    slices = fit.discounted(rows, edges=np.arange(13.0), delta=delta).sum(axis=1)
    whole = fit.discounted_purchases(some, annual_rate=0.1, horizon_years=12)
    np.testing.assert_allclose(rows.spread(slices, "") * fit.p_alive(some), whole, rtol=1e-12)
    plain = fit.discounted_purchases(some, annual_rate=0.0, horizon_years=12)
    np.testing.assert_allclose(plain, fit.expected_purchases(some, periods=12), rtol=1e-12)
    ever, long = (fit.discounted_purchases(some, annual_rate=0.1, horizon_years=years) for years in (math.inf, 400))
    np.testing.assert_allclose(ever, long, rtol=1e-12)
    assert (whole < ever).all()


def test_customers_are_valued_with_their_intervals(fit: PurchaseFit, donations: pd.DataFrame) -> None:
    """Customer equity reads the fit like any other: years add up, and the interval holds the total."""
    some = donations.iloc[::60]
    found = customer_equity(
        fit,
        pd.Series(50.0, index=some.index),
        some,
        annual_rate=0.1,
        horizon_years=4,
        margin=1.0,
        rng=np.random.default_rng(1),
    )
    assert found.total == pytest.approx(50 * fit.discounted_purchases(some, annual_rate=0.1, horizon_years=4).sum())
    assert found.interval.low < found.total < found.interval.high
    assert found.prediction.low < found.interval.low


def test_order_and_copies_do_not_matter(fit: PurchaseFit, donations: pd.DataFrame) -> None:
    """Customers shuffled, renamed and counted twice: same parameters, half the variances."""
    twice = pd.concat([donations.sample(frac=1, random_state=1)] * 2).reset_index(drop=True)
    found = bg_bb.fit(twice, period=Period.YEAR)
    assert [*found.params.values()] == pytest.approx([*fit.params.values()], rel=1e-7)
    np.testing.assert_allclose(found.vcov, fit.vcov / 2, rtol=1e-4)


@pytest.mark.parametrize("row", [(1, 2.5, 4), (1, 2, 4.5), (3, 2, 4)])
def test_what_is_not_in_opportunities_is_refused(row: tuple[float, float, float], fit: PurchaseFit) -> None:
    """Weeks and a half, or more purchases than opportunities: refused when fitted and when predicted."""
    with pytest.raises(OutOfRange, match=r"recency|T"):
        bg_bb.fit(table((0, 0, 4), row))
    with pytest.raises(OutOfRange, match=r"recency|T"):
        fit.p_alive(table(row))
    with pytest.raises(OutOfRange, match=r"recency|T"):
        fit.discounted_purchases(table(row), annual_rate=0.1)


def test_a_base_without_a_repeat_purchase_is_refused(donations: pd.DataFrame) -> None:
    """Nobody took an opportunity, nobody had one, or nothing tells how long one lasts."""
    with pytest.raises(NotEstimable, match="repeat_customers"):
        bg_bb.fit(table((0, 0, 4), (0, 0, 3)))
    with pytest.raises(NotEstimable, match="T"):
        bg_bb.fit(table((0, 0, 0)))
    unknown = donations.copy()
    unknown.attrs = {}
    with pytest.raises(ConfigurationError, match="period"):
        bg_bb.fit(unknown).discounted_purchases(unknown, annual_rate=0.1)


ODD = {
    "alike": [(3, 5, 6)] * 30,
    "all taken": [(6, 6, 6)] * 30,
    "never leaves": [(x, 8 - x % 2, 8) for x in (3, 4, 5, 6, 7) for _ in range(8)],
    "one each": [(1, 1 + k % 6, 6) for k in range(30)],
    "one customer": [(3, 5, 9)],
    "won today": [(0, 0, 0)] * 20 + [(2, 3, 5)] * 20,
    "long histories": [(400, 500, 520), (3, 60, 520), (0, 0, 520), (519, 519, 520)] * 10,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_portfolios_end_in_a_sound_fit_or_a_named_doubt(name: str, recwarn: pytest.WarningsRecorder) -> None:
    """Whatever the base: finite parameters and predictions, no warning, and a flag where a parameter is not known."""
    summary = table(*ODD[name])
    found = bg_bb.fit(summary)
    value = found.discounted_purchases(summary, annual_rate=0.1)
    assert found.flags == () or set(codes(found.flags)) <= {"no_dropout", "endless_life", "at_bound", "ill_conditioned"}
    assert found.flags or found.gradient < 1e-8
    assert np.isfinite([*found.params.values(), found.loglik]).all()
    assert ((value >= 0) & (value <= 5)).all()
    assert found.p_alive(summary).between(0, 1).all()
    assert not recwarn.list
