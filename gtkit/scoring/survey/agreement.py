"""How far rankings agree: Kendall's W among several, tau-b between two.

W = 12 S / (m^2 (n^3 - n) - m sum T), with S the sum of squared deviations of the items' rank sums, m raters, n items,
and T = sum (t^3 - t) over each rater's groups of t ties. W = 1 exactly when all rank alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from gtkit.arrays import Matrix
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

CHI2_ITEMS = 8  # from this many items on, the chi-squared approximation serves
PERMUTATIONS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Kendall's W (0 to 1), m (n - 1) W, and the probability of as much by chance."""

    w: float
    chi2: float
    p_value: float


def kendall_w(scores: npt.ArrayLike, *, rng: np.random.Generator | None = None) -> Concordance:
    """Concordance of several raters over the same items, ties corrected.

    Parameters
    ----------
    scores : array-like, shape (raters, items)
        Ranks or scores; each rater's row is ranked, ties share their mean rank.
    rng : numpy Generator, optional
        For the permutation test that serves under 8 items; seeded with 0 when not given.

    Returns
    -------
    Concordance

    Raises WrongShape when not two-dimensional, OutOfRange for a missing score, NotEstimable with one rater, one item,
    or when every rater ties every item.
    Source: Kendall & Gibbons (1990), Rank Correlation Methods, 5th ed., chapter 6.

    >>> round(kendall_w([[1, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]]).w, 4)
    0.0625
    """
    x = np.asarray(scores, dtype=np.float64)
    if x.ndim != 2:
        raise WrongShape("scores", found=x.shape, expected="(raters, items)")
    if np.isnan(x).any():
        raise OutOfRange("scores", found="nan", expected="complete rankings")
    m, n = x.shape
    if m < 2 or n < 2:
        raise NotEstimable("kendall_w", found=(m, n), expected=">= 2 raters, >= 2 items")
    ranks = stats.rankdata(x, axis=1)
    most = m**2 * (n**3 - n) - m * sum(_ties(row) for row in ranks)
    if most == 0:
        raise NotEstimable("kendall_w", found="all tied", expected="one distinction at least")
    w = 12 * float(_spread(ranks.sum(axis=0))) / most
    chi2 = m * (n - 1) * w
    p = float(stats.chi2.sf(chi2, n - 1)) if n >= CHI2_ITEMS else _permuted(ranks, rng or np.random.default_rng(0))
    return Concordance(w=min(1.0, float(w)), chi2=float(chi2), p_value=p)


def kendall_tau(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[float, float]:
    """Tau-b between two rankings, and its p-value.

    Parameters
    ----------
    x, y : array-like, shape (n,)
        Finite scores of the same items.

    Returns
    -------
    (float, float): tau-b from -1 to 1, two-sided p-value.

    Raises WrongShape for two lengths, OutOfRange for a missing score, NotEstimable when one of them does not vary.
    Source: Kendall (1945), Biometrika 33(3); computed by scipy.
    """
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if a.ndim != 1 or a.shape != b.shape:
        raise WrongShape("x, y", found=(a.shape, b.shape), expected="one length")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise OutOfRange("x, y", found="not finite", expected="finite")
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        raise NotEstimable("kendall_tau", found=len(a), expected="two rankings that vary")
    result = stats.kendalltau(a, b)
    return float(result.statistic), float(result.pvalue)


def _ties(ranks: npt.NDArray[np.float64]) -> int:
    _, counts = np.unique(ranks, return_counts=True)
    return int((counts**3 - counts).sum())


def _spread(sums: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Sum of squared deviations of the items' rank sums, items along the last axis."""
    return np.asarray(((sums - sums.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1))


def _permuted(ranks: Matrix, rng: np.random.Generator) -> float:
    """Share of random re-rankings that agree as much, the observed one counted in."""
    sums = np.zeros((PERMUTATIONS, ranks.shape[1]))
    for row in ranks:
        sums += rng.permuted(np.tile(row, (PERMUTATIONS, 1)), axis=1)
    drawn = int((_spread(sums) >= _spread(ranks.sum(axis=0)) - 1e-9).sum())
    return (drawn + 1) / (PERMUTATIONS + 1)
