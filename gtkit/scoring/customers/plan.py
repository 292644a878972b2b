"""Is a specific plan worth its cost? Expected value under what one knows badly.

EV = P(uplift) x uplift x value - cost. The uplift lies in a triangle (low, central, high), so that the 10 % quantile of
the expected value has a closed form: nothing is drawn. A plan whose 10 % quantile is above zero is worth it; above
zero on average, it is worth it on conditions; else, or behind a barrier, it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import Vector, vector
from gtkit.errors import OutOfRange, WrongShape
from gtkit.evidence import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWorth:
    """Plans by customer.

    Attributes
    ----------
    customers : DataFrame by customer: mean and q10 (10 % quantile) of the expected value, currency; break_even (uplift
        at which the plan pays, as a share of value; inf when nothing does); level ("undetermined", and the numbers NaN,
        where something is not known; a barrier fails a plan whatever is known of it).
    """

    customers: pd.DataFrame


def worth(
    value: pd.Series,
    *,
    probability: pd.Series,
    low: pd.Series,
    central: pd.Series,
    high: pd.Series,
    cost: pd.Series,
    veto: pd.Series,
) -> PlanWorth:
    """Worth of a specific plan for each customer.

    Parameters
    ----------
    value : Series by customer
        What the uplift is a share of, currency; NaN where unknown, here and below.
    probability : Series by customer
        Probability that the plan acts, 0 to 1.
    low, central, high : Series by customer
        Uplift of the value if it acts, as shares, in that order.
    cost : Series by customer
        Currency, not negative.
    veto : Series of bool by customer
        Whether a barrier forbids it.

    Returns
    -------
    PlanWorth

    Raises WrongShape when the series are not about the same customers, OutOfRange for a share beyond its bounds or
    a triangle out of order.
    Source: METHODS M22. The uncertainty is that of the uplift: the probability weighs it, as an expected value does.
    """
    parts = {"probability": probability, "low": low, "central": central, "high": high, "cost": cost}
    for name, series in (parts | {"veto": veto}).items():
        if not series.index.equals(value.index):
            raise WrongShape(name, found=len(series), expected="the customers of value")
    frame = pd.DataFrame({"value": value} | parts, dtype=np.float64)
    known = frame.dropna()
    v, a, m, b = (vector(name, known[name].to_numpy()) for name in ("value", "low", "central", "high"))
    p = vector("probability", known["probability"].to_numpy(), low=0, high=1)
    c = vector("cost", known["cost"].to_numpy(), low=0)
    crossed = known.index[~((a <= m) & (m <= b))]
    if len(crossed):
        found = tuple(known.loc[crossed[0], ["low", "central", "high"]])
        raise OutOfRange(f"uplift[{crossed[0]}]", found=found, expected="low <= central <= high")
    mean = p * (a + m + b) / 3 * v - c
    ends = [p * _triangle_quantile(u, a, m, b) * v - c for u in (0.10, 0.90)]
    q10 = np.minimum(*ends)  # a negative value turns the triangle round
    with np.errstate(all="ignore"):
        break_even = np.where(p * v > 0, c / (p * v), np.inf)
    plans = pd.DataFrame({"mean": mean, "q10": q10, "break_even": break_even}, index=known.index).reindex(value.index)
    level = np.select(
        [veto.to_numpy(dtype=bool), plans["mean"].isna(), plans["q10"] > 0, plans["mean"] > 0],
        [Level.FAILED.value, Level.UNDETERMINED.value, Level.PASSED.value, Level.CONDITIONAL.value],
        default=Level.FAILED.value,
    )
    return PlanWorth(customers=plans.assign(level=level))


def _triangle_quantile(u: float, low: Vector, central: Vector, high: Vector) -> Vector:
    """Quantile of triangular distributions; their only value where low and high meet."""
    width = high - low
    left = np.where(width > 0, (central - low) / np.where(width > 0, width, 1.0), 1.0)
    rising = low + np.sqrt(u * width * (central - low))
    falling = high - np.sqrt((1 - u) * width * (high - central))
    return np.where(u <= left, rising, falling)
