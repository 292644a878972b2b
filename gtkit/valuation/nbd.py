"""NBD: customers buy at random, each at a rate of its own, and never leave.

Purchases of a customer are Poisson with rate lambda; rates follow a gamma(r, alpha) over customers. For a history
(x, T) the likelihood is Gamma(r + x) / Gamma(r) alpha^r / (alpha + T)^(r + x); what is left of lambda is
gamma(r + x, alpha + T). It is the baseline that a model with dropout must beat.
Source: Ehrenberg (1959), Applied Statistics 8(1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import gammaln, psi

from gtkit.arrays import Matrix, Vector
from gtkit.periods import Period
from gtkit.valuation.discount import by_parts
from gtkit.valuation.flags import numerical_flags
from gtkit.valuation.history import History, history, require_repeaters
from gtkit.valuation.likelihood import Array, Parameters, gamma_search, maximum
from gtkit.valuation.mixture import poisson_gamma
from gtkit.valuation.model import PurchaseFit, fitted


@dataclass(frozen=True, slots=True)
class Nbd:
    """Kernels of the NBD; parameters r and alpha."""

    name: str = "nbd"
    names: tuple[str, ...] = ("r", "alpha")

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Customers who all buy at the mean rate."""
        return gamma_search(rows)

    def scale(self, theta: Parameters) -> float:
        """The smallest alpha."""
        return float(np.min(theta[1]))

    def loglik(self, theta: Parameters, rows: History) -> tuple[Vector, Sequence[Vector]]:
        """Log-likelihood of each row, and its derivatives."""
        r, alpha = theta
        R, lasting = r + rows.x, alpha + rows.T
        _, late = rows.of_ages(lambda age: np.log1p(age / alpha))
        ways, by_rate = rows.of_x(
            lambda x: np.stack([gammaln(r + x) - gammaln(r) - x * np.log(alpha), psi(r + x) - psi(r)])
        )
        return ways - R * late, (by_rate - late, r / alpha - R / lasting)

    def alive(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
        """One for everybody: the model knows no dropout, and finds nothing about it."""
        return np.ones(np.broadcast_shapes(theta[0].shape, x.shape, T.shape))

    def expected(self, theta: Parameters, x: Array, T: Array, t: Array) -> Array:
        """Rate that remains, times the time."""
        r, alpha = theta
        return (r + x) / (alpha + T) * t

    def probability(self, theta: Parameters, x: Array, T: Array, n: Array, t: Array) -> Array:
        """Negative binomial probability of n purchases within t."""
        r, alpha = theta
        return poisson_gamma(n, r + x, alpha + T, t)

    def draw(self, theta: Parameters, x: Array, T: Array, t: float, rng: np.random.Generator) -> Array:
        """Poisson purchases at a rate drawn from what is left of it."""
        r, alpha = theta
        return rng.poisson(rng.standard_gamma(r + x) / (alpha + T) * t).astype(np.float64)

    def discounted(
        self, theta: Parameters, x: Vector, T: Vector, *, edges: Vector, deltas: Sequence[float], panels: int
    ) -> tuple[Matrix, ...]:
        """By parts; nothing slows down."""
        slowing = (theta[1] + T) / (theta[0] + x + 1)
        return by_parts(self.expected, theta, x, T, slowing=slowing, edges=edges, deltas=deltas, panels=panels)


NBD = Nbd()


def fit(summary: pd.DataFrame, *, period: Period | None = None) -> PurchaseFit:
    """Fit the NBD by maximum likelihood.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    PurchaseFit with params r (no unit) and alpha (periods).

    Raises NotEstimable when nobody bought twice; OutOfRange or WrongShape for an impossible summary.
    Source: Ehrenberg (1959), Applied Statistics 8(1).
    """
    rows = history(summary)
    require_repeaters(rows)
    optimum = maximum(NBD, rows)
    return fitted(NBD, optimum, rows, period=period, flags=numerical_flags(optimum, NBD.names))
