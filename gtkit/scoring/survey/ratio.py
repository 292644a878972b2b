"""Share of a total that lies in a class of units, and its interval: the ratio estimator.

With weights w_i (hours, money) and class membership d_i, the share is R = sum w_i d_i / sum w_i. Its standard error
by linearisation is sqrt(n / (n - 1) sum w_i^2 (d_i - R)^2) / sum w_i.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from gtkit.arrays import same_length, share, vector
from gtkit.errors import NotEstimable
from gtkit.evidence import Interval


def ratio_share(weights: npt.ArrayLike, member: npt.ArrayLike, *, level: float = 0.90) -> tuple[float, Interval]:
    """Share of the weight borne by the members, with its interval.

    Parameters
    ----------
    weights : array-like, shape (n,)
        Non-negative, any unit.
    member : array-like of bool, shape (n,)
        Whether each unit belongs to the class.
    level : float
        Probability that the interval holds the share, between 0 and 1.

    Returns
    -------
    (float, Interval): share and interval, both within 0 and 1.

    Raises NotEstimable with fewer than two units or no weight at all; OutOfRange for a negative weight.
    Source: Cochran (1977), Sampling Techniques, 3rd ed., section 2.11.

    >>> ratio_share([1.0, 1.0, 2.0, 4.0], [True, True, True, False])[0]
    0.5
    """
    w = vector("weights", weights, low=0)
    d = vector("member", np.asarray(member, dtype=np.float64), low=0, high=1)
    n = same_length(weights=w, member=d)
    total = float(w.sum())
    if n < 2 or total <= 0:
        raise NotEstimable("ratio_share", found=n if n < 2 else total, expected="n >= 2, total > 0")
    ratio = min(1.0, float(w @ d) / total)  # rounding can pass 1 by a hair
    error = math.sqrt(n / (n - 1) * float(np.sum((w * (d - ratio)) ** 2))) / total
    reach = float(ndtri((1 + share("level", level, low=1e-6, high=1 - 1e-9)) / 2)) * error
    return ratio, Interval(max(0.0, ratio - reach), min(1.0, ratio + reach), level)
