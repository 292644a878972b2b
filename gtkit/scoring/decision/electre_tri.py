"""ELECTRE TRI-B: sort each alternative against profiles, with barriers that nothing compensates.

With d = g_j(b) - g_j(a) to be maximised, criterion j supports "a is at least as good as b" by c_j: 1 up to q, 0 from p
on, straight between. It opposes by D_j: 0 up to p, 1 from v on, straight between. C = sum w c / sum w, and the
credibility is S(a, b) = C * product over D_j > C of (1 - D_j) / (1 - C); it is 0 as soon as one D_j is 1, a barrier,
whatever the weight of j. Then a outranks b when S(a, b) reaches the cut.

Profiles b_1 .. b_k part k + 1 classes, 1 the worst. Pessimistic: the class above the best profile that a outranks.
Optimistic: the class under the worst profile that is preferred to a. With two profiles: refuse, conditions, accept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, Vector, share, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

CUT = 0.75
ROUNDING = 1e-9  # a credibility this close under the cut reaches it: weights of 0.3, 0.3, 0.4 do not add up in binary
_SIGNS = {"max": 1.0, "min": -1.0}
_STEP = 8 * np.finfo(np.float64).eps  # what a difference of two decimals may lose, as a share of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Criteria and profiles, checked: all to be maximised, in the order of the criteria.

    Attributes
    ----------
    criteria : Index of m criteria. limits : Index of k profiles, worst first. sign : shape (m,), -1 where less is
    better. weights, q, p, v : shape (m,), v infinite without a veto. profiles : shape (k, m), times sign.
    cut : credibility that outranks.
    """

    criteria: pd.Index
    limits: pd.Index
    sign: Vector
    weights: Vector
    q: Vector
    p: Vector
    v: Vector
    profiles: Matrix
    cut: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """Classes of the alternatives.

    Attributes
    ----------
    classes : DataFrame by alternative: pessimistic and optimistic (Int64, 1 is the worst class, NA when no criterion
        that bears weight is known), barriers (tuple of the criteria whose veto against the lowest profile refuses it),
        missing (tuple of the criteria unknown), capped (bool: one of them holds a veto, so the best class is closed
        until it is known), debated (bool: the two classes differ and no barrier has settled it; never averaged).
    over, under : DataFrame alternatives x profiles (worst first): credibility that the alternative is at least as good
        as the profile, and the profile as the alternative; NaN when no weight is known.
    """

    classes: pd.DataFrame
    over: pd.DataFrame
    under: pd.DataFrame


