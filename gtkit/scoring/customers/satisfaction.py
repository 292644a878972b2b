"""Does satisfaction foretell who stays? The area under the curve, and who is satisfied without staying.

The area is the probability that a customer who renewed had been more satisfied than one who did not, ties counting for
half: 0.5 knows nothing, 1 knows all. Four groups follow from one declared cut: loyalists stay satisfied, hostages stay
without being so, mercenaries leave satisfied, defectors leave unsatisfied. Satisfaction counts only as it was before
the decision: asked afterwards, it explains the decision instead of foretelling it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from gtkit.arrays import Vector, same_length, share, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.evidence import Interval

RESAMPLES = 1000
QUADRANTS = ("loyalist", "hostage", "mercenary", "defector")


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretelling:
    """Area under the curve: `auc`, its bootstrap `interval`, and how many `stayed` and `left`."""

    auc: float
    interval: Interval
    stayed: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrants:
    """Loyalty against satisfaction.

    Attributes
    ----------
    customers : Series by customer, one of QUADRANTS; "" where satisfaction is not known.
    counts : Series by quadrant.
    cut : satisfaction from which a customer is satisfied.
    """

    customers: pd.Series
    counts: pd.Series
    cut: float


def last_before(answers: pd.DataFrame, decided: pd.Series) -> pd.Series:
    """The last satisfaction that each customer told before deciding.

    Parameters
    ----------
    answers : DataFrame
        customer_id, date, score: every answer; several of a customer on one day are averaged.
    decided : Series of dates by customer
        When each decided to renew or to leave; NaT is no decision yet, and any answer precedes it.

    Returns
    -------
    Series by customer of `decided`: score, NaN without an answer strictly before the decision.

    Source: METHODS M25.

    >>> asked = pd.to_datetime(["2025-01-10", "2025-03-01"])
    >>> answers = pd.DataFrame({"customer_id": "C1", "date": asked, "score": [8.0, 3.0]})
    >>> last_before(answers, pd.Series(pd.to_datetime(["2025-02-01"]), index=["C1"])).tolist()
    [8.0]
    """
    due = answers["customer_id"].map(pd.to_datetime(decided))
    known = answers["customer_id"].isin(decided.index) & answers["score"].notna() & answers["date"].notna()
    early = answers[known & ~(pd.to_datetime(answers["date"]) >= due)]
    daily = early.groupby(["customer_id", "date"])["score"].mean()
    return daily.groupby(level="customer_id").last().reindex(decided.index)


def foretelling(
    satisfaction: npt.ArrayLike,
    stayed: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    level: float = 0.90,
    resamples: int = RESAMPLES,
) -> Foretelling:
    """How well satisfaction foretells renewal.

    Parameters
    ----------
    satisfaction : array-like, shape (customers,)
        Before the decision; any rising scale.
    stayed : array-like of bool, shape (customers,)
    rng : numpy Generator
        Draws customers again, among those who stayed and among those who left.
    level : float
    resamples : int

    Returns
    -------
    Foretelling

    Raises NotEstimable when nobody stayed or nobody left, WrongShape for two lengths, OutOfRange for a missing score.
    Source: Hanley & McNeil (1982), Radiology 143(1); Efron & Tibshirani (1993) for the interval, by percentiles.

    >>> foretelling([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], rng=np.random.default_rng(0)).auc
    0.75
    """
    x = vector("satisfaction", satisfaction)
    kept = vector("stayed", np.asarray(stayed, dtype=np.float64), low=0, high=1) == 1
    same_length(satisfaction=x, stayed=kept.astype(np.float64))
    share("level", level, low=1e-6, high=1 - 1e-9)
    loyal, gone = x[kept], x[~kept]
    if not (len(loyal) and len(gone)):
        raise NotEstimable("foretelling", found=(len(loyal), len(gone)), expected="one who stayed and one who left")
    if resamples < 100:
        raise OutOfRange("resamples", found=resamples, expected=">= 100")
    drawn = [_area(rng.choice(loyal, len(loyal)), rng.choice(gone, len(gone))) for _ in range(resamples)]
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    auc = _area(loyal, gone)
    interval = Interval(min(float(low), auc), max(float(high), auc), level)
    return Foretelling(auc=auc, interval=interval, stayed=len(loyal), left=len(gone))


def quadrants(satisfaction: pd.Series, stayed: pd.Series, *, cut: float) -> Quadrants:
    """Loyalists, hostages, mercenaries and defectors.

    Parameters
    ----------
    satisfaction : Series by customer
        Before the decision; NaN where not known.
    stayed : Series of bool by customer
    cut : float
        Declared: satisfied from this score on.

    Returns
    -------
    Quadrants

    Raises NotEstimable when no satisfaction is known, WrongShape for other customers, OutOfRange for an endless cut.
    Source: Jones & Sasser (1995), Harvard Business Review 73(6).

    >>> quadrants(pd.Series([9.0, 3.0]), pd.Series([False, True]), cut=8).customers.tolist()
    ['mercenary', 'hostage']
    """
    share("cut", cut, low=-np.inf, high=np.inf)
    if not stayed.index.equals(satisfaction.index):
        raise WrongShape("stayed", found=len(stayed), expected="the customers of satisfaction")
    if not satisfaction.notna().any():
        raise NotEstimable("quadrants", found=0, expected=">= 1 known satisfaction")
    happy, kept = (satisfaction >= cut).to_numpy(), stayed.to_numpy(dtype=bool)
    places = [satisfaction.isna(), happy & kept, ~happy & kept, happy & ~kept, ~happy & ~kept]
    given = pd.Series(np.select(places, ["", *QUADRANTS], default=""), index=satisfaction.index)
    counts = given.value_counts().reindex(QUADRANTS, fill_value=0)
    return Quadrants(customers=given, counts=counts, cut=cut)


def _area(loyal: Vector, gone: Vector) -> float:
    """Mann and Whitney's count over all pairs, through ranks."""
    ranks = stats.rankdata(np.concatenate([loyal, gone]))[: len(loyal)].sum()
    return float((ranks - len(loyal) * (len(loyal) + 1) / 2) / (len(loyal) * len(gone)))
