"""Phases: one for models that tell none, their chances for those that do, and draws that follow them."""

from __future__ import annotations

import numpy as np

from gtkit.valuation.cnbd_k import CnbdK
from gtkit.valuation.mbg_nbd import MBG_NBD
from gtkit.valuation.phase import Phased, draw_phase, in_phases, phase_chances

THETA = tuple(np.array([[value]]) for value in (0.9, 3.0, 0.8, 4.0))
X, T_X, T = np.array([2.0, 5.0]), np.array([9.0, 4.0]), np.array([12.0, 30.0])
PLACE = np.array([0, 1, 1, 0])


def test_a_model_of_random_purchases_has_one_phase_and_draws_none() -> None:
    """MBG/NBD, and regular orders at k = 1, leave purchases and the generator as they are."""
    assert not isinstance(MBG_NBD, Phased)
    np.testing.assert_array_equal(phase_chances(MBG_NBD, THETA, X, T_X, T), np.ones((1, 2, 1)))
    for model in (MBG_NBD, CnbdK("regular", 1, 1)):
        rng = np.random.default_rng(1)
        np.testing.assert_array_equal(draw_phase(model, THETA, X, T_X, T, place=PLACE, rng=rng), X[PLACE])
        assert rng.random() == np.random.default_rng(1).random()
        np.testing.assert_array_equal(in_phases(model, X), X[:, None])


def test_phases_are_parts_of_a_purchase_whose_chances_add_up() -> None:
    """Three phases: 0, 1 and 2 thirds of the way; the longer the silence, the further."""
    model = CnbdK("regular", 1, 3)
    np.testing.assert_allclose(in_phases(model, X)[0], [2, 2 + 1 / 3, 2 + 2 / 3])
    chances = phase_chances(model, THETA, X, T_X, T)
    np.testing.assert_allclose(chances.sum(axis=-1), 1)
    long, short = (float(model.phases(THETA, X[:1], np.array([when]), T[:1])[0, 0, 0]) for when in (2.0, 11.0))
    assert long < short


def test_draws_follow_the_chances() -> None:
    """Each phase is drawn as often as its chance, within 4 standard errors."""
    model, draws = CnbdK("regular", 1, 3), 40_000
    theta = tuple(np.full((draws, 1), float(value[0, 0])) for value in THETA)
    drawn = draw_phase(model, theta, X, T_X, T, place=PLACE, rng=np.random.default_rng(2))
    chances = phase_chances(model, THETA, X, T_X, T)[0]
    for customer, group in enumerate(PLACE):
        for phase in range(3):
            seen = (np.rint(3 * (drawn[:, customer] - X[group])) == phase).mean()
            chance = chances[group, phase]
            assert abs(seen - chance) < 4 * np.sqrt(chance * (1 - chance) / draws)
