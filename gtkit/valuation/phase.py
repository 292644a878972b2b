"""Where a customer alive stands between two purchases, for the models to which it matters.

When orders are regular, a customer whose next order is due is not one who has just ordered. Such a model knows k
phases: j k-ths of the way to the next purchase, j = 0 ... k - 1, whose chances follow from the silence. A customer in
phase j is passed to its kernels as one of x + j / k purchases, and what is expected is the mean over phases. Other
models have one phase, for which nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Vector

Floats: TypeAlias = npt.NDArray[np.float64]  # any number of dimensions


@runtime_checkable
class Phased(Protocol):
    """A purchase model that tells phases apart."""

    @property
    def k(self) -> int:
        """Phases of a gap between two purchases."""

    def phases(self, theta: Sequence[Floats], x: Floats, t_x: Floats, T: Floats) -> Floats:
        """Chances that a customer alive is in phase 0, 1, ... k - 1, on a last axis that adds up to 1."""


def in_phases(model: object, x: Floats) -> Floats:
    """Purchases behind a customer in each phase, x + j / k, on a last axis.

    >>> in_phases(object(), np.array([4.0, 7.0]))
    array([[4.],
           [7.]])
    """
    k = model.k if isinstance(model, Phased) else 1
    return x[..., None] + np.arange(k) / k


def phase_chances(model: object, theta: Sequence[Floats], x: Floats, t_x: Floats, T: Floats) -> Floats:
    """Chances of each phase of a customer alive, on a last axis; parameters and histories broadcast."""
    if isinstance(model, Phased):
        return model.phases(theta, x, t_x, T)
    return np.ones((*np.broadcast_shapes(x.shape, theta[0].shape), 1))


def draw_phase(
    model: object,
    theta: Sequence[Floats],
    x: Vector,
    t_x: Vector,
    T: Vector,
    *,
    place: npt.NDArray[np.intp],
    rng: np.random.Generator,
) -> Floats:
    """Purchases behind each customer, its phase drawn, shape (draws, customers); as they are where there is one phase.

    Parameters
    ----------
    model, theta
        Kernels, and parameters of shape (draws, 1).
    x, t_x, T : float arrays, shape (groups,)
        Histories.
    place : int array, shape (customers,)
        Group of each customer.
    rng : numpy Generator
    """
    if not isinstance(model, Phased) or model.k == 1:
        return x[place]
    until = np.cumsum(model.phases(theta, x, t_x, T), axis=-1)[:, place, :-1]
    phase = (rng.random((*until.shape[:-1], 1)) > until).sum(axis=-1)
    return np.asarray(x[place] + phase / model.k)
