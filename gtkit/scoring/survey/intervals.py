"""Intervals of a share: exact in a finite population, Wilson or Clopper-Pearson where it is endless."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy import stats

from gtkit.arrays import share
from gtkit.errors import NotEstimable, OutOfRange
from gtkit.evidence import Interval


def wilson(k: int, n: int, *, level: float = 0.95) -> Interval:
    """Wilson score interval of a share.

    Parameters
    ----------
    k, n : int
        Units that have the trait, units seen.
    level : float

    Returns
    -------
    Interval within 0 and 1 that holds k / n.

    Raises NotEstimable when n is 0, OutOfRange when k is not between 0 and n.
    Source: Wilson (1927), JASA 22(158); Newcombe (1998), Statistics in Medicine 17, method 3.

    >>> round(wilson(0, 20).high, 4)
    0.1611
    """
    _counts(k, n)
    z2 = float(stats.norm.isf((1 - share("level", level, low=1e-6, high=1 - 1e-9)) / 2)) ** 2
    middle, reach = 2 * k + z2, np.sqrt(z2 * (z2 + 4 * k * (1 - k / n)))
    low, high = (middle - reach) / (2 * (n + z2)), (middle + reach) / (2 * (n + z2))
    return Interval(0.0 if k == 0 else float(low), 1.0 if k == n else float(high), level)


def clopper_pearson(k: int, n: int, *, level: float = 0.95) -> Interval:
    """Exact binomial interval: holds the share with at least the level.

    Parameters and errors as `wilson`.
    Source: Clopper & Pearson (1934), Biometrika 26(4).

    >>> round(clopper_pearson(0, 20).high, 4)
    0.1684
    """
    _counts(k, n)
    tail = (1 - share("level", level, low=1e-6, high=1 - 1e-9)) / 2
    low = 0.0 if k == 0 else float(stats.beta.ppf(tail, k, n - k + 1))
    high = 1.0 if k == n else float(stats.beta.isf(tail, k + 1, n - k))
    return Interval(low, high, level)


@lru_cache(maxsize=4096)  # resamples ask for the same few counts over and over
def hypergeometric(k: int, n: int, population: int, *, level: float = 0.95) -> Interval:
    """Exact interval of a share in a finite population, by inverting the hypergeometric test.

    Parameters
    ----------
    k, n : int
        Units of the sample that have the trait, sample size.
    population : int
        Size of the population; a census (n = population) has zero width.
    level : float

    Returns
    -------
    Interval of the share of the population.

    Raises as `wilson`, and OutOfRange when the sample is larger than the population.
    Source: Buonaccorsi (1987), The American Statistician 41(3).

    >>> hypergeometric(20, 20, 20).width
    0.0
    """
    _counts(k, n)
    if n > population:
        raise OutOfRange("n", found=n, expected=f"<= {population}")
    tail = (1 - share("level", level, low=1e-6, high=1 - 1e-9)) / 2
    least, most = k, population - (n - k)
    low = _first(least, most, lambda having: stats.hypergeom.sf(k - 1, population, having, n) > tail)
    beyond = _first(low, most + 1, lambda having: stats.hypergeom.cdf(k, population, having, n) <= tail)
    return Interval(low / population, (beyond - 1) / population, level)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first whole number from low on of which it holds, once and for all; high when there is none before."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _counts(k: int, n: int) -> None:
    if n == 0:
        raise NotEstimable("share", found=0, expected="n > 0")
    if not 0 <= k <= n:
        raise OutOfRange("k", found=k, expected=f">= 0 and <= {n}")
