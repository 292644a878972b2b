"""The hidden side of a customer base: who orders how often, how much, since when, and until when.

Order rates and order sizes vary from customer to customer; who orders twice as often orders a tenth smaller. The tier
is the customer's rank by both together. A customer leaves at a constant hazard, so much an order, the lower the better
its tier: at a given tier, who orders twice as often decides twice as often whether to stay. Some of those that came in
lately are still developing: their orders grow in a straight line up to full size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.periods import DAYS_PER_YEAR
from gtkit.samples.names import SEGMENTS, company_names

FIRST_DAY, AS_OF = date(2023, 1, 1), date(2026, 6, 30)
YEARS = ((AS_OF - FIRST_DAY).days + 1) / DAYS_PER_YEAR
HAZARD: Mapping[str, float] = MappingProxyType({"A": 0.003, "B": 0.010, "C": 0.034})  # of leaving, an order

_TIER_SHARES = (("A", 0.20), ("B", 0.30), ("C", 0.50))
_START_SHARE = 0.30  # of full size, for a developing customer's first order
_RAMP_YEARS = 2.5
_SEGMENT_SHARES = (0.24, 0.22, 0.18, 0.26, 0.10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Customers and the laws that they follow.

    `customers` is indexed by customer: name, segment, tier, rate (orders a year), size (mean order once developed,
    currency), hazard (of leaving, a year), gap_shape (2 or 3: the gaps between orders are gamma of that shape), entered
    and left (years since FIRST_DAY, left = inf while alive on AS_OF), developing (bool), price (the customer's margin
    against the list's), quality (0 to 1: how far it goes for its supplier).
    """

    customers: pd.DataFrame

    def ramp(self, rows: npt.NDArray[np.int64], years: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Size of an order against full size.

        Parameters
        ----------
        rows : int array
            Row of the customer in `customers`.
        years : float array
            Years since FIRST_DAY; the two broadcast together.

        Returns
        -------
        float array of the broadcast shape: 1 for a developed customer.
        """
        age = years - self.customers["entered"].to_numpy()[rows]
        growing = np.clip(_START_SHARE + (1 - _START_SHARE) * age / _RAMP_YEARS, _START_SHARE, 1.0)
        return np.where(self.customers["developing"].to_numpy()[rows], growing, 1.0)


def populate(n: int, rng: np.random.Generator) -> Population:
    """Draw a customer base.

    Parameters
    ----------
    n : int
        Number of customers, at most 280.
    rng : numpy Generator

    Returns
    -------
    Population

    Raises OutOfRange when `n` is above 280.
    """
    rate = 1.2 + rng.gamma(1.0, 7.5, n)
    size = 4200.0 * np.exp(0.92 * rng.standard_normal(n)) * (rate / 8.7) ** -0.15
    tier = _tiers(rate * size)
    segment = rng.choice(SEGMENTS, n, p=_SEGMENT_SHARES)
    newcomer = rng.random(n) < 0.28
    entered = np.where(newcomer, rng.uniform(0.05, YEARS - 0.3, n), -rng.uniform(0.5, 15.0, n))
    hazard = rate * np.array([HAZARD[t] for t in tier])
    left = np.maximum(entered, 0.0) + rng.exponential(1.0, n) / hazard
    left[left > YEARS] = np.inf
    quality = rng.beta(3.2, 2.0, n)
    customers = pd.DataFrame(
        {
            "name": company_names(segment.tolist(), rng),
            "segment": segment,
            "tier": tier,
            "rate": rate,
            "size": size,
            "hazard": hazard,
            "gap_shape": rng.integers(2, 4, n),
            "entered": entered,
            "left": left,
            "developing": newcomer & (entered > YEARS - 2.0) & (rng.random(n) < 0.8),
            "price": rng.uniform(0.82, 1.16, n),
            "quality": quality,
        },
        index=pd.Index(_codes(n, rng), name="customer_id"),
    )
    return Population(customers=customers.sort_index())


def _tiers(volume: np.ndarray) -> np.ndarray:
    """Tier of each customer, best volumes first."""
    counts = [round(share * len(volume)) for _, share in _TIER_SHARES[:-1]]
    labels = np.repeat([t for t, _ in _TIER_SHARES], [*counts, len(volume) - sum(counts)])
    tier = np.empty(len(volume), dtype=labels.dtype)
    tier[np.argsort(-volume, kind="stable")] = labels
    return tier


def _codes(n: int, rng: np.random.Generator) -> list[str]:
    """Codes as an old ledger has them: five signs, leading zeros, and two that look like numbers and are not."""
    numbers = np.sort(rng.choice(np.arange(1, 9_000), n, replace=False))
    codes = [f"{number:05d}" for number in numbers]
    return [*codes[:-2], "12E05", "7E003"] if n > 2 else codes
