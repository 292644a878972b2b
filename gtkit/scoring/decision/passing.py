"""What must change for an alternative to reach the next class of an ELECTRE TRI sorting.

The credibility S(a, b) never falls when one performance of a rises, so each criterion has one level from which it
suffices alone, or none. While the weight of j is not needed, its opposition alone holds a back: S is F (1 - D_j) /
(1 - C) and the level is closed form; else S rises with C, and C with g_j, and the crossing of the cut is bracketed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from gtkit.arrays import Vector
from gtkit.scoring.decision.electre_tri import ROUNDING, Scale, damped, oriented, shapes, sort


def what_must_change(performance: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The level of each criterion that would, alone, lift each alternative to the next pessimistic class.

    Parameters
    ----------
    performance : DataFrame alternatives x criteria
        As `sort` reads it.
    scale : Scale

    Returns
    -------
    DataFrame by (alternative, criterion), alternatives under the best class only: target (class to reach), shortfall
    (what its credibility lacks, 0 when only an unknown veto is in the way), current (NaN unknown), needed (level that
    suffices when nothing else changes, in the criterion's unit; NaN when none does), strict (bool: the level needed
    must be passed, not just reached), barrier (bool: this criterion's veto hits), edge (level at which its veto hits;
    NaN without a veto). With two barriers no criterion suffices alone: both edges must be passed.

    Raises as `sort`.
    Source: METHODS M1, barrier report; Roy & Bouyssou (1993) for S.

    >>> criteria = pd.DataFrame({"direction": ["max", "min"], "weight": [3, 1], "q": 0, "p": 0, "v": [np.nan, 30]},
    ...                         index=["margin", "days"])
    >>> limits = pd.DataFrame({"margin": [10], "days": [60]})
    >>> from gtkit.scoring.decision.electre_tri import scale
    >>> case = pd.DataFrame({"margin": [25], "days": [95]}, index=["b"])
    >>> what_must_change(case, scale(criteria, limits))[["needed", "strict", "barrier", "edge"]].loc["b"]
               needed  strict  barrier  edge
    criterion
    margin        NaN   False    False   NaN
    days         82.5   False     True  90.0
    """
    found = sort(performance, scale)
    reached = found.classes["pessimistic"].fillna(1).to_numpy(dtype=np.int64)
    below = np.flatnonzero(reached <= len(scale.profiles))
    target = reached[below] + 1
    g, b = oriented(performance, scale)[below], scale.profiles[target - 2]
    distance, strict = np.full(g.shape, np.nan), np.zeros(g.shape, dtype=bool)
    for i, j in np.ndindex(g.shape):
        capped = target[i] == len(scale.profiles) + 1
        distance[i, j], strict[i, j] = _distance((b - g)[i], j, scale, capped=bool(capped))
    shortfall = np.maximum(0.0, scale.cut - found.over.to_numpy()[below, target - 2])
    return pd.DataFrame(
        {
            "target": np.repeat(target, g.shape[1]),
            "shortfall": np.repeat(shortfall, g.shape[1]),
            "current": (g * scale.sign).ravel(),
            "needed": ((b - distance) * scale.sign).ravel(),
            "strict": strict.ravel(),
            "barrier": (shapes(b - g, scale)[1] == 1).ravel(),
            "edge": (np.where(np.isfinite(scale.v), b - scale.v, np.nan) * scale.sign).ravel(),
        },
        index=pd.MultiIndex.from_product(
            [performance.index[below], scale.criteria], names=["alternative", "criterion"]
        ),
    )


def _distance(d: Vector, j: int, scale: Scale, *, capped: bool) -> tuple[float, bool]:
    """Furthest under the profile that criterion j may lie, the others as they are; NaN when nowhere is near enough."""
    known = ~np.isnan(d)
    others = known & (np.arange(len(d)) != j)
    if capped and (~known & np.isfinite(scale.v) & (np.arange(len(d)) != j)).any():
        return np.nan, False
    support, opposition = shapes(d, scale)
    opposition = np.where(others, opposition, 0.0)
    total = scale.weights[others].sum() + scale.weights[j]
    if total == 0 or (opposition == 1).any():
        return np.nan, False
    q, p, v = scale.q[j], scale.p[j], scale.v[j]

    def credible(C: float) -> float:
        return float(damped(np.asarray(C), opposition))

    low = float((scale.weights * support)[others].sum() / total)
    high = low + scale.weights[j] / total
    if credible(high) < scale.cut - ROUNDING:
        return np.nan, False
    if credible(low) >= scale.cut - ROUNDING:
        most = 1 - min(1.0, scale.cut / credible(low)) * (1 - low)
        return p + most * (v - p), bool(most == 1 and v > p)
    C = high if credible(high) <= scale.cut else float(brentq(lambda x: credible(x) - scale.cut, low, high))
    return p - min(1.0, (C - low) / (high - low)) * (p - q), False
