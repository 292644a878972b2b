"""What a purchase brings, in one shape: learned by Gamma-Gamma with what it leaves open, or known as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Vector, vector
from gtkit.errors import WrongShape
from gtkit.valuation.flags import Flag
from gtkit.valuation.gamma_gamma import GammaGammaFit, draw_spend, mean_spend, spend_history
from gtkit.valuation.likelihood import Array

Positions = npt.NDArray[np.intp]


class Spend(Protocol):
    """Amount of a purchase of each customer, and its draws."""

    @property
    def point(self) -> Vector:
        """Expected amount of a purchase, shape (customers,)."""

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Reasons to doubt it."""

    def means(self, customers: Positions) -> Array:
        """Expected amount at each parameter draw, shape (draws or 1, customers)."""

    def totals(self, customers: Positions, purchases: Array, rng: np.random.Generator) -> Array:
        """Amount drawn of so many purchases, shape (draws, customers)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedSpend:
    """Spend learned by Gamma-Gamma: parameters drawn, each customer's own rate of spend, and each amount."""

    point: Vector
    flags: tuple[Flag, ...]
    fit: GammaGammaFit
    theta: tuple[Array, Array, Array]  # p, q, v, each of shape (draws, 1)
    b: Array  # elasticity, shape (draws, 1)
    x: Vector
    z: Vector

    def means(self, customers: Positions) -> Array:
        """Expected amount at each parameter draw."""
        x, z, scale = self._scaled(customers)
        return scale * mean_spend(self.theta, x, z)

    def totals(self, customers: Positions, purchases: Array, rng: np.random.Generator) -> Array:
        """Amounts drawn."""
        x, z, scale = self._scaled(customers)
        return scale * draw_spend(self.theta, x, z, purchases, rng)

    def _scaled(self, customers: Positions) -> tuple[Vector, Array, Array]:
        """Purchases, mean amounts divided by their scale, and the scale."""
        x = self.x[customers]
        scale = self.fit.scale(x, self.b)
        return x, self.z[customers] / scale, scale


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSpend:
    """Spend taken as it stands: no uncertainty is added."""

    point: Vector
    flags: tuple[Flag, ...] = ()

    def means(self, customers: Positions) -> Array:
        """The amount itself."""
        return self.point[None, customers]

    def totals(self, customers: Positions, purchases: Array, rng: np.random.Generator) -> Array:
        """So many times the amount."""
        return purchases * self.point[customers]


def spend_of(spend: GammaGammaFit | pd.Series, summary: pd.DataFrame, *, rng: np.random.Generator, draws: int) -> Spend:
    """The spend of the customers of a summary, from a fit or from amounts by customer.

    Raises WrongShape when a customer has no amount, OutOfRange when one is not finite or negative.
    """
    if isinstance(spend, GammaGammaFit):
        x, z = spend_history(summary)
        p, q, v, b = (drawn[:, None] for drawn in spend.draw_parameters(rng, draws))
        point = spend.expected_spend(summary).to_numpy()
        return LearnedSpend(point=point, flags=spend.flags, fit=spend, theta=(p, q, v), b=b, x=x, z=z)
    return KnownSpend(point=vector("spend", by_customer(spend, summary.index, "spend"), low=0))


def by_customer(values: pd.Series, customers: pd.Index, name: str) -> Vector:
    """Values in the order of the customers; other customers are left out.

    Raises WrongShape when a customer has none.
    """
    absent = customers.difference(values.index)
    if len(absent):
        raise WrongShape(name, found=list(absent[:3]), expected="a value for each customer of the summary")
    return values.reindex(customers).to_numpy(dtype=np.float64)
