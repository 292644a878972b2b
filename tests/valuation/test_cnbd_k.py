"""The kernel of regular orders: likelihood by quadrature, slopes, k = 1, probabilities, draws, laws of P(alive)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, log_expit
from scipy.stats import beta, gamma

from gtkit.valuation.bg_nbd import BG_NBD
from gtkit.valuation.cnbd_k import CnbdK
from gtkit.valuation.history import history
from gtkit.valuation.mbg_nbd import MBG_NBD
from gtkit.valuation.model import expected_new, probability_new
from gtkit.valuation.phase import in_phases, phase_chances

FIRST = pytest.mark.parametrize("first", [0, 1])
POINT = tuple(np.array(value) for value in (0.9, 3.0, 0.8, 4.0))


def model(k: int, first: int = 1) -> CnbdK:
    return CnbdK("regular", first, k)


def one(x: int, t_x: float, T: float, log_gaps: float) -> Any:
    return history(pd.DataFrame({"frequency": [x], "recency": [t_x], "T": [T], "sum_log_gaps": [log_gaps]}))


@FIRST
@pytest.mark.parametrize(("gaps", "T"), [((), 9.0), ((2.5,), 6.0), ((1.0, 4.0, 2.0), 11.0)])
def test_the_likelihood_is_that_of_each_rate_and_each_dropout_averaged(
    first: int, gaps: tuple[float, ...], T: float
) -> None:
    """Erlang-3 gaps, a silence and a departure, given lambda and p; the mean over both by brute force."""
    r, alpha, a, b = (float(value) for value in POINT)
    x, t_x, n = len(gaps), sum(gaps), len(gaps) + first
    u = (np.arange(4000) + 0.5) / 4000
    s = np.linspace(-45, 12, 4000)
    rate = gamma.ppf(u, r)[:, None] / alpha
    density = np.prod([gamma.pdf(gap, 3, scale=1 / rate) for gap in gaps], axis=0) if gaps else 1.0
    quiet = gamma.sf(T - t_x, 3, scale=1 / rate)
    chance = beta.pdf(expit(s), a, b) * np.exp(log_expit(s) + log_expit(-s)) * (s[1] - s[0])
    stays, leaves = (expit(-s) ** n * chance).sum(), 0.0
    if n:
        leaves = (expit(-s) ** (n - 1) * expit(s) * chance).sum()
    expected = np.log(float((density * (stays * quiet + leaves)).mean()))
    found = model(3, first).loglik(POINT, one(x, t_x, T, float(np.log(gaps).sum())))[0][0]
    assert found == pytest.approx(expected, abs=2e-3)


@FIRST
@settings(max_examples=60)
@given(
    k=st.integers(1, 6),
    values=st.tuples(st.floats(0.1, 8), st.floats(0.5, 60), st.floats(0.05, 8), st.floats(0.1, 20)),
    x=st.integers(0, 60),
    where=st.floats(0.05, 1.0),
    T=st.floats(1, 150),
)
def test_the_gradient_is_that_of_the_likelihood(
    first: int, k: int, values: tuple[float, ...], x: int, where: float, T: float
) -> None:
    """Analytic derivatives agree with central differences in logs."""
    t_x = where * T if x else 0.0
    rows = one(x, t_x, T, x * np.log(t_x / x) if x else 0.0)
    logs, h = np.log(values), 1e-6

    def value(point: np.ndarray) -> float:
        return float(model(k, first).loglik(tuple(np.exp(point)), rows)[0][0])

    for i, slope in enumerate(model(k, first).loglik(tuple(np.array(values)), rows)[1]):
        numeric = (value(logs + h * np.eye(4)[i]) - value(logs - h * np.eye(4)[i])) / (2 * h)
        assert float(slope[0]) * values[i] == pytest.approx(numeric, rel=1e-5, abs=1e-7 * (10 + abs(value(logs))))


@pytest.mark.parametrize(("first", "random"), [(0, BG_NBD), (1, MBG_NBD)])
def test_one_tick_is_buying_at_random(first: int, random: Any) -> None:
    """At k = 1 every kernel, and every draw, is that of BG/NBD or MBG/NBD to 1e-12."""
    x, t_x, T = np.array([0.0, 1.0, 7.0, 40.0]), np.array([0.0, 8.0, 30.0, 90.0]), np.array([9.0, 8.0, 60.0, 91.0])
    t, regular = np.array(26.0), model(1, first)
    pairs = (
        (regular.alive(POINT, x, t_x, T), random.alive(POINT, x, t_x, T)),
        (regular.expected(POINT, x, T, t), random.expected(POINT, x, T, t)),
        (expected_new(regular, POINT, t), expected_new(random, POINT, t)),
        (probability_new(regular, POINT, x, t), probability_new(random, POINT, x, t)),
        *zip(*(m.loglik(POINT, one(7, 30, 60, 9))[1] for m in (regular, random)), strict=True),
        tuple(m.draw(POINT, x, T, 26.0, np.random.default_rng(1)) for m in (regular, random)),
    )
    for found, expected in pairs:
        np.testing.assert_allclose(found, expected, rtol=1e-12)


@FIRST
@pytest.mark.parametrize("k", [2, 3, 5])
def test_probabilities_add_up_and_have_their_mean(first: int, k: int) -> None:
    """P(X(t) = x) sums to 1 and has the mean E[X(t)]."""
    counts, t = np.arange(900.0), np.array(40.0)
    chances = probability_new(model(k, first), POINT, counts, t)
    assert chances.sum() == pytest.approx(1, abs=1e-9)
    assert counts @ chances == pytest.approx(float(expected_new(model(k, first), POINT, t)), rel=1e-8)


def test_a_known_customer_is_the_mean_of_its_like() -> None:
    """Two million customers drawn gap by gap: of those with one history, P(alive), phases and purchases to come agree.

    Customers with 3 purchases, the last between 11.5 and 12.5, at 20: within 3 standard errors.
    """
    rng, n, (r, alpha, a, b), k = np.random.default_rng(8), 2_000_000, POINT, 3
    rate, last = rng.gamma(float(r), 1 / float(alpha), n), rng.geometric(np.maximum(rng.beta(a, b, n), 1e-9)) - 1
    times = np.cumsum(rng.gamma(k, 1.0, (n, 4)) / rate[:, None], axis=1)
    like = np.flatnonzero((np.abs(times[:, 2] - 12) < 0.5) & (last >= 3) & ((times[:, 3] > 20) | (last == 3)))
    alive = last[like] > 3
    x, t_x, T = (np.array([value]) for value in (3.0, 12.0, 20.0))
    regular = model(k)
    share = float(regular.alive(POINT, x, t_x, T)[0])
    assert abs(alive.mean() - share) < 3 * np.sqrt(share * (1 - share) / len(like))
    here = like[alive]
    gaps = rng.gamma(k, 1.0, (len(here), 150)) / rate[here, None]
    more = np.concatenate([times[here, 3:4], times[here, 3:4] + np.cumsum(gaps, axis=1)], axis=1)
    made = np.minimum((more <= 46).sum(axis=1), last[here] - 3)
    ahead = regular.expected(POINT, in_phases(regular, x), T[:, None], np.array(26.0))
    expected = float((phase_chances(regular, POINT, x, t_x, T) * ahead).sum())
    assert abs(made.mean() - expected) < 3 * made.std() / np.sqrt(len(here))


@FIRST
@pytest.mark.parametrize(("x", "k"), [(4.0, 3), (4 + 1 / 3, 3), (4 + 2 / 3, 3), (2.5, 2), (0.0, 4)])
def test_draws_have_the_expected_mean(first: int, x: float, k: int) -> None:
    """Purchases drawn customer by customer average to the expected number, in each phase."""
    n = 200_000
    drawn = model(k, first).draw(POINT, np.full(n, x), np.full(n, 30.0), 100.0, np.random.default_rng(5))
    expected = float(model(k, first).expected(POINT, *(np.array(value) for value in (x, 30.0, 100.0))))
    assert drawn.mean() == pytest.approx(expected, abs=3.5 * drawn.std() / np.sqrt(n))


@given(k=st.integers(2, 6), x=st.integers(2, 40), T=st.floats(20, 100), early=st.floats(0.1, 0.9))
def test_a_longer_silence_makes_life_less_likely(k: int, x: int, T: float, early: float) -> None:
    """P(alive) lies in 0 to 1 and rises with the date of the last purchase."""
    late, soon = (
        float(model(k).alive(POINT, *(np.array(value) for value in (float(x), when, T)))) for when in (T, early * T)
    )
    assert 0 <= soon <= late <= 1


@given(x=st.integers(5, 40), gap=st.floats(1.0, 6.0), missed=st.floats(2.5, 8.0))
def test_the_silence_of_a_regular_customer_says_more(x: int, gap: float, missed: float) -> None:
    """After the same silence, several gaps long, P(alive) is lower the more regular the orders (same mean pace)."""
    r, alpha, a, b = POINT
    values = (x * 1.0, x * gap, (x + missed) * gap)
    chances = [float(model(k).alive((r, alpha / k, a, b), *(np.array(value) for value in values))) for k in (1, 2, 4)]
    assert chances == sorted(chances, reverse=True)


@given(k=st.integers(2, 6), x=st.integers(0, 30), T=st.floats(1, 100), t=st.floats(0.1, 300), c=st.floats(0.1, 50))
def test_the_unit_of_time_changes_nothing(k: int, x: int, T: float, t: float, c: float) -> None:
    """With alpha, ages and times c times as large, chances and purchases are the same."""
    r, alpha, a, b = POINT
    t_x = 0.6 * T if x else 0.0
    regular, scaled = model(k), (r, c * alpha, a, b)
    for name, values in (("alive", (float(x), t_x, T)), ("expected", (float(x), T, t))):
        kernel = getattr(regular, name)
        found = kernel(scaled, np.array(values[0]), *(np.array(c * value) for value in values[1:]))
        assert float(found) == pytest.approx(float(kernel(POINT, *(np.array(v) for v in values))), rel=1e-8, abs=1e-10)