def scale(criteria: pd.DataFrame, profiles: pd.DataFrame, *, cut: float = CUT) -> Scale:
    """Check criteria and profiles once for all.

    Parameters
    ----------
    criteria : DataFrame by criterion
        Columns direction ("max" or "min"), weight (any unit, 0 for a pure veto), q, p, v (indifference, preference and
        veto thresholds as distances in the criterion's unit, whatever its direction; v NaN is no veto).
    profiles : DataFrame profiles x criteria, worst first
        In the criterion's unit; each is at least as good as the one before on every criterion, better on one.
    cut : float
        Credibility that outranks, above 0.5, 1 at most.

    Returns
    -------
    Scale

    Raises WrongShape for a criterion listed twice or without profile; OutOfRange for an unknown direction, a negative
    weight, thresholds not in the order 0 <= q <= p <= v, profiles that do not dominate each other, or a cut out of
    bounds; NotEstimable without weight.
    Source: Roy & Bouyssou (1993); Mousseau, Slowinski & Zielniewicz (1999), document LAMSADE 111.
    """
    names = criteria.index
    lacking = [name for name in names if name not in profiles.columns]
    if lacking or names.has_duplicates or len(profiles) == 0:
        raise WrongShape("profiles", found=lacking or list(names), expected="a level for each criterion, listed once")
    odd = criteria.index[~criteria["direction"].isin(list(_SIGNS))]
    if len(odd):
        raise OutOfRange(f"direction[{odd[0]}]", found=criteria.loc[odd[0], "direction"], expected="max | min")
    sign = vector("sign", criteria["direction"].map(_SIGNS).to_numpy(dtype=np.float64))
    weights = vector("weight", criteria["weight"].to_numpy(), low=0)
    if weights.sum() == 0:
        raise NotEstimable("weight", found=0.0, expected="one weight > 0")
    q, p = (vector(name, criteria[name].to_numpy(), low=0) for name in ("q", "p"))
    v = criteria["v"].fillna(np.inf).to_numpy(dtype=np.float64)
    for i, name in enumerate(names):
        if not q[i] <= p[i] <= v[i]:
            raise OutOfRange(f"thresholds[{name}]", found=(q[i], p[i], v[i]), expected="0 <= q <= p <= v")
    levels = profiles[names].to_numpy(dtype=np.float64)
    vector("profiles", levels.ravel())
    steps = np.diff(levels * sign, axis=0)
    unordered = (steps < 0).any(axis=1) | (steps == 0).all(axis=1)
    if unordered.any():
        worse = profiles.index[int(unordered.argmax()) + 1]
        raise OutOfRange(f"profiles[{worse}]", found=tuple(profiles.loc[worse, names]), expected="worst profile first")
    share("cut", cut, low=0.5 + ROUNDING)
    return Scale(
        criteria=names,
        limits=profiles.index,
        sign=sign,
        weights=weights,
        q=q,
        p=p,
        v=v,
        profiles=levels * sign,
        cut=cut,
    )


def sort(performance: pd.DataFrame, scale: Scale) -> Sorting:
    """Class of each alternative, alone against the profiles: adding another changes nothing.

    Parameters
    ----------
    performance : DataFrame alternatives x criteria
        In each criterion's unit; NaN is unknown. The criteria known then share the weight, and the best class stays
        closed while an unknown criterion holds a veto.
    scale : Scale

    Returns
    -------
    Sorting

    Raises WrongShape when a criterion has no column or an alternative is listed twice, OutOfRange for an infinite one.
    Source: as `scale`; missing values and the cap by METHODS M1.

    >>> criteria = pd.DataFrame({"direction": ["max", "min"], "weight": [1, 1], "q": 0, "p": 0, "v": [np.nan, 30]},
    ...                         index=["margin", "days"])
    >>> limits = pd.DataFrame({"margin": [10, 20], "days": [60, 45]})
    >>> cases = pd.DataFrame({"margin": [25, 25, 25], "days": [45, 90, np.nan]}, index=["a", "b", "c"])
    >>> sort(cases, scale(criteria, limits)).classes[["pessimistic", "barriers", "capped"]]
       pessimistic barriers  capped
    a            3       ()   False
    b            1  (days,)   False
    c            2       ()    True
    """
    g = oriented(performance, scale)
    over, opposed = credibility(scale.profiles[None] - g[:, None], scale)
    under, _ = credibility(g[:, None] - scale.profiles[None], scale)
    a_over_b, b_over_a = (s >= scale.cut - ROUNDING for s in (over, under))
    best = len(scale.profiles) + 1
    pessimistic = np.where(a_over_b.any(axis=1), best - a_over_b[:, ::-1].argmax(axis=1), 1)
    preferred = b_over_a & ~a_over_b
    optimistic = np.where(preferred.any(axis=1), preferred.argmax(axis=1) + 1, best)
    unknown, barred = np.isnan(g), opposed[:, 0] >= 1
    capped = np.asarray((unknown & np.isfinite(scale.v)).any(axis=1))
    classes = pd.DataFrame(
        {
            "pessimistic": _classes(np.where(np.isnan(over[:, 0]), np.nan, pessimistic), capped, best),
            "optimistic": _classes(np.where(~unknown @ scale.weights == 0, np.nan, optimistic), capped, best),
            "barriers": _named(barred, scale.criteria),
            "missing": _named(unknown, scale.criteria),
            "capped": capped,
        }
    ).set_axis(performance.index)
    differs = (classes["pessimistic"] != classes["optimistic"]).fillna(value=False).astype(bool)
    classes["debated"] = differs & (classes["barriers"].str.len() == 0)
    return Sorting(
        classes=classes,
        over=pd.DataFrame(over, index=performance.index, columns=scale.limits),
        under=pd.DataFrame(under, index=performance.index, columns=scale.limits),
    )


