"""Have satisfaction and loyalty anything to do with each other? A claim put to the test, both ways.

An effect that is not significant proves nothing. Two one-sided tests (TOST) can show that the rank correlation lies
within +-bound (0.2): nothing to do. Its interval wholly beyond the bound shows the contrary. Else nobody knows yet, and
the number of customers that would settle it is told. With z = atanh(rho), Spearman's standard error is
sqrt((1 + rho^2 / 2) / (n - 3 - k)), k variables being held constant.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.special import ndtr, ndtri

from gtkit.arrays import Matrix, same_length, share, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.evidence import Interval

BOUND = 0.20
ALPHA = 0.05  # of each one-sided test; the matching interval has level 1 - 2 ALPHA
POWER = 0.80


class Link(StrEnum):
    """What the correlation shows."""

    UNRELATED = "unrelated"
    RELATED = "related"
    INVERSE = "inverse"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """A correlation tested against +-bound.

    Attributes
    ----------
    rho : the correlation. interval : at 90 %, within the bounds exactly when p_value is under 5 %.
    z_low, z_up : statistics against -bound and +bound. p_value : the larger of the two one-sided ones.
    link : what it shows. n : customers. n_needed : how many would settle it four times in five, if rho is what it
        seems; 0 when settled, infinite when rho stands on the bound.
    """

    rho: float
    interval: Interval
    z_low: float
    z_up: float
    p_value: float
    link: Link
    n: int
    n_needed: float


def rank_link(
    satisfaction: npt.ArrayLike, loyalty: npt.ArrayLike, *, held: npt.ArrayLike | None = None, bound: float = BOUND
) -> Equivalence:
    """Spearman's correlation of satisfaction and loyalty, tested for having nothing to do with each other.

    Parameters
    ----------
    satisfaction, loyalty : array-like, shape (customers,)
        Satisfaction asked before what it should foretell (`last_before`); renewal, share of wallet or years kept.
    held : array-like, shape (customers, k), optional
        What is held constant, size and tenure for example: the correlation is then the partial one.
    bound : float
        Correlation that would still be nothing, between 0 and 1.

    Returns
    -------
    Equivalence

    Raises WrongShape for two lengths, OutOfRange for a missing value, NotEstimable with 3 + k customers or fewer or
    when a variable does not vary, or nothing of it is left.
    Source: Bonett & Wright (2000), Psychometrika 65(1); Lakens (2017), SPPS 8(4).
    """
    x, y = vector("satisfaction", satisfaction), vector("loyalty", loyalty)
    n = same_length(satisfaction=x, loyalty=y)
    others = np.asarray(np.empty((n, 0)) if held is None else held, dtype=np.float64)
    if len(others) != n or others.ndim > 2:
        raise WrongShape("held", found=others.shape, expected=f"({n}, k)")
    others = others.reshape(n, others.size // max(n, 1))
    if not np.isfinite(others).all():
        raise OutOfRange("held", found="not finite", expected="finite")
    free = n - 3 - others.shape[1]
    columns = np.column_stack([x, y, others])
    if free < 1 or (np.ptp(columns, axis=0) == 0).any():
        raise NotEstimable("rank_link", found=n, expected=f"> {3 + others.shape[1]} customers, all variables varying")
    rho = partial_correlation(np.corrcoef(stats.rankdata(columns, axis=0), rowvar=False))
    most = 1 - 12 / (n**3 - n)  # one swap short of perfect: nothing is certain because n is small
    rho = float(np.clip(rho, -most, most))
    return _equivalence(rho, float(np.sqrt((1 + rho**2 / 2) / free)), bound, n)


def correlation_link(r: float, n: int, *, bound: float = BOUND) -> Equivalence:
    """Pearson's correlation of n pairs, tested against +-bound.

    Raises OutOfRange when r or the bound is not strictly within its range, NotEstimable with 3 pairs or fewer.
    Source: Lakens (2017), Social Psychological and Personality Science 8(4).

    >>> round(correlation_link(0.05, 200).p_value, 6)
    0.016052
    """
    if n < 4:
        raise NotEstimable("correlation_link", found=n, expected=">= 4 pairs")
    return _equivalence(share("r", r, low=-1 + 1e-12, high=1 - 1e-12), 1 / float(np.sqrt(n - 3)), bound, n)


def partial_correlation(correlations: Matrix) -> float:
    """Correlation of the first two variables, the others held constant.

    Parameters
    ----------
    correlations : float array, shape (2 + k, 2 + k)

    Returns
    -------
    float: -1 to 1.

    Raises NotEstimable when the variables held leave one of the two nothing of its own.
    Source: Whittaker (1990), Graphical Models in Applied Multivariate Statistics, section 5.7.
    """
    own = correlations[:2, :2]
    if len(correlations) > 2:
        across = correlations[:2, 2:]
        own = own - across @ np.linalg.pinv(correlations[2:, 2:]) @ across.T
    if np.diag(own).min() < 1e-9:
        raise NotEstimable("partial_correlation", found=float(np.diag(own).min()), expected="variation of its own")
    return float(own[0, 1] / np.sqrt(own[0, 0] * own[1, 1]))


def _equivalence(r: float, se: float, bound: float, n: int) -> Equivalence:
    share("bound", bound, low=1e-6, high=1 - 1e-6)
    z, limit = float(np.arctanh(r)), float(np.arctanh(bound))
    reach = float(ndtri(1 - ALPHA)) * se
    interval = Interval(float(np.tanh(z - reach)), float(np.tanh(z + reach)), 1 - 2 * ALPHA)
    z_low, z_up = (z + limit) / se, (z - limit) / se
    p_value = float(max(ndtr(-z_low), ndtr(z_up)))
    link = _link(interval, p_value, bound)
    return Equivalence(
        rho=r,
        interval=interval,
        z_low=z_low,
        z_up=z_up,
        p_value=p_value,
        link=link,
        n=n,
        n_needed=_n_needed(abs(z), limit, se, n) if link is Link.UNDECIDED else 0.0,
    )


def _link(interval: Interval, p_value: float, bound: float) -> Link:
    if p_value < ALPHA:
        return Link.UNRELATED
    if interval.low > bound:
        return Link.RELATED
    return Link.INVERSE if interval.high < -bound else Link.UNDECIDED


def _n_needed(z: float, limit: float, se: float, n: int) -> float:
    """Customers at which the test that rho seems to deserve succeeds with the power wanted."""
    missed = (1 - POWER) / 2 if z < limit else 1 - POWER  # inside, either of the two tests may fail
    distance = abs(limit - z) / float(ndtri(1 - ALPHA) + ndtri(1 - missed))
    return float(np.ceil((n - 3) * (se / distance) ** 2 + 3)) if distance > 1e-9 else np.inf
