"""The segments that the organisation declares: how large, how valuable, how demanding, and how firm their order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.errors import NotEstimable, OutOfRange

SMALL = 3  # customers under which a segment is told as too small to conclude on
RESAMPLES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentProfile:
    """Declared segments.

    Attributes
    ----------
    frame : DataFrame by segment, most valuable first: customers, value (currency), value_share (of the positive
        values), effort (mean score of those known, NaN when none is), energy_share (0 when time is not known),
        small (bool: fewer than SMALL customers).
    stability : share of resamples of the customers that keep the order of the segments by value.
    """

    frame: pd.DataFrame
    stability: float


def profile(customers: pd.DataFrame, *, rng: np.random.Generator, resamples: int = RESAMPLES) -> SegmentProfile:
    """Profile of each declared segment.

    Parameters
    ----------
    customers : DataFrame by customer
        Columns segment, yearly_margin (currency), score (0 to 100), energy_share if time is known.
    rng : numpy Generator
    resamples : int

    Returns
    -------
    SegmentProfile

    Raises NotEstimable without customers, OutOfRange for a customer without a segment.
    Source: METHODS M20, declared rules first; Efron & Tibshirani (1993) for the bootstrap.
    """
    if customers.empty:
        raise NotEstimable("segments", found=0, expected=">= 1 customer")
    if not customers["segment"].fillna("").ne("").all():
        raise OutOfRange("segment", found="", expected="a declared segment")
    customers = customers.sort_index()
    value = customers["yearly_margin"].fillna(0.0)
    groups = customers["segment"]
    energy = customers["energy_share"].fillna(0.0) if "energy_share" in customers else value * 0.0
    effort = customers["score"] if "score" in customers else value * np.nan
    frame = pd.DataFrame(
        {
            "customers": groups.value_counts(),
            "value": value.groupby(groups).sum(),
            "effort": effort.groupby(groups).mean(),
            "energy_share": energy.groupby(groups).sum(),
        }
    ).sort_index()
    frame = frame.sort_values("value", ascending=False, kind="stable")
    positive = frame["value"].clip(lower=0.0)
    frame.insert(2, "value_share", positive / positive.sum() if positive.sum() > 0 else positive * 0.0)
    frame["small"] = frame["customers"] < SMALL
    codes = pd.Categorical(groups, categories=list(frame.index)).codes
    return SegmentProfile(
        frame=frame.rename_axis("segment"),
        stability=_stability(value.to_numpy(), codes.astype(np.intp), len(frame), rng, resamples),
    )


def _stability(values: np.ndarray, codes: np.ndarray, segments: int, rng: np.random.Generator, resamples: int) -> float:
    order = np.arange(segments)
    same = 0
    for _ in range(resamples):
        rows = rng.integers(0, len(values), len(values))
        sums = np.bincount(codes[rows], weights=values[rows], minlength=segments)
        same += bool((np.argsort(-sums, kind="stable") == order).all())
    return same / resamples
