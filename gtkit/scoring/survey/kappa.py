"""Agreement beyond chance on categories: Fleiss for many raters, Cohen for two, weighted or not.

kappa = 1 - disagreement seen / disagreement expected of raters who keep their habits but see nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape


def fleiss_kappa(table: npt.ArrayLike) -> float:
    """Agreement of raters who need not be the same from one unit to the next.

    Parameters
    ----------
    table : array-like, shape (units, categories)
        How many raters put each unit in each category; the same number of raters, two or more, for every unit.

    Returns
    -------
    float, 1 for whole agreement, 0 for chance.

    Raises WrongShape when not two-dimensional or the units are not rated by as many; OutOfRange for a negative count;
    NotEstimable without unit, with one rater, or when all is in one category.
    Source: Fleiss (1971), Psychological Bulletin 76(5).

    >>> round(fleiss_kappa([[3, 0], [0, 3], [2, 1]]), 3)
    0.55
    """
    counts = _table("table", table)
    raters = counts.sum(axis=1)
    if len(counts) and (raters != raters[0]).any():
        raise WrongShape("table", found=sorted(set(raters)), expected="as many raters for each unit")
    m = raters[0] if len(counts) else 0.0
    if m < 2:
        raise NotEstimable("fleiss_kappa", found=(len(counts), float(m)), expected=">= 1 unit, >= 2 raters")
    chance = float(((counts.sum(axis=0) / counts.sum()) ** 2).sum())
    if np.count_nonzero(counts.sum(axis=0)) == 1:
        raise NotEstimable("fleiss_kappa", found="one category", expected=">= 2 categories used")
    seen = float(((counts**2).sum(axis=1) - m).mean() / (m * (m - 1)))
    return (seen - chance) / (1 - chance)


def weighted_kappa(table: npt.ArrayLike, *, disagreement: npt.ArrayLike) -> float:
    """Agreement of two raters, where some disagreements weigh more than others.

    Parameters
    ----------
    table : array-like, shape (k, k)
        Units, or shares of them, in category i for one rater and j for the other.
    disagreement : array-like, shape (k, k)
        What each cell costs: not negative, 0 on the diagonal; `plain_disagreement` or `linear_disagreement` as a rule.

    Returns
    -------
    float, 1 for whole agreement, 0 for chance.

    Raises WrongShape when the two are not square and of one size; OutOfRange for a negative count or cost, or a cost
    on the diagonal; NotEstimable when no disagreement is to be expected, as when both always use one category.
    Source: Cohen (1968), Psychological Bulletin 70(4).

    >>> round(weighted_kappa([[20, 5], [10, 15]], disagreement=plain_disagreement(2)), 3)
    0.4
    """
    counts, cost = _table("table", table), _table("disagreement", disagreement)
    if counts.shape[0] != counts.shape[1] or counts.shape != cost.shape:
        raise WrongShape("table, disagreement", found=(counts.shape, cost.shape), expected="(k, k) both")
    if np.diag(cost).any():
        raise OutOfRange("disagreement", found=tuple(np.diag(cost)), expected="0 on the diagonal")
    total = counts.sum()
    expected = float((cost * np.outer(counts.sum(axis=1), counts.sum(axis=0))).sum())
    if expected <= 0:
        raise NotEstimable("weighted_kappa", found=expected, expected="raters who could disagree")
    return 1 - float((cost * counts).sum() * total) / expected


def plain_disagreement(categories: int) -> Matrix:
    """Cost 1 for any disagreement: Cohen's own kappa (1960)."""
    return 1 - np.eye(categories)


def linear_disagreement(categories: int) -> Matrix:
    """Cost of so many steps between ordered categories.

    >>> linear_disagreement(3)
    array([[0., 1., 2.],
           [1., 0., 1.],
           [2., 1., 0.]])
    """
    place = np.arange(categories, dtype=np.float64)
    return np.asarray(np.abs(place[:, None] - place[None, :]))


def crossed(one: pd.Series, other: pd.Series, categories: Sequence[Hashable]) -> pd.DataFrame:
    """How two raters sort the same units.

    Parameters
    ----------
    one, other : Series by unit
        Category that each rater gave, in any order of the units; missing (None, NaN, "") where none.
    categories : sequence
        All categories, in their order.

    Returns
    -------
    DataFrame categories x categories: units in category i for one and j for the other; those that either has not
    sorted are left out.

    Raises WrongShape when the two are not about the same units, once each, or a category is listed twice; OutOfRange
    for a category that is not listed.

    >>> a, b = pd.Series(["yes", "no", "no"]), pd.Series(["yes", "yes", ""])
    >>> crossed(a, b, ["no", "yes"]).to_numpy()
    array([[0, 1],
           [0, 1]])
    """
    names = pd.Index(list(categories), dtype=object)
    if one.index.has_duplicates or not one.index.sort_values().equals(other.index.sort_values()):
        raise WrongShape("one, other", found=(len(one), len(other)), expected="the same units, once each")
    if names.has_duplicates:
        raise WrongShape("categories", found=list(names), expected="each once")
    both = pd.DataFrame({"one": one, "other": other.reindex(one.index)}).astype(object)
    both = both[(both.notna() & (both != "")).all(axis=1)]
    strangers = sorted({str(code) for code in both.to_numpy().ravel() if code not in names})
    if strangers:
        raise OutOfRange("category", found=strangers[:3], expected=" | ".join(map(str, names)))
    counts = np.zeros((len(names), len(names)), dtype=np.int64)
    np.add.at(counts, (names.get_indexer(pd.Index(both["one"])), names.get_indexer(pd.Index(both["other"]))), 1)
    return pd.DataFrame(counts, index=names, columns=names)


def _table(name: str, values: npt.ArrayLike) -> Matrix:
    """A matrix of finite numbers, none negative."""
    table = np.asarray(values, dtype=np.float64)
    if table.ndim != 2:
        raise WrongShape(name, found=table.shape, expected="two dimensions")
    vector(name, table.ravel(), low=0)
    return table
