"""Optimum: the maximum is found, its curvature told, and flat directions named instead of failing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import gammaln, psi

from gtkit.arrays import Vector
from gtkit.errors import NotEstimable
from gtkit.valuation.optimise import Objective, Optimum, climb, draw_positive, log_gradient, maximise

LOW = np.full(2, -10.0)


def test_a_gamma_sample_gives_its_maximum_and_its_information() -> None:
    """For exponential waiting times the maximum is n / sum, and the log's variance is 1 / n."""
    times = np.random.default_rng(3).exponential(2.0, 500)

    def loglik(logs: Vector) -> tuple[float, Vector]:
        rate = np.exp(logs[0])
        return float(len(times) * logs[0] - rate * times.sum()), np.array([len(times) - rate * times.sum()])

    best = maximise(loglik, np.zeros(1), low=LOW[:1], high=-LOW[:1], n=len(times))
    assert np.exp(best.point[0]) == pytest.approx(1 / times.mean(), rel=1e-10)
    assert best.vcov[0, 0] == pytest.approx(1 / len(times), rel=1e-6)
    assert best.gradient < 1e-10
    assert best.condition == pytest.approx(1)
    assert best.at_bound == (False,)


def test_a_parameter_that_runs_away_is_told() -> None:
    """A likelihood that rises for ever ends at a bound, which says so and has no variance."""
    best = maximise(
        lambda u: (-((u[0] - 1) ** 2) + u[1], np.array([-2 * (u[0] - 1), 1.0])), np.zeros(2), low=LOW, high=-LOW, n=1
    )
    assert best.at_bound == (False, True)
    assert best.vcov[1].tolist() == [0.0, 0.0]


def test_several_starts_find_the_highest_hill() -> None:
    """Two hills, the lower one at the first start: the others lead to the higher one."""

    def loglik(u: Vector) -> tuple[float, Vector]:
        low, high = np.exp(-8 * u[0] ** 2), 2 * np.exp(-8 * (u[0] - 1) ** 2)
        return float(low + high), np.array([-16 * u[0] * low - 16 * (u[0] - 1) * high])

    assert maximise(loglik, np.zeros(1), low=LOW[:1], high=-LOW[:1], n=1).point[0] == pytest.approx(1, abs=0.05)


def test_a_ridge_is_told() -> None:
    """A likelihood that knows only a sum of logs has an endless condition number and finite draws."""
    best = maximise(lambda u: (-(u.sum() ** 2), -2 * u.sum() * np.ones(2)), np.zeros(2), low=LOW, high=-LOW, n=1)
    assert best.condition > 1e8
    assert np.isfinite(best.vcov).all()


def test_a_likelihood_that_is_never_finite_is_not_estimable() -> None:
    """No optimiser's words: a refusal by name."""
    with pytest.raises(NotEstimable, match="likelihood"):
        maximise(lambda u: (-np.inf, np.zeros(1)), np.zeros(1), low=LOW[:1], high=-LOW[:1], n=1)


def test_draws_have_the_spread_asked() -> None:
    """Logarithms of draws have the covariance given, around the centre given."""
    cov = np.array([[0.04, 0.01], [0.01, 0.09]])
    drawn = np.log(draw_positive(np.array([2.0, 5.0]), cov, np.random.default_rng(0), 40_000))
    np.testing.assert_allclose(np.cov(drawn), cov, atol=3e-3)
    np.testing.assert_allclose(drawn.mean(axis=1), np.log([2.0, 5.0]), atol=6e-3)


def test_the_gradient_in_logs_is_the_chain_rule() -> None:
    """d/d log u = u d/du."""
    assert log_gradient([2.0, -1.0], [0.5, 4.0]).tolist() == [1.0, -4.0]


def test_draws_do_not_stray() -> None:
    """However flat the likelihood, no draw is further than a factor of 20 from the fit, and ratios are kept."""
    one, two = draw_positive(np.array([2.0, 2.0]), np.full((2, 2), 1e6), np.random.default_rng(0), 500)
    assert max(one.max() / 2, 2 / one.min()) <= np.exp(3.0) * (1 + 1e-12)
    np.testing.assert_allclose(one, two)


def test_a_climb_from_a_sample_ends_where_the_search_does() -> None:
    """From the optimum of a tenth of the waiting times, the whole's maximum and variance in a few evaluations."""
    times = np.random.default_rng(3).gamma(3.0, 2.0, 5000)
    asked = 0

    def of(times: Vector) -> Objective:
        def loglik(logs: Vector) -> tuple[float, Vector]:
            nonlocal asked
            asked += 1
            shape, rate = np.exp(logs)
            value = shape * logs[1] * len(times) - gammaln(shape) * len(times) + ((shape - 1) * np.log(times)).sum()
            by_shape = shape * (logs[1] * len(times) - psi(shape) * len(times) + np.log(times).sum())
            return float(value - rate * times.sum()), np.array([by_shape, shape * len(times) - rate * times.sum()])

        return loglik

    near = maximise(of(times[:500]), np.zeros(2), low=LOW, high=-LOW, n=500)
    whole = maximise(of(times), np.zeros(2), low=LOW, high=-LOW, n=5000)
    asked = 0
    found = climb(of(times), near, share=0.1, n=5000)
    assert found is not None
    assert asked < 15
    assert found.gradient < 1e-10
    np.testing.assert_allclose(found.point, whole.point, atol=1e-9)
    np.testing.assert_allclose(found.vcov, whole.vcov, rtol=1e-3)
    assert found.at_bound == (False, False)


def test_a_doubtful_sample_does_not_lead() -> None:
    """A sample at a bound, ill-conditioned, or from which the likelihood falls, is not climbed from."""

    def loglik(logs: Vector) -> tuple[float, Vector]:
        return -float(np.abs(logs).sum()), np.sign(logs)

    sound = Optimum(point=np.ones(2), loglik=0.0, gradient=0.0, vcov=np.eye(2), condition=1.0, at_bound=(False, False))
    for doubtful in (replace(sound, at_bound=(False, True)), replace(sound, condition=1e9), sound):
        assert climb(loglik, doubtful, share=0.5, n=10) is None
