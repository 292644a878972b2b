"""Weights from a deck of cards: the revised Simos procedure.

Each criterion is a card; cards are laid from the least to the most important, equals together, with white cards where
the step is larger; z says how many times the first counts less than the last. Between two ranks lie e = white cards + 1
steps, each worth u = (z - 1) / sum e; a card of rank r weighs k(r) = 1 + u * (steps up to r), and weights are brought
to a sum of 100.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import Vector, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

_ROUNDING = 1e-9  # a weight this little under a decimal is that decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWeights:
    """Weights of the criteria.

    Attributes
    ----------
    step : u, what one step adds to the weight of the least important, 0 with one rank.
    weights : Series by criterion, adding up to 100, to compute with.
    rounded : Series by criterion, in decimals that add up to 100, to print; each within one last decimal, and the
        largest relative error as small as can be, so that equals may differ by one last decimal.
    """

    step: float
    weights: pd.Series
    rounded: pd.Series


def card_weights(
    ranks: pd.Series, *, ratio: float, white_cards: pd.Series | None = None, decimals: int = 1
) -> CardWeights:
    """Weights from the ranks of the cards.

    Parameters
    ----------
    ranks : Series of int by criterion
        From 1, the least important, to the number of ranks, without hole; equals share a rank.
    ratio : float
        z: how many times the last rank counts more than the first, 1 or more; with one rank, all are equal.
    white_cards : Series of int by rank, optional
        White cards laid between that rank and the next; none where not told.
    decimals : int
        Of the rounded weights.

    Returns
    -------
    CardWeights

    Raises WrongShape for a criterion listed twice or white cards that lie under no rank; OutOfRange for ranks with a
    hole, a ratio under 1, negative or split cards, negative decimals; NotEstimable without criterion.
    Source: Figueira & Roy (2002), European Journal of Operational Research 139.

    >>> card_weights(pd.Series({"price": 1, "delay": 2, "skill": 2}), ratio=2).weights.to_dict()
    {'price': 20.0, 'delay': 40.0, 'skill': 40.0}
    """
    place, steps = _places(ranks, white_cards)
    if not (math.isfinite(ratio) and ratio >= 1):
        raise OutOfRange("ratio", found=ratio, expected="finite and >= 1")
    if decimals < 0:
        raise OutOfRange("decimals", found=decimals, expected=">= 0")
    step = (ratio - 1) / steps if steps else 0.0
    k = 1 + step * place
    weights = pd.Series(100 * k / k.sum(), index=ranks.index)
    return CardWeights(step=step, weights=weights, rounded=_rounded(weights, decimals))


def weight_box(
    ranks: pd.Series, *, low_ratio: float, high_ratio: float, white_cards: pd.Series | None = None
) -> pd.DataFrame:
    """Bounds of each weight when the ratio is only known as a range.

    Parameters
    ----------
    ranks, white_cards : as `card_weights`.
    low_ratio, high_ratio : float
        Bounds of z, 1 or more.

    Returns
    -------
    DataFrame by criterion: low, high. Each weight only rises or only falls with z, so the ends of the range bound it.

    Raises as `card_weights`, and OutOfRange when the bounds are crossed.
    Source: METHODS M6.
    """
    if low_ratio > high_ratio:
        raise OutOfRange("ratio", found=(low_ratio, high_ratio), expected="low <= high")
    ends = [card_weights(ranks, ratio=z, white_cards=white_cards).weights for z in (low_ratio, high_ratio)]
    both = pd.concat(ends, axis=1)
    return pd.DataFrame({"low": both.min(axis=1), "high": both.max(axis=1)})


def _places(ranks: pd.Series, white_cards: pd.Series | None) -> tuple[Vector, float]:
    """Steps under each criterion's card, and in all."""
    if ranks.empty:
        raise NotEstimable("ranks", found=0, expected="one criterion or more")
    laid = vector("ranks", ranks.to_numpy(), low=1)
    levels = np.unique(laid)
    if ranks.index.has_duplicates or (levels != np.arange(1, len(levels) + 1)).any():
        kind = WrongShape if ranks.index.has_duplicates else OutOfRange
        raise kind("ranks", found=list(levels), expected="each criterion once, ranks 1, 2, 3 ... without hole")
    white = pd.Series(dtype=np.float64) if white_cards is None else white_cards
    if white.index.has_duplicates or not set(white.index) <= set(levels[:-1]):
        raise WrongShape("white_cards", found=list(white.index), expected=f"ranks from 1 to {len(levels) - 1}")
    if (vector("white_cards", white.to_numpy(), low=0) % 1 != 0).any():
        raise OutOfRange("white_cards", found=white.tolist(), expected="whole cards")
    e = 1 + white.reindex(levels[:-1], fill_value=0).to_numpy(dtype=np.float64)
    under = np.concatenate([[0.0], np.cumsum(e)])
    return under[laid.astype(np.int64) - 1], float(under[-1])


def _rounded(weights: pd.Series, decimals: int) -> pd.Series:
    """Round down, then up where the whole lacks: first those for which rounding down is the worse relative error."""
    exact = weights.sort_index() * 10**decimals
    cut = np.floor(exact + _ROUNDING)
    lacking = round(100 * 10**decimals - float(cut.sum()))
    down, up = (exact - cut) / exact, (cut + 1 - exact) / exact
    better_down = up > down
    urgent = pd.DataFrame({"kept": better_down, "by": np.where(better_down, up, -down)}, index=exact.index)
    first = urgent.sort_values(["kept", "by"], kind="stable").index[:lacking]
    cut.loc[first] += 1
    return pd.Series(cut.reindex(weights.index) / 10**decimals)
