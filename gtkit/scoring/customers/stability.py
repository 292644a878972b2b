"""Does the ranking of customers last? Ranks year by year, their concordance, and moves between classes.

Class A are the best customers that together make 80 % of the positive value, B those up to 95 %, C all others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.scoring.survey.agreement import kendall_w

CLASSES = ("A", "B", "C")
CUTS = (0.80, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankStability:
    """How a ranking lasts.

    Attributes
    ----------
    ranks : DataFrame customers x years: 1 is best, ties share their mean rank.
    concordance : Kendall's W over the years. p_value : of no concordance at all.
    moves : DataFrame classes x classes: customers in a class the first year (rows) and the last (columns); those that
        brought nothing in either are in no class.
    stable_share : share of them in the same class both years.
    """

    ranks: pd.DataFrame
    concordance: float
    p_value: float
    moves: pd.DataFrame
    stable_share: float


def yearly_ranks(yearly: pd.DataFrame) -> RankStability:
    """Rank customers each year, and compare the years.

    Parameters
    ----------
    yearly : DataFrame customers x years
        Value of each customer in each year, currency, oldest year first.

    Returns
    -------
    RankStability

    Raises NotEstimable with one year or one customer, when no customer ever differs from another, or when nobody
    brought anything in the first and the last year; OutOfRange for a missing value.
    Source: METHODS M14 for W; the A, B, C cuts are those of Pareto analysis (Juran).
    """
    if yearly.isna().to_numpy().any():
        raise OutOfRange("yearly", found="nan", expected="complete years")
    if yearly.shape[0] < 2 or yearly.shape[1] < 2:
        raise NotEstimable("yearly_ranks", found=yearly.shape, expected=">= 2 customers, >= 2 years")
    agreement = kendall_w(yearly.to_numpy().T)
    ends = yearly.iloc[:, [0, -1]]
    ends = ends[(ends != 0).any(axis=1)]
    if ends.empty:
        raise NotEstimable("yearly_ranks", found=0, expected="> 0 in the first or last year")
    first, last = classes(ends.iloc[:, 0]), classes(ends.iloc[:, 1])
    moves = pd.crosstab(first, last).reindex(index=CLASSES, columns=CLASSES, fill_value=0)
    return RankStability(
        ranks=yearly.rank(ascending=False),
        concordance=agreement.w,
        p_value=agreement.p_value,
        moves=moves.rename_axis(index="first", columns="last"),
        stable_share=float((first == last).mean()),
    )


def classes(values: pd.Series) -> pd.Series:
    """Class A, B or C of each customer.

    Parameters
    ----------
    values : Series by customer
        Value over a year, currency; a value of 0 or less is class C.

    Returns
    -------
    Series of "A", "B", "C" by customer.

    >>> classes(pd.Series([80.0, 15.0, 5.0, 0.0], index=list("abcd"))).tolist()
    ['A', 'B', 'C', 'C']
    """
    positive = values.clip(lower=0.0)
    order = np.lexsort((np.asarray(values.index.astype(str)), -positive.to_numpy()))
    ranked = positive.to_numpy()[order]
    before = np.cumsum(ranked) - ranked  # share made by the better ones
    reached = before / ranked.sum() if ranked.sum() > 0 else np.ones(len(ranked))
    given = np.select([reached < CUTS[0] - 1e-12, reached < CUTS[1] - 1e-12], CLASSES[:2], default=CLASSES[2])
    given = np.where(ranked > 0, given, CLASSES[2])
    return pd.Series(given, index=values.index[order]).reindex(values.index)
