"""How many purchases come in a given time, when the rate itself is known as a gamma alone."""

from __future__ import annotations

import numpy as np
from scipy.special import betaln, xlogy

from gtkit.valuation.likelihood import Array


def poisson_gamma(n: Array, R: Array, A: Array, t: Array) -> Array:
    """P(N = n), N Poisson with mean lambda t and lambda ~ gamma(R, A): a negative binomial.

    Parameters
    ----------
    n : float array, whole numbers from 0
    R, A : float array, above 0; shape of the rate's gamma, and its inverse scale, periods.
    t : float array, from 0, periods.

    Returns
    -------
    float array, of the shape that the arguments broadcast to.

    Source: Greenwood & Yule (1920), Journal of the Royal Statistical Society 83(2).

    >>> float(poisson_gamma(np.array(2.0), np.array(1.0), np.array(3.0), np.array(3.0)).round(12))
    0.125
    """
    ways = -betaln(R, n + 1) - np.log(R + n)
    return np.asarray(np.exp(ways - R * np.log1p(t / A) + xlogy(n, t / (A + t))))