def oriented(performance: pd.DataFrame, scale: Scale) -> Matrix:
    """Performances as `sort` reads them, all to be maximised: shape (alternatives, m).

    Raises as `sort`.
    """
    lacking = [name for name in scale.criteria if name not in performance.columns]
    if lacking or performance.index.has_duplicates:
        found = lacking or performance.index[performance.index.duplicated()].tolist()
        raise WrongShape("performance", found=found, expected="each criterion a column, each alternative once")
    g = performance[scale.criteria].to_numpy(dtype=np.float64)
    if np.isinf(g).any():
        raise OutOfRange("performance", found="infinite", expected="finite, or NaN when unknown")
    return np.asarray(g * scale.sign)


def credibility(d: npt.NDArray[np.float64], scale: Scale) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Credibility of outranking, and the opposition of each criterion.

    Parameters
    ----------
    d : float array, shape (..., m)
        How much the outranked one is better on each criterion, all to be maximised; NaN is unknown.
    scale : Scale

    Returns
    -------
    (S, D): shapes (...) and (..., m); S is NaN when no criterion known bears weight and none is a barrier.
    """
    known = ~np.isnan(d)
    support, opposition = shapes(d, scale)
    weights = known * scale.weights
    total = weights.sum(axis=-1)
    C = np.divide((weights * support).sum(axis=-1), total, out=np.full(total.shape, np.nan), where=total > 0)
    S = damped(C, opposition)
    return np.where((opposition == 1).any(axis=-1), 0.0, S), opposition


def shapes(d: npt.NDArray[np.float64], scale: Scale) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Support c_j and opposition D_j of each criterion, shape of d, 0 where unknown."""
    d = _snapped(d, scale)
    q, p, v = (np.broadcast_to(x, d.shape) for x in (scale.q, scale.p, scale.v))
    rising = (d > p) & (d < v) & np.isfinite(v)
    support = np.divide(p - d, p - q, out=(d <= q).astype(np.float64), where=(d > q) & (d < p))
    opposition = np.divide(d - p, v - p, out=((d >= v) & (d > p)).astype(np.float64), where=rising)
    return support, opposition


def damped(C: npt.NDArray[np.float64], D: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """C times (1 - D_j) / (1 - C) for each D_j above C, criteria along the last axis of D."""
    each = np.broadcast_to(np.asarray(C)[..., None], D.shape)
    return np.asarray(C * np.divide(1 - D, 1 - each, out=np.ones(D.shape), where=each < D).prod(axis=-1))


def _snapped(d: npt.NDArray[np.float64], scale: Scale) -> npt.NDArray[np.float64]:
    """Differences that miss a threshold by binary rounding alone, set on it: 0.8 - 0.6 is 0.2."""
    size = _STEP * (np.abs(scale.profiles).max(axis=0) + np.abs(np.nan_to_num(d)))
    for threshold in (scale.q, scale.p, scale.v):
        d = np.where(np.abs(d - threshold) <= size, threshold, d)
    return d


def _classes(found: Vector, capped: npt.NDArray[np.bool_], best: int) -> pd.Series:
    return pd.Series(np.where(capped, np.minimum(found, best - 1), found)).astype("Int64")


def _named(marked: npt.NDArray[np.bool_], criteria: pd.Index) -> pd.Series:
    return pd.Series([tuple(criteria[row]) for row in marked], dtype=object)
