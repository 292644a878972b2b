"""How far a class depends on the weights, thresholds and cut that were chosen: SMAA for an ELECTRE TRI-B sorting.

Nobody knows a weight to the decimal. Weights are drawn within their bounds, the thresholds of each criterion are
stretched together, the cut is drawn within its own bounds, and each alternative is sorted again. The acceptability of
a class is the share of draws that give it; a class is robust when it comes back in nearly all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gtkit.arrays import Matrix, share, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.decision.electre_tri import ROUNDING, Scale, credibility, oriented

DRAWS = 2_000
_BLOCK = 500  # draws held in memory at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassAcceptability:
    """Acceptability of the classes.

    Attributes
    ----------
    drawn : DataFrame draws x alternatives: class of each draw (1 is the worst); NaN where no weight is known.
    shares : DataFrame alternatives x classes: share of the draws, NaN likewise.
    """

    drawn: pd.DataFrame
    shares: pd.DataFrame

    @property
    def error(self) -> float:
        """Largest Monte-Carlo error of a share, 1.96 sqrt(b (1 - b) / n) at b = 1/2."""
        return float(1.96 * np.sqrt(0.25 / len(self.drawn)))

    def held(self, classes: pd.Series) -> pd.Series:
        """Share of the draws in which each alternative keeps the class given (1 is the worst), NaN where unknown."""
        places = pd.Series(classes, dtype="float64")
        found = [self.shares.at[name, int(k)] if np.isfinite(k) else np.nan for name, k in places.items()]
        return pd.Series(found, index=places.index, dtype="float64", name="held")


def class_acceptability(
    performance: pd.DataFrame,
    scale: Scale,
    *,
    box: pd.DataFrame,
    rng: np.random.Generator,
    cuts: tuple[float, float] = (0.6, 0.9),
    stretch: float = 0.2,
    draws: int = DRAWS,
) -> ClassAcceptability:
    """Share of the draws that put each alternative in each pessimistic class.

    Parameters
    ----------
    performance : DataFrame alternatives x criteria
        As `sort` reads it.
    scale : Scale
        Its weights and cut give way to those drawn.
    box : DataFrame by criterion
        Columns low and high: bounds of each weight, drawn evenly between them; any unit, the same for all.
    rng : numpy Generator
    cuts : (float, float)
        Bounds of the cut, above 0.5 and 1 at most.
    stretch : float
        Largest part by which the thresholds of a criterion are shrunk or widened together, under 1.
    draws : int
        1 or more.

    Returns
    -------
    ClassAcceptability: the error of a share is 1.96 sqrt(b (1 - b) / draws).

    Raises as `sort`; WrongShape for a criterion without bounds; OutOfRange for bounds that cross or are negative, a
    cut or a stretch out of bounds, or fewer than one draw; NotEstimable when no weight can be above 0.
    Source: Tervonen et al. (2009), European Journal of Operational Research 192 (SMAA-TRI); METHODS M7.

    >>> from gtkit.scoring.decision.electre_tri import scale
    >>> criteria = pd.DataFrame({"direction": "max", "weight": 1, "q": 0, "p": 0, "v": np.nan}, index=["a", "b"])
    >>> one = scale(criteria, pd.DataFrame({"a": [10], "b": [10]}))
    >>> box = pd.DataFrame({"low": [3, 1], "high": [4, 1]}, index=["a", "b"])
    >>> cases = pd.DataFrame({"a": [12, 0], "b": [8, 12]}, index=["sound", "poor"])
    >>> class_acceptability(cases, one, box=box, rng=np.random.default_rng(1), cuts=(0.6, 0.7)).shares
             1    2
    sound  0.0  1.0
    poor   1.0  0.0
    """
    if not set(scale.criteria) <= set(box.index) or box.index.has_duplicates:
        raise WrongShape("box", found=list(box.index), expected="bounds for each criterion, once")
    low, high = (vector(f"box.{end}", box.loc[scale.criteria, end].to_numpy(), low=0) for end in ("low", "high"))
    if (low > high).any() or not high.sum() > 0:
        error = OutOfRange if (low > high).any() else NotEstimable
        raise error("box", found=(tuple(low), tuple(high)), expected="low <= high, one weight > 0")
    if not cuts[0] <= cuts[1]:
        raise OutOfRange("cuts", found=cuts, expected="low <= high")
    for cut in cuts:
        share("cuts", cut, low=0.5 + ROUNDING)
    share("stretch", stretch, high=1 - ROUNDING)
    if draws < 1:
        raise OutOfRange("draws", found=draws, expected=">= 1")
    g = oriented(performance, scale)
    parts = []
    for first in range(0, draws, _BLOCK):
        size = (min(_BLOCK, draws - first), len(scale.criteria))
        weights, factors = rng.uniform(low, high, size), rng.uniform(1 - stretch, 1 + stretch, size)
        parts.append(_classes(g, scale, weights=weights, factors=factors, cuts=rng.uniform(*cuts, size[0])))
    drawn = pd.DataFrame(np.where(~np.isnan(g) @ high > 0, np.concatenate(parts), np.nan), columns=performance.index)
    classes = range(1, len(scale.profiles) + 2)
    shares = {k: (drawn == k).mean().where(drawn.notna().all()) for k in classes}
    return ClassAcceptability(drawn=drawn, shares=pd.DataFrame(shares, index=performance.index))


def _classes(g: Matrix, scale: Scale, *, weights: Matrix, factors: Matrix, cuts: Matrix) -> Matrix:
    """Class of each alternative in each draw, shape (draws, alternatives): weights and factors (draws, m)."""
    q, p, v = (threshold * factors[:, None, None] for threshold in (scale.q, scale.p, scale.v))
    drawn = replace(scale, weights=weights[:, None, None], q=q, p=p, v=v)
    d = np.broadcast_to(scale.profiles[None, None] - g[None, :, None], (len(cuts), len(g), *scale.profiles.shape))
    over, _ = credibility(d, drawn)
    reached = over >= cuts[:, None, None] - ROUNDING
    best = len(scale.profiles) + 1
    found = np.where(reached.any(axis=-1), best - reached[..., ::-1].argmax(axis=-1), 1)
    capped = (np.isnan(g) & np.isfinite(scale.v)).any(axis=1)
    return np.where(capped, np.minimum(found, best - 1), found).astype(np.float64)
