"""CNBD-k: regular orders from customers who never leave; what a model of regular orders with dropout must beat.

Each purchase takes k ticks of a Poisson clock of rate lambda ~ gamma(r, alpha). It is (M)BG/CNBD-k at a = 0; with
k = 1 it is the NBD.
Source: Chatfield & Goodhardt (1973), Journal of Marketing Research 10(4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gtkit.arrays import Vector
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import Parameters
from gtkit.valuation.ticks import erlang_silence, gap_constant, tick_search, tick_terms


@dataclass(frozen=True, slots=True)
class Cnbd:
    """Likelihood of the CNBD-k; parameters r and alpha, and k given."""

    k: int
    names: tuple[str, ...] = ("r", "alpha")

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Customers whose clocks all tick at k times the mean rate of purchase."""
        return tick_search(self.k, rows)

    def loglik(self, theta: Parameters, rows: History) -> tuple[Vector, Sequence[Vector]]:
        """Log-likelihood of each row, and its derivatives."""
        r, alpha = theta
        growth, slope, R = tick_terms(self.k, r, rows)
        late = np.log1p(rows.T / alpha)
        silence = erlang_silence(self.k, R, alpha, rows.t_x, rows.T)
        value = growth - self.k * rows.x * np.log(alpha) - R * late + silence.log
        return value + gap_constant(self.k, rows), (
            slope - late + silence.by_shape,
            r / alpha - R / (alpha + rows.T) + silence.by_scale,
        )
