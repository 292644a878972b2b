"""How far two ranked lists agree, their heads above all: rank-biased overlap.

A reader looks at the first place, and goes on to the next with probability p. With X_d the items common to both lists
down to depth d, the agreement is (1 - p) sum p^(d - 1) X_d / d over all depths, extrapolated beyond the lists' ends as
if they went on agreeing as much. Lists may be of different lengths and hold different items. The choice of p says how
much the head weighs: 0.9 gives 86 % to the first ten places, 0.7 gives 84 % to the first three.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np

from gtkit.arrays import Vector, share
from gtkit.errors import NotEstimable, OutOfRange, WrongShape


def rank_overlap(one: Sequence[Hashable], other: Sequence[Hashable], *, persistence: float) -> float:
    """Extrapolated rank-biased overlap of two lists without ties.

    Parameters
    ----------
    one, other : sequences of items, best first
        Of any lengths above 0.
    persistence : float
        Probability of reading on, above 0 and under 1; see `weight_of_top`.

    Returns
    -------
    float: 0 with no item in common, 1 for lists that agree down to the end of the shorter one.

    Raises NotEstimable for an empty list, WrongShape when a list names an item twice, OutOfRange for a persistence
    out of bounds.
    Source: Webber, Moffat & Zobel (2010), ACM Transactions on Information Systems 28(4), equation 32.

    >>> round(rank_overlap("abcde", "bacde", persistence=0.9), 6)
    0.9
    """
    p = _persistence(persistence)
    for name, items in (("one", one), ("other", other)):
        if not items:
            raise NotEstimable(name, found=0, expected="one item or more")
        if len(set(items)) < len(items):
            twice = sorted({str(item) for item in items if items.count(item) > 1})
            raise WrongShape(name, found=twice, expected="each item once")
    s, l = sorted((len(one), len(other)))  # noqa: E741 - the paper's letters
    d = np.arange(1, l + 1)
    X = _common(one, other, l)
    beyond = d > s
    agreement = X / d + np.where(beyond, X[s - 1] * (d - s) / (s * d), 0.0)
    tail = (X[-1] - X[s - 1]) / l + X[s - 1] / s
    return float(min(1.0, (1 - p) / p * (agreement * p**d).sum() + tail * p**l))


def weight_of_top(depth: int, *, persistence: float) -> float:
    """Share of the overlap that the first places decide.

    Parameters
    ----------
    depth : int
        How many first places, 1 or more.
    persistence : float
        Above 0 and under 1.

    Returns
    -------
    float between 0 and 1.

    Raises OutOfRange beyond these bounds.
    Source: Webber, Moffat & Zobel (2010), equation 21.

    >>> round(weight_of_top(3, persistence=0.7), 2)
    0.84
    """
    p = _persistence(persistence)
    if depth < 1:
        raise OutOfRange("depth", found=depth, expected=">= 1")
    left = -math.log1p(-p) - math.fsum(p**i / i for i in range(1, depth))
    return min(1.0, 1 - p ** (depth - 1) + (1 - p) / p * depth * left)


def _common(one: Sequence[Hashable], other: Sequence[Hashable], depth: int) -> Vector:
    """Items found in both lists down to each depth; a list that has ended stays as it is."""
    place = {item: rank for rank, item in enumerate(one)}
    met = [0] * depth
    for rank, item in enumerate(other):
        if item in place:
            met[max(rank, place[item])] += 1
    return np.cumsum(met, dtype=np.float64)


def _persistence(p: float) -> float:
    return share("persistence", p, low=1e-6, high=1 - 1e-6)
