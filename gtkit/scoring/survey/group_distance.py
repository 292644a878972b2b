"""How far a group's priorities lie from another's, and whether chance alone would part them as much.

Each person ranks some of the items; those not ranked share the place after the last. The distance of two groups is the
mean, over the items, of the difference between their median places, as a share of the greatest there can be. The test
permutes the people between the groups: no law is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import Matrix, Vector
from gtkit.errors import NotEstimable, OutOfRange

PERMUTATIONS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDistance:
    """Distance of two groups (0 the same median places, 1 as far as can be) and its p-value by permutation."""

    distance: float
    p_value: float
    people: tuple[int, int]


def places(lists: pd.Series, items: pd.Index) -> pd.DataFrame:
    """Place that each person gives to each item.

    Parameters
    ----------
    lists : Series by person of tuple of items, best first
    items : Index

    Returns
    -------
    DataFrame people x items: 1 for the first; the items that a person did not list share the mean of the places left.

    Raises OutOfRange for an item listed twice by one person.

    >>> places(pd.Series({"ann": ("b", "a")}), pd.Index(["a", "b", "c", "d"])).loc["ann"].tolist()
    [2.0, 1.0, 3.5, 3.5]
    """
    rows = np.empty((len(lists), len(items)))
    for at, listed in enumerate(lists):
        if len(set(listed)) < len(listed):
            raise OutOfRange("lists", found=listed, expected="each item once")
        kept = [item for item in listed if item in items]
        rows[at] = (len(kept) + 1 + len(items)) / 2
        rows[at, items.get_indexer(pd.Index(kept))] = np.arange(1, len(kept) + 1)
    return pd.DataFrame(rows, index=lists.index, columns=items)


def group_distance(
    one: pd.DataFrame, other: pd.DataFrame, *, rng: np.random.Generator, permutations: int = PERMUTATIONS
) -> GroupDistance:
    """Distance between two groups of people over the same items.

    Parameters
    ----------
    one, other : DataFrame people x items
        As `places` gives.
    rng : numpy Generator
    permutations : int
        Redistributions of the people between the groups.

    Returns
    -------
    GroupDistance: the p-value counts the observed distance in.

    Raises NotEstimable for a group of nobody or fewer than two items.
    Source: METHODS M14; Good (2005), Permutation, Parametric and Bootstrap Tests of Hypotheses, chapter 3.
    """
    if one.empty or other.empty or one.shape[1] < 2:
        raise NotEstimable("group_distance", found=(len(one), len(other), one.shape[1]), expected=">= 1, >= 1, >= 2")
    pooled = np.vstack([one.to_numpy(), other[one.columns].to_numpy()])
    first = len(one)
    found = float(_distance(pooled[:first], pooled[first:]))
    mixed = pooled[rng.permuted(np.tile(np.arange(len(pooled)), (permutations, 1)), axis=1)]
    drawn = int((_distance(mixed[:, :first], mixed[:, first:]) >= found - 1e-12).sum())
    return GroupDistance(distance=found, p_value=(drawn + 1) / (permutations + 1), people=(first, len(pooled) - first))


def _distance(one: Matrix, other: Matrix) -> Vector:
    """Distance of groups of people, shape (..., people, items)."""
    n = one.shape[-1]
    apart = np.abs(np.median(one, axis=-2) - np.median(other, axis=-2)).sum(axis=-1)
    return np.asarray(apart / (n**2 // 2))  # two opposite orders of n items lie n^2 // 2 places apart
