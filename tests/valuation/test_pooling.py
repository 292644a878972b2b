"""How much segments differ: a published variance, integrals done by hand, laws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from gtkit.valuation.pooling import LEAST, Law, apart, average_loglik, covariance, law, own_shares

# Cases and others among the vaccinated, then among the rest.
TRIALS = np.array(
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ]
)


def test_the_law_of_thirteen_trials_is_the_published_one(published: Callable[[str], Any]) -> None:
    """A46: the centre and the variance of log odds ratios, by maximum likelihood."""
    ratio = np.log(TRIALS[:, 0] * TRIALS[:, 3] / (TRIALS[:, 1] * TRIALS[:, 2]))
    information = 1 / (1 / TRIALS).sum(axis=1)
    for point in (0.0, -0.742, 5.0):  # wherever the parabolas are counted from
        found = law((information * (ratio - point))[:, None], information[:, None, None])
        assert [found.centre[0] + point, found.spread[0] ** 2] == pytest.approx(published("A46"), abs=5e-4)


def test_the_average_is_the_integral() -> None:
    """The closed form of a parabola's average over a normal is what quadrature gives; coordinates apart add up."""

    def integral(slope: float, information: float, centre: float, spread: float) -> float:
        def integrand(d: float) -> float:
            return float(np.exp(slope * d - information * d**2 / 2) * norm.pdf(d, loc=centre, scale=spread))

        return float(np.log(quad(integrand, -30, 30, points=[centre])[0]))

    cases = [(2.0, 1.5, 0.4, 0.7), (-4.0, 0.0, 0.0, 0.3), (0.5, 30.0, -0.2, 2.0)]
    alone = []
    for slope, information, centre, spread in cases:
        where = Law(np.array([centre]), np.array([spread]))
        alone.append(average_loglik(where, np.array([[slope]]), np.array([[[information]]])))
        assert alone[-1] == pytest.approx(integral(slope, information, centre, spread), rel=1e-7)
    slopes, informations, centres, spreads = np.array(cases).T
    both = average_loglik(Law(centres, spreads), slopes[None], np.diag(informations)[None])
    assert both == pytest.approx(sum(alone))


def test_an_invented_law_is_recovered() -> None:
    """2,000 segments of unequal information and correlated errors: centre to 0.05, spreads to 10 %."""
    rng, centre, truth = np.random.default_rng(4), np.array([0.3, -1.0]), np.array([0.6, 0.15])
    roots = rng.normal(size=(2000, 2, 3)) * rng.uniform(1, 6, (2000, 1, 1))
    information = np.einsum("jik,jlk->jil", roots, roots)
    away = centre + rng.normal(size=(2000, 2)) * truth
    slope = np.einsum("jik,jk->ji", information, away) + np.einsum("jik,jk->ji", roots, rng.normal(size=(2000, 3)))
    found = law(slope, information)
    assert found.centre == pytest.approx(centre, abs=0.05)
    assert found.spread == pytest.approx(truth, rel=0.1)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 200), stretch=st.floats(0.3, 3.0), shift=st.floats(-2.0, 2.0))
def test_order_scale_and_origin_of_segments_are_followed(seed: int, stretch: float, shift: float) -> None:
    """In another order the law is the same; in a unit `stretch` times smaller, or from elsewhere, it follows."""
    rng = np.random.default_rng(seed)
    information = rng.uniform(20, 200, (12, 1, 1))
    said = rng.normal(size=(12, 1)) * 0.4 + rng.normal(size=(12, 1)) / np.sqrt(information[:, 0])
    found, mixed = (
        law((information[:, 0] * said)[way], information[way]) for way in (slice(None), slice(None, None, -1))
    )
    assert mixed.spread == pytest.approx(found.spread, rel=1e-4)
    assert mixed.centre == pytest.approx(found.centre, abs=1e-6)
    other = law(information[:, 0] * (said + shift) / stretch, information / stretch**2)
    assert other.centre / stretch == pytest.approx(found.centre + shift, abs=1e-3)
    if apart(np.append(found.spread, other.spread)).all():
        assert other.spread == pytest.approx(found.spread * stretch, rel=1e-3)


@given(
    seed=st.integers(0, 200),
    spread=st.lists(st.floats(LEAST, 3.0), min_size=3, max_size=3),
    more=st.floats(1.0, 50.0),
)
def test_shares_are_shares_and_grow_with_what_is_told(seed: int, spread: list[float], more: float) -> None:
    """Each share lies in 0 to 1; more information leaves no fewer effective parameters; none leaves 0."""
    root = np.random.default_rng(seed).normal(size=(3, 3))
    information, width = root @ root.T, np.array(spread)
    shares = own_shares(information, width)
    assert ((shares >= -1e-12) & (shares < 1)).all()
    assert own_shares(more * information, width).sum() >= shares.sum() - 1e-12
    assert own_shares(np.zeros((3, 3)), width).tolist() == [0, 0, 0]


def test_segments_that_do_not_differ_have_no_spread() -> None:
    """Segments that say the same, or differ by less than their own errors: the floor, and nothing is apart."""
    information = np.full((8, 1, 1), 50.0)
    for slope in (np.full((8, 1), 10.0), 10 + 2 * np.array([[1.0], [-1]] * 4)):
        found = law(slope, information)
        assert found.centre == pytest.approx([0.2])
        assert found.spread == pytest.approx([LEAST], rel=1e-6)
        assert not apart(found.spread).any()


def test_a_coordinate_of_which_nobody_says_anything_stays_where_it_was() -> None:
    """No information, no slope: the centre does not move in it, and nothing is infinite."""
    information, slope = np.zeros((5, 2, 2)), np.zeros((5, 2))
    information[:, 0, 0], slope[:, 0] = 10.0, [-4, -2, 0, 2, 14]
    found = law(slope, information)
    assert found.centre[1] == 0
    assert np.isfinite([*found.centre, *found.spread]).all()


def test_a_segment_is_as_sure_as_itself_or_as_all_of_them() -> None:
    """Where segments differ widely a segment's covariance is its own; where they do not, that of all together."""
    rng = np.random.default_rng(2)
    roots = rng.normal(size=(6, 2, 5)) * 4
    informations = np.einsum("jik,jlk->jil", roots, roots)
    apart_all = covariance(informations[0], np.full(2, 300.0), informations)
    np.testing.assert_allclose(apart_all, np.linalg.inv(informations[0]), rtol=1e-3)
    alike = covariance(informations[0], np.full(2, 1e-5), informations)
    np.testing.assert_allclose(alike, np.linalg.inv(informations.sum(axis=0)), rtol=1e-3)
    between = covariance(informations[0], np.full(2, 0.1), informations)
    assert np.linalg.eigvalsh(np.linalg.inv(informations[0]) - between).min() > 0
