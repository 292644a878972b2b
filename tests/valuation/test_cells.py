"""Values over ages: the interpolated are the computed, and where they cannot be, all are computed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.valuation.bg_nbd import BG_NBD
from gtkit.valuation.cells import over_ages
from gtkit.valuation.mbg_nbd import MBG_NBD
from gtkit.valuation.model import PurchaseModel
from gtkit.valuation.nbd import NBD
from gtkit.valuation.pareto_nbd import PARETO_NBD

EDGES = np.array([0.0, 52.0, 104.0, 260.0])
AGES = np.linspace(0.0, 250.0, 300)


@pytest.mark.parametrize("model", [NBD, BG_NBD, MBG_NBD, PARETO_NBD], ids=lambda model: model.name)
@given(seed=st.integers(0, 2**32))
def test_discounted_purchases_are_those_of_each_age(model: PurchaseModel, seed: int) -> None:
    """To 1e-9 of the largest of its x, for parameters from 0.1 to 20, ages to 250 periods and horizons to 260."""
    theta = tuple(np.exp(np.random.default_rng(seed).uniform(-2.3, 3.0, len(model.names))))
    x, T = np.repeat([0.0, 1.0, 7.0, 60.0], len(AGES)), np.tile(AGES, 4)

    def kernel(x: np.ndarray, T: np.ndarray) -> np.ndarray:
        return np.stack(model.discounted(theta, x, T, edges=EDGES, deltas=(0.0, 0.002), panels=2), axis=1)

    found, exact = over_ages(kernel, x, T, scale=model.scale(theta)), kernel(x, T)
    for count in np.unique(x):
        largest = np.abs(exact[x == count]).max(axis=0)
        assert (np.abs(found - exact)[x == count] <= 1e-9 * largest).all()


def test_thousands_of_ages_cost_a_few() -> None:
    """A smooth kernel is asked for 17 ages a number of purchases, and for each cell of one that has few."""
    asked = []

    def kernel(x: np.ndarray, T: np.ndarray) -> np.ndarray:
        asked.append(len(x))
        return (x + 1) / (8 + T)

    x, T = np.append(np.zeros(2000), [1.0, 1.0, 2.0]), np.append(np.linspace(1, 90, 2000), [5.0, 6.0, 7.0])
    assert over_ages(kernel, x, T, scale=8.0) == pytest.approx((x + 1) / (8 + T), rel=1e-10)
    assert asked == [17, 3]


def test_a_kernel_that_is_not_smooth_is_computed_at_every_age() -> None:
    """Half the points do not foresee the others: nothing is interpolated. Nor is it where ages are whole."""
    x, T = np.zeros(500), np.linspace(0, 100, 500)
    assert (over_ages(lambda x, T: np.abs(T - 40), x, T, scale=8.0) == np.abs(T - 40)).all()
    assert (over_ages(lambda x, T: T, x, T, scale=None) == T).all()


def test_cells_come_in_any_order() -> None:
    """Shuffled cells give shuffled values."""
    rng = np.random.default_rng(5)
    x, T = rng.integers(0, 4, 900).astype(float), rng.uniform(0, 80, 900)
    theta = tuple(np.array(value) for value in (0.9, 8.0, 0.8, 6.0))

    def kernel(x: np.ndarray, T: np.ndarray) -> np.ndarray:
        return BG_NBD.expected(theta, x[:, None], T[:, None], EDGES[1:])

    assert over_ages(kernel, x, T, scale=8.0) == pytest.approx(kernel(x, T), rel=1e-9)
